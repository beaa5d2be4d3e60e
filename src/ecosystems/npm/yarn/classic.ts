import { MalformedFileError } from '../../../model/ecosystem.ts';
import type { LineIndex } from '../../../text/lines.ts';
import type { Span } from '../lock/conflicts.ts';
import { type Token, Tokens } from './tokens.ts';

/** What a key of Yarn 1's format stands for. */
export type ClassicValue =
  | (Span & { readonly kind: 'text' | 'number' | 'boolean'; readonly value: string })
  | (Span & { readonly kind: 'block'; readonly members: readonly ClassicMember[] });

export interface ClassicMember {
  /** Several keys share one value. */
  readonly keys: readonly (Span & { readonly value: string })[];
  readonly value: ClassicValue;
}

export interface ClassicFile {
  readonly members: readonly ClassicMember[];
  /** Where Yarn 1 stops reading and says nothing: an indentation that belongs to no block. */
  readonly stop: number | undefined;
}

/** Deeper nesting is refused; Yarn itself writes three levels. */
const maxDepth = 64;

/** A block that is being read: its keys, and what was found below them. */
interface Open {
  readonly indent: number;
  readonly keys: ClassicMember['keys'];
  readonly start: number;
  readonly members: ClassicMember[];
}

/**
 * Reads Yarn 1's format as Yarn 1 does (yarn, src/lockfile/parse.js), for lockfiles and for `.yarnrc`. Repeated keys are all
 * there, and the last one counts. Throws `MalformedFileError` where Yarn 1 would refuse the file.
 * @param holes lines that are passed over as if they were not there
 */
export function readClassic(text: string, lines: LineIndex, holes: readonly Span[] = []): ClassicFile {
  return new Reader(new Tokens(text, holes), lines).read();
}

class Reader {
  readonly #tokens: Tokens;
  readonly #lines: LineIndex;
  readonly #open: Open[] = [];
  #token: Token;
  #ended = false;
  #block: Open = { indent: 0, keys: [], start: 0, members: [] };

  constructor(tokens: Tokens, lines: LineIndex) {
    this.#tokens = tokens;
    this.#lines = lines;
    this.#token = tokens.next();
  }

  read(): ClassicFile {
    for (;;) {
      while (this.#step()) if (this.#open.length > maxDepth) throw this.#unexpected('nested too deep');
      const closed = this.#block;
      const parent = this.#open.pop();
      if (parent === undefined) {
        const { kind, start } = this.#token;
        return { members: closed.members, stop: kind === 'end' ? undefined : start };
      }
      this.#block = parent;
      this.#add(closed.keys, { kind: 'block', start: closed.start, end: this.#token.start, members: closed.members });
      // After a block that did not end at an indentation, the block around it ends too.
      if (parent.indent > 0 && this.#token.kind !== 'indent') this.#ended = true;
    }
  }

  /** Reads on in the block; false where it ends. */
  #step(): boolean {
    if (this.#ended) {
      this.#ended = false;
      return false;
    }
    const { kind, value } = this.#token;
    const { indent } = this.#block;
    if (kind === 'line-end') {
      this.#next();
      if (indent === 0) return true;
      if (this.#token.kind !== 'indent' || this.#token.value !== String(indent)) return false;
      this.#next();
      return true;
    }
    if (kind === 'indent') {
      if (value !== String(indent)) return false;
      this.#next();
      return true;
    }
    if (kind === 'end') return false;
    if (kind !== 'text') throw this.#unexpected('an unexpected character');
    this.#member();
    return true;
  }

  #member(): void {
    const keys = [this.#key()];
    while (this.#token.kind === 'comma') {
      this.#next();
      keys.push(this.#key());
    }
    const hasColon = this.#token.kind === 'colon';
    if (hasColon) this.#next();
    const { kind, value, start, end } = this.#token;
    if (kind === 'text' || kind === 'number' || kind === 'boolean') {
      this.#add(keys, { kind, value, start, end });
      this.#next();
    } else if (hasColon) {
      this.#open.push(this.#block);
      this.#block = { indent: this.#block.indent + 1, keys, start, members: [] };
    } else throw this.#unexpected('a key without a value');
  }

  #key(): ClassicMember['keys'][number] {
    const { kind, value, start, end } = this.#token;
    if (kind !== 'text' || value === '') throw this.#unexpected('not a key');
    this.#next();
    return { value, start, end };
  }

  #add(keys: ClassicMember['keys'], value: ClassicValue): void {
    this.#block.members.push({ keys, value });
  }

  #next(): void {
    this.#token = this.#tokens.next();
  }

  #unexpected(reason: string): MalformedFileError {
    return new MalformedFileError(`Yarn cannot read it: ${reason}`, this.#lines.position(this.#token.start).line);
  }
}
