import type { FactContext } from '../facts/kind.ts';
import { ecosystemOf } from '../facts/kind.ts';
import type { Facts } from '../model/rule.ts';

/** The collected answers as rules see them. */
export const answerRules = (context: FactContext, now: Date): Facts => ({
  now: now.toISOString(),
  get: (name, subject) => context.fact(name, subject),
  versions: (subject) => ecosystemOf(subject, context).versions,
  registryTitle: (subject) => ecosystemOf(subject, context).registryTitle,
});
