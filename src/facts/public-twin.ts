import { unknown } from '../model/fact.ts';
import { packageQuestion } from './candidates.ts';
import { ecosystemOf, type FactKind } from './kind.ts';

/** For a name that the configuration calls private: the package of that name on the public registry. */
export const fact: FactKind<'public-twin'> = {
  name: 'public-twin',
  plan: (subject, context) =>
    subject.privateBy === undefined || subject.registries.length === 0
      ? []
      : [packageQuestion(subject, context.publicRegistry(ecosystemOf(subject, context)))],
  resolve(subject, context) {
    const registry = context.publicRegistry(ecosystemOf(subject, context));
    if (subject.privateBy === undefined) return unknown('the name is not private', registry);
    return context.answer(packageQuestion(subject, registry)) ?? unknown('it was not asked', registry);
  },
};
