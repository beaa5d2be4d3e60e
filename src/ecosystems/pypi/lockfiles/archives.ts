import type { TomlNode, TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import type { LockCollector } from './collector.ts';
import { entriesOf, isTable, itemsOf, plainTexts, stringNodeAt, textAt, valueAt } from './nodes.ts';

/** What a lockfile records of the distribution files of one package. */
export interface Recorded {
  /** Address of the first that has one. */
  readonly url: string | undefined;
  /** `sha256:...`, or as written. */
  readonly hashes: readonly string[];
}

/** The sdist and wheels of a package in uv.lock and pylock.toml. */
export function archivesOf(table: TomlTable): readonly TomlTable[] {
  const sdist = table.entries.get('sdist')?.value;
  const wheels = itemsOf(table.entries.get('wheels')?.value);
  return (sdist === undefined ? wheels : [sdist, ...wheels]).filter(isTable);
}

/** Says where a table or a list of tables is something else. */
export function rejectOtherArchives(table: TomlTable, into: LockCollector): void {
  const sdist = table.entries.get('sdist')?.value;
  const wheels = table.entries.get('wheels')?.value;
  if (sdist !== undefined && sdist.kind !== 'table') into.reject(sdist.region, 'the sdist is not a table');
  if (wheels !== undefined && wheels.kind !== 'array') into.reject(wheels.region, 'the wheels are not a list');
  if (plainTexts(wheels, 'url', 1)?.length === 1) return;
  for (const wheel of itemsOf(wheels)) if (!isTable(wheel)) into.reject(wheel.region, 'a wheel is not a table');
}

/**
 * What archives record, `{ url | path | name | file, hash | hashes }`: uv, PEP 751, Poetry and PDM spell it differently.
 * @param list they are its items, after the `single` ones
 */
export function recordedIn(list: TomlNode | undefined, single: readonly TomlNode[] = []): Recorded {
  const hashes: string[] = [];
  let url: string | undefined;
  const plain = plainTexts(list, 'hash');
  for (const archive of plain === undefined ? [...single, ...itemsOf(list)] : single) {
    url ??= textAt(archive, 'url');
    addHashes(archive, hashes);
  }
  if (plain === undefined) return { url, hashes };
  return { url: url ?? plainTexts(list, 'url', 1)?.[0], hashes: hashes.length === 0 ? plain : [...hashes, ...plain] };
}

/** One text, or a table of values by algorithm (PEP 751), told as `algorithm:value`. */
function addHashes(archive: TomlNode, hashes: string[]): void {
  const hash = textAt(archive, 'hash');
  if (hash !== undefined) hashes.push(hash);
  const table = valueAt(archive, 'hashes');
  if (table === undefined) return;
  for (const { key, value } of entriesOf(table)) if (value.kind === 'string') hashes.push(`${key}:${value.value}`);
}

/**
 * The text that names the file of an archive. PEP 751: the name goes before what the path or address ends with. Poetry and
 * PDM call it `file`.
 */
export const nameNodeOf = (archive: TomlTable): TomlString | undefined =>
  stringNodeAt(archive, 'name') ??
  stringNodeAt(archive, 'file') ??
  stringNodeAt(archive, 'path') ??
  stringNodeAt(archive, 'url');

/** The last part of an address or path, its escapes resolved. */
export function fileNameOf(address: string): string {
  const end = address.includes('://') ? address.search(/[?#]/) : -1;
  const path = end < 0 ? address : address.slice(0, end);
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
