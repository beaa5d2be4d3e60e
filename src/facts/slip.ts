import { present, unknown } from '../model/fact.ts';
import type { FactKind } from './kind.ts';

/** A well-known name that another one plainly is a slip of the keyboard for. */
export const fact: FactKind<'slip'> = {
  name: 'slip',
  plan: () => [],
  resolve(subject, context) {
    const { ecosystem, name } = subject.dependency;
    const slip = context.findSlip(ecosystem, name);
    return slip === undefined
      ? unknown('it resembles no well-known name', 'bundled names')
      : present(slip, 'bundled names');
  },
};
