import { type Collector, regionIn } from '../collector.ts';
import { lockedDependency, splitHashes } from '../lock/entry.ts';
import { splitNamed } from '../specs.ts';
import { Descriptors } from './descriptors.ts';
import type { Pattern, Placed, YarnContent, YarnEntry } from './entry.ts';
import { type Identity, readClassicEntry, readResolution } from './identity.ts';

/**
 * Adds what the entries of a yarn.lock stand for. Later Yarns keep an entry for each workspace, which says what is direct;
 * Yarn 1 leaves that to the package.json files alone, so there nothing is.
 */
export function addEntries(into: Collector, { dialect, entries }: YarnContent): readonly Placed[] {
  const counting = dropHidden(into, entries);
  const placed = counting.map((entry) => ({
    entry,
    dependencies: dialect === 'berry' ? addBerry(into, entry) : addClassic(into, entry),
  }));
  if (dialect === 'berry') markDirect(into, placed);
  return placed;
}

/** Entries that a later one with the same patterns hides; told where the two are not the same. */
function dropHidden(into: Collector, entries: readonly YarnEntry[]): readonly YarnEntry[] {
  const last = new Map<string, YarnEntry>();
  let patterns = 0;
  for (const entry of entries) {
    patterns += entry.patterns.length;
    for (const { text } of entry.patterns) last.set(text, entry);
  }
  if (last.size === patterns) return entries;
  const told = new Set(into.ambiguities.map(({ location }) => `${location.startLine}:${location.startColumn}`));
  return entries.filter((entry) => {
    const hidden = entry.patterns.filter(({ text }) => last.get(text) !== entry);
    const different = hidden.find(({ text }) => !isSame(last.get(text), entry));
    if (different !== undefined) doubtHidden(into, entry, different, told);
    return hidden.length < entry.patterns.length;
  });
}

function doubtHidden(
  into: Collector,
  { keyStart, keyEnd }: YarnEntry,
  { text }: Pattern,
  told: ReadonlySet<string>,
): void {
  const { startLine, startColumn } = into.locate(keyStart, keyEnd);
  if (told.has(`${startLine}:${startColumn}`)) return;
  into.doubt(keyStart, keyEnd, `${JSON.stringify(text)} stands twice: only the last one counts`);
}

const isSame = (a: YarnEntry | undefined, b: YarnEntry): boolean =>
  a !== undefined &&
  a.version === b.version &&
  a.resolution === b.resolution &&
  a.resolved === b.resolved &&
  a.integrity === b.integrity;

/** A key may give one package several names, or several packages one entry; each is told once. */
function addClassic(into: Collector, entry: YarnEntry): readonly number[] {
  if (entry.version === undefined) into.reject(entry.keyStart, entry.keyEnd, 'the entry has no version');
  const places: number[] = [];
  const names: string[] = [];
  for (const pattern of entry.patterns) {
    const identity = readClassicEntry(pattern.text, entry);
    if (names.includes(identity.name)) continue;
    if (names.push(identity.name) > maxNames) {
      into.reject(entry.keyStart, entry.keyEnd, `the entry has more than ${maxNames} names`);
      return places;
    }
    const place = add(into, entry, pattern, identity);
    if (place !== undefined) places.push(place);
  }
  return places;
}

/** Most names of one entry; Yarn writes one for each alias. */
const maxNames = 1_000;

function addBerry(into: Collector, entry: YarnEntry): readonly number[] {
  const { keyStart, keyEnd, resolution, version, patterns } = entry;
  const identity = resolution === undefined ? undefined : readResolution(resolution, entry);
  const [first] = patterns;
  if (identity === undefined || first === undefined) {
    into.reject(keyStart, keyEnd, 'the entry has no resolution that says what is installed');
    return [];
  }
  const isOther = identity.source.kind === 'registry' && version !== undefined && identity.version !== version;
  if (isOther) into.doubt(keyStart, keyEnd, `version is ${version}, but resolution says ${resolution}`);
  // The pattern of the same name, where several share the entry.
  const own = patterns.find(({ text }) => text.startsWith(`${identity.name}@`)) ?? first;
  const place = add(into, entry, own, identity);
  if (identity.source.kind === 'workspace') {
    into.own.push({ ecosystem: 'npm', name: identity.name, location: into.locate(keyStart, keyEnd) });
  }
  return place === undefined ? [] : [place];
}

/** The place of the dependency; undefined where it has no name, which is told. */
function add(into: Collector, entry: YarnEntry, pattern: Pattern, identity: Identity): number | undefined {
  const { keyStart, keyEnd } = entry;
  const { name, version, source, resolved, hash } = identity;
  const { name: rawName } = splitNamed(pattern.text);
  if (name === '' || rawName === '') {
    into.reject(keyStart, keyEnd, 'the name is empty');
    return undefined;
  }
  const location = into.locateInLine(keyStart, keyEnd);
  const nameAt = placeOfName(pattern, rawName, name);
  const nameRegion = nameAt === undefined ? undefined : regionIn(location, nameAt.at - keyStart, nameAt.length);
  const integrity = splitHashes(joinHashes(entry.integrity, hash));
  // Yarn fetches what is for other systems on those alone, and then records no checksum here.
  const scope = entry.conditions === undefined ? 'runtime' : 'optional';
  const made = lockedDependency({
    name,
    rawName,
    version,
    source,
    resolved,
    integrity,
    direct: false,
    scope,
    location,
    nameRegion,
  });
  return into.dependencies.push(made) - 1;
}

/** Yarn 1 before 1.10 knows the hash in the address alone; both are of the same archive. */
const joinHashes = (integrity: string | undefined, hash: string | undefined): string | undefined =>
  integrity === undefined || hash === undefined ? (integrity ?? hash) : `${integrity} ${hash}`;

/** Where the pattern says what is installed: its own name, or an alias' target behind `npm:`. */
function placeOfName({ text, at }: Pattern, rawName: string, name: string): { at: number; length: number } | undefined {
  if (at === undefined) return undefined;
  const target = rawName.length + '@npm:'.length;
  const isAlias = rawName !== name && text.startsWith(`@npm:${name}`, rawName.length);
  return isAlias ? { at: at + target, length: name.length } : { at, length: rawName.length };
}

/** What a workspace asks for is direct, whatever it asks from. */
function markDirect(into: Collector, placed: readonly Placed[]): void {
  const isWorkspace = ({ dependencies }: Placed): boolean =>
    dependencies.some((place) => into.dependencies[place]?.source.kind === 'workspace');
  const workspaces = placed.filter(isWorkspace);
  if (workspaces.length === 0) return;
  const descriptors = new Descriptors(placed);
  for (const { entry } of workspaces) {
    for (const { name, range, kind } of entry.edges()) {
      if (kind === 'peerDependencies') continue;
      for (const place of descriptors.find(name, range)) {
        const dependency = into.dependencies[place];
        if (dependency !== undefined) into.dependencies[place] = { ...dependency, direct: true };
      }
    }
  }
}
