import { commitQuestions } from '../facts/commit.ts';
import type { FactContext } from '../facts/kind.ts';
import type { Unknown } from '../model/fact.ts';
import type { DependencySubject } from '../model/subject.ts';
import { type Remark, remarkOn } from './remarks.ts';
import type { OpenQuestion } from './unverified.ts';

/** Nobody said whether the commit belongs to the repository that is named. */
function openCommit(subject: DependencySubject, context: FactContext): Unknown | undefined {
  if (commitQuestions(subject, context).length === 0) return undefined;
  const fact = context.fact('commit', subject);
  return fact.state === 'unknown' ? fact : undefined;
}

/** Where a limit of the run ended it: nothing may hide behind many others. */
export function listOpenCommit(subject: DependencySubject, context: FactContext): readonly OpenQuestion[] {
  const fact = openCommit(subject, context);
  if (fact?.overBudget !== true) return [];
  const { reason, source } = fact;
  const { purl } = subject.dependency;
  return [{ purl, path: subject.at.path, question: 'commit', source, reason, location: subject.at, overBudget: true }];
}

/** Else it is said, and nothing waits for it: GitHub limits what it answers to strangers. */
export function remarkOpenCommit(subject: DependencySubject, context: FactContext): readonly Remark[] {
  const fact = openCommit(subject, context);
  if (fact === undefined || fact.overBudget === true) return [];
  const asked = 'whether a branch or tag of the repository that is named leads to it';
  return [
    {
      ...remarkOn(subject, context),
      level: 'note',
      topic: JSON.stringify([asked, fact.reason]),
      before: 'not answered for ',
      counts: 'remarks',
      unit: 'commit',
      after: `: ${asked} (${fact.reason})`,
      unanswered: 'details',
    },
  ];
}
