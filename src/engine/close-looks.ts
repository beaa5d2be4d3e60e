import { fact as build } from '../facts/build.ts';
import type { FactContext, FactKind } from '../facts/kind.ts';
import { fact as startup } from '../facts/startup.ts';
import type { Unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { Notification } from '../model/report.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { OpenQuestion } from './unverified.ts';

/** What is asked of young releases besides what their registry tells at once. */
interface Look {
  readonly name: 'startup' | 'build';
  readonly kind: Pick<FactKind, 'plan'>;
  /** What is missing without an answer. */
  readonly said: string;
}

const looks: readonly Look[] = [
  { name: 'startup', kind: startup, said: 'what the archives of young releases run by themselves is not known' },
  { name: 'build', kind: build, said: 'who made young releases is not known' },
];

interface Gap {
  readonly look: Look;
  readonly subject: DependencySubject;
  readonly why: Unknown;
}

function findGaps(
  subjects: readonly DependencySubject[],
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Gap[] {
  return looks.flatMap((look) =>
    needed.has(look.name)
      ? subjects.flatMap((subject) => {
          const whys = look.kind.plan(subject, context).flatMap((question) => whyOpen(question, context) ?? []);
          const why = whys.find(({ overBudget }) => overBudget === true) ?? whys[0];
          return why === undefined ? [] : [{ look, subject, why }];
        })
      : [],
  );
}

function whyOpen(question: Question, context: FactContext): Unknown | undefined {
  const answer = context.answer(question);
  if (answer?.state === 'unknown') return answer;
  return question.kind === 'startup' && answer?.state === 'present' && 'unread' in answer.value
    ? answer.value.unread
    : undefined;
}

/** Those that a limit of the run ended: nothing may hide behind many others. */
export const listOpenLooks = (
  subjects: readonly DependencySubject[],
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly OpenQuestion[] =>
  findGaps(subjects, context, needed)
    .filter(({ why }) => why.overBudget === true)
    .map(({ look, subject, why: { reason, source } }) => ({
      purl: subject.dependency.purl,
      path: subject.at.path,
      question: look.name,
      source,
      reason,
      location: subject.at,
      overBudget: true,
    }));

/** The others are said, and nothing waits for them: the registry of record has answered. */
export function noteOpenLooks(
  subjects: readonly DependencySubject[],
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Notification[] {
  const gaps = findGaps(subjects, context, needed).filter(({ why }) => why.overBudget !== true);
  const skipped = needed.has('startup') ? countSkipped(subjects, context) : 0;
  return [
    ...looks.flatMap((look): Notification[] => {
      const mine = gaps.filter((gap) => gap.look === look);
      const [first] = mine;
      const count = new Set(mine.map(({ subject }) => subject.dependency.purl)).size;
      return first === undefined
        ? []
        : [{ level: 'warning', message: `${look.said}, for ${count} of them: ${first.why.reason}` }];
    }),
    ...(skipped === 0
      ? []
      : [
          {
            level: 'note',
            message: `archives of young releases beyond those that are looked into of each: ${skipped}`,
          } as const,
        ]),
  ];
}

function countSkipped(subjects: readonly DependencySubject[], context: FactContext): number {
  const counts = new Map<string, number>();
  for (const subject of subjects) {
    const found = context.fact('startup', subject);
    if (found.state === 'present') counts.set(subject.dependency.purl, found.value.release.skipped);
  }
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
