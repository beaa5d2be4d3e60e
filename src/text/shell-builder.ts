import { CommandDraft } from './shell-drafts.ts';
import { type CommandFrame, type Frame, isOpaque, ownerOf } from './shell-frames.ts';
import { ShellStatements } from './shell-statements.ts';
import type { VariableValue } from './shell-variables.ts';
import type { ShellProblem } from './shell-words.ts';
import { WordDraft } from './shell-words.ts';

/** Longest substitution that stands in the text of a word as it was written. */
const maxWritten = 200;

/** Keeps the stack of frames, and puts together words and commands while the text is walked over. */
export class ShellBuilder extends ShellStatements {
  commandFrame(close: CommandFrame['close'], start: number, isSubstitution: boolean): CommandFrame {
    const below = this.hasFrames ? ownerOf(this.top) : undefined;
    const isProcess = close === ')' || close === '`';
    const scope = below === undefined ? {} : isProcess ? { parent: below.scope } : below.scope;
    return {
      kind: 'commands',
      close,
      start,
      scope,
      isSubstitution,
      mayBeArithmetic: false,
      command: new CommandDraft(scope),
      word: undefined,
      redirect: undefined,
      last: undefined,
      piped: undefined,
      patternDepth: -1,
      inPattern: false,
    };
  }

  wordIn(frame: CommandFrame): WordDraft {
    frame.word ??= new WordDraft(this.at);
    return frame.word;
  }

  /** What is not known stands in the word as it was written. */
  appendUnknown(frame: CommandFrame, start: number, end: number): void {
    frame.word ??= new WordDraft(start);
    frame.word.known = false;
    frame.word.append(this.text.slice(start, Math.min(end, start + maxWritten)), start);
  }

  /** A variable without a known value stands in the word as it was written, too. */
  appendVariable(frame: CommandFrame, start: number, name: string, splits: boolean): void {
    frame.word ??= new WordDraft(start);
    frame.word.appendVariable(this.text.slice(start, this.at), start, name, splits);
  }

  /** @param start of the variable; `splits`: outside of quotes, blanks in a value separate words */
  appendValue(frame: CommandFrame, { text, plain }: VariableValue, start: number, splits: boolean): void {
    const pieces = splits ? [...text.matchAll(/[^ \t\n]+/g)] : [];
    const [first] = pieces;
    if (!splits || (pieces.length === 1 && first?.[0] === text)) {
      frame.word ??= new WordDraft(start);
      if (splits) frame.word.appendUnquoted(text, -1);
      else frame.word.append(text, -1);
      if (frame.word.origin === undefined && plain !== undefined) frame.word.origin = { text, plain };
      return;
    }
    const leads = /^[ \t\n]/.test(text);
    const trails = /[ \t\n]$/.test(text);
    pieces.forEach((piece, index) => {
      if (index > 0 || leads) this.endWord(frame);
      frame.word ??= new WordDraft(start);
      frame.word.appendUnquoted(piece[0], -1);
      if (plain !== undefined) frame.word.origin ??= { text: piece[0], plain: plain + piece.index };
    });
    if (trails) this.endWord(frame);
  }

  openParameter(frame: Frame, owner: CommandFrame, close: '}' | ']', length: number): void {
    if (!isOpaque(frame)) this.wordIn(owner);
    const inQuotes = frame.kind === 'double' || (frame.kind === 'parameter' && frame.inQuotes);
    this.push({ kind: 'parameter', close, start: this.at, owner, opaque: isOpaque(frame), inQuotes, depth: 1 });
    this.at += length;
  }

  /** `${NAME:=value}` assigns. */
  noteChange(frame: CommandFrame, name: string, operator: string): void {
    if (name !== '' && (operator.startsWith('=') || operator === ':=')) frame.command.addChanged(name);
  }

  endOfName(from: number): number {
    let end = from;
    while (end < this.limit && isNameCode(this.text.charCodeAt(end))) end++;
    return end;
  }

  /** Where `${{ ... }}` of a workflow ends; -1 where it does not. */
  endOfTemplate(from: number): number {
    const end = this.find('}}', from);
    return end < 0 || end + 2 > this.limit ? -1 : end + 2;
  }

  /** Like `indexOf`; the last answer is kept, so that many looks for something that is far away, or nowhere, go there once. */
  find(sign: string, from: number): number {
    const last = this.#found.get(sign);
    if (last !== undefined && from >= last.from && (last.at < 0 || from <= last.at)) return last.at;
    const at = this.text.indexOf(sign, from);
    this.#found.set(sign, { from, at });
    return at;
  }
  readonly #found = new Map<string, { readonly from: number; readonly at: number }>();

  /** The innermost backquote ends here, and with it whatever was begun inside. */
  closeBackquote(): void {
    const open = this.backquotes;
    while (this.backquotes === open) {
      const frame = this.top;
      if (frame.kind === 'commands') this.closeCommands(frame, frame.close === '`' ? this.at + 1 : this.at);
      else this.pop();
    }
    this.at++;
  }

  leaveOpen(start: number, reason: string): void {
    this.open = { start, end: this.limit, reason };
  }

  /** At the end of the text: the outermost frame that hides commands and has no end, where there is one. */
  finishAll(): ShellProblem | undefined {
    const reasons = { double: 'a double quote is not closed', parameter: 'an expansion is not closed' } as const;
    if (this.hasFrames && this.top.kind === 'commands') this.endWord(this.top);
    const open = this.frames.find(
      (frame) =>
        (frame.kind === 'double' && !frame.isDocument) ||
        frame.kind === 'parameter' ||
        (frame.kind === 'commands' && (frame.close === '`' || frame.close === 'esac')),
    );
    if (open !== undefined) {
      const reason =
        open.kind !== 'commands'
          ? reasons[open.kind]
          : open.close === '`'
            ? 'a backquote is not closed'
            : 'a case has no esac';
      return { start: open.start, end: this.limit, reason };
    }
    while (this.hasFrames) {
      const frame = this.top;
      if (frame.kind === 'commands') this.closeCommands(frame, this.limit);
      else this.pop();
    }
    return undefined;
  }
}

const isNameCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
