import { unknown } from '../model/fact.ts';
import type { DependencySubject } from '../model/subject.ts';
import { packageQuestion } from './candidates.ts';
import { ecosystemOf, type FactKind } from './kind.ts';

/** For a name that may belong elsewhere: the package of that name on the public registry. */
export const fact: FactKind<'public-twin'> = {
  name: 'public-twin',
  plan: (subject, context) =>
    !mayBeElsewhere(subject) || subject.registries.length === 0
      ? []
      : [packageQuestion(subject, { url: context.publicRegistry(ecosystemOf(subject, context)) })],
  resolve(subject, context) {
    const registry = context.publicRegistry(ecosystemOf(subject, context));
    if (!mayBeElsewhere(subject)) return unknown('the name is not private', registry);
    return context.answer(packageQuestion(subject, { url: registry })) ?? unknown('it was not asked', registry);
  },
};

/** By the configuration, by another project of the repository, or because the client would ask the public index among others. */
const mayBeElsewhere = ({ privateBy, claimedBy, leftBehind, choices }: DependencySubject): boolean =>
  privateBy !== undefined ||
  claimedBy !== undefined ||
  leftBehind !== undefined ||
  choices.some(({ candidates }) => candidates.some(({ registry }) => registry.public));
