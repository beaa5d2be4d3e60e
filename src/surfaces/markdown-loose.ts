import { beginsWithInstaller } from './installers.ts';
import { isContinued, type Line } from './lines.ts';
import { joinPieces, type Piece, sliceOf } from './pieces.ts';
import type { Snippet } from './prose.ts';

/** Marks of comments, of lists, of tasks in them, and of a terminal. */
const marks = /^[ \t]*(?:<!--[ \t]*)?(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?){0,8}(?:\$[ \t]+)?/;
/** Where the words of a person follow a command, or its comment ends: a bracket or a dash that no command has there. */
const aside = /[ \t](?:[(]|-->|[—–→][ \t])/;

/**
 * Gathers lines outside of fences that may be commands: those of indented blocks (spec.commonmark.org, 4.4), or all of
 * them. What of them begins with an installer is left to the reader of blocks without a language.
 */
export class LooseLines {
  readonly #text: string;
  readonly #all: boolean;
  #lines: Piece[] = [];
  #afterBlank = true;
  #goesOn = false;

  /** @param all whether plain lines count, list marks taken off */
  constructor(text: string, all: boolean) {
    this.#text = text;
    this.#all = all;
  }

  /** Whether the line was taken; one that was not ends what was gathered. */
  take({ start, end, text }: Line): boolean {
    if (this.#all) return this.#takePlain(start, end, text);
    const isBlank = text.trim() === '';
    const isIndented = !isBlank && (text.startsWith('    ') || text.startsWith('\t'));
    const isTaken = isIndented && (this.#afterBlank || this.#lines.length > 0);
    if (isTaken) this.#lines.push(sliceOf(this.#text, start, end));
    this.#afterBlank = isBlank;
    return isTaken;
  }

  #takePlain(start: number, end: number, text: string): boolean {
    const from = this.#goesOn ? 0 : (marks.exec(text.slice(0, 500))?.[0].length ?? 0);
    const isCommand = this.#goesOn || beginsWithInstaller(text.slice(from, from + 2000));
    if (!isCommand) return false;
    this.#goesOn = isContinued(text);
    this.#lines.push(sliceOf(this.#text, start + from, this.#goesOn ? end : start + endOfCommand(text, from)));
    return true;
  }

  flush(snippets: Snippet[]): void {
    if (this.#lines.length > 0) snippets.push({ piece: joinPieces(this.#lines), kind: 'plain' });
    this.#lines = [];
    this.#goesOn = false;
  }
}

/** Without the mark that ends a sentence, and without what is said about the command. */
function endOfCommand(text: string, start: number): number {
  const said = aside.exec(text.slice(start, start + 2000));
  const isQuoted = /["'`]/.test(text.slice(start, start + (said?.index ?? 0)));
  const end = said === null || isQuoted ? text.length : start + said.index;
  return /\w[.,;:!]$/.test(text.slice(Math.max(start, end - 2), end)) ? end - 1 : end;
}
