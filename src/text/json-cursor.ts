import { JsonScanError } from './json-scanner.ts';

/** Deeper values are left to `parseJson`, which reads further and says where it stops. */
const maxDepth = 128;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openObject = 0x7b;
const closeObject = 0x7d;
const openArray = 0x5b;
const closeArray = 0x5d;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** What stands in a text letter for letter. Engines search far faster than a loop over characters that just began. */
const plain = /[^"\\\x00-\x1f]*/y;

function passPlain(text: string, at: number): number {
  plain.lastIndex = Math.min(at, text.length);
  plain.test(text);
  return plain.lastIndex;
}

export type JsonStart = 'object' | 'array' | 'string' | 'other';

/**
 * Walks forward through strict JSON (RFC 8259) and builds nothing: values are read where they are wanted and passed over,
 * checked all the same, where they are not. For large files; `parseJson` gives all places at once. Every method throws
 * `JsonScanError` where the text is no JSON, and the caller then asks `parseJson` for the reason.
 */
export class JsonCursor {
  readonly text: string;
  /** Offset of the next character to look at. */
  at: number;
  /** Of the member that `member` came to: the offset of its first quote, and the one after its last. */
  keyStart = 0;
  keyEnd = 0;
  #escaped = false;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** What kind of value follows; moves to its first character. */
  peek(): JsonStart {
    const code = this.#space();
    if (code === quote) return 'string';
    if (code === openObject) return 'object';
    return code === openArray ? 'array' : 'other';
  }

  /** Enters the object that follows. Then `member` until it says no. */
  enterObject(): void {
    this.#take(openObject);
  }

  /** Moves to the value of the next member of the object; false after its end. `first` right after `enterObject`. */
  member(first: boolean): boolean {
    if (!this.#more(closeObject, first)) return false;
    this.#key();
    return true;
  }

  /** Enters the array that follows. Then `item` until it says no. */
  enterArray(): void {
    this.#take(openArray);
  }

  /** Moves to the next item of the array; false after its end. `first` right after `enterArray`. */
  item(first: boolean): boolean {
    return this.#more(closeArray, first);
  }

  /** The key of the member, decoded. */
  get key(): string {
    return this.#escaped
      ? this.#decode(this.keyStart, this.keyEnd)
      : this.text.slice(this.keyStart + 1, this.keyEnd - 1);
  }

  /** Whether the key is written letter for letter. */
  get isPlainKey(): boolean {
    return !this.#escaped;
  }

  /** Reads the text that follows, decoded. */
  string(): string {
    if (this.#space() !== quote) throw new JsonScanError('not a text');
    const start = this.at;
    return this.#passString() ? this.#decode(start, this.at) : this.text.slice(start + 1, this.at - 1);
  }

  /** Reads the `true` or `false` that follows; undefined, and nothing read, where it is something else. */
  boolean(): boolean | undefined {
    this.#space();
    const isTrue = this.text.startsWith('true', this.at);
    if (!isTrue && !this.text.startsWith('false', this.at)) return undefined;
    this.at += isTrue ? 4 : 5;
    return isTrue;
  }

  /** Passes over the value that follows, whatever it is. */
  skip(): void {
    const open: number[] = [];
    do {
      while (this.#opens(open));
    } while (!this.#closeAll(open));
  }

  /** Passes over a value that holds none, or enters the one that follows: then its first value follows. */
  #opens(open: number[]): boolean {
    const code = this.#space();
    if (code === quote) this.#passString();
    else if (code !== openObject && code !== openArray) this.#passWord();
    else {
      this.at += 1;
      const close = code === openObject ? closeObject : closeArray;
      if (this.#space() !== close) {
        if (open.push(close) > maxDepth) throw new JsonScanError('nested too deep');
        if (close === closeObject) this.#key();
        return true;
      }
      this.at += 1;
    }
    return false;
  }

  /** Nothing but white space follows. */
  end(): void {
    if (!Number.isNaN(this.#space())) throw new JsonScanError('more than one value');
  }

  /** After a value: closes what ends here; false where another value follows, and moves to it. */
  #closeAll(open: number[]): boolean {
    for (let close = open.at(-1); close !== undefined; close = open.at(-1)) {
      if (this.#more(close, false)) {
        if (close === closeObject) this.#key();
        return false;
      }
      open.pop();
    }
    return true;
  }

  /** Whether another member or item follows; takes the comma before it, or the bracket after the last. */
  #more(close: number, first: boolean): boolean {
    const code = this.#space();
    if (code === close) {
      this.at += 1;
      return false;
    }
    if (first) return true;
    if (code !== comma) throw new JsonScanError('neither a comma nor an end');
    this.at += 1;
    return true;
  }

  #key(): void {
    if (this.#space() !== quote) throw new JsonScanError('not a key');
    this.keyStart = this.at;
    this.#escaped = this.#passString();
    this.keyEnd = this.at;
    this.#take(colon);
  }

  #take(wanted: number): void {
    if (this.#space() !== wanted) throw new JsonScanError('an unexpected character');
    this.at += 1;
  }

  /** The next character that is no white space; NaN at the end. */
  #space(): number {
    const { text } = this;
    let { at } = this;
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      at += 1;
      code = text.charCodeAt(at);
    }
    this.at = at;
    return code;
  }

  /** Passes over the text that begins here; true where it holds escapes. */
  #passString(): boolean {
    const { text } = this;
    const start = this.at;
    let at = passPlain(text, start + 1);
    const escaped = text.charCodeAt(at) === backslash;
    while (text.charCodeAt(at) === backslash) at = passPlain(text, at + 2);
    if (text.charCodeAt(at) !== quote) throw new JsonScanError('a text that does not end on its line');
    this.at = at + 1;
    if (escaped) this.#decode(start, this.at);
    return escaped;
  }

  #passWord(): void {
    const { text, at } = this;
    const word = ['true', 'false', 'null'].find((one) => text.startsWith(one, at));
    if (word !== undefined) {
      this.at += word.length;
      return;
    }
    number.lastIndex = at;
    if (!number.test(text)) throw new JsonScanError('not a value');
    this.at = number.lastIndex;
  }

  #decode(start: number, end: number): string {
    try {
      return String(JSON.parse(this.text.slice(start, end)));
    } catch {
      throw new JsonScanError('an unknown escape in a text');
    }
  }
}
