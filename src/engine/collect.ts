import { ofRecord, packageQuestion } from '../facts/candidates.ts';
import type { BundledNames, FactContext, FactKind } from '../facts/kind.ts';
import { type Fact, type Unknown, unknown } from '../model/fact.ts';
import type { Log } from '../model/ports.ts';
import { type AnswerTo, type Question, questionKey } from '../model/question.ts';
import type { FactName, FactTypes } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { matchesName } from '../text/glob.ts';
import { rememberFor } from '../text/remember.ts';
import { createDenialFilter, type DenialFilter } from './denials.ts';
import { type AnyAnswer, type AskContext, listJobs } from './jobs.ts';
import { createRecordLimit, type RecordShare } from './record-limit.ts';
import { publicRegistryOf } from './registries.ts';

export interface CollectContext extends AskContext {
  readonly kinds: readonly FactKind[];
  /** Whether some rule that judges a subject needs a fact of it; left out: of all. */
  needs?(name: FactName, subject: DependencySubject): boolean;
  readonly platform?: string;
  authenticates?(registry: string): boolean;
  readonly log: Log;
  publishesPublicly(ecosystem: string, scope: string): boolean;
  isWellKnown(ecosystem: string, name: string): boolean;
  readonly bundled: BundledNames;
}

/**
 * Every question follows from the answers before it. Three rounds reach the last one where small documents say enough; where
 * a service is silent or a release is to be looked at closely, the whole document and what follows from it take two more.
 */
const maxRounds = 5;
/** Lookups under way at once: enough to keep every host's connections busy, few enough to bound what they hold. */
const maxLookups = 64;

/** Commits that are looked for in one audit: each may take a score of requests, and platforms count them by the hour. */
const maxCommits = 100;

/** Commits too many: not asked, which leaves the audit incomplete, for padding must not hide one of them. */
function createCommitLimit(): (questions: readonly Question[]) => ReadonlyMap<string, Unknown> {
  let free = maxCommits;
  const reason = `more than ${maxCommits} commits are named: this one was not looked for`;
  return (questions) => {
    const commits = questions.filter(({ kind }) => kind === 'commit').map(questionKey);
    const beyond = commits.slice(free);
    free -= commits.length - beyond.length;
    return new Map(beyond.map((key) => [key, { ...unknown(reason, 'limit'), overBudget: true }]));
  };
}

/** Which portion it is, from 1 on, and of how many. */
export interface Place {
  readonly at: number;
  readonly of: number;
}

/** Asks about one portion of the packages after the other; limits hold for all of them together. */
export interface Collector {
  /** What was answered about the portion. Nothing of it is kept here but what was denied. */
  collect(portion: readonly DependencySubject[], place?: Place): Promise<FactContext>;
  /** Whether a public registry denied its name: what that proves may yet depend on what the registry says of others. */
  isDenied(subject: DependencySubject): boolean;
}

/**
 * Plans, asks, and plans again until no question is open. All questions about direct dependencies come before the first one
 * about others: what a budget leaves out is what nobody here named.
 * @param subjects those of all portions
 * @param denials left out: nothing was heard of any registry so far
 */
export function openCollector(
  context: CollectContext,
  subjects: readonly DependencySubject[],
  denials = createDenialFilter(context),
): Collector {
  const asked = new Set(subjects.flatMap(packageQuestions).map(questionKey));
  const shareRecords = createRecordLimit();
  const limits = { limitCommits: createCommitLimit(), disbelieve: denials.disbelieve };
  return {
    async collect(portion, { at, of } = { at: 1, of: 1 }) {
      const answers = new Map<string, AnyAnswer>();
      denials.recall(answers);
      const { facts, forget } = createFactContext(answers, context, asked);
      // What texts for people name, and what code imports, installs nothing by itself: it must not take the budget of what does.
      const isDirect = ({ dependency, fileRole }: DependencySubject) =>
        dependency.direct && fileRole !== 'prose' && fileRole !== 'code';
      const run = { ...context, ...limits, answers, facts, forget };
      const which = of === 1 ? '' : `, ${at} of ${of}`;
      const left = of - at + 1;
      const [direct, further] = [portion.filter(isDirect), portion.filter((subject) => !isDirect(subject))];
      // Half of what is left: more than others have, and not all of it.
      const limitRecords = shareRecords(Math.min(left, 2));
      await askRounds(direct, `direct dependencies${which}`, { ...run, limitRecords });
      await askRounds(further, `further dependencies${which}`, { ...run, limitRecords: shareRecords(left) });
      return facts;
    },
    isDenied: ({ dependency: { ecosystem, name } }) => denials.isDenied(ecosystem, name),
  };
}

const packageQuestions = (subject: DependencySubject): readonly Question[] =>
  ofRecord(subject)
    .filter(({ trusted }) => trusted)
    .map((candidate) => packageQuestion(subject, candidate));

/** The same of few packages. */
export const collectFacts = (
  subjects: readonly DependencySubject[],
  context: CollectContext,
  denials?: DenialFilter,
): Promise<FactContext> => openCollector(context, subjects, denials).collect(subjects);

/** What holds for all rounds together. */
interface Run extends CollectContext {
  readonly answers: Map<string, AnyAnswer>;
  readonly facts: FactContext;
  /** To be called when there are further answers. */
  forget(): void;
  readonly limitRecords: RecordShare;
  readonly limitCommits: ReturnType<typeof createCommitLimit>;
  readonly disbelieve: DenialFilter['disbelieve'];
}

async function askRounds(subjects: readonly DependencySubject[], step: string, run: Run): Promise<void> {
  const { answers, facts } = run;
  for (let round = 0; round < maxRounds; round++) {
    const open = new Map<string, Question>();
    for (const kind of run.kinds) {
      for (const subject of needing(kind.name, subjects, run)) {
        for (const question of kind.plan(subject, facts)) {
          const key = questionKey(question);
          if (!answers.has(key)) open.set(key, question);
        }
      }
    }
    if (open.size === 0) break;
    const questions = [...open.values()];
    const refused = new Map<string, AnyAnswer>([...run.limitCommits(questions), ...run.limitRecords(questions)]);
    for (const [key, answer] of refused) answers.set(key, answer);
    const asked = questions.filter((question) => !refused.has(questionKey(question)));
    await ask(asked, answers, run, step);
    run.disbelieve(questions, answers);
    run.forget();
  }
}

const needing = (name: FactName, subjects: readonly DependencySubject[], { needs }: Run) =>
  needs === undefined ? subjects : subjects.filter((subject) => needs(name, subject));

/** Facts out of the answers so far. Each is worked out once until there are further answers. */
function createFactContext(
  answers: ReadonlyMap<string, AnyAnswer>,
  context: CollectContext,
  asked: ReadonlySet<string>,
): Pick<Run, 'facts' | 'forget'> {
  const kinds = new Map(context.kinds.map((kind) => [kind.name, kind]));
  let known = new WeakMap<DependencySubject, { readonly made: Map<FactName, Fact<unknown>> }>();
  const facts: FactContext = {
    ecosystems: context.ecosystems,
    publishesPublicly: context.publishesPublicly,
    isPrivate: (ecosystem, name) => context.policy.private[ecosystem]?.some((glob) => matchesName(glob, name)) === true,
    isWellKnown: context.isWellKnown,
    bundled: context.bundled,
    now: context.now,
    consults: (service) => context.policy.services[service] !== false,
    authenticates: (registry) => context.authenticates?.(registry) === true,
    publicRegistry: (ecosystem) => publicRegistryOf(ecosystem, context.policy),
    configuredRegistries: ({ type }) => [
      ...(context.policy.registries[type] ?? []).map(({ url }) => url),
      ...(context.platform === undefined ? [] : [context.platform]),
    ],
    // The key holds the kind of the question, so what was stored under it has the kind's type.
    answer: <Q extends Question>(question: Q) => answers.get(questionKey(question)) as Fact<AnswerTo<Q>> | undefined,
    asksAnyway: (question) => asked.has(questionKey(question)),
    answered: () => known,
    fact<N extends FactName>(name: N, subject: DependencySubject) {
      const mine = rememberFor(known, subject, () => new Map<FactName, Fact<unknown>>());
      const found = mine.get(name);
      // What was stored under a name has that name's type.
      if (found !== undefined) return found as Fact<FactTypes[N]>;
      const kind = kinds.get(name) as FactKind<N> | undefined;
      const fact = kind?.resolve(subject, facts) ?? unknown('no enabled rule needs it', 'configuration');
      mine.set(name, fact);
      return fact;
    },
  };
  const forget = () => {
    known = new WeakMap();
  };
  return { facts, forget };
}

const subjectsOfQuestions: Readonly<Record<Question['kind'], string>> = {
  package: 'packages',
  about: 'publishers',
  manifest: 'releases',
  published: 'times of releases',
  release: 'releases',
  startup: 'archives',
  requires: 'requirements',
  build: 'builds',
  commit: 'commits',
  advisories: 'advisories',
  advisory: 'advisories',
  malware: 'malware',
};

/** What is being asked, and whom where that is one registry. */
function sayQuestion(question: Question): string {
  const host = 'registry' in question && URL.canParse(question.registry) ? new URL(question.registry).host : '';
  return `${subjectsOfQuestions[question.kind]}${host === '' ? '' : ` of ${host}`}`;
}

async function ask(
  questions: readonly Question[],
  answers: Map<string, AnyAnswer>,
  context: CollectContext,
  step: string,
): Promise<void> {
  const jobs = listJobs(questions, answers, context);
  let done = 0;
  const tell = (question: Question | undefined) =>
    question && context.log.progress(`${step}: ${sayQuestion(question)}`, done, questions.length);
  tell(questions[0]);
  await runPool(jobs, maxLookups, async (job) => {
    const found = await job.run();
    for (const [question, answer] of found) answers.set(questionKey(question), answer);
    done += found.length;
    tell(found[0]?.[0]);
  });
}

async function runPool<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
}
