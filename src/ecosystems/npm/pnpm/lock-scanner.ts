import { keepShape } from '../../../text/shapes.ts';
import { LockBuilder, type LockEvents } from './lock-builder.ts';
import { findBlockEnd } from './scan-block.ts';
import { ScanFlow } from './scan-flow.ts';
import { ScanLevels } from './scan-levels.ts';
import { findKeyEnd, isNull, isPlainScalar, isText } from './scan-scalar.ts';

const space = 0x20;
const hash = 0x23;
const quote = 0x27;
const minus = 0x2d;
const colon = 0x3a;
const doubleQuote = 0x22;

/** Characters that pnpm does not write, and that readers of YAML take for line ends, blanks or marks of their own. */
const unexpected = ['\t', '\x02', '\x18', '\x1f', '\x85', '\u2028', '\u2029', '\ufeff'];

/** Keys with a value in flow style that pnpm writes; of the others only empty ones. */
const flowKeys: ReadonlySet<string> = new Set(['resolution', 'engines', 'cpu', 'os', 'libc']);

/** Longest key that YAML allows on one line with its value. */
const maxKey = 1_000;

/**
 * A key in quotes or bare, then nothing, a text in quotes, a bare one, or something in flow style; and empty lines. Nearly
 * every line is one of these. One search by the engine costs less than a few steps of a function that just began.
 */
const usualLine =
  /( *)(?:'([^'\r\n]*)'|([\w/.$+(][^\s:]*(?::[^\s:]+){0,8})):(?: (?:'([^'\r\n]*)'|([\w/^~<=.$+(][^\s]*(?<!:))|([{[][^\r\n]*)))?(\n+)/y;

const integrityStart = '{integrity: ';
const plainHash = /^[A-Za-z0-9][A-Za-z0-9+/=-]*$/;

/**
 * Reads the block style that pnpm writes (js-yaml: two blanks a level, no anchors, one line for each scalar), twenty times
 * faster than a full parser.
 * @returns false where anything else turns up: what was told by then is void, and a full parser has to read the text.
 */
export const scanLock = (text: string, events: LockEvents): boolean => new LockScanner(text, events).scan();

const lengthOf = (group: string | undefined): number => group?.length ?? 0;

class LockScanner {
  readonly #text: string;
  readonly #events: LockEvents;
  readonly #levels = new ScanLevels();
  readonly #flow: ScanFlow;
  /** Whether a document is open. */
  #started = false;
  /** Offset of the next line. */
  #next = 0;

  constructor(text: string, events: LockEvents) {
    this.#text = text;
    this.#events = events;
    this.#flow = new ScanFlow(text, events);
  }

  scan(): boolean {
    const { length } = this.#text;
    if (unexpected.some((one) => this.#text.includes(one))) return false;
    if (this.#text.includes('\r') && /\r(?!\n)/.test(this.#text)) return false;
    while (this.#next < length) {
      const start = this.#next;
      const isRead = this.#readUsual(start);
      if (isRead === false) return false;
      if (isRead) continue;
      const feed = this.#text.indexOf('\n', start);
      const stop = feed === -1 ? length : feed;
      this.#next = stop + 1;
      const end = stop > start && this.#text.charCodeAt(stop - 1) === 0x0d ? stop - 1 : stop;
      if (!this.#readLine(start, end)) return false;
    }
    return true;
  }

  /** Undefined where the line is not as usual: nothing was told then. */
  #readUsual(start: number): boolean | undefined {
    usualLine.lastIndex = start;
    const found = usualLine.exec(this.#text);
    if (found === null) return undefined;
    const quoted = found[2];
    const plain = found[5];
    if (plain !== undefined && isNull(plain)) return undefined;
    this.#next = usualLine.lastIndex;
    if (!this.#started) this.#startDocument();
    const indent = lengthOf(found[1]);
    const at = start + indent;
    const key = quoted ?? found[3] ?? '';
    const keyEnd = at + key.length + (quoted === undefined ? 0 : 2);
    if (!this.#levels.enterMap(indent) || !this.#enter(key, quoted !== undefined, at, keyEnd)) return false;
    const end = this.#next - lengthOf(found[7]);
    const value = found[4] ?? plain;
    if (value !== undefined) this.#events.text(value, keyEnd + 2, end);
    else if (found[6] !== undefined) return this.#readFlow(key, this.#levels.depth, keyEnd + 2, end);
    else this.#levels.expectMore();
    return true;
  }

  #readLine(start: number, end: number): boolean {
    let at = start;
    while (this.#text.charCodeAt(at) === space) at += 1;
    if (at >= end) return true;
    const first = this.#text.charCodeAt(at);
    if (first === hash) return true;
    if (first === minus) return this.#readDash(start, at, end);
    if (!this.#started) this.#startDocument();
    return this.#levels.enterMap(at - start) && this.#readKey(at, end);
  }

  #startDocument(): void {
    this.#started = true;
    this.#levels.clear();
    this.#events.document();
  }

  /** `---`, or an item of a list. */
  #readDash(start: number, at: number, end: number): boolean {
    if (at === start && end === at + 3 && this.#text.startsWith('---', at)) {
      this.#startDocument();
      return true;
    }
    const first = this.#text.charCodeAt(at + 2);
    if (at + 2 >= end || this.#text.charCodeAt(at + 1) !== space || first === space || first === minus) return false;
    if (!this.#started || !this.#levels.enterItem(at - start)) return false;
    if (this.#findColon(at + 2, end) === -1) return this.#scalarAt(at + 2, end) !== undefined;
    return this.#levels.openMap(at - start + 2) && this.#readKey(at + 2, end);
  }

  /** The colon that ends the key at `at`; -1 where there is none on this line. */
  #findColon(at: number, end: number): number {
    const text = this.#text;
    if (text.charCodeAt(at) === quote) {
      const close = text.indexOf("'", at + 1);
      return close !== -1 && close < end && text.charCodeAt(close + 1) === colon ? close + 1 : -1;
    }
    const length = findKeyEnd(text.slice(at, end));
    return length === -1 ? -1 : at + length;
  }

  #readKey(at: number, end: number): boolean {
    const found = this.#findColon(at, end);
    if (found === -1) return false;
    const isQuoted = this.#text.charCodeAt(at) === quote;
    const key = isQuoted ? this.#text.slice(at + 1, found - 1) : this.#text.slice(at, found);
    if (!this.#enter(key, isQuoted, at, found)) return false;
    if (found + 1 === end) {
      this.#levels.expectMore();
      return true;
    }
    if (this.#text.charCodeAt(found + 1) !== space) return false;
    return this.#readValue(key, this.#levels.depth, found + 2, end);
  }

  /** Tells a key; false where it may be no text, or repeats. */
  #enter(key: string, isQuoted: boolean, start: number, end: number): boolean {
    if (key.length > maxKey || (!isQuoted && !isText(key)) || !this.#levels.isNew(key)) return false;
    this.#events.entry(this.#levels.depth, key, start, end);
    return true;
  }

  #readValue(key: string, depth: number, at: number, end: number): boolean {
    const text = this.#text;
    const first = text.charAt(at);
    if (first === '{' || first === '[') return this.#readFlow(key, depth, at, end);
    if (first === '|' || first === '>') return this.#events.isIgnored() && this.#passBlock(at, end);
    const value = this.#scalarAt(at, end);
    if (value === undefined) return false;
    this.#events.text(value, at, end);
    return true;
  }

  #readFlow(key: string, depth: number, at: number, end: number): boolean {
    const isMap = this.#text.charAt(at) === '{';
    if (end === at + 2) return this.#text.charAt(at + 1) === (isMap ? '}' : ']');
    if (!flowKeys.has(key)) return false;
    if (key === 'resolution' && this.#readIntegrity(depth, at, end)) return true;
    if (this.#events.isIgnored()) return this.#flow.pass(at, end);
    return isMap ? this.#flow.readMap(depth + 1, at, end) : this.#flow.readList(at, end);
  }

  /** `{integrity: <hash>}`, which most entries have. */
  #readIntegrity(depth: number, at: number, end: number): boolean {
    const start = at + integrityStart.length;
    if (!this.#text.startsWith(integrityStart, at) || this.#text.charAt(end - 1) !== '}') return false;
    const value = this.#text.slice(start, end - 1);
    if (!plainHash.test(value)) return false;
    this.#events.entry(depth + 1, 'integrity', at + 1, start - 2);
    this.#events.text(value, start, end - 1);
    return true;
  }

  /** A whole scalar up to the end of the line; undefined where it is not plain or simply quoted. */
  #scalarAt(at: number, end: number): string | undefined {
    const text = this.#text;
    const first = text.charCodeAt(at);
    if (first === quote || first === doubleQuote) {
      const close = text.indexOf(first === quote ? "'" : '"', at + 1);
      if (close !== end - 1) return undefined;
      const value = text.slice(at + 1, close);
      return first === doubleQuote && value.includes('\\') ? undefined : value;
    }
    const value = text.slice(at, end);
    return isPlainScalar(value) ? value : undefined;
  }

  /** Passes over a block scalar. */
  #passBlock(at: number, end: number): boolean {
    if (!/^[|>][-+]?$/.test(this.#text.slice(at, end))) return false;
    const next = findBlockEnd(this.#text, this.#next, this.#levels.indent);
    this.#next = Math.max(next, this.#next);
    return next !== -1;
  }
}

keepShape(new LockScanner('', new LockBuilder()));
