import { MalformedFileError } from '../../../model/ecosystem.ts';
import { parseYaml } from '../../../text/yaml.ts';
import { entriesOf, entryOf, textOf, type YamlEntry, type YamlNode } from '../../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { findConflicts, type Span } from '../lock/conflicts.ts';
import { type ClassicMember, readClassic } from './classic.ts';
import { type Edge, type EdgeKind, metadataKey, type YarnEntry } from './entry.ts';
import { splitPatterns } from './scan.ts';

const edgeKinds: readonly EdgeKind[] = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** Reads any lockfile of Yarn 1, and tells what is wrong with it. Throws `MalformedFileError`. */
export function readClassicLock(into: Collector, text: string): readonly YarnEntry[] {
  const conflicts = findConflicts(text);
  if (conflicts === undefined) return readSide(into, text, []);
  for (const { start, end } of conflicts.markers) into.doubt(start, end, 'conflict markers: Yarn 1 merges both sides');
  const ours = readSide(into, text, conflicts.notOurs);
  const known = new Map(ours.map((entry) => [entry.keyStart, entry]));
  const theirs = readSide(into, text, conflicts.notTheirs);
  // What both sides hold is read twice; of the same patterns Yarn takes those that it reads last.
  return [...ours, ...theirs.filter((entry) => !isSame(known.get(entry.keyStart), entry))];
}

const isSame = (a: YarnEntry | undefined, b: YarnEntry): boolean =>
  a?.keyEnd === b.keyEnd && a.version === b.version && a.resolved === b.resolved && a.integrity === b.integrity;

function readSide(into: Collector, text: string, holes: readonly Span[]): readonly YarnEntry[] {
  const { members, stop } = readClassic(text, into.lines, holes);
  if (stop !== undefined) into.doubt(stop, text.length, 'Yarn 1 reads nothing from this indentation on');
  return members.flatMap((member) => classicEntry(into, member) ?? []);
}

function classicEntry(into: Collector, { keys, value }: ClassicMember): YarnEntry | undefined {
  const keyStart = keys[0]?.start ?? value.start;
  const keyEnd = keys.at(-1)?.end ?? value.start;
  if (value.kind !== 'block') {
    into.reject(keyStart, value.end, 'the entry only names another one');
    return undefined;
  }
  const fields = new Map(
    value.members.flatMap((member) => member.keys.map((key) => [key.value, member.value] as const)),
  );
  const text = (field: string): string | undefined => {
    const found = fields.get(field);
    if (found?.kind === 'block') into.reject(found.start, found.end, `${field} is not a text`);
    return found === undefined || found.kind === 'block' || found.value === '' ? undefined : found.value;
  };
  for (const member of value.members) doubtRepeated(into, member, fields);
  return {
    patterns: keys.map((key) => ({ text: key.value, at: plainAt(key) })),
    keyStart,
    keyEnd,
    version: text('version'),
    resolution: undefined,
    resolved: text('resolved'),
    integrity: text('integrity'),
    name: text('name'),
    conditions: undefined,
    edges: () => edgeKinds.flatMap((kind) => classicEdges(fields.get(kind), kind)),
  };
}

/** Where a text stands letter for letter: bare, or in quotes without escapes. */
function plainAt({ value, start, end }: Span & { readonly value: string }): number | undefined {
  if (end - start === value.length) return start;
  return end - start === value.length + 2 ? start + 1 : undefined;
}

function doubtRepeated(
  into: Collector,
  member: ClassicMember,
  fields: ReadonlyMap<string, ClassicMember['value']>,
): void {
  for (const key of member.keys) {
    const last = fields.get(key.value);
    const isSame =
      last === member.value ||
      (last?.kind !== 'block' && member.value.kind !== 'block' && last?.value === member.value.value);
    if (!isSame)
      into.doubt(key.start, member.value.end, `${JSON.stringify(key.value)} stands twice: only the last one counts`);
  }
}

function classicEdges(block: ClassicMember['value'] | undefined, kind: EdgeKind): readonly Edge[] {
  if (block?.kind !== 'block') return [];
  return block.members.flatMap(({ keys, value }) =>
    value.kind === 'block' ? [] : keys.map((key) => ({ name: key.value, range: value.value, kind })),
  );
}

/** Reads any lockfile of Yarn 2 or later, and tells what is wrong with it. Throws `MalformedFileError`. */
export function readBerryLock(into: Collector, text: string): readonly YarnEntry[] {
  const [marker] = findConflicts(text)?.markers ?? [];
  if (marker !== undefined) throw new MalformedFileError('conflict markers', into.lines.position(marker.start).line);
  const { documents, problems } = parseYaml(text);
  for (const { start, end, reason } of problems) into.doubt(start, end, reason);
  const [root, ...more] = documents;
  const second = more[0];
  if (second !== undefined)
    throw new MalformedFileError('more than one YAML document', into.lines.position(second.start).line);
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) return [];
  if (root.kind !== 'map') throw new MalformedFileError('the lockfile is not a map of entries', 1);
  return root.entries.flatMap((entry) => berryEntry(into, entry) ?? []);
}

function berryEntry(into: Collector, { key, keyStart, keyEnd, value }: YamlEntry): YarnEntry | undefined {
  if (key === metadataKey) return undefined;
  if (value.kind !== 'map') {
    into.reject(keyStart, value.end, 'the entry is not a map');
    return undefined;
  }
  const text = (field: string): string | undefined => {
    const node = entryOf(value, field)?.value;
    const found = textOf(node);
    if (node !== undefined && found === undefined) into.reject(node.start, node.end, `${field} is not a text`);
    return found === '' ? undefined : found;
  };
  const written = into.file.text.slice(keyStart, keyEnd);
  const at = written === key ? keyStart : written.slice(1, -1) === key ? keyStart + 1 : undefined;
  return {
    patterns: splitPatterns(key, at),
    keyStart,
    keyEnd,
    version: text('version'),
    resolution: text('resolution'),
    resolved: undefined,
    integrity: text('checksum'),
    name: undefined,
    conditions: text('conditions'),
    edges: () => edgeKinds.flatMap((kind) => berryEdges(entryOf(value, kind)?.value, kind)),
  };
}

const berryEdges = (block: YamlNode | undefined, kind: EdgeKind): readonly Edge[] =>
  [...entriesOf(block)].map(([name, { value }]) => ({ name, range: textOf(value) ?? '', kind }));
