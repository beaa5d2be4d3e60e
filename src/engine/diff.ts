import type { ClientUse, RegistryUse } from '../model/dependency.ts';
import type { Ecosystem, Versions } from '../model/ecosystem.ts';
import { compareText } from '../model/location.ts';
import type { ChangedPath } from '../model/ports.ts';
import { matchesName } from '../text/glob.ts';
import { indexBy } from '../text/index-by.ts';
import {
  composeEntryPoint,
  composeEntryPoints,
  createEntryPoint,
  type EntryPoint,
  type Item,
  includersOf,
  type Settings,
} from './compose.ts';
import { constrain, constraintsOn, sharedConstraints } from './constraints.ts';
import type { Discovery } from './discover.ts';
import { buildsOf, waysOf } from './installations.ts';
import { pairEntries } from './partners.ts';
import { type Side, textAt } from './read.ts';
import { clientsRunFor } from './run-by.ts';
import { servingFor, setupsOf } from './setups.ts';
import type { ScopedConstraint } from './stated.ts';

/** A dependency that an entry point has, had, or has otherwise. */
export interface ItemChange {
  readonly before?: Item;
  readonly after?: Item;
  /** The entry point as it is in the head; as it was in the base for what is removed with it. */
  readonly entryPoint: EntryPoint;
  /** The same in the base, where it had the entry. */
  readonly previousPoint?: EntryPoint;
  /** Nothing of the entry itself differs: the registries that serve it do. */
  readonly byRegistry?: true;
}

/** Compares what each entry point brings in before and after. What only moved between its files is no change. */
export function diffDependencies(discovery: Discovery, ecosystems: readonly Ecosystem[]): readonly ItemChange[] {
  const { base, head, changed } = discovery;
  const before = composeEntryPoints(base);
  const after = composeEntryPoints(head);
  const previous = previousPaths(changed);
  const changes: ItemChange[] = [];
  const matched = new Set<string>();
  for (const entryPoint of after.values()) {
    const path = previous.get(entryPoint.path) ?? entryPoint.path;
    matched.add(path);
    changes.push(...diffEntryPoint(previousPoint(base, path, before), entryPoint, ecosystems));
  }
  for (const entryPoint of before.values()) {
    if (matched.has(entryPoint.path)) continue;
    if (!head.files.has(entryPoint.path))
      changes.push(...entryPoint.items.map((item) => ({ before: item, entryPoint })));
  }
  return withoutRepeats(changes);
}

/** What now stands for itself may have been part of others before (a workspace that is gone): their settings held for it. */
function previousPoint(base: Side, path: string, before: ReadonlyMap<string, EntryPoint>): EntryPoint {
  const known = before.get(path);
  if (known !== undefined) return known;
  const whole = [...includersOf(base, path)].flatMap((one) => before.get(one) ?? []);
  return whole.reduce(joinSettings, composeEntryPoint(base, path));
}

const previousPaths = (changed: readonly ChangedPath[]): ReadonlyMap<string, string> =>
  new Map(changed.flatMap(({ path, previousPath }) => (previousPath === undefined ? [] : [[path, previousPath]])));

/** Manifest and lockfile are compared apart: each says something of its own about the same package. */
const slotOf = ({ dependency, file }: Item): string =>
  JSON.stringify([file.parsed.role, dependency.ecosystem, dependency.name]);

function diffEntryPoint(
  before: EntryPoint,
  after: EntryPoint,
  ecosystems: readonly Ecosystem[],
): readonly ItemChange[] {
  const slots = new Map<string, { before: Item[]; after: Item[] }>();
  const slot = (item: Item) => {
    const key = slotOf(item);
    const found = slots.get(key) ?? { before: [], after: [] };
    slots.set(key, found);
    return found;
  };
  for (const item of before.items) slot(item).before.push(item);
  for (const item of after.items) slot(item).after.push(item);
  const serving = servingComparison(before, after, ecosystems);
  return [...slots.values()].flatMap((pair) => {
    const type = (pair.after[0] ?? pair.before[0])?.dependency.ecosystem;
    const versions = ecosystems.find((one) => one.type === type)?.versions;
    return diffSlot(pair, [before, after], serving, versions);
  });
}

type Moved = (before: Item, after: Item) => boolean;

/** Whether other registries serve a name after the change than before it, or a client chooses otherwise among them. */
function servingComparison(before: EntryPoint, after: EntryPoint, ecosystems: readonly Ecosystem[]): Moved {
  const told = ({ registries, clients, hinted, constraints, installations }: EntryPoint) =>
    JSON.stringify([
      [...registries, ...clients, ...hinted, ...constraints].map(withoutPlace),
      installations.map(({ uses, told: words, isFixed }) => [[...uses, ...words].map(withoutPlace), isFixed]),
    ]);
  if (told(before) === told(after)) return () => false;
  const known = new Map<Item, Described>();
  return (old, now) => {
    const { dependency } = now;
    const ecosystem = ecosystems.find(({ type }) => type === dependency.ecosystem);
    // An entry that names its registry comes from there whatever others there are.
    if (ecosystem === undefined || dependency.source.kind !== 'registry' || dependency.source.url !== undefined)
      return false;
    const choices = (item: Item, entryPoint: EntryPoint) => {
      const found = known.get(item) ?? describeChoices(item, entryPoint, ecosystem);
      known.set(item, found);
      return found;
    };
    const [was, is] = [choices(old, before), choices(now, after)];
    if (was.outside !== is.outside || is.ofCommands.some((one) => !was.ofCommands.includes(one))) return true;
    // What builds a script with its arguments does not become another one because somebody may build it without any.
    return [...is.ofBuilds].some(([by, ways]) => ways.some((one) => was.ofBuilds.get(by)?.includes(one) === false));
  };
}

interface Described {
  readonly ofCommands: readonly string[];
  /** By the file that builds the script. */
  readonly ofBuilds: ReadonlyMap<string, readonly string[]>;
  /** Of whoever runs a client without them; where there are none, of the entry point itself. */
  readonly outside: string | undefined;
}

function describeChoices(item: Item, entryPoint: EntryPoint, ecosystem: Ecosystem): Described {
  const { dependency } = item;
  const constraints = constraintsOn(item, entryPoint);
  const { type } = ecosystem;
  const isTying = (use: RegistryUse) =>
    use.ecosystem === type && use.names?.some((glob) => matchesName(glob, dependency.name)) === true;
  const isScript = (path: string) => entryPoint.members.get(path)?.file.parsed.role === 'script';
  const describe = (settings: Settings) =>
    JSON.stringify([
      // Which of the file's clients installs it decides where one of them is sent to an index of its own.
      settings.uses.some(isTying)
        ? [...clientsRunFor(item, entryPoint, settings, { type, isScript }).keys()].sort()
        : [],
      servingFor(ecosystem, dependency, settings).map(({ url }) => ecosystem.registries.canonical(url)),
      setupsOf(ecosystem, settings).map(({ client, setup }) => [
        client.id,
        setup.strategy,
        setup.prereleases,
        setup.formats,
        constraints.length === 0 ? undefined : constrain(dependency, constraints, client.id).requirement,
      ]),
    ]);
  const { usual, choosing, outside = usual[0] } = waysOf(item, entryPoint);
  const ofBuilds = new Map([...buildsOf(item, entryPoint)].map(([by, ways]) => [by, ways.map(describe)]));
  return { ofCommands: choosing.map(describe), ofBuilds, outside: outside && describe(outside) };
}

/** With the part of the file that it holds for: the same words may have gone from one command to another. */
const withoutPlace = ({ location: _, ...rest }: RegistryUse | ClientUse | ScopedConstraint) => rest;

function diffSlot(
  { before, after }: { readonly before: Item[]; readonly after: Item[] },
  [previousPoint, entryPoint]: readonly [EntryPoint, EntryPoint],
  moved: Moved,
  versions: Versions | undefined,
): readonly ItemChange[] {
  const changes: ItemChange[] = [];
  const left = indexBy(before, (item) => [contentOf(item)]);
  const fresh: Item[] = [];
  for (const item of after) {
    const twin = takeTwin(left.get(contentOf(item)) ?? [], item, moved);
    if (twin === undefined) fresh.push(item);
    else if (moved(twin, item))
      changes.push({ before: twin, after: item, entryPoint, previousPoint, byRegistry: true });
  }
  const gone = [...left.values()].flat();
  const partners = pairEntries(fresh, gone, versions);
  for (const item of fresh) {
    const partner = partners.get(item);
    const change = { after: item, entryPoint };
    changes.push(partner === undefined ? change : { ...change, before: partner, previousPoint });
  }
  const paired = new Set(partners.values());
  for (const item of gone) if (!paired.has(item)) changes.push({ before: item, entryPoint });
  return changes;
}

/** Commands that are compared with one of the same words. */
const maxTwins = 20;

/** The same entry as it was: of several, one that the same registries served, if there is one. */
function takeTwin(same: Item[], item: Item, moved: Moved): Item | undefined {
  if (same.length < 2) return same.shift();
  const still = same.slice(0, maxTwins).findIndex((one) => !moved(one, item));
  return same.splice(Math.max(0, still), 1)[0];
}

/**
 * What makes two entries the same: everything but the place. Scope and include count, for a constraint, an override or an
 * optional peer that becomes a requirement is installed from then on; so does the text of the entry, with its marker.
 */
function contentOf({ dependency: d, file, member }: Item): string {
  const written = file.parsed.role === 'manifest' ? textAt(file, d.location).replace(/\s+/g, ' ') : '';
  return JSON.stringify([
    d.rawName,
    d.version,
    d.requirement,
    d.source,
    d.resolved,
    d.integrity,
    d.scope,
    d.direct,
    member.installs,
    written,
  ]);
}

/** Two entry points may share a file: its changes are told once. */
function withoutRepeats(changes: readonly ItemChange[]): readonly ItemChange[] {
  const seen = new Map<string, ItemChange>();
  const joined = new Map<EntryPoint, Map<EntryPoint, EntryPoint>>();
  for (const change of changes) {
    const item = change.after ?? change.before;
    if (item === undefined) continue;
    const key = JSON.stringify([change.after !== undefined, item.dependency.location, item.dependency.purl]);
    const known = seen.get(key);
    seen.set(key, known === undefined ? change : mergeChange(known, change, joined));
  }
  return [...seen.values()].sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

/** The settings of both entry points count, each by itself: what one of them would ask may be the dangerous one. */
function mergeChange(a: ItemChange, b: ItemChange, joined: Map<EntryPoint, Map<EntryPoint, EntryPoint>>): ItemChange {
  if (a.entryPoint === b.entryPoint) return a;
  // What one of them installs is more than what the other one only constrains.
  if (a.after?.member.installs === false && b.after?.member.installs === true) return mergeChange(b, a, joined);
  const join = (one: EntryPoint, other: EntryPoint) => {
    const known = joined.get(one) ?? new Map<EntryPoint, EntryPoint>();
    joined.set(one, known);
    const found = known.get(other) ?? joinSettings(one, other);
    known.set(other, found);
    return found;
  };
  const entryPoint = join(a.entryPoint, b.entryPoint);
  const { previousPoint } = b;
  if (a.previousPoint === undefined || previousPoint === undefined) return { ...a, entryPoint };
  return { ...a, entryPoint, previousPoint: join(a.previousPoint, previousPoint) };
}

function joinSettings(a: EntryPoint, b: EntryPoint): EntryPoint {
  const join = <T>(one: readonly T[], other: readonly T[]) => [...new Set([...one, ...other])];
  return createEntryPoint({
    path: a.path,
    items: a.items,
    members: a.members,
    joined: [...(a.joined ?? [a]), b],
    registries: join(a.registries, b.registries),
    clients: join(a.clients, b.clients),
    hinted: join(a.hinted, b.hinted),
    constraints: sharedConstraints(a, b),
    installations: join(a.installations, b.installations),
    ...(a.role && { role: a.role }),
  });
}

function keyOf(change: ItemChange): string {
  const item = change.after ?? change.before;
  if (item === undefined) return '';
  const { path, startLine, startColumn } = item.dependency.location;
  return `${path}\0${String(startLine).padStart(9, '0')}\0${String(startColumn).padStart(9, '0')}`;
}
