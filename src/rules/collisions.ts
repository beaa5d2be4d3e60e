import type { Location } from '../model/location.ts';
import type { PackageFact } from '../model/registry.ts';
import {
  type ChoiceCandidate,
  type Decision,
  type OfferedRelease,
  type Opening,
  type Outcome,
  winnerOf,
} from '../model/resolution.ts';
import type { Cause, ChoiceFact, Facts } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { parentOf } from '../text/paths.ts';
import { sayAddress, sayHost, sayReason } from './addresses.ts';
import { clip, count, sayName, sayPath, sayPublicRegistry, sayVersion } from './wording.ts';

/** What one client would do with a name that a public index has and another one should serve. */
export interface Collision {
  readonly decision: Decision;
  /** A public index serves it today: this version. */
  readonly wins?: string;
  /** The version that would make a public index serve it. */
  readonly opening?: Opening;
}

const isPresent = ({ answers }: Decision, { index }: ChoiceCandidate): boolean =>
  answers.get(index.url)?.state === 'present';

/** A setting that the client does not go by ties the name to an index that gave no answer: the public side alone speaks. */
export const isTiedToSilent = ({ choice, answers }: Decision): boolean =>
  choice.disregards !== undefined &&
  rivalsOf({ choice }).every(({ index }) => !['present', 'absent'].includes(answers.get(index.url)?.state ?? ''));

/** The name is on a public index and on one that is no copy of it, and the client may take it from the public one. */
export function findCollisions({ decisions }: ChoiceFact): readonly Collision[] {
  return decisions.flatMap((decision): Collision[] => {
    const { choice, mirrors } = decision;
    const rivals = choice.candidates.filter(({ registry, index }) => !registry.public && !mirrors.includes(index.url));
    if (!rivals.some((one) => isPresent(decision, one)) && !isTiedToSilent(decision)) return [];
    const collision = judge(decision);
    return collision === undefined ? [] : [collision];
  });
}

/** The same for a name that is known to belong to another index, whatever that one says. */
export const findIntrusions = ({ decisions }: ChoiceFact): readonly Collision[] =>
  decisions.flatMap((decision) => (isFixedByHash(decision) ? judgeFixed(decision) : judge(decision)) ?? []);

/** Nobody puts another archive in the place of one whose hash is fixed. */
export const isFixedByHash = ({ choice }: Decision): boolean => choice.wanted.hashes !== undefined;

/** The hash that is fixed is that of the public archive itself. */
function judgeFixed(decision: Decision): Collision | undefined {
  const { choice, answers, outcome } = decision;
  if (outcome.kind !== 'served' || winnerOf(decision)?.registry.public !== true) return undefined;
  const answer = answers.get(outcome.url);
  const releases = answer?.state === 'present' ? answer.releases : [];
  const taken = releases.find(({ version }) => version === outcome.version);
  const isPublic = choice.wanted.hashes?.some((hash) => taken?.hashes?.includes(hash)) === true;
  return isPublic ? { decision, wins: outcome.version } : undefined;
}

function judge(decision: Decision): Collision | undefined {
  if (isFixedByHash(decision)) return undefined;
  const { choice, outcome, openings } = decision;
  const open = choice.candidates.filter((one) => one.registry.public && isPresent(decision, one));
  const urls = new Set(open.map(({ index }) => index.url));
  if (outcome.kind === 'served' && urls.has(outcome.url)) return { decision, wins: outcome.version };
  const opening = openings.find(({ url }) => urls.has(url));
  return opening === undefined ? undefined : { decision, opening };
}

/** Nobody has the name on the public index, and the client would take it from there as soon as somebody did. */
export interface Vacancy {
  readonly decision: Decision;
  readonly opening: Opening;
  /** Another index has the package: the name is certainly in use. */
  readonly isServed: boolean;
}

/** The one to tell of: a name that is certainly in use goes before one that may be. */
export function findVacancy({ decisions }: ChoiceFact): Vacancy | undefined {
  const vacancies = decisions.flatMap((decision): Vacancy[] => {
    const { choice, answers, openings } = decision;
    const stateOf = ({ index }: ChoiceCandidate) => answers.get(index.url)?.state ?? 'unknown';
    const opening = openings.find(({ url }) => answers.get(url)?.state === 'absent');
    const others = choice.candidates.filter(({ registry }) => !registry.public).map(stateOf);
    // What no index has at all is not there, and told as such.
    if (opening === undefined || others.every((state) => state === 'absent')) return [];
    return [{ decision, opening, isServed: others.includes('present') }];
  });
  return vacancies.find(({ isServed }) => isServed) ?? vacancies[0];
}

/** The one to tell of: a public index that serves today goes before one that could. */
export const worstOf = (collisions: readonly Collision[]): Collision | undefined =>
  collisions.find(({ wins }) => wins !== undefined) ?? collisions[0];

/** `pip`, and where several clients are plausible, or one in several ways, that this is about one of them. */
export function sayClient({ choice: { client, setup, disregards } }: Decision, { decisions }: ChoiceFact): string {
  if (disregards !== undefined)
    return `${client.title}, which ${sayLine(disregards.command)} runs without regard to ${sayLine(disregards.use.location)},`;
  if (decisions.length < 2) return client.title;
  if (decisions.some(({ choice }) => choice.client.id !== client.id)) return `${client.title}, where it installs this,`;
  const others = decisions.filter(({ choice }) => choice.setup.strategy !== setup.strategy);
  return setup.strategy !== undefined && others.length === decisions.length - 1
    ? `${client.title} with ${clip(setup.strategy, 60)}`
    : `${client.title}, in one of the ways in which this is installed,`;
}

/** `pyproject.toml:9` */
export const sayLine = ({ path, startLine }: Location): string => `${sayPath(path)}:${startLine}`;

/** The public index by its usual name, any other by its host and path. */
export function sayIndex(subject: DependencySubject, facts: Facts, { choice }: Decision, url: string): string {
  const found = choice.candidates.find(({ index }) => index.url === url);
  return found?.registry.public === true ? sayPublicRegistry(facts, subject) : sayHost(url);
}

/** Other indexes that the client may ask, which the name is meant to come from. */
export const rivalsOf = ({ choice }: Pick<Decision, 'choice'>): readonly ChoiceCandidate[] =>
  choice.candidates.filter(({ registry }) => !registry.public);

/** The other index that has the name, if one is known to, else the first of them. */
function holderOf(decision: Decision): ChoiceCandidate | undefined {
  const rivals = rivalsOf(decision);
  return rivals.find((one) => isPresent(decision, one)) ?? rivals[0];
}

/** The safe form of the configuration, as the client spells it, inside a sentence. */
export function sayAdvice(decision: Decision): string | undefined {
  const rival = holderOf(decision);
  return rival === undefined ? undefined : clip(decision.choice.client.advise(sayAddress(rival.registry.url)), 400);
}

/** The same as a sentence, about one name or about several. */
export function sayRemedy(decision: Decision, names: 'it' | 'them' = 'it'): string | undefined {
  const [rival, advice] = [holderOf(decision), sayAdvice(decision)];
  const { client, disregards } = decision.choice;
  if (disregards !== undefined && disregards.reader.id === client.id)
    return `Let ${client.title} go by ${sayLine(disregards.use.location)} in ${sayLine(disregards.command)}, too.`;
  if (disregards !== undefined && advice !== undefined)
    return `Install ${names} in ${sayLine(disregards.command)} with ${disregards.reader.title}, which goes by ${sayLine(disregards.use.location)}, or ${advice}.`;
  return rival === undefined ? undefined : `Let ${sayHost(rival.registry.url)} alone serve ${names}: ${advice}.`;
}

/** Of all indexes that the client may ask, without credentials. */
export const addressesOf = ({ choice }: Decision): readonly string[] =>
  choice.candidates.map(({ index }) => sayAddress(index.url));

/**
 * One client, the same indexes, and settings in one folder: one cause, however many names lie on those indexes, and whether a
 * manifest asks for them or its lockfile fixes them.
 */
export function causeOf(
  subject: DependencySubject,
  decision: Decision,
  many: NonNullable<Cause['many']>,
): { readonly cause: Cause; readonly indexes: readonly string[] } {
  const { choice } = decision;
  const indexes = addressesOf(decision);
  const [setting] = choice.candidates.flatMap(({ registry }) => (registry.at === undefined ? [] : [registry.at]));
  const folder = parentOf((setting ?? subject.at).path);
  const key = JSON.stringify(['indexes', choice.client.id, folder, ...[...indexes].sort()]);
  return { cause: { key, name: sayName(subject), anyVersion: true, many }, indexes };
}

/** One reason why names are meant to be private, in one folder. */
export const privateCause = (subject: DependencySubject, meaning: string, many: NonNullable<Cause['many']>): Cause => ({
  key: JSON.stringify(['private', subject.dependency.ecosystem, meaning, parentOf(subject.at.path)]),
  name: sayName(subject),
  anyVersion: true,
  many,
});

/** `would take a release 1.2.4 from PyPI`: what is only a matter of time. */
export const sayOpening = ({ version }: Opening, place: string): string =>
  `would take a release ${sayVersion(version)} from ${place}`;

/**
 * Whether what the other indexes have may still be copies of the public package: no hash tells, and most of their versions
 * are public ones.
 */
export function mayBeCopies(decision: Decision): boolean {
  const releasesOf = ({ index }: ChoiceCandidate): readonly OfferedRelease[] => {
    const answer = decision.answers.get(index.url);
    return answer?.state === 'present' ? answer.releases : [];
  };
  const { candidates } = decision.choice;
  const originals = new Map(
    candidates.filter(({ registry }) => registry.public).flatMap((one) => releasesOf(one).map((r) => [r.version, r])),
  );
  const rivals = rivalsOf(decision).filter(
    (one) => isPresent(decision, one) && !decision.mirrors.includes(one.index.url),
  );
  return rivals.map(releasesOf).every((releases) => {
    const pairs = releases.map((release) => ({ release, original: originals.get(release.version) }));
    const known = pairs.filter(({ original }) => original !== undefined);
    return 2 * known.length > pairs.length && !known.some(({ release, original }) => isComparable(release, original));
  });
}

/** Both tell hashes of one kind. */
function isComparable({ hashes = [] }: OfferedRelease, { hashes: others = [] }: OfferedRelease = { version: '' }) {
  const kinds = new Set(hashes.map(kindOf));
  return others.some((hash) => kinds.has(kindOf(hash)));
}

const kindOf = (hash: string): string => hash.split(/[:-]/, 1)[0] ?? '';

/** A package that only keeps its name: an empty one of the registry, or a few first versions that nobody could mean. */
export function isPlaceholder({ status, versions }: PackageFact): boolean {
  if (status === 'security-placeholder') return true;
  const isEmpty = ({ version }: { version: string }) => /^0(?:\.0){0,3}(?:\.\d)?(?:$|[^\d.])/.test(version);
  return versions.length > 0 && versions.length <= 3 && versions.every(isEmpty);
}

export const describePackage = ({ status, versions, latest }: PackageFact): string =>
  `${status}, ${count(versions.length, 'version')}${latest === undefined ? '' : `, latest ${latest}`}`;

/** Every candidate with what it said, for evidence. */
export function describeChoice({ decisions }: ChoiceFact): string {
  return decisions
    .map(({ choice, answers, outcome }) => {
      const said = choice.candidates.map(
        ({ index }) => `${sayHost(index.url)}: ${describeAnswer(answers.get(index.url))}`,
      );
      return `${choice.client.title}: ${said.join(', ')}; ${describeOutcome(outcome)}`;
    })
    .join('. ');
}

function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'served':
      return `takes ${sayVersion(outcome.version)} from ${sayHost(outcome.url)}`;
    case 'nothing':
      return `takes nothing (${sayReason(outcome.reason)})`;
    case 'open':
      return `what it takes is not known (${sayReason(outcome.reason)})`;
  }
}

function describeAnswer(answer: ReturnType<Decision['answers']['get']>): string {
  switch (answer?.state) {
    case 'present':
      return count(answer.releases.length, 'version');
    case 'refused':
      return `status ${answer.status}`;
    case 'absent':
      return 'absent';
    default:
      return 'not known';
  }
}
