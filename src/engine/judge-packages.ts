import type { FactContext } from '../facts/kind.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { findOpenLooks, listOpenLooks, remarkOpenLooks, remarkSkippedArchives } from './close-looks.ts';
import type { Collector, Place } from './collect.ts';
import { type Evaluation, evaluate, type Judge } from './evaluate.ts';
import { answerRules } from './facts.ts';
import { listOpenCommit, remarkOpenCommit } from './open-commits.ts';
import { remarkLackedTime, remarkOutages } from './outages.ts';
import type { Claimer } from './own.ts';
import { type AskingSubject, askedOf, portionsOf } from './portions.ts';
import type { Remark } from './remarks.ts';
import { listUnanswered, type OpenQuestion, remarkTimeless, remarkUnasked } from './unverified.ts';

/** What is left of packages once they are judged: what is known of them is forgotten. */
export interface Judged extends Evaluation {
  readonly open: readonly OpenQuestion[];
  readonly remarks: readonly Remark[];
}

interface Court {
  readonly collector: Collector;
  readonly claimer: Claimer;
  readonly judge: Omit<Judge, 'facts'>;
  readonly needed: ReadonlySet<FactName>;
  /** By rules that judge imports. */
  readonly neededByImports: ReadonlySet<FactName>;
  readonly now: Date;
  /** Names of a portion. */
  readonly portionSize?: number;
  /** Called between two portions. */
  release(): void;
}

/**
 * Asks about the packages and judges them, one portion after the other. Those that a public registry denies are judged when all
 * others are: whether its word counts is told by what it says of all of them.
 */
export async function judgePackages(subjects: readonly AskingSubject[], court: Court): Promise<Judged> {
  const { collector, portionSize } = court;
  const all: Judged[] = [];
  const denied: AskingSubject[] = [];
  const hear = async (portion: readonly AskingSubject[], place: Place, isLast: boolean) => {
    if (all.length > 0) court.release();
    const context = await collector.collect(portion.map(askedOf), place);
    const isLeft = (subject: AskingSubject) => !isLast && collector.isDenied(askedOf(subject));
    denied.push(...portion.filter(isLeft));
    all.push(
      await judgePortion(
        portion.filter((subject) => !isLeft(subject)),
        context,
        court,
      ),
    );
  };
  const portions = [...portionsOf(subjects, portionSize)];
  for (const [at, portion] of portions.entries())
    await hear(portion, { at: at + 1, of: portions.length }, at === portions.length - 1);
  const again = [...portionsOf(denied, portionSize)];
  const of = portions.length + again.length;
  for (const [at, portion] of again.entries()) await hear(portion, { at: portions.length + at + 1, of }, true);
  return {
    findings: all.flatMap(({ findings }) => findings),
    notifications: all.flatMap(({ notifications }) => notifications),
    open: all.flatMap(({ open }) => open),
    remarks: all.flatMap(({ remarks }) => remarks),
  };
}

async function judgePortion(
  portion: readonly AskingSubject[],
  context: FactContext,
  { claimer, judge, needed: all, neededByImports, now }: Court,
): Promise<Judged> {
  const subjects = await claimer.claim(portion.map(askedOf), context);
  const neededFor = ({ fileRole }: DependencySubject) => (fileRole === 'code' ? neededByImports : all);
  const looks = subjects.flatMap((subject) => findOpenLooks(subject, context, neededFor(subject)));
  const judged = portion.map((subject, at) => withAsked(subject, subjects[at]));
  return {
    ...evaluate(judged, { ...judge, facts: answerRules(context, now) }),
    open: [
      ...subjects.flatMap((subject) => [
        ...listUnanswered(subject, context, neededFor(subject)),
        ...listOpenCommit(subject, context),
      ]),
      ...listOpenLooks(looks),
    ],
    remarks: [
      ...subjects.flatMap((subject) => remarkLacks(subject, context, neededFor(subject))),
      ...remarkOpenLooks(looks, context),
    ],
  };
}

/** The same with what turned out of the package. */
const withAsked = (subject: AskingSubject, asked = askedOf(subject)): AskingSubject =>
  subject.kind === 'import' ? { ...subject, wanted: asked } : asked;

/** What nobody answered of a package, where nothing waits for it. */
const remarkLacks = (
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Remark[] => [
  ...remarkOutages(subject, context, needed),
  ...remarkLackedTime(subject, context),
  ...remarkUnasked(subject, context),
  ...remarkTimeless(subject, context, needed),
  ...remarkOpenCommit(subject, context),
  ...remarkSkippedArchives(subject, context, needed),
];
