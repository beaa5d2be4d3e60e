import { fact as about } from '../facts/about.ts';
import { fact as additions } from '../facts/additions.ts';
import { fact as build } from '../facts/build.ts';
import type { FactContext, FactKind } from '../facts/kind.ts';
import { fact as predecessor } from '../facts/predecessor.ts';
import { fact as startup } from '../facts/startup.ts';
import { type Fact, type Unknown, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { ReleaseFact } from '../model/registry.ts';
import type { Notification } from '../model/report.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { OpenQuestion } from './unverified.ts';

/** What is asked of young releases besides what their registry tells at once. */
interface Look {
  readonly name: FactName;
  /** Why something of it is open. */
  findOpen(subject: DependencySubject, context: FactContext): readonly Unknown[];
  /** What is missing without an answer. */
  readonly said: string;
}

const look = (kind: Pick<FactKind, 'name' | 'plan'>, said: string): Look => ({
  name: kind.name,
  findOpen: (subject, context) => kind.plan(subject, context).flatMap((question) => whyOpen(question, context) ?? []),
  said,
});

const only = ({ name, plan }: Pick<FactKind, 'name' | 'plan'>, ...kinds: readonly Question['kind'][]) => ({
  name,
  plan: (...asked: Parameters<typeof plan>) => plan(...asked).filter(({ kind }) => kinds.includes(kind)),
});

const looks: readonly Look[] = [
  look(startup, 'what the archives of young releases run by themselves is not known'),
  look(build, 'who made young releases is not known'),
  {
    name: 'release',
    findOpen: (subject, context) => whyUntold(context.fact('release', subject)),
    said: 'who published releases and what they run and require is not known',
  },
  look(predecessor, 'what was before young releases is not known'),
  look(only(additions, 'requires', 'package'), 'what young releases newly require is not known'),
  look(about, 'who is behind packages is not known'),
  look(only(additions, 'about'), 'who is behind what young releases newly require is not known'),
];

const whyUntold = (release: Fact<ReleaseFact> | undefined): readonly Unknown[] =>
  release?.state === 'present' && release.value.untold !== undefined ? [release.value.untold] : [];

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
          const whys = look.findOpen(subject, context);
          const why = whys.find(({ overBudget }) => overBudget === true) ?? whys[0];
          return why === undefined ? [] : [{ look, subject, why }];
        })
      : [],
  );
}

function whyOpen(question: Question, context: FactContext): Unknown | undefined {
  const answer = context.answer(question);
  // Rounds may end before a question comes up.
  if (answer === undefined) return unknown('it was not asked', question.kind);
  if (answer.state === 'unknown') return answer;
  if (question.kind === 'release') return whyUntold(context.answer(question))[0];
  return answer.state === 'present' && 'unread' in answer.value ? answer.value.unread : undefined;
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
            level: 'warning',
            message: `archives of young releases that were not looked into, as each has a limit: ${skipped}`,
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
