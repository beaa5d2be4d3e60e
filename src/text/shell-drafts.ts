import type { Assignment, HereDocument, Redirect, ShellCommand, ShellScope, ShellWord } from './shell-words.ts';

/** Most commands have none of most lists: they share this one until something is added. */
const none: readonly never[] = Object.freeze([]);

/** A command while it is read, and when it is. Here-documents and pipes are added after its last word. */
export class CommandDraft implements ShellCommand {
  #words: ShellWord[] | undefined;
  #assignments: Assignment[] | undefined;
  #operandAssignments: Assignment[] | undefined;
  #changed: string[] | undefined;
  #redirects: Redirect[] | undefined;
  #documents: HereDocument[] | undefined;
  #feeds: CommandDraft[] | undefined;
  readonly scope: ShellScope;
  input: CommandDraft | undefined;
  start = -1;
  end = -1;
  /** Words of `case WORD in` that were read. */
  caseWords = 0;
  caseStart = -1;
  /** A here-document of it follows on later lines. */
  awaitsDocument = false;
  /** The next word is the name of a function. */
  named = false;

  constructor(scope: ShellScope) {
    this.scope = scope;
  }

  get words(): readonly ShellWord[] {
    return this.#words ?? none;
  }

  get assignments(): readonly Assignment[] {
    return this.#assignments ?? none;
  }

  /** `NAME=value` after a program such as `export`. */
  get operandAssignments(): readonly Assignment[] {
    return this.#operandAssignments ?? none;
  }

  /** Variables that are given something else than a text. */
  get changed(): readonly string[] {
    return this.#changed ?? none;
  }

  get redirects(): readonly Redirect[] {
    return this.#redirects ?? none;
  }

  get documents(): readonly HereDocument[] {
    return this.#documents ?? none;
  }

  get feeds(): readonly CommandDraft[] {
    return this.#feeds ?? none;
  }

  get isEmpty(): boolean {
    if (this.awaitsDocument) return false;
    return (this.#words ?? this.#assignments ?? this.#redirects ?? this.#documents) === undefined;
  }

  cover(start: number, end: number): void {
    if (this.start < 0) this.start = start;
    this.end = Math.max(this.end, end);
  }

  addWord(word: ShellWord): void {
    this.#words ??= [];
    this.#words.push(word);
  }

  addAssignment(assignment: Assignment): void {
    if (this.#words === undefined) {
      this.#assignments ??= [];
      this.#assignments.push(assignment);
      return;
    }
    this.#operandAssignments ??= [];
    this.#operandAssignments.push(assignment);
  }

  addChanged(name: string): void {
    this.#changed ??= [];
    this.#changed.push(name);
  }

  addRedirect(redirect: Redirect): void {
    this.#redirects ??= [];
    this.#redirects.push(redirect);
  }

  addDocument(document: HereDocument): void {
    this.#documents ??= [];
    this.#documents.push(document);
  }

  addFeed(command: CommandDraft): void {
    this.#feeds ??= [];
    this.#feeds.push(command);
  }
}

/** `NAME=value`, `NAME+=value`, `NAME[index]=value` at the start of a text. */
const assignment = /^([A-Za-z_][A-Za-z0-9_]{0,99})(\[[^\]\s]{0,99}\])?(\+?)=/;

/**
 * What a word assigns, where it is an assignment.
 * @param source the whole text: tells where the value stands when only the value is quoted
 */
export function readAssignment(
  word: ShellWord,
  source: string,
): { readonly name: string; readonly plainly: boolean; readonly value: ShellWord } | undefined {
  const found = assignment.exec(source.slice(word.start, Math.min(word.end, word.start + 256)));
  const [prefix, name, index, plus] = found ?? [];
  if (prefix === undefined || name === undefined || !word.text.startsWith(prefix)) return undefined;
  const text = word.text.slice(prefix.length);
  const from = word.start + prefix.length;
  const quote = source.charAt(from) === '"' || source.charAt(from) === "'" ? 1 : 0;
  const isPlain = text !== '' && word.end - from === text.length + 2 * quote && source.startsWith(text, from + quote);
  const { known, quoted, end } = word;
  const value = { text, known, quoted, start: from, end, ...(isPlain ? { plain: from + quote } : {}) };
  return { name, plainly: index === undefined && plus === '', value };
}
