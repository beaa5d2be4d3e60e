import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import type { Choice, ChoiceCandidate } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import type { ItemChange } from './diff.ts';
import { hasSameBytes } from './migrations.ts';
import { keyOf } from './name-key.ts';
import type { RegistryBook } from './registries.ts';
import { settingsFor } from './runs.ts';
import { candidatesOf, setupsOf, wantedOf } from './setups.ts';

const constraints = new WeakMap<EntryPoint, ReadonlyMap<string, readonly string[]>>();

/** The requirement of an item with what constraints files of the same entry point add to it (pip's `-c`). */
export function constrain({ dependency, member }: Item, entryPoint: EntryPoint): Dependency {
  if (!member.installs) return dependency;
  const known = constraints.get(entryPoint) ?? collectConstraints(entryPoint);
  constraints.set(entryPoint, known);
  const added = known.get(keyOf(dependency.ecosystem, dependency.name));
  if (added === undefined) return dependency;
  const { requirement = dependency.version } = dependency;
  return { ...dependency, requirement: [...(requirement === undefined ? [] : [requirement]), ...added].join(',') };
}

function collectConstraints({ items }: EntryPoint): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { dependency, member } of items) {
    if (member.installs || dependency.requirement === undefined) continue;
    found.set(keyOf(dependency.ecosystem, dependency.name), [
      ...(found.get(keyOf(dependency.ecosystem, dependency.name)) ?? []),
      dependency.requirement,
    ]);
  }
  return found;
}

/** What each plausible client would have to decide about a dependency; nothing where a lockfile names the index. */
export function choicesOf(
  dependency: Pick<Dependency, 'name' | 'version' | 'requirement' | 'integrity' | 'source'>,
  ecosystem: Ecosystem,
  settings: Settings,
  book: RegistryBook,
): readonly Choice[] {
  const { source } = dependency;
  if (source.kind !== 'registry' || source.url !== undefined) return [];
  const inForce = book.inForce(ecosystem, settings);
  const wanted = wantedOf(dependency);
  return setupsOf(ecosystem, inForce).map((one): Choice => {
    const candidates = candidatesOf(one, wanted).map((index) => ({
      index,
      registry: book.describe(ecosystem, index.url, inForce),
    }));
    return { ...one, wanted, candidates };
  });
}

/** What decides about registries, beside the dependency itself. */
export interface Ground {
  readonly ecosystem: Ecosystem;
  readonly settings: Settings;
  readonly book: RegistryBook;
}

const isSilent = ({ source, resolved }: Dependency): boolean =>
  source.kind === 'registry' && source.url === undefined && resolved === undefined;

/**
 * Registries that may serve an item. Where a client names all indexes in its lockfile but the public one, an entry without
 * a name comes from there if any name does (Poetry, `chooser.py`).
 */
export function registriesOf(
  dependency: Dependency,
  { file: { parsed } }: Item,
  { ecosystem, settings, book }: Ground,
): readonly RegistryCandidate[] {
  const found = book.candidates(dependency, ecosystem, settings);
  const writers = parsed.role === 'lockfile' ? (parsed.clients ?? []) : [];
  const isTelling = ecosystem.clients?.some(
    ({ id, namesOthers }) => namesOthers === true && writers.some(({ client }) => client === id),
  );
  if (isTelling !== true || !isSilent(dependency)) return found;
  // A name that no file can have pointed anywhere.
  const usual = book.candidates({ ...dependency, name: 'a' }, ecosystem, settings).find((one) => one.public);
  return usual === undefined ? found : [usual];
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
  const choices = (by === 'base' ? choicesInBase : choicesBySettings)(dependency, change, registries, ground);
  return choices.length === 0 ? undefined : { by, choices };
}

/** Among what was there when the entry was locked: higher versions may be younger than the lockfile. */
function choicesBySettings(
  { name, version, source }: Dependency,
  { before }: ItemChange,
  [recorded]: readonly RegistryCandidate[],
  { ecosystem, settings, book }: Ground,
): readonly Choice[] {
  const old = before?.dependency.source;
  if (recorded === undefined || version === undefined || source.kind !== 'registry' || source.url === undefined)
    return [];
  if (old?.kind === 'registry' && old.url === source.url) return [];
  const { canonical } = ecosystem.registries;
  const wanted = { name, requirement: `<=${version}`, source: { kind: 'registry' } } as const;
  const choices = choicesOf(wanted, ecosystem, settings, book).map((choice): Choice => {
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

function choicesInBase(
  dependency: Dependency,
  { before, previousPoint }: ItemChange,
  registries: readonly RegistryCandidate[],
  { ecosystem, book }: Ground,
): readonly Choice[] {
  const isPublic = (one: RegistryCandidate) => one.public;
  if (before === undefined || previousPoint === undefined || registries.length === 0) return [];
  if (!registries.every(isPublic)) return [];
  const previous = before.dependency;
  if (!isSilent(previous) || hasSameBytes({ previous, dependency })) return [];
  const settings = settingsFor(before, previousPoint);
  if (registriesOf(previous, before, { ecosystem, settings, book }).some(isPublic)) return [];
  const { integrity: _, ...unpinned } = previous;
  return choicesOf(unpinned, ecosystem, settings, book).filter(
    ({ candidates }) => !candidates.some(({ registry }) => isPublic(registry)),
  );
}
