import { keepShape } from '../../../text/shapes.ts';
import {
  type Dialect,
  type Edge,
  type EdgeKind,
  metadataKey,
  type Pattern,
  Unusual,
  type YarnContent,
  type YarnEntry,
} from './entry.ts';
import { colon, comma, hash, LineScanner, nameLines, quote, space } from './line-scanner.ts';

/**
 * Reads a yarn.lock as Yarn writes it, in one pass. Undefined where anything in it is unusual: then an exact reader reads
 * it, and both give the same content for what both can read.
 */
export function scanYarnLock(text: string, dialect: Dialect): YarnContent | undefined {
  try {
    return { dialect, entries: new YarnScanner(text, dialect).read() };
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

interface Fields {
  version: string | undefined;
  resolution: string | undefined;
  resolved: string | undefined;
  integrity: string | undefined;
  name: string | undefined;
  conditions: string | undefined;
}

/** Where a field is kept, and a bit of its own. Fields that are not kept are read all the same. */
interface KnownField {
  readonly keep?: keyof Fields;
  readonly bit: number;
  readonly holds: 'text' | 'names' | 'tables';
}

type Known = readonly (readonly [string, KnownField['holds'], (keyof Fields)?])[];

const classicFields = indexFields([
  ['version', 'text', 'version'],
  ['resolved', 'text', 'resolved'],
  ['integrity', 'text', 'integrity'],
  ['dependencies', 'names'],
  ['optionalDependencies', 'names'],
  ['name', 'text', 'name'],
  ['uid', 'text'],
  ['registry', 'text'],
]);

const berryFields = indexFields([
  ['version', 'text', 'version'],
  ['resolution', 'text', 'resolution'],
  ['checksum', 'text', 'integrity'],
  ['conditions', 'text', 'conditions'],
  ['languageName', 'text'],
  ['linkType', 'text'],
  ['dependencies', 'names'],
  ['optionalDependencies', 'names'],
  ['peerDependencies', 'names'],
  ['bin', 'names'],
  ['dependenciesMeta', 'tables'],
  ['peerDependenciesMeta', 'tables'],
]);

function indexFields(known: Known): ReadonlyMap<string, KnownField> {
  return new Map(
    known.map(([key, holds, keep], place) => [
      key,
      { bit: 1 << place, holds, ...(keep === undefined ? {} : { keep }) },
    ]),
  );
}

const edgeKinds: ReadonlyMap<string, EdgeKind> = new Map([
  ['dependencies', 'dependencies'],
  ['optionalDependencies', 'optionalDependencies'],
  ['peerDependencies', 'peerDependencies'],
]);

class YarnScanner extends LineScanner {
  readonly #dialect: Dialect;
  readonly #isBerry: boolean;
  readonly #entries: YarnEntry[] = [];

  constructor(text: string, dialect: Dialect) {
    super(text);
    this.#dialect = dialect;
    this.#isBerry = dialect === 'berry';
  }

  read(): readonly YarnEntry[] {
    while (this.nextLine()) {
      if (this.code === space) throw new Unusual();
      if (this.#isBerry) this.#berryEntry();
      else this.#classicEntry();
    }
    return this.#entries;
  }

  #classicEntry(): void {
    const patterns: Pattern[] = [];
    const keyStart = this.at;
    for (;;) {
      this.#string();
      patterns.push({ text: this.value, at: this.start });
      if (this.code !== comma) break;
      this.at += 1;
      this.take(space);
    }
    const keyEnd = this.at;
    this.take(colon);
    this.takeEnd();
    this.#add(patterns, keyStart, keyEnd, classicFields);
  }

  #berryEntry(): void {
    if (this.text.startsWith(`${metadataKey}:`, this.at)) return this.#metadata();
    // Keys of more than 1,024 characters are written as `? "..."` (YAML 1.2, section 7.4).
    const isLong = this.text.startsWith('? "', this.at);
    if (isLong) this.at += 2;
    const keyStart = this.at;
    if (this.code !== quote) throw new Unusual();
    this.quoted();
    const keyEnd = this.at;
    const patterns = splitPatterns(this.value, this.start);
    if (isLong) this.takeEnd();
    this.take(colon);
    this.takeEnd();
    this.#add(patterns, keyStart, keyEnd, berryFields);
  }

  #metadata(): void {
    this.at += metadataKey.length + 1;
    this.takeEnd();
    while (this.indent(2)) {
      this.fieldName();
      this.#value();
    }
  }

  #add(patterns: readonly Pattern[], keyStart: number, keyEnd: number, known: ReadonlyMap<string, KnownField>): void {
    const body = this.at;
    const { version, resolution, resolved, integrity, name, conditions } = this.#fields(known);
    const edges = (): readonly Edge[] => new YarnScanner(this.text, this.#dialect).#edges(body, known);
    this.#entries.push({
      patterns,
      keyStart,
      keyEnd,
      version,
      resolution,
      resolved,
      integrity,
      name,
      conditions,
      edges,
    });
  }

  #fields(known: ReadonlyMap<string, KnownField>): Fields {
    const fields: Fields = {
      version: undefined,
      resolution: undefined,
      resolved: undefined,
      integrity: undefined,
      name: undefined,
      conditions: undefined,
    };
    let seen = 0;
    while (this.indent(2)) {
      this.fieldName();
      const field = known.get(this.value);
      if (field === undefined || (seen & field.bit) !== 0) throw new Unusual();
      seen |= field.bit;
      if (field.holds !== 'text') this.#block(field.holds, undefined);
      else {
        this.#value();
        if (field.keep !== undefined && this.end > this.start) fields[field.keep] = this.value;
      }
    }
    if (seen === 0) throw new Unusual();
    return fields;
  }

  /** What stands behind the name of a field, up to the end of the line. */
  #value(): void {
    if (this.#isBerry) this.take(colon);
    this.take(space);
    if (this.code === quote) this.quoted();
    else if (this.#isBerry) this.plain();
    else this.word();
    const { start, end } = this;
    this.takeEnd();
    this.start = start;
    this.end = end;
  }

  /** A name or pattern: in quotes, or bare as far as the dialect allows. */
  #string(): void {
    if (this.code === quote) this.quoted();
    else if (this.#isBerry) this.key();
    else this.word();
  }

  /** The lines below a field: names and ranges, or names and the settings below each. */
  #block(holds: 'names' | 'tables', edge: ((name: string, range: string) => void) | undefined): void {
    this.take(colon);
    this.takeEnd();
    let lines = 0;
    // What an entry requires is read when somebody asks.
    if (holds === 'names' && edge === undefined) while (this.pass(nameLines[this.#dialect])) lines += 1;
    while (this.indent(4)) {
      lines += 1;
      this.#string();
      const name = edge === undefined ? '' : this.value;
      if (holds === 'names') {
        this.#value();
        edge?.(name, this.value);
        continue;
      }
      this.take(colon);
      this.takeEnd();
      let settings = 0;
      for (; this.indent(6); settings += 1) {
        this.fieldName();
        this.#value();
      }
      if (settings === 0) throw new Unusual();
    }
    if (lines === 0) throw new Unusual();
  }

  /** Reads the fields from `body` again, for what they require. */
  #edges(body: number, known: ReadonlyMap<string, KnownField>): readonly Edge[] {
    this.at = body;
    const edges: Edge[] = [];
    while (this.indent(2)) {
      this.fieldName();
      const key = this.value;
      const kind = edgeKinds.get(key);
      const field = known.get(key);
      if (field?.holds === 'names' || field?.holds === 'tables') {
        this.#block(field.holds, kind && ((name, range) => edges.push({ name, range, kind })));
      } else this.#value();
    }
    return edges;
  }
}

/** Patterns of one key are parted by a comma (`@yarnpkg/core`, Project.ts). @param at offset of the key's first letter */
export function splitPatterns(key: string, at: number | undefined): readonly Pattern[] {
  if (!key.includes(',')) return [{ text: key, at }];
  const patterns: Pattern[] = [];
  let start = 0;
  for (const part of key.split(',')) {
    const text = part.trim();
    const offset = start + part.length - part.trimStart().length;
    patterns.push({ text, at: at === undefined ? undefined : at + offset });
    start += part.length + 1;
  }
  return patterns;
}

/** The dialect of a lockfile: the comment that Yarn 1 begins it with decides, as for later Yarns (`@yarnpkg/parsers`, syml.ts). */
export function dialectOf(text: string): Dialect {
  let at = 0;
  while (text.charCodeAt(at) === hash) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at + 1, end === -1 ? text.length : end);
    if (line.length < 100 && /^\s*yarn\s+lockfile\s+v1\s*$/i.test(line)) return 'classic';
    if (end === -1) return 'classic';
    at = end + 1;
  }
  return text.startsWith(`${metadataKey}:`, at) || text.includes(`\n${metadataKey}:`) || /\n {2}resolution: /.test(text)
    ? 'berry'
    : 'classic';
}

keepShape(new YarnScanner('', 'classic'));
