import { fact as about } from '../facts/about.ts';
import { fact as additions } from '../facts/additions.ts';
import { fact as build } from '../facts/build.ts';
import type { FactContext, FactKind } from '../facts/kind.ts';
import { fact as predecessor } from '../facts/predecessor.ts';
import { fact as startup } from '../facts/startup.ts';
import { type Fact, type Unknown, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { ReleaseFact } from '../model/registry.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { type Remark, remarkOn } from './remarks.ts';
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

/** What stays open of one look at a release. */
export interface OpenLook {
  readonly look: Look;
  readonly subject: DependencySubject;
  readonly why: Unknown;
}

export const findOpenLooks = (
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly OpenLook[] =>
  looks.flatMap((look): readonly OpenLook[] => {
    if (!needed.has(look.name)) return [];
    const whys = look.findOpen(subject, context);
    const why = whys.find(({ overBudget }) => overBudget === true) ?? whys[0];
    return why === undefined ? [] : [{ look, subject, why }];
  });

function whyOpen(question: Question, context: FactContext): Unknown | undefined {
  const answer = context.answer(question);
  // Rounds may end before a question comes up.
  if (answer === undefined) return unknown('it was not asked', question.kind);
  if (answer.state === 'unknown') return answer;
  if (question.kind === 'release') return whyUntold(context.answer(question))[0];
  return answer.state === 'present' && 'unread' in answer.value ? answer.value.unread : undefined;
}

/** Those that a limit of the run ended: nothing may hide behind many others. */
export const listOpenLooks = (open: readonly OpenLook[]): readonly OpenQuestion[] =>
  open
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
export const remarkOpenLooks = (open: readonly OpenLook[], context: FactContext): readonly Remark[] =>
  open
    .filter(({ why }) => why.overBudget !== true)
    .map(({ look: { said }, subject, why: { reason } }) => ({
      ...remarkOn(subject, context),
      level: 'warning',
      topic: said,
      before: `${said}, for `,
      counts: 'packages',
      after: ` of them: ${reason}`,
      unanswered: 'details',
    }));

/** Archives of which there are more than are looked into. */
export function remarkSkippedArchives(
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Remark[] {
  const found = needed.has('startup') ? context.fact('startup', subject) : undefined;
  const skipped = found?.state === 'present' ? found.value.release.skipped : 0;
  if (skipped === 0) return [];
  const said = 'archives of young releases that were not looked into, as each has a limit';
  return [
    {
      ...remarkOn(subject, context),
      level: 'warning',
      topic: said,
      amount: skipped,
      before: `${said}: `,
      counts: 'amounts',
      after: '',
      unanswered: 'details',
    },
  ];
}
