import { CommandDraft, readAssignment } from './shell-drafts.ts';
import type { CommandFrame, Frame } from './shell-frames.ts';
import { ownerOf } from './shell-frames.ts';
import type { Variables } from './shell-variables.ts';
import type { ShellProblem, ShellWord } from './shell-words.ts';

interface PendingDocument {
  readonly command: CommandDraft;
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly stripsTabs: boolean;
  /** Where its operator stands. */
  readonly at: number;
}

interface DocumentBody {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** Here-documents inside substitutions inside here-documents: deeper ones are not expanded. */
const maxDepth = 8;

/** Words that begin or end control flow where a command begins (POSIX.1-2024, 2.4): commands stand behind them. */
const reserved = new Set([
  '{',
  '}',
  '!',
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'while',
  'until',
  'do',
  'done',
  'time',
  'coproc',
]);
const declaring = new Set(['export', 'declare', 'typeset', 'local', 'readonly', 'env']);

/** How words become commands: reserved words, `case`, redirections, here-documents, pipes. */
export abstract class ShellStatements {
  readonly text: string;
  readonly variables: Variables;
  /** Offsets of quotes and the like that have no end: read as plain characters. */
  readonly literal: ReadonlySet<number>;
  readonly commands: CommandDraft[] = [];
  readonly problems: ShellProblem[] = [];
  readonly frames: Frame[] = [];
  at = 0;
  limit: number;
  open: ShellProblem | undefined;
  /** Backquotes that are open. */
  backquotes = 0;
  #pending: PendingDocument[] = [];
  readonly #bodies: DocumentBody[] = [];
  #nextBody = 0;
  #depth = 0;

  constructor(text: string, variables: Variables, literal: ReadonlySet<number>) {
    this.text = text;
    this.variables = variables;
    this.literal = literal;
    this.limit = text.length;
  }

  abstract commandFrame(close: CommandFrame['close'], start: number, isSubstitution: boolean): CommandFrame;
  abstract appendUnknown(frame: CommandFrame, start: number, end: number): void;
  abstract leaveOpen(start: number, reason: string): void;

  get hasFrames(): boolean {
    return this.frames.length > 0;
  }

  get top(): Frame {
    const frame = this.frames.at(-1);
    if (frame !== undefined) return frame;
    const bottom = this.commandFrame('', this.at, false);
    this.frames.push(bottom);
    return bottom;
  }

  push(frame: Frame): void {
    if (frame.kind === 'commands' && frame.close === '`') this.backquotes++;
    this.frames.push(frame);
  }

  pop(): void {
    const frame = this.frames.pop();
    if (frame?.kind === 'commands' && frame.close === '`') this.backquotes--;
  }

  clear(): void {
    this.frames.length = 0;
    this.backquotes = 0;
    this.#pending = [];
  }

  endWord(frame: CommandFrame): void {
    const { word: draft, command } = frame;
    if (draft === undefined) return;
    frame.word = undefined;
    const word = draft.finish(this.#endOfWord());
    if (frame.redirect !== undefined) this.#redirect(frame, word);
    else if (frame.patternDepth >= 0) this.#pattern(frame, word);
    else if (!this.#isReserved(frame, word)) {
      command.cover(draft.start, this.at);
      this.#addWord(command, word);
    }
  }

  /** Continued lines after the last character are no part of the word. */
  #endOfWord(): number {
    let end = this.at;
    while (this.text.charAt(end - 1) === '\n') {
      const length = this.text.startsWith('\\\n', end - 2) ? 2 : this.text.startsWith('\\\r\n', end - 3) ? 3 : 0;
      if (length === 0) break;
      end -= length;
    }
    return end;
  }

  #addWord(command: CommandDraft, word: ShellWord): void {
    const program = command.words[0]?.text;
    const assigned = program === undefined || declaring.has(program) ? readAssignment(word, this.text) : undefined;
    if (assigned !== undefined) {
      command.addAssignment({ name: assigned.name, value: assigned.value });
      if (!assigned.plainly) command.addChanged(assigned.name);
      if (program === undefined) return;
    }
    command.addWord(word);
  }

  /** Control flow is passed over; `case WORD in` opens a frame. */
  #isReserved(frame: CommandFrame, word: ShellWord): boolean {
    const { command } = frame;
    const { text, quoted } = word;
    if (command.caseWords === 1) command.caseWords = 2;
    else if (command.caseWords === 2) {
      command.caseWords = 0;
      if (!quoted && text === 'in') return this.#openCase(frame);
    }
    if (command.named) {
      command.named = false;
      return true;
    }
    if (quoted || command.words.length > 0 || command.assignments.length > 0) return false;
    if (text === 'case' && !this.literal.has(word.start)) {
      command.caseWords = 1;
      command.caseStart = word.start;
    }
    if (text === 'function') command.named = true;
    if (text === 'esac' && frame.close === 'esac') {
      this.closeCommands(frame, this.at);
      return true;
    }
    return text === 'function' || reserved.has(text);
  }

  #openCase(frame: CommandFrame): true {
    const start = frame.command.caseStart;
    frame.command = new CommandDraft(frame.scope);
    this.push({ ...this.commandFrame('esac', start, false), patternDepth: 0 });
    return true;
  }

  #pattern(frame: CommandFrame, { text, quoted }: ShellWord): void {
    if (!quoted && text === 'esac' && !frame.inPattern) this.closeCommands(frame, this.at);
    else frame.inPattern = true;
  }

  #redirect(frame: CommandFrame, target: ShellWord): void {
    const { redirect, command } = frame;
    frame.redirect = undefined;
    if (redirect === undefined) return;
    const { operator, at } = redirect;
    command.cover(at, target.end);
    if (operator !== '<<' && operator !== '<<-') command.addRedirect({ operator, target });
    else if (!frame.mayBeArithmetic && !this.literal.has(at)) {
      const { text: delimiter, quoted } = target;
      command.awaitsDocument = true;
      this.#pending.push({ command, delimiter, quoted, stripsTabs: operator === '<<-', at });
    }
  }

  /** Commands that consist of nothing are none; their pipes go on through them. */
  endCommand(frame: CommandFrame, pipes = false): void {
    this.endWord(frame);
    // The word may have closed the frame: then its command is done already.
    if (this.top !== frame && ownerOf(this.top) !== frame) return;
    frame.redirect = undefined;
    const { command } = frame;
    if (!command.isEmpty) {
      if (frame.piped !== undefined) command.input = frame.piped;
      this.commands.push(command);
      this.variables.assign(command);
      frame.last = command;
    }
    frame.piped = pipes ? frame.last : undefined;
    if (!command.isEmpty || command.named) frame.command = new CommandDraft(frame.scope);
  }

  /** Ends a frame of commands; a substitution becomes part of the word below. */
  closeCommands(frame: CommandFrame, end: number): void {
    const depth = this.frames.length;
    this.endWord(frame);
    // An `esac` at the end has closed the frame already.
    if (this.frames.length < depth) return;
    if (!frame.command.isEmpty) this.endCommand(frame);
    this.pop();
    if (!this.hasFrames) return;
    const below = this.top;
    const owner = ownerOf(below);
    if (!frame.isSubstitution) owner.last = frame.last;
    else {
      if (below.kind === 'commands' || (below.kind === 'double' && !below.opaque)) {
        this.appendUnknown(owner, frame.start, end);
      }
      if (frame.last !== undefined) owner.command.addFeed(frame.last);
    }
  }

  endLine(frame: CommandFrame): void {
    const depth = this.frames.length;
    this.endWord(frame);
    // An `esac` has closed the frame: the line ends in the one below.
    if (this.frames.length < depth) return;
    const waits = frame.command.caseWords > 0 && frame.patternDepth < 0;
    if (!waits && frame.patternDepth < 0) this.endCommand(frame);
    this.at++;
    if (this.#pending.length > 0) this.#readDocuments();
  }

  /** Bodies begin after the line of their operators, one after the other (POSIX.1-2024, 2.7.4). */
  #readDocuments(): void {
    const pending = this.#pending;
    this.#pending = [];
    for (const one of pending) {
      const start = this.at;
      const end = this.#endOfDocument(one);
      if (end < 0) return this.leaveOpen(one.at, `a here-document has no line "${one.delimiter.slice(0, 40)}"`);
      one.command.addDocument({ start, end, quoted: one.quoted });
      if (one.quoted || end === start) continue;
      if (this.#depth < maxDepth) this.#bodies.push({ start, end, depth: this.#depth + 1 });
      else this.problems.push({ start, end, reason: 'here-documents are nested too deeply' });
    }
  }

  /** Moves behind the line that ends the body. @returns where the body ends; -1 where no line ends it */
  #endOfDocument({ delimiter, stripsTabs }: PendingDocument): number {
    for (let line = this.at; line < this.limit; ) {
      const feed = this.text.indexOf('\n', line);
      const end = feed < 0 || feed > this.limit ? this.limit : feed;
      let from = line;
      while (stripsTabs && this.text.charAt(from) === '\t') from++;
      const last = end > from && this.text.charAt(end - 1) === '\r' ? end - 1 : end;
      if (last - from === delimiter.length && this.text.startsWith(delimiter, from)) {
        this.at = Math.min(end + 1, this.limit);
        return line;
      }
      line = end + 1;
    }
    return -1;
  }

  /** The next body whose expansions are to be read. */
  nextDocument(): DocumentBody | undefined {
    const next = this.#bodies[this.#nextBody++];
    this.#depth = next?.depth ?? 0;
    return next;
  }
}
