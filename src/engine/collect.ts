import { defaultPolicy } from '../config/defaults.ts';
import type { BundledNames, FactContext, FactKind } from '../facts/kind.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { type Fact, unknown } from '../model/fact.ts';
import type { FactLookup, Lookup } from '../model/http.ts';
import type { Policy } from '../model/policy.ts';
import type { Http, Log } from '../model/ports.ts';
import { type AnswerTo, type AnswerTypes, type Question, questionKey } from '../model/question.ts';
import type { FactName, FactTypes } from '../model/rule.ts';
import type { AnyService } from '../model/service.ts';
import type { DependencySubject } from '../model/subject.ts';
import { matchesName } from '../text/glob.ts';
import { createDenialFilter } from './denials.ts';
import { createRecordLimit } from './record-limit.ts';
import { publicRegistryOf } from './registries.ts';

export interface CollectContext {
  readonly ecosystems: readonly Ecosystem[];
  readonly services: readonly AnyService[];
  readonly kinds: readonly FactKind[];
  readonly policy: Policy;
  readonly platform?: string;
  authenticates?(registry: string): boolean;
  readonly http: Http;
  readonly log: Log;
  publishesPublicly(ecosystem: string, scope: string): boolean;
  isWellKnown(ecosystem: string, name: string): boolean;
  readonly bundled: BundledNames;
  readonly now: Date;
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
function beyondLimit(
  questions: readonly Question[],
  answers: ReadonlyMap<string, AnyAnswer>,
): ReadonlyMap<string, AnyAnswer> {
  const commits = questions.filter(({ kind }) => kind === 'commit').map(questionKey);
  const isCommit = (key: string) => key.startsWith('commit ');
  const free = maxCommits - [...answers.keys()].filter(isCommit).length;
  const reason = `more than ${maxCommits} commits are named: this one was not looked for`;
  return new Map(
    commits.slice(Math.max(0, free)).map((key) => [key, { ...unknown(reason, 'limit'), overBudget: true }]),
  );
}

type AnyAnswer = Fact<AnswerTypes[keyof AnswerTypes]>;

/**
 * Plans, asks, and plans again until no question is open. All questions about direct dependencies come before the first one
 * about others: what a budget leaves out is what nobody here named.
 */
export async function collectFacts(
  subjects: readonly DependencySubject[],
  context: CollectContext,
): Promise<FactContext> {
  const answers = new Map<string, AnyAnswer>();
  const { facts, forget } = createFactContext(answers, context);
  // What texts for people name installs nothing by itself: it must not take the budget of what does.
  const isDirect = ({ dependency, fileRole }: DependencySubject) => dependency.direct && fileRole !== 'prose';
  const limits = { limitRecords: createRecordLimit(), disbelieve: createDenialFilter(context) };
  const run = { ...context, ...limits, answers, facts, forget };
  await askRounds(subjects.filter(isDirect), 'direct dependencies', run);
  await askRounds(
    subjects.filter((subject) => !isDirect(subject)),
    'further dependencies',
    run,
  );
  return facts;
}

/** What holds for all rounds together. */
interface Run extends CollectContext {
  readonly answers: Map<string, AnyAnswer>;
  readonly facts: FactContext;
  /** To be called when there are further answers. */
  forget(): void;
  readonly limitRecords: ReturnType<typeof createRecordLimit>;
  readonly disbelieve: ReturnType<typeof createDenialFilter>;
}

async function askRounds(subjects: readonly DependencySubject[], step: string, run: Run): Promise<void> {
  const { answers, facts } = run;
  for (let round = 0; round < maxRounds; round++) {
    const open = new Map<string, Question>();
    for (const kind of run.kinds) {
      for (const subject of subjects) {
        for (const question of kind.plan(subject, facts)) {
          const key = questionKey(question);
          if (!answers.has(key)) open.set(key, question);
        }
      }
    }
    if (open.size === 0) break;
    const questions = [...open.values()];
    const refused = new Map<string, AnyAnswer>([...beyondLimit(questions, answers), ...run.limitRecords(questions)]);
    for (const [key, answer] of refused) answers.set(key, answer);
    const asked = questions.filter((question) => !refused.has(questionKey(question)));
    await ask(asked, answers, run, `${step}, round ${round + 1}`);
    run.disbelieve(questions, answers);
    run.forget();
  }
}

/** Facts out of the answers so far. Each is worked out once until there are further answers. */
function createFactContext(
  answers: ReadonlyMap<string, AnyAnswer>,
  context: CollectContext,
): Pick<Run, 'facts' | 'forget'> {
  const kinds = new Map(context.kinds.map((kind) => [kind.name, kind]));
  let known = new WeakMap<DependencySubject, Map<FactName, Fact<unknown>>>();
  const facts: FactContext = {
    ecosystems: context.ecosystems,
    publishesPublicly: context.publishesPublicly,
    isPrivate: (ecosystem, name) => context.policy.private[ecosystem]?.some((glob) => matchesName(glob, name)) === true,
    isWellKnown: context.isWellKnown,
    bundled: context.bundled,
    now: context.now,
    consults: (service, registry, { registries }) => {
      const address = context.policy.services[service];
      // Who sets a registry of their own may not want others to hear of its names.
      return address !== false && (address !== defaultPolicy.services[service] || registry === registries.default);
    },
    authenticates: (registry) => context.authenticates?.(registry) === true,
    publicRegistry: (ecosystem) => publicRegistryOf(ecosystem, context.policy),
    configuredRegistries: ({ type }) => [
      ...(context.policy.registries[type] ?? []).map(({ url }) => url),
      ...(context.platform === undefined ? [] : [context.platform]),
    ],
    // The key holds the kind of the question, so what was stored under it has the kind's type.
    answer: <Q extends Question>(question: Q) => answers.get(questionKey(question)) as Fact<AnswerTo<Q>> | undefined,
    answered: () => known,
    fact<N extends FactName>(name: N, subject: DependencySubject) {
      const mine = known.get(subject) ?? new Map<FactName, Fact<unknown>>();
      known.set(subject, mine);
      const kind = kinds.get(name) as FactKind<N> | undefined;
      const fact =
        mine.get(name) ?? kind?.resolve(subject, facts) ?? unknown('no enabled rule needs it', 'configuration');
      mine.set(name, fact);
      // What was stored under a name has that name's type.
      return fact as Fact<FactTypes[N]>;
    },
  };
  const forget = () => {
    known = new WeakMap();
  };
  return { facts, forget };
}

async function ask(
  questions: readonly Question[],
  answers: Map<string, AnyAnswer>,
  context: CollectContext,
  step: string,
): Promise<void> {
  const jobs = [...singleJobs(questions, context), ...batchJobs(questions, context)];
  let done = 0;
  context.log.progress(step, done, questions.length);
  await runPool(jobs, maxLookups, async (job) => {
    const found = await job.run();
    for (const [question, answer] of found) answers.set(questionKey(question), answer);
    done += found.length;
    context.log.progress(step, done, questions.length);
  });
}

interface Job {
  run(): Promise<readonly (readonly [Question, AnyAnswer])[]>;
}

function singleJobs(questions: readonly Question[], { ecosystems, http }: CollectContext): readonly Job[] {
  return questions.flatMap((question): Job[] => {
    if (!('registry' in question)) return [];
    const ecosystem = ecosystems.find(({ type }) => type === question.ecosystem);
    const start = () => startLookup(question, ecosystem);
    return [{ run: async () => [[question, await runFactLookup(start, http, question.registry)]] }];
  });
}

type RegistryQuestion = Extract<Question, { readonly registry: string }>;

function startLookup(
  question: RegistryQuestion,
  ecosystem: Ecosystem | undefined,
): FactLookup<AnswerTypes[RegistryQuestion['kind']]> | undefined {
  const { kind, name, registry } = question;
  if (kind === 'package') {
    const lookups = ecosystem?.lookups;
    return question.isLinks === true ? lookups?.links?.(name, registry) : lookups?.package(name, registry);
  }
  if (kind === 'about') return ecosystem?.lookups?.about?.(name, registry);
  if (kind === 'manifest') return ecosystem?.lookups?.manifest?.(name, question.version, registry);
  if (kind === 'release') return ecosystem?.lookups?.release(name, question.version, registry);
  if (kind === 'startup') return ecosystem?.lookups?.startup?.(name, question.version, registry);
  if (kind === 'requires') return ecosystem?.lookups?.requires?.(name, question.version, registry);
  if (kind === 'build') return ecosystem?.lookups?.build?.(name, question.version, registry);
  return ecosystem?.repositories?.commit(name, question.version, registry);
}

function batchJobs(questions: readonly Question[], { services, policy, http }: CollectContext): readonly Job[] {
  return services.flatMap((service) => {
    const mine = questions.filter((question) => question.kind === service.answers);
    const endpoint = endpointOf(service, policy);
    return chunk(mine, service.batchSize).map(
      (batch): Job => ({
        run: async () => {
          const facts = endpoint === undefined ? [] : await runBatch(service, batch, endpoint, http);
          const missing =
            endpoint === undefined
              ? unknown('turned off by the configuration', 'configuration')
              : unknown('no answer', service.title);
          return batch.map((question, at) => [question, facts[at] ?? missing] as const);
        },
      }),
    );
  });
}

const endpointOf = ({ id }: AnyService, { services }: Policy): string | undefined => {
  const address = (services as Readonly<Record<string, string | false>>)[id];
  return address === false ? undefined : address;
};

async function runBatch(
  service: AnyService,
  batch: readonly Question[],
  endpoint: string,
  http: Http,
): Promise<readonly AnyAnswer[]> {
  try {
    // The questions were chosen by the service's own kind.
    const lookup = (
      service as { lookup(questions: readonly Question[], endpoint: string): Lookup<readonly AnyAnswer[]> }
    ).lookup;
    const { value, overBudget } = await runLookup(lookup(batch, endpoint), http);
    return overBudget ? value.map((fact) => (fact.state === 'unknown' ? { ...fact, overBudget } : fact)) : value;
  } catch (error) {
    const answer = unknown(`${endpoint}: the answer could not be read: ${messageOf(error)}`, endpoint);
    return batch.map(() => answer);
  }
}

async function runFactLookup(
  start: () => FactLookup<AnswerTypes[keyof AnswerTypes]> | undefined,
  http: Http,
  source: string,
): Promise<AnyAnswer> {
  try {
    const lookup = start();
    if (lookup === undefined) return unknown('this ecosystem has no look-ups', source);
    const { value, overBudget } = await runLookup(lookup, http);
    return value.state === 'unknown' && overBudget ? { ...value, overBudget } : value;
  } catch (error) {
    // A fault in reading one answer must not end the audit, nor look like an answer.
    return unknown(`${source}: the answer could not be read: ${messageOf(error)}`, source);
  }
}

async function runLookup<T>(lookup: Lookup<T>, http: Http): Promise<{ value: T; overBudget: boolean }> {
  let overBudget = false;
  let step = lookup.next();
  while (step.done !== true) {
    const answer = await http.send(step.value);
    if (answer.kind === 'failure' && answer.code === 'budget') overBudget = true;
    step = lookup.next(answer);
  }
  return { value: step.value, overBudget };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function runPool<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
