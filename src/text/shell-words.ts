import type { Word } from '../model/command.ts';

/** A word of a shell text; offsets are those of that text. */
export interface ShellWord extends Word {
  /** Some of it was quoted or escaped: it is no reserved word and begins no assignment. */
  readonly quoted: boolean;
  /** Variables in it whose values are not known, in order; left out where something else in it is not known either. */
  readonly open?: readonly OpenVariable[];
}

/** A variable that stands in a word as it was written. */
export interface OpenVariable {
  readonly name: string;
  /** Offsets in the text of the word. */
  readonly start: number;
  readonly end: number;
  /** Outside of quotes: blanks in a value separate words. */
  readonly splits: boolean;
}

/** A shell process of its own: what it changes (`cd`) ends with it. */
export interface ShellScope {
  readonly parent?: ShellScope;
}

/** Text that a command is given as its input; offsets are those of the script. */
export interface HereDocument {
  readonly start: number;
  readonly end: number;
  /** Nothing in it is expanded. */
  readonly quoted: boolean;
}

export interface Redirect {
  /** `<`, `>`, `>>`, `<<<`, `&>` and the like, without the number before it. */
  readonly operator: string;
  readonly target: ShellWord;
}

export interface Assignment {
  readonly name: string;
  readonly value: ShellWord;
}

/** One simple command: assignments, words, redirections. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
  readonly documents: readonly HereDocument[];
  /** Whose output it reads through a pipe. */
  readonly input: ShellCommand | undefined;
  /** The last command of each substitution in its words. */
  readonly feeds: readonly ShellCommand[];
  readonly scope: ShellScope;
  readonly start: number;
  readonly end: number;
}

/** Something that has no end, or is nested in a way that is not followed. */
export interface ShellProblem {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

export interface ShellScript {
  /** In the order of their first words. */
  readonly commands: readonly ShellCommand[];
  readonly problems: readonly ShellProblem[];
}

/** A word while it is read. */
export class WordDraft {
  readonly start: number;
  known = true;
  quoted = false;
  /** The value of a variable that it is made of, and where that stands. */
  origin: { readonly text: string; readonly plain: number } | undefined;
  #text = '';
  #plain = -1;
  #next = -1;
  #braces: '' | '{' | '{,' = '';
  #open: OpenVariable[] | undefined;

  constructor(start: number) {
    this.start = start;
  }

  get text(): string {
    return this.#text;
  }

  /** @param at where it stands letter for letter; negative where it does not */
  append(text: string, at: number): void {
    if (text === '') return;
    if (this.#text === '') this.#plain = at;
    else if (at !== this.#next) this.#plain = -1;
    if (at < 0) this.#plain = -1;
    this.#next = at + text.length;
    this.#text += text;
  }

  /** `$NAME` or `${NAME}`, at `at`. */
  appendVariable(written: string, at: number, name: string, splits: boolean): void {
    this.#open ??= [];
    this.#open.push({ name, start: this.#text.length, end: this.#text.length + written.length, splits });
    this.append(written, at);
  }

  /** Unquoted characters: a pattern or a list of alternatives makes the word stand for others. */
  appendUnquoted(text: string, at: number): void {
    this.append(text, at);
    for (let index = 0; index < text.length && this.known; index++) this.#noticeExpansion(text.charCodeAt(index));
  }

  #noticeExpansion(code: number): void {
    if (code === star || code === questionMark) this.known = false;
    else if (code === openBrace) this.#braces = '{';
    else if (this.#braces === '{' && (code === comma || code === period)) this.#braces = '{,';
    else if (this.#braces === '{,' && code === closeBrace) this.known = false;
  }

  finish(end: number): ShellWord {
    const { start, quoted, origin } = this;
    const known = this.known && this.#open === undefined;
    const open = this.known && this.#open !== undefined ? { open: this.#open } : {};
    if (origin !== undefined && origin.text === this.#text) {
      const { text, plain } = origin;
      return { text, known, quoted, start: plain, end: plain + text.length, plain };
    }
    const plain = this.#plain < 0 ? {} : { plain: this.#plain };
    return { text: this.#text, known, quoted, start, end, ...plain, ...open };
  }
}

const star = 0x2a;
const questionMark = 0x3f;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;
const period = 0x2e;

/** A part of a word as a word of its own: the value after `--option=`. */
export function cutWord(word: Word, from: number, to = word.text.length): Word {
  const { plain, known, start, end } = word;
  const text = word.text.slice(from, to);
  if (plain === undefined || text === '') return { text, known, start, end };
  return { text, known, start: plain + from, end: plain + to, plain: plain + from };
}
