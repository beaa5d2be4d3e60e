import type { LockEvents } from './lock-builder.ts';
import { isPlainScalar, isText } from './scan-scalar.ts';

const flowKey = /'[^'\n]*'|[A-Za-z_][\w.-]*/y;
const flowValue = /'[^'\n]*'|[^\s,[\]{}'"][^,[\]{}\n]*/y;

/** A depth at which nothing is told. */
const silent = -1;
const maxRemembered = 4_096;

/** Reads maps and lists in flow style, on one line and without others inside, as pnpm writes them. */
export class ScanFlow {
  readonly #text: string;
  readonly #events: LockEvents;
  readonly #read = new Set<string>();

  constructor(text: string, events: LockEvents) {
    this.#text = text;
    this.#events = events;
  }

  /** Reads either without telling anything. The same few fill most of a lockfile, so they are remembered. */
  pass(start: number, end: number): boolean {
    const text = this.#text.slice(start, end);
    if (this.#read.has(text)) return true;
    const isRead = text.startsWith('[') ? this.readList(start, end) : this.readMap(silent, start, end);
    if (isRead && this.#read.size < maxRemembered) this.#read.add(text);
    return isRead;
  }

  /** `{key: value, key: value}` from `start` to `end`; false where it is anything else. */
  readMap(depth: number, start: number, end: number): boolean {
    const keys: string[] = [];
    for (let at = start + 1; ; at += 2) {
      const keyEnd = matchAt(flowKey, this.#text, at);
      if (keyEnd === -1 || !this.#text.startsWith(': ', keyEnd)) return false;
      const key = unquote(this.#text.slice(at, keyEnd));
      if (keys.includes(key) || (this.#text.charAt(at) !== "'" && !isText(key)) || keys.length > 32) return false;
      keys.push(key);
      const valueEnd = this.#matchValue(keyEnd + 2);
      if (valueEnd === -1) return false;
      if (depth !== silent) this.#events.entry(depth, key, at, keyEnd);
      if (depth !== silent) this.#events.text(unquote(this.#text.slice(keyEnd + 2, valueEnd)), keyEnd + 2, valueEnd);
      if (valueEnd === end - 1) return this.#text.charAt(valueEnd) === '}';
      if (!this.#text.startsWith(', ', valueEnd)) return false;
      at = valueEnd;
    }
  }

  /** `[value, value]`, of which nothing is told. */
  readList(start: number, end: number): boolean {
    for (let at = start + 1; ; at += 2) {
      const valueEnd = this.#matchValue(at);
      if (valueEnd === -1) return false;
      if (valueEnd === end - 1) return this.#text.charAt(valueEnd) === ']';
      if (!this.#text.startsWith(', ', valueEnd)) return false;
      at = valueEnd;
    }
  }

  /** The end of a scalar; -1 where there is none, or none that is simple. */
  #matchValue(at: number): number {
    const end = matchAt(flowValue, this.#text, at);
    if (end === -1 || this.#text.charAt(at) === "'") return end;
    return isPlainScalar(this.#text.slice(at, end)) ? end : -1;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const unquote = (text: string): string => (text.startsWith("'") ? text.slice(1, -1) : text);
