import type { Ecosystem, KnownPackage } from '../model/ecosystem.ts';
import { type Fact, type Present, unknown } from '../model/fact.ts';
import type { FactLookup, Lookup } from '../model/http.ts';
import { compareText } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Http } from '../model/ports.ts';
import { type AnswerTypes, type Question, questionKey } from '../model/question.ts';
import type { PackageFact } from '../model/registry.ts';
import type { AnyService } from '../model/service.ts';

/** Whom questions are put to. */
export interface AskContext {
  readonly ecosystems: readonly Ecosystem[];
  readonly services: readonly AnyService[];
  readonly policy: Policy;
  readonly http: Http;
  readonly now: Date;
}

export type AnyAnswer = Fact<AnswerTypes[keyof AnswerTypes]>;

/** By the keys of their questions, and growing. */
type Answers = ReadonlyMap<string, AnyAnswer>;

/** What there is to do, in its order. */
export const listJobs = (questions: readonly Question[], answers: Answers, context: AskContext): readonly Job[] => [
  ...singleJobs(questions, answers, context),
  ...batchJobs(questions, context),
];

/** One or several questions that are asked together. */
interface Job {
  run(): Promise<readonly (readonly [Question, AnyAnswer])[]>;
}

/**
 * Packages go first, so that whatever looks into the same document later finds what it said: the run keeps that, while the
 * document itself may be forgotten by then. What looks into one release's files stands together for the same reason.
 */
function singleJobs(questions: readonly Question[], answers: Answers, context: AskContext): readonly Job[] {
  const asked = questions.filter((question) => 'registry' in question);
  return asked
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (isOfFiles(a) ? compareText(a.name, b.name) : 0))
    .map((question) => ({
      run: async () => {
        const start = () => startLookup(question, answers, context);
        return [[question, await runFactLookup(start, context.http, question.registry)]];
      },
    }));
}

type RegistryQuestion = Extract<Question, { readonly registry: string }>;

const isOfFiles = ({ kind }: RegistryQuestion): boolean =>
  kind === 'startup' || kind === 'requires' || kind === 'build';
const isOfExistence = ({ kind }: RegistryQuestion): boolean => kind === 'package' || kind === 'manifest';
const placeOf = (question: RegistryQuestion): number => (isOfExistence(question) ? 0 : isOfFiles(question) ? 2 : 1);

function startLookup(
  question: RegistryQuestion,
  answers: Answers,
  { ecosystems, now }: AskContext,
): FactLookup<AnswerTypes[RegistryQuestion['kind']]> | undefined {
  const ecosystem = ecosystems.find(({ type }) => type === question.ecosystem);
  const { kind, name, registry } = question;
  if (kind === 'package') {
    const lookups = ecosystem?.lookups;
    return question.isLinks === true ? lookups?.links?.(name, registry) : lookups?.package(name, registry);
  }
  if (kind === 'about') return ecosystem?.lookups?.about?.(name, registry);
  if (kind === 'manifest') return ecosystem?.lookups?.manifest?.(name, question.version, registry);
  if (kind === 'release')
    return ecosystem?.lookups?.release(name, question.version, registry, () => findPackage(question, answers));
  if (kind === 'startup') return ecosystem?.lookups?.startup?.(name, question.version, registry, now);
  if (kind === 'requires')
    return ecosystem?.lookups?.requires?.(name, question.version, registry, now, question.extras);
  if (kind === 'build') return ecosystem?.lookups?.build?.(name, question.version, registry);
  return ecosystem?.repositories?.commit(name, question.version, registry);
}

/** What its registry has said of the package of a release. */
function findPackage({ ecosystem, name, registry }: RegistryQuestion, answers: Answers): ReturnType<KnownPackage> {
  const answer = answers.get(questionKey({ kind: 'package', ecosystem, name, registry }));
  // What was stored under the key of such a question answers it.
  return answer?.state === 'present' ? (answer as Present<PackageFact>) : undefined;
}

function batchJobs(questions: readonly Question[], { services, policy, http }: AskContext): readonly Job[] {
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

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
