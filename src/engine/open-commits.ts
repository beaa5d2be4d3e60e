import { commitQuestions } from '../facts/commit.ts';
import type { FactContext } from '../facts/kind.ts';
import type { Unknown } from '../model/fact.ts';
import type { Notification } from '../model/report.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { OpenQuestion } from './unverified.ts';

/** Commits of which nobody said whether they belong to the repository that is named. */
function openCommits(
  subjects: readonly DependencySubject[],
  context: FactContext,
): readonly { readonly subject: DependencySubject; readonly fact: Unknown }[] {
  return subjects.flatMap((subject) => {
    if (commitQuestions(subject, context).length === 0) return [];
    const fact = context.fact('commit', subject);
    return fact.state === 'unknown' ? [{ subject, fact }] : [];
  });
}

/** Those that a limit of the run ended: nothing may hide behind many others. */
export const listOpenCommits = (
  subjects: readonly DependencySubject[],
  context: FactContext,
): readonly OpenQuestion[] =>
  openCommits(subjects, context)
    .filter(({ fact }) => fact.overBudget === true)
    .map(({ subject, fact: { reason, source } }) => ({
      purl: subject.dependency.purl,
      path: subject.at.path,
      question: 'commit',
      source,
      reason,
      location: subject.at,
      overBudget: true,
    }));

/** The others are said, and nothing waits for them: GitHub limits what it answers to strangers. */
export function noteOpenCommits(subjects: readonly DependencySubject[], context: FactContext): readonly Notification[] {
  const reasons = new Map<string, number>();
  for (const { fact } of openCommits(subjects, context)) {
    if (fact.overBudget !== true) reasons.set(fact.reason, (reasons.get(fact.reason) ?? 0) + 1);
  }
  return [...reasons].map(([reason, count]) => ({
    level: 'note',
    message: `not answered for ${count} ${count === 1 ? 'commit' : 'commits'}: whether a branch or tag of the repository that is named leads to it (${reason})`,
  }));
}
