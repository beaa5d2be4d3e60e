import { absent, type Fact, unknown } from '../model/fact.ts';
import type { PackageFact, RegistryCandidate } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { answersOf, ofRecord, packageQuestion, type RegistryAnswer, sayRefusal } from './candidates.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { needsWhole, smallQuestions } from './small.ts';

/** The package at the registries that may serve it. */
export const fact: FactKind<'package'> = {
  name: 'package',
  plan: (subject, context) =>
    needsWhole(subject, context)
      ? ofRecord(subject)
          .filter(({ trusted }) => trusted)
          .map((candidate) => packageQuestion(subject, candidate))
      : smallQuestions(subject, context),
  resolve(subject, context) {
    const answers = answersOf(subject, context);
    if (answers.length === 0) return unknown('no registry serves it', subject.dependency.source.kind);
    const found = answers.find(({ fact }) => fact?.state === 'present')?.fact;
    if (found !== undefined) return found;
    const open = answers.flatMap(openReason);
    if (open.length > 0) {
      const overBudget = answers.some(({ fact }) => fact?.state === 'unknown' && fact.overBudget === true);
      const unanswered = unknown(open.map(({ reason }) => reason).join('; '), open.map(({ url }) => url).join(', '));
      return overBudget ? { ...unanswered, overBudget } : unanswered;
    }
    return judgeAbsence(subject, context, answers);
  },
};

interface Open {
  readonly url: string;
  readonly reason: string;
}

function openReason({ candidate, fact }: RegistryAnswer): readonly Open[] {
  const { url, trusted, standsFor = [] } = candidate;
  if (!trusted) return [refusalOf(candidate)];
  if (fact === undefined) return [{ url, reason: `${url} was not asked` }];
  return fact.state === 'unknown' ? [{ url, reason: fact.reason }] : standsFor.map(refusalOf);
}

const refusalOf = (candidate: RegistryCandidate): Open => ({
  url: candidate.url,
  reason: `${candidate.url} (${candidate.origin}) is ${sayRefusal(candidate)}`,
});

/**
 * Every registry said "not found". Where a registry hides private names from strangers that means "absent or private":
 * it is absence only under a namespace that publishes in public and is not the project's own.
 */
function judgeAbsence(
  subject: DependencySubject,
  context: FactContext,
  answers: readonly RegistryAnswer[],
): Fact<PackageFact> {
  const facts = answers.flatMap(({ fact }) => (fact?.state === 'absent' ? [fact] : []));
  const proof = facts.map((fact) => fact.proof).join('; ');
  const source = facts.map((fact) => fact.source).join(', ');
  const scope = ecosystemOf(subject, context).names.scopeOf(subject.dependency.name);
  if (!subject.mayHide || scope === undefined) return absent(proof, source);
  if (subject.ownScope) return unknown(`absent or private: ${scope} is the project's own namespace (${proof})`, source);
  if (!context.publishesPublicly(subject.dependency.ecosystem, scope)) {
    return unknown(`absent or private: ${scope} is not known to publish in public (${proof})`, source);
  }
  return absent(`${proof}; ${scope} publishes in public`, source);
}
