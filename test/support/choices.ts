import { clients as pypiClients } from '../../src/ecosystems/pypi/clients.gen.ts';
import { ecosystem as pypi } from '../../src/ecosystems/pypi/index.ts';
import { fact as choiceFact } from '../../src/facts/choice.ts';
import { fact as twinFact } from '../../src/facts/public-twin.ts';
import { absent, type Fact, present, unknown } from '../../src/model/fact.ts';
import type { Location } from '../../src/model/location.ts';
import { questionKey } from '../../src/model/question.ts';
import type { PackageFact, RegistryCandidate, ReleaseFact } from '../../src/model/registry.ts';
import type { Choice, Client, ClientIndex, ClientSetup } from '../../src/model/resolution.ts';
import type { ChoiceFact } from '../../src/model/rule.ts';
import type { DependencySubject } from '../../src/model/subject.ts';
import { factContext } from './facts.ts';

/**
 * An index, and what it says of the name: `versions`, a `status` or that it is `unknown`; with none of these it does not
 * have the name.
 */
export interface IndexLiteral extends ClientIndex {
  readonly public?: boolean;
  /** Left out: it is. */
  readonly trusted?: boolean;
  readonly versions?: readonly (string | VersionLiteral)[];
  readonly status?: number;
  readonly unknown?: string;
  /** The line that names it. */
  readonly at?: RegistryCandidate['at'];
  /** The client does not ask it: only this one goes by the line that ties the name to it. */
  readonly tiedFor?: string;
  /** More of what it says of the package. */
  readonly says?: Partial<PackageFact>;
}

export interface VersionLiteral extends Omit<ReleaseFact, 'integrity' | 'yanked'> {
  readonly hashes?: readonly string[];
  readonly yanked?: boolean | string;
}

/** What one client has to choose from. Indexes are in the order in which it reads them. */
export interface ChoiceLiteral extends Pick<ClientSetup, 'strategy' | 'prereleases'> {
  readonly client: string;
  readonly requirement?: string;
  readonly hashes?: readonly string[];
  /** Many people use the package of that name from the public registry. */
  readonly wellKnown?: boolean;
  readonly indexes: readonly IndexLiteral[];
}

/** One or several plausible clients. */
export type ChoiceLiterals = ChoiceLiteral | readonly ChoiceLiteral[];

export const listChoices = (choices: ChoiceLiterals): readonly ChoiceLiteral[] =>
  'client' in choices ? [choices] : choices;

export const ecosystemOfChoices = pypi.type;

export function clientOf(id: string): Client {
  const found = pypiClients.find((client) => client.id === id);
  if (found === undefined) throw new Error(`no client ${id}`);
  return found;
}

/** As the engine works them out of files. */
export const choicesOf = (choices: ChoiceLiterals, name: string): readonly Choice[] =>
  listChoices(choices).map(({ client: id, requirement, hashes, strategy, prereleases, indexes }) => {
    const client = clientOf(id);
    const tied = indexes.find(({ tiedFor }) => tiedFor !== undefined);
    const setup: ClientSetup = {
      indexes: indexes
        .filter((one) => one !== tied)
        .map(({ url, weight, isLinks, includes, excludes, ignoredStatuses }) =>
          withoutUndefined({ url, weight, isLinks, includes, excludes, ignoredStatuses }),
        ),
      ...withoutUndefined({ strategy, prereleases }),
    };
    const wanted = { name, ...withoutUndefined({ requirement, hashes }) };
    const candidates = client.candidates(setup, wanted).map((index) => ({
      index,
      registry: registryOf(
        indexes.find(({ url }) => url === index.url),
        index,
      ),
    }));
    return { client, setup, wanted, ...(tied === undefined ? { candidates } : besideTie(tied, candidates)) };
  });

function besideTie(tied: IndexLiteral, candidates: Choice['candidates']): Pick<Choice, 'candidates' | 'disregards'> {
  const { url, weight, tiedFor = '', at = locationOf('pyproject.toml', 9) } = tied;
  const use = { ecosystem: pypi.type, url, role: 'explicit', location: at } as const;
  const last = { index: { url, weight }, registry: registryOf({ ...tied, at }, tied) };
  const disregards = { use, command: locationOf('Dockerfile', 4), reader: clientOf(tiedFor) };
  return { candidates: [...candidates, last], disregards };
}

const locationOf = (path: string, line: number): Location => ({
  path,
  startLine: line,
  startColumn: 1,
  endLine: line,
  endColumn: 9,
});

function registryOf(literal: IndexLiteral | undefined, { url }: ClientIndex): RegistryCandidate {
  const isPublic = literal?.public === true;
  return {
    url,
    public: isPublic,
    trusted: literal?.trusted !== false,
    origin: isPublic ? 'the public default' : 'requirements.txt:1',
    ...withoutUndefined({ at: literal?.at, isLinks: literal?.isLinks }),
  };
}

/** Registries that may serve the name, whichever client asks. */
export function registriesOf(choices: readonly Choice[]): readonly RegistryCandidate[] {
  const all = choices.flatMap(({ candidates }) => candidates.map(({ registry }) => registry));
  return [...new Map(all.map((registry) => [registry.url, registry])).values()];
}

/** The facts as the program works them out of what the indexes say. */
export function resolveChoices(choices: ChoiceLiterals, subject: DependencySubject): ResolvedChoices {
  const literals = listChoices(choices).flatMap(({ indexes }) => indexes);
  const answers = new Map(
    literals.map(({ url, isLinks, ...literal }) => {
      const { ecosystem, name } = subject.dependency;
      const form = isLinks === undefined ? {} : { isLinks };
      return [questionKey({ kind: 'package', ecosystem, name, registry: url, ...form }), answerOf(literal, name, url)];
    }),
  );
  const context = factContext({
    ecosystems: [pypi],
    answers,
    publicRegistry: ({ registries }) => literals.find((one) => one.public === true)?.url ?? registries.default,
    isWellKnown: () => listChoices(choices).some(({ wellKnown }) => wellKnown === true),
  });
  return { choice: choiceFact.resolve(subject, context), 'public-twin': twinFact.resolve(subject, context) };
}

export interface ResolvedChoices {
  readonly choice: Fact<ChoiceFact>;
  readonly 'public-twin': Fact<PackageFact>;
}

type Said = Pick<IndexLiteral, 'versions' | 'status' | 'unknown' | 'says'>;

function answerOf({ versions, status, unknown: reason, says }: Said, name: string, url: string): Fact<PackageFact> {
  if (status !== undefined) return { ...unknown(`${url} answered with status ${status}`, url), status };
  if (reason !== undefined) return unknown(reason, url);
  if (versions === undefined) return absent(`${url} answered 404`, url);
  return present({ name, status: 'active', versions: versions.map(releaseOf), removedVersions: [], ...says }, url);
}

function releaseOf(literal: string | VersionLiteral): ReleaseFact {
  if (typeof literal === 'string') return { version: literal };
  const { hashes, yanked, ...rest } = literal;
  return {
    ...rest,
    ...withoutUndefined({ integrity: hashes }),
    ...(yanked === undefined || yanked === false ? {} : { yanked: yanked === true ? '' : yanked }),
  };
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Fields that have no value are left out. */
const withoutUndefined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
