import type { FactContext } from '../facts/kind.ts';
import { ecosystemOf } from '../facts/kind.ts';
import type { Fact } from '../model/fact.ts';
import type { FactName, Facts, FactTypes } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';

/** The collected answers as rules see them; each fact is worked out once. */
export function answerRules(context: FactContext, now: Date): Facts {
  const known = new WeakMap<DependencySubject, Map<FactName, Fact<unknown>>>();
  return {
    now: now.toISOString(),
    get<N extends FactName>(name: N, subject: DependencySubject) {
      const facts = known.get(subject) ?? new Map<FactName, Fact<unknown>>();
      known.set(subject, facts);
      const fact = facts.get(name) ?? context.fact(name, subject);
      facts.set(name, fact);
      // What was stored under a name has that name's type.
      return fact as Fact<FactTypes[N]>;
    },
    versions: (subject) => ecosystemOf(subject, context).versions,
    registryTitle: (subject) => ecosystemOf(subject, context).registryTitle,
  };
}
