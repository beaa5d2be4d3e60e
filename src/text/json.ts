import { MalformedFileError } from '../model/ecosystem.ts';
import type { JsonDocument, JsonDuplicate, JsonMember, JsonNode } from './json-nodes.ts';
import { JsonScanError, JsonScanner, type JsonToken } from './json-scanner.ts';
import { indexLines, type LineIndex } from './lines.ts';

/** Deepest nesting that is read; the files of package managers need far less. */
export const maxJsonDepth = 512;

export type JsonPath = readonly (string | number)[];

export interface JsonOptions {
  /**
   * Whether the value of a member is needed. A value that is not is only checked for its syntax: it becomes a `skipped`
   * node, and keys that repeat inside it are not told. `path` leads to the object that holds the member; it belongs to
   * the reader and changes, so look at it at once.
   */
  readonly keep?: (path: JsonPath, key: string) => boolean;
}

/**
 * Reads strict JSON (RFC 8259) with the place of every key and value. Where a key repeats, all its members are there and
 * the last one counts, as for `JSON.parse`. Throws `MalformedFileError` with the line of the first error.
 */
export const parseJson = (text: string, options: JsonOptions = {}): JsonDocument => new Reader(text, options).read();

/** An open object or array; in a value that nobody needs, nothing is collected. */
interface Frame {
  readonly kind: 'object' | 'array';
  readonly start: number;
  readonly collects: boolean;
  readonly members: JsonMember[];
  readonly items: JsonNode[];
  key: string;
  keyStart: number;
  keyEnd: number;
}

type Expectation = 'value' | 'item-or-end' | 'key' | 'key-or-end' | 'comma-or-end' | 'end-of-file';

const wanted: Record<Expectation, string> = {
  value: 'a value',
  'item-or-end': 'a value or "]"',
  key: 'a key in double quotes',
  'key-or-end': 'a key in double quotes or "}"',
  'comma-or-end': 'a comma or the end of the list or object',
  'end-of-file': 'the end of the file',
};

class Reader {
  readonly #lines: LineIndex;
  readonly #scanner: JsonScanner;
  readonly #keep: JsonOptions['keep'];
  readonly #duplicates: JsonDuplicate[] = [];
  /** No recursion: nesting costs memory here, never the call stack. */
  readonly #frames: Frame[] = [];
  readonly #path: (string | number)[] = [];
  #frame: Frame | undefined;
  #root: JsonNode | undefined;
  #expected: Expectation = 'value';
  #skipNext = false;

  constructor(text: string, { keep }: JsonOptions) {
    this.#lines = indexLines(text);
    this.#scanner = new JsonScanner(text);
    this.#keep = keep;
  }

  read(): JsonDocument {
    for (let token = this.#scan(); token !== 'end'; token = this.#scan()) this.#accept(token);
    if (this.#root === undefined || this.#expected !== 'end-of-file') throw this.#unexpected();
    return { root: this.#root, duplicates: this.#duplicates, lines: this.#lines };
  }

  #accept(token: JsonToken): void {
    switch (this.#expected) {
      case 'key':
        return this.#readKey(token);
      case 'key-or-end':
        return token === '}' ? this.#close() : this.#readKey(token);
      case 'item-or-end':
        return token === ']' ? this.#close() : this.#readValue(token);
      case 'value':
        return this.#readValue(token);
      case 'comma-or-end':
        return this.#readSeparator(token);
      case 'end-of-file':
        throw this.#unexpected();
    }
  }

  #readKey(token: JsonToken): void {
    const frame = this.#frame;
    if (frame === undefined || token !== 'string') throw this.#unexpected();
    frame.key = this.#scanner.value;
    frame.keyStart = this.#scanner.start;
    frame.keyEnd = this.#scanner.end;
    if (this.#scan() !== ':') throw this.#unexpected('a colon');
    this.#skipNext = frame.collects && this.#keep?.(this.#path, frame.key) === false;
    this.#expected = 'value';
  }

  #readValue(token: JsonToken): void {
    const { start, end } = this.#scanner;
    switch (token) {
      case '{':
        return this.#open('object', start);
      case '[':
        return this.#open('array', start);
      case 'string':
        return this.#complete({ kind: 'string', start, end, value: this.#scanner.value });
      case 'number':
        return this.#complete({ kind: 'scalar', start, end, value: Number(this.#scanner.value) });
      case 'true':
      case 'false':
        return this.#complete({ kind: 'scalar', start, end, value: token === 'true' });
      case 'null':
        return this.#complete({ kind: 'scalar', start, end, value: null });
      default:
        throw this.#unexpected();
    }
  }

  #open(kind: Frame['kind'], start: number): void {
    if (this.#frames.length >= maxJsonDepth) throw this.#fail(`nested deeper than ${maxJsonDepth} levels`);
    const parent = this.#frame;
    const collects = (parent?.collects ?? true) && !this.#skipNext;
    if (parent !== undefined) this.#path.push(parent.kind === 'object' ? parent.key : parent.items.length);
    this.#frame = { kind, start, collects, members: [], items: [], key: '', keyStart: 0, keyEnd: 0 };
    this.#frames.push(this.#frame);
    this.#skipNext = false;
    this.#expected = kind === 'object' ? 'key-or-end' : 'item-or-end';
  }

  #readSeparator(token: JsonToken): void {
    const isObject = this.#frame?.kind === 'object';
    if (token === ',') this.#expected = isObject ? 'key' : 'value';
    else if (token === (isObject ? '}' : ']')) this.#close();
    else throw this.#unexpected();
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) throw this.#unexpected();
    if (frame.kind === 'object' && frame.collects) this.#findDuplicates(frame.members);
    const { start, collects } = frame;
    const { end } = this.#scanner;
    this.#path.pop();
    this.#frame = this.#frames.at(-1);
    this.#skipNext = !collects;
    if (frame.kind === 'object') this.#complete({ kind: 'object', start, end, members: frame.members });
    else this.#complete({ kind: 'array', start, end, items: frame.items });
  }

  /** Hands a whole value to what holds it. */
  #complete(node: JsonNode): void {
    const frame = this.#frame;
    const { start, end } = node;
    if (frame === undefined) this.#root = node;
    else if (frame.collects) {
      const value: JsonNode = this.#skipNext ? { kind: 'skipped', start, end } : node;
      if (frame.kind === 'array') frame.items.push(value);
      else frame.members.push({ key: frame.key, keyStart: frame.keyStart, keyEnd: frame.keyEnd, value });
    }
    this.#skipNext = false;
    this.#expected = frame === undefined ? 'end-of-file' : 'comma-or-end';
  }

  #findDuplicates(members: readonly JsonMember[]): void {
    if (members.length < 2) return;
    const seen = new Map<string, JsonMember[] | null>();
    for (const { key } of members) seen.set(key, seen.has(key) ? [] : null);
    if (seen.size === members.length) return;
    for (const member of members) seen.get(member.key)?.push(member);
    for (const [key, occurrences] of seen) {
      if (occurrences !== null) this.#duplicates.push({ path: [...this.#path], key, occurrences });
    }
  }

  #scan(): JsonToken {
    try {
      return this.#scanner.scan();
    } catch (error) {
      if (error instanceof JsonScanError) throw this.#fail(error.message);
      throw error;
    }
  }

  #unexpected(expected: string = wanted[this.#expected]): MalformedFileError {
    return this.#fail(`expected ${expected}`);
  }

  #fail(message: string): MalformedFileError {
    const { line } = this.#lines.position(this.#scanner.start);
    return new MalformedFileError(`not valid JSON: ${message}`, line);
  }
}
