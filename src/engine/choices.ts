import type { Constraint, Dependency, DependencyFile } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import type { Choice, ChoiceCandidate } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import { settingsForBuilds } from './builds.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import { constrain, constraintsOn } from './constraints.ts';
import type { ItemChange } from './diff.ts';
import { type Ways, waysOf } from './installations.ts';
import { settingsWhereInstalled } from './installing.ts';
import { hasSameBytes } from './migrations.ts';
import { furtherIndexes } from './reading.ts';
import { type RegistryBook, unclaimedName } from './registries.ts';
import { candidatesOf, maxIndexes, setupsOf, wantedOf } from './setups.ts';

/**
 * What each plausible client would have to decide about a dependency, under the constraints that it goes by; nothing where a
 * lockfile names the index.
 */
export function choicesOf(
  dependency: Pick<Dependency, 'name' | 'version' | 'requirement' | 'integrity' | 'source'>,
  ecosystem: Ecosystem,
  settings: Settings,
  book: RegistryBook,
  constraints: readonly Constraint[] = [],
): readonly Choice[] {
  const { source } = dependency;
  if (source.kind !== 'registry' || source.url !== undefined) return [];
  const inForce = book.inForce(ecosystem, settings);
  const { name } = dependency;
  return setupsOf(ecosystem, inForce).map((one): Choice => {
    const wanted = wantedOf({ name, ...constrain(dependency, constraints, one.client.id) });
    const candidates = candidatesOf(one, wanted).map((index) => ({
      index,
      registry: book.describe(ecosystem, index.url, inForce),
    }));
    return { ...one, wanted, candidates };
  });
}

export const isOpen = ({ candidates }: Choice): boolean => candidates.length > 1;

type Wish = Parameters<typeof choicesOf>[0];

/** The same under each of several settings, what they agree on once. */
function choicesUnder(
  dependency: Wish,
  { ecosystem, ways, book }: Ground,
  constraints?: readonly Constraint[],
): readonly Choice[] {
  const all = ways.flatMap((settings) => choicesOf(dependency, ecosystem, settings, book, constraints));
  return ways.length < 2 ? all : distinct(all);
}

/**
 * What clients would have to decide when the item is installed: in commands, and without them where that may matter, which
 * is where indexes of the project's own files stand beside each other.
 */
export function choicesAmong(
  dependency: Wish,
  { choosing, outside }: Ways,
  ground: Ground,
  constraints: readonly Constraint[],
  mayMatter: (choice: Choice) => boolean = isOpen,
): readonly Choice[] {
  const inCommands = choicesUnder(dependency, { ...ground, ways: choosing }, constraints);
  if (outside === undefined) return inCommands;
  const beside = choicesUnder(dependency, { ...ground, ways: [outside] }, constraints);
  return distinct([...inCommands, ...beside.filter(mayMatter)]);
}

export function distinct(choices: readonly Choice[]): readonly Choice[] {
  const seen = new Set<string>();
  return choices.filter(({ client, setup, candidates }) => {
    const indexes = candidates.map(({ index: { url, weight, ignoredStatuses } }) => [url, weight, ignoredStatuses]);
    const key = JSON.stringify([client.id, setup.strategy, setup.prereleases, setup.formats, indexes]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** What decides about registries, beside the dependency itself. */
export interface Ground {
  readonly ecosystem: Ecosystem;
  /** Settings that may hold. */
  readonly ways: readonly Settings[];
  readonly book: RegistryBook;
}

/** Registries that may serve a dependency under any of the settings. */
export function candidatesUnder(
  dependency: Dependency,
  { ecosystem, ways, book }: Ground,
): readonly RegistryCandidate[] {
  const all = ways.flatMap((settings) => book.candidates(dependency, ecosystem, settings));
  if (ways.length < 2) return all;
  const found = new Map<string, RegistryCandidate>();
  for (const one of all) {
    const same = found.get(one.url);
    found.set(one.url, same === undefined ? one : asOne(same, one));
  }
  return [...found.values()];
}

/** What it stands for under some of the settings stays said; where it is asked for itself under others, it is no mere substitute. */
function asOne(
  { isSubstitute, standsFor = [], ...rest }: RegistryCandidate,
  other: RegistryCandidate,
): RegistryCandidate {
  const all = [...standsFor, ...(other.standsFor ?? [])];
  const withheld = all.filter(({ url }, at) => all.findIndex((one) => one.url === url) === at);
  return {
    ...rest,
    ...(withheld.length === 0 ? {} : { standsFor: withheld }),
    ...(isSubstitute === true && other.isSubstitute === true ? { isSubstitute } : {}),
  };
}

const isSilent = ({ source, resolved }: Dependency): boolean =>
  source.kind === 'registry' && source.url === undefined && resolved === undefined;

/** A lockfile whose client names all indexes in it but the public one. */
function tellsOthers({ role, clients = [] }: DependencyFile, ecosystem: Ecosystem): boolean {
  if (role !== 'lockfile') return false;
  const telling = ecosystem.clients?.filter(({ namesOthers }) => namesOthers === true) ?? [];
  return telling.some(({ id }) => clients.some(({ client }) => client === id));
}

/**
 * Registries that may serve an item. Where a client names all indexes in its lockfile but the public one, an entry without
 * a name comes from there if any name does (Poetry, `chooser.py`).
 */
export function registriesOf(
  dependency: Dependency,
  { file: { parsed } }: Item,
  ground: Ground,
): readonly RegistryCandidate[] {
  const found = candidatesUnder(dependency, ground);
  if (!tellsOthers(parsed, ground.ecosystem) || !isSilent(dependency)) return found;
  const all = candidatesUnder({ ...dependency, name: unclaimedName }, ground);
  const usual = all.find((one) => one.public && one.isSubstitute !== true);
  if (usual === undefined) return found;
  const { standsFor: _, ...alone } = usual;
  return [alone];
}

/** The same for whatever an entry point has: a constraint is about what comes from wherever those look who go by it. */
export function registriesFor(
  dependency: Dependency,
  item: Item,
  entryPoint: EntryPoint,
  ground: Ground,
): readonly RegistryCandidate[] {
  if (item.member.installs) return registriesOf(dependency, item, ground);
  const found = new Map<string, RegistryCandidate>();
  for (const settings of settingsWhereInstalled(dependency, entryPoint)) {
    if (found.size >= maxIndexes) {
      found.set(furtherIndexes, ground.book.describe(ground.ecosystem, furtherIndexes, settings));
      break;
    }
    const ways = [settingsForBuilds(item, settings)];
    for (const one of registriesOf(dependency, item, { ...ground, ways })) {
      const key = ground.ecosystem.registries.canonical(one.url);
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

/** What the subject says of constraints: that it is one, or what each client asks for under those that hold for it. */
export function describeConstraints(
  { dependency, member }: Item,
  constraints: readonly Constraint[],
  { ecosystem, ways, book }: Ground,
): Pick<DependencySubject, 'constrains' | 'constrained'> {
  if (!member.installs) return { constrains: true };
  if (constraints.length === 0) return {};
  const setups = ways.flatMap((settings) => setupsOf(ecosystem, book.inForce(ecosystem, settings)));
  const ids = new Set(setups.map(({ client }) => client.id));
  return { constrained: [...ids].map((id) => constrain(dependency, constraints, id)) };
}

/** What the subject's `otherwise` is made of. */
export function otherwiseOf(
  dependency: Dependency,
  change: ItemChange,
  registries: readonly RegistryCandidate[],
  ground: Ground,
): DependencySubject['otherwise'] {
  const role = change.after?.file.parsed.role;
  const by = isSilent(dependency) ? 'base' : 'settings';
  if (role === 'prose' || (by === 'settings' && role !== 'lockfile')) return undefined;
  if (registries.length === 0) return undefined;
  const choices =
    by === 'base'
      ? choicesInBase(dependency, change, ground)
      : choicesBySettings(dependency, change, registries, ground);
  return choices.length === 0 ? undefined : { by, choices };
}

/** Among what was there when the entry was locked: higher versions may be younger than the lockfile. */
function choicesBySettings(
  { name, version, source }: Dependency,
  { before }: ItemChange,
  [recorded]: readonly RegistryCandidate[],
  ground: Ground,
): readonly Choice[] {
  const old = before?.dependency.source;
  if (recorded === undefined || version === undefined || source.kind !== 'registry' || source.url === undefined)
    return [];
  if (old?.kind === 'registry' && old.url === source.url) return [];
  const { canonical } = ground.ecosystem.registries;
  const wanted = { name, requirement: `<=${version}`, source: { kind: 'registry' } } as const;
  const choices = choicesUnder(wanted, ground).map((choice): Choice => {
    const named = ({ registry }: ChoiceCandidate) =>
      canonical(registry.url) === canonical(recorded.url) ? recorded : registry;
    return { ...choice, candidates: choice.candidates.map((one) => ({ ...one, registry: named(one) })) };
  });
  // Of several explicit indexes each may be meant for one platform; others hang on the lower bound, which nothing tells.
  const isClear = ({ setup, candidates }: Choice) =>
    setup.strategy === undefined &&
    candidates.length > 1 &&
    candidates.some(({ registry }) => registry === recorded) &&
    candidates.every(({ index: { weight } }) => weight === 'default' || weight === 'extra');
  return choices.every(isClear) ? choices : [];
}

/**
 * What the base's settings let clients choose from, where that was an index that the same client no longer asks for the
 * name, although it asks a public one. Which of them served it, their answers tell.
 */
function choicesInBase(
  dependency: Dependency,
  { before, after, previousPoint }: ItemChange,
  ground: Ground,
): readonly Choice[] {
  if (before === undefined || previousPoint === undefined || hasSameBytes({ previous: before.dependency, dependency }))
    return [];
  const { ecosystem, book } = ground;
  if (!isSilent(before.dependency) || tellsOthers(before.file.parsed, ecosystem)) return [];
  const isPublic = ({ registry }: ChoiceCandidate) => registry.public;
  const isTelling = after !== undefined && tellsOthers(after.file.parsed, ecosystem);
  const all = choicesUnder(dependency, ground).map((one) =>
    isTelling ? { ...one, candidates: one.candidates.filter(isPublic) } : one,
  );
  const now = all.filter(({ candidates }) => candidates.some(isPublic));
  const { canonical } = ecosystem.registries;
  const asks = ({ candidates }: Choice, { registry: { url } }: ChoiceCandidate) =>
    candidates.some(({ registry }) => canonical(registry.url) === canonical(url));
  const { integrity: _, ...previous } = before.dependency;
  const { usual } = waysOf(before, previousPoint);
  const past = choicesUnder(previous, { ecosystem, ways: usual, book }, constraintsOn(before, previousPoint));
  const keyOf = ({ client, candidates }: Choice) =>
    JSON.stringify([client.id, candidates.map(({ registry }) => canonical(registry.url))]);
  const [known, still] = [new Set(past.map(keyOf)), new Set(all.map(keyOf))];
  return past.filter((choice) => {
    const same = now.filter(({ client }) => client === choice.client);
    // Of several ways, each of which stays as it was, none becomes another one.
    const isNew = (one: Choice) => !still.has(keyOf(choice)) || !known.has(keyOf(one));
    const successors = (same.length > 0 ? same : now).filter(isNew);
    return choice.candidates.some((one) => !isPublic(one) && successors.some((other) => !asks(other, one)));
  });
}
