import { JsonCursor } from '../../../text/json-cursor.ts';
import { JsonScanError } from '../../../text/json-scanner.ts';
import { keepShape } from '../../../text/shapes.ts';
import { sectionKeys } from '../manifest/sections.ts';
import {
  type FlagField,
  isTextField,
  type LockContent,
  type LockEntry,
  lockEntry,
  lockFields,
  noFields,
  type PackageRecord,
  type TextField,
  type TreeRecord,
} from './entry.ts';
import { isOwnFolder } from './keys.ts';

/** Deeper trees are left to the exact reader, which needs no call stack for them. */
const maxDepth = 64;

/** Something that the exact reader has to judge: a repeated key, a value of a wrong type. */
class Unusual extends Error {
  override readonly name = 'Unusual';
}

/**
 * Reads a lockfile as npm writes it, in one pass and entry by entry. Undefined where anything in it is unusual: then
 * `readExactly` reads it, and both give the same content for what both can read.
 */
export function scanLock(text: string): LockContent | undefined {
  try {
    return new LockScanner(text).read();
  } catch (error) {
    if (error instanceof Unusual || error instanceof JsonScanError) return undefined;
    throw error;
  }
}

class LockScanner {
  readonly #cursor: JsonCursor;
  readonly #required = new Set<string>();
  readonly #tree: (TreeRecord | undefined)[] = [];

  constructor(text: string) {
    this.#cursor = new JsonCursor(text);
  }

  read(): LockContent {
    const cursor = this.#cursor;
    const seen = new Set<string>();
    let packages: readonly PackageRecord[] | undefined;
    let hasTree = false;
    let version: string | undefined;
    let named: { readonly name: string; readonly start: number; readonly end: number } | undefined;
    cursor.enterObject();
    for (let first = true; cursor.member(first); first = false) {
      const { key, keyStart } = cursor;
      if (seen.size === seen.add(key).size) throw new Unusual();
      if (key === 'packages') packages = this.#packages();
      else if (key === 'dependencies') hasTree = this.#level(-1, 0);
      else if (key === 'version') version = cursor.string();
      else if (key === 'name') named = { name: cursor.string(), start: keyStart, end: cursor.at };
      else if (key === 'lockfileVersion') this.#version();
      else cursor.skip();
    }
    cursor.end();
    if (packages === undefined && !hasTree && !seen.has('lockfileVersion')) throw new Unusual();
    const own = named === undefined || named.name === '' ? undefined : { ...named, version };
    const tree = hasTree ? this.#tree.filter((record) => record !== undefined) : undefined;
    return { packages, tree, required: this.#required, own };
  }

  #version(): void {
    const cursor = this.#cursor;
    if (cursor.peek() !== 'other') throw new Unusual();
    const start = cursor.at;
    cursor.skip();
    if (!['1', '2', '3'].includes(cursor.text.slice(start, cursor.at))) throw new Unusual();
  }

  #packages(): readonly PackageRecord[] {
    const cursor = this.#cursor;
    const records: PackageRecord[] = [];
    const seen = new Set<string>();
    cursor.enterObject();
    for (let first = true; cursor.member(first); first = false) {
      const { key, keyStart, keyEnd } = cursor;
      if (seen.size === seen.add(key).size || cursor.peek() !== 'object') throw new Unusual();
      const start = cursor.at;
      const listed: string[] = [];
      const isOwn = isOwnFolder(key);
      const entry = this.#entry((field) => {
        if (!isOwn || field === undefined || !sectionKeys.includes(field)) return cursor.skip();
        if (cursor.peek() === 'object') this.#names(listed);
        else cursor.skip();
      });
      records.push({ key, keyStart, keyEnd, start, entry, listed });
    }
    return records;
  }

  /** @param other reads or passes over a field that is no field of `LockEntry` */
  #entry(other: (field: string | undefined) => void): LockEntry {
    const cursor = this.#cursor;
    const fields = noFields();
    let seen = 0;
    cursor.enterObject();
    for (let first = true; cursor.member(first); first = false) {
      if (!cursor.isPlainKey) throw new Unusual();
      const known = findField(cursor);
      if (known === undefined) {
        other(undefined);
        continue;
      }
      if ((seen & known.bit) !== 0) throw new Unusual();
      seen |= known.bit;
      const { field } = known;
      if (field === undefined) other(known.key);
      else if (isTextField(field)) fields[field] = this.#text();
      else fields[field] = this.#flag();
    }
    return lockEntry(fields);
  }

  #text(): string {
    if (this.#cursor.peek() !== 'string') throw new Unusual();
    return this.#cursor.string();
  }

  #flag(): boolean {
    const flag = this.#cursor.boolean();
    if (flag === undefined) throw new Unusual();
    return flag;
  }

  /** The keys of an object. */
  #names(into: string[]): void {
    const cursor = this.#cursor;
    const seen = new Set<string>();
    cursor.enterObject();
    for (let first = true; cursor.member(first); first = false) {
      const { key } = cursor;
      if (seen.size === seen.add(key).size) throw new Unusual();
      into.push(key);
      cursor.skip();
    }
  }

  /** Reads one level of the tree. Always true. */
  #level(parent: number, depth: number): true {
    const cursor = this.#cursor;
    if (depth > maxDepth) throw new Unusual();
    const seen = new Set<string>();
    cursor.enterObject();
    for (let first = true; cursor.member(first); first = false) {
      const { key, keyStart, keyEnd } = cursor;
      if (seen.size === seen.add(key).size || cursor.peek() !== 'object') throw new Unusual();
      const start = cursor.at;
      const place = this.#tree.push(undefined) - 1;
      const entry = this.#entry((field) => {
        if (field === 'dependencies') this.#level(place, depth + 1);
        else if (field === 'requires' && cursor.peek() === 'object') this.#requires();
        else cursor.skip();
      });
      this.#tree[place] = { key, keyStart, keyEnd, start, entry, parent };
    }
    return true;
  }

  #requires(): void {
    const names: string[] = [];
    this.#names(names);
    for (const name of names) this.#required.add(name);
  }
}

interface KnownField {
  readonly key: string;
  /** Undefined where it is no field of `LockEntry`. */
  readonly field: TextField | FlagField | undefined;
  /** Another one for each. */
  readonly bit: number;
}

const knownFields: readonly KnownField[] = [...lockFields.keys(), 'requires', ...sectionKeys].map((key, place) => ({
  key,
  field: lockFields.get(key),
  bit: 1 << place,
}));

/** All fields that are read, by their length. */
const fieldsByLength: readonly (readonly KnownField[])[] = Array.from({ length: 24 }, (_, length) =>
  knownFields.filter(({ key }) => key.length === length),
);

/** The field that the key names, found without a copy of the key; undefined where it is not read. */
function findField({ text, keyStart, keyEnd }: JsonCursor): KnownField | undefined {
  const fields = fieldsByLength[keyEnd - keyStart - 2];
  if (fields !== undefined) for (const known of fields) if (standsAt(known.key, text, keyStart + 1)) return known;
  return undefined;
}

/** As `text.startsWith(key, at)`, which is slower for short keys. */
function standsAt(key: string, text: string, at: number): boolean {
  for (let place = 0; place < key.length; place += 1) {
    if (key.charCodeAt(place) !== text.charCodeAt(at + place)) return false;
  }
  return true;
}

keepShape(new LockScanner(''));
