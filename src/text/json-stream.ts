import { findTextEnd, isEscapable, isHex, isScalarByte, joinBytes, parseScalar } from './json-bytes.ts';
import { type JsonProjector, JsonStreamError, type ProjectorLimits } from './json-projector.ts';
import { findExactKey, type Selection, selectionOf, selectKey } from './json-select.ts';

const state = {
  value: 0,
  firstElement: 1,
  key: 2,
  firstKey: 3,
  colon: 4,
  next: 5,
  string: 6,
  scalar: 7,
  done: 8,
} as const;
type State = (typeof state)[keyof typeof state];

type Container = Record<string, unknown> | unknown[];

/** An open object or array. Without a selection it is skipped, and there is no target. */
interface Frame {
  array: boolean;
  selection: Selection | undefined;
  target: Container | undefined;
  /** Of the member that is being read. */
  key: string;
  child: Selection | undefined;
  /** Elements so far. */
  index: number;
}

const maxScalar = 400;

class Projector implements JsonProjector {
  readonly #limits: Required<ProjectorLimits>;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** Open containers up to `#depth`; what is behind is reused, since a document opens and closes very many. */
  readonly #frames: Frame[] = [];
  #depth = 0;
  readonly #rootSelection: Selection;
  #frame: Frame | undefined;
  #root: unknown;
  #state: State = state.value;
  #offset = 0;
  #kept = 0;
  #keptText = 0;

  /** The string being read: a key or a value, wanted or skipped. */
  #isKey = false;
  #wanted = false;
  #escaped = false;
  /** 0: outside an escape; -1: after a backslash; 1-4: hexadecimal digits still to come. */
  #escape = 0;
  #start = 0;
  #carry: Uint8Array[] = [];
  #scalar = '';

  constructor(select: readonly (readonly string[])[], limits: ProjectorLimits) {
    this.#rootSelection = selectionOf(select);
    this.#limits = { maxDepth: limits.maxDepth ?? 200, maxKept: limits.maxKept ?? 1_000_000 };
  }

  push(chunk: Uint8Array): void {
    let at = this.#offset === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
    this.#start = 0;
    while (at < chunk.length) {
      if (this.#state === state.string) at = this.#readString(chunk, at);
      else if (this.#state === state.scalar) at = this.#readScalar(chunk, at);
      else at = this.#readStructure(chunk, at);
    }
    if (this.#state === state.string && this.#wanted) this.#carry.push(chunk.slice(this.#start));
    this.#offset += chunk.length;
  }

  end(): unknown {
    if (this.#state === state.scalar) this.#endScalar();
    if (this.#state !== state.done) {
      throw new JsonStreamError('truncated', `the JSON text ends after ${this.#offset} bytes, before its end`);
    }
    return this.#root;
  }

  weight(): number {
    return this.#kept * 64 + this.#keptText * 2;
  }

  #fail(at: number, what: string): never {
    throw new JsonStreamError('malformed', `no JSON: ${what} at byte ${this.#offset + at}`);
  }

  /** One structural character, or the white space before it. */
  #readStructure(chunk: Uint8Array, from: number): number {
    const byte = chunk[from];
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === undefined) return from + 1;
    switch (this.#state) {
      case state.firstElement:
        if (byte === 0x5d) return this.#close(from);
        return this.#beginValue(byte, from);
      case state.value:
        return this.#beginValue(byte, from);
      case state.firstKey:
        if (byte === 0x7d) return this.#close(from);
        return this.#beginKey(byte, from);
      case state.key:
        return this.#beginKey(byte, from);
      case state.colon:
        if (byte !== 0x3a) this.#fail(from, 'a colon was expected');
        this.#state = state.value;
        return from + 1;
      case state.next:
        return this.#readNext(byte, from);
      default:
        return this.#fail(from, 'text after the end');
    }
  }

  #readNext(byte: number, at: number): number {
    const frame = this.#frame;
    if (frame === undefined) return this.#fail(at, 'text after the end');
    if (byte === (frame.array ? 0x5d : 0x7d)) return this.#close(at);
    if (byte !== 0x2c) this.#fail(at, 'a comma was expected');
    this.#state = frame.array ? state.value : state.key;
    return at + 1;
  }

  #beginKey(byte: number, at: number): number {
    if (byte !== 0x22) this.#fail(at, 'a key was expected');
    return this.#beginString(at, true, this.#frame?.selection !== undefined);
  }

  /** The selection of the value that begins now. */
  #selection(): Selection | undefined {
    const frame = this.#frame;
    if (frame === undefined) return this.#rootSelection;
    if (!frame.array) return frame.child;
    const { selection } = frame;
    if (selection === undefined || selection.exact.length === 0) return selection?.any;
    return selectKey(selection, String(frame.index));
  }

  #beginValue(byte: number, at: number): number {
    if (byte === 0x22) return this.#beginString(at, false, this.#selection()?.whole === true);
    if (byte === 0x7b || byte === 0x5b) return this.#open(byte === 0x5b, at);
    if (!isScalarByte(byte)) this.#fail(at, 'a value was expected');
    this.#scalar = '';
    this.#state = state.scalar;
    return at;
  }

  #open(array: boolean, at: number): number {
    if (this.#depth >= this.#limits.maxDepth) {
      throw new JsonStreamError('too-large', `the JSON text is nested deeper than ${this.#limits.maxDepth} levels`);
    }
    const selection = this.#selection();
    const target: Container | undefined =
      selection === undefined ? undefined : array ? [] : (Object.create(null) as Record<string, unknown>);
    if (target !== undefined) this.#keep(target);
    this.#enter(array, selection, target);
    this.#state = array ? state.firstElement : state.firstKey;
    return at + 1;
  }

  #enter(array: boolean, selection: Selection | undefined, target: Container | undefined): void {
    const frame = this.#frames[this.#depth] ?? { array, selection, target, key: '', child: undefined, index: 0 };
    frame.array = array;
    frame.selection = selection;
    frame.target = target;
    frame.child = undefined;
    frame.index = 0;
    this.#frames[this.#depth++] = frame;
    this.#frame = frame;
  }

  #close(at: number): number {
    this.#frame = --this.#depth === 0 ? undefined : this.#frames[this.#depth - 1];
    this.#endValue();
    return at + 1;
  }

  #endValue(): void {
    if (this.#frame === undefined) this.#state = state.done;
    else {
      this.#frame.index++;
      this.#state = state.next;
    }
  }

  /** Puts a value where it belongs; of a repeated key the last one counts, as in JSON.parse. */
  #keep(value: unknown): void {
    if (++this.#kept > this.#limits.maxKept) {
      throw new JsonStreamError('too-large', `the JSON text holds more than ${this.#limits.maxKept} selected values`);
    }
    const target = this.#frame?.target;
    if (this.#frame === undefined || target === undefined) this.#root = value;
    else if (Array.isArray(target)) target.push(value);
    else target[this.#frame.key] = value;
  }

  /** A scalar stands where a path goes on: then nothing is there, not even what a repeated key said before. */
  #leaveOut(): void {
    const frame = this.#frame;
    if (frame?.child === undefined || frame.target === undefined || Array.isArray(frame.target)) return;
    delete frame.target[frame.key];
  }

  #readScalar(chunk: Uint8Array, from: number): number {
    let at = from;
    for (let byte = chunk[at]; byte !== undefined && isScalarByte(byte); byte = chunk[++at]) {
      this.#scalar += String.fromCharCode(byte);
      if (this.#scalar.length > maxScalar) this.#fail(at, 'a number that is too long');
    }
    if (at < chunk.length) this.#endScalar();
    return at;
  }

  #endScalar(): void {
    const value = parseScalar(this.#scalar);
    if (value === undefined) this.#fail(0, 'neither a number nor true, false or null');
    if (this.#selection()?.whole === true) this.#keep(value);
    else this.#leaveOut();
    this.#endValue();
  }

  #beginString(at: number, isKey: boolean, wanted: boolean): number {
    this.#isKey = isKey;
    this.#wanted = wanted;
    this.#escaped = false;
    this.#escape = 0;
    this.#start = at + 1;
    this.#state = state.string;
    return at + 1;
  }

  #readString(chunk: Uint8Array, from: number): number {
    if (this.#escape !== 0) {
      this.#readEscape(chunk[from] ?? 0, from);
      return from + 1;
    }
    const at = findTextEnd(chunk, from);
    const byte = chunk[at];
    if (byte === undefined) return at;
    if (byte === 0x22) this.#endString(chunk, at);
    else if (byte === 0x5c) {
      this.#escaped = true;
      this.#escape = -1;
    } else this.#fail(at, 'a control character inside a string');
    return at + 1;
  }

  #readEscape(byte: number, at: number): void {
    if (this.#escape > 0) {
      if (!isHex(byte)) this.#fail(at, 'a wrong escape');
      this.#escape--;
    } else if (byte === 0x75) this.#escape = 4;
    else if (isEscapable(byte)) this.#escape = 0;
    else this.#fail(at, 'a wrong escape');
  }

  #endString(chunk: Uint8Array, end: number): void {
    if (this.#isKey) {
      if (this.#wanted) this.#endKey(chunk, end);
      this.#state = state.colon;
      return;
    }
    if (this.#wanted) this.#keep(this.#text(chunk, end));
    else this.#leaveOut();
    this.#endValue();
  }

  #endKey(chunk: Uint8Array, end: number): void {
    const frame = this.#frame;
    if (frame?.selection === undefined) return;
    const { selection } = frame;
    const plain = this.#carry.length === 0 && !this.#escaped;
    const exact = plain ? findExactKey(selection, chunk, this.#start, end) : undefined;
    if (exact === undefined && plain && selection.any === undefined) {
      frame.child = undefined;
      return;
    }
    frame.key = exact?.key ?? this.#text(chunk, end);
    frame.child = exact?.child ?? selectKey(selection, frame.key);
  }

  /** The text of the string that ends here, put together from all pieces. */
  #text(chunk: Uint8Array, end: number): string {
    let bytes = chunk.subarray(this.#start, end);
    if (this.#carry.length > 0) {
      bytes = joinBytes([...this.#carry, bytes]);
      this.#carry = [];
    }
    const raw = this.#decoder.decode(bytes);
    this.#keptText += raw.length;
    return this.#escaped ? String(JSON.parse(`"${raw}"`)) : raw;
  }
}

/** @param select paths to keep; `*` is any key or index */
export const createProjector = (select: readonly (readonly string[])[], limits: ProjectorLimits = {}): JsonProjector =>
  new Projector(select, limits);
