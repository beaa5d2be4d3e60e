import { decodeAnsi } from './shell-ansi.ts';
import { ShellBuilder } from './shell-builder.ts';
import { specialInBraces, specialInCommands, specialInDocuments, specialInQuotes } from './shell-characters.ts';
import { type CommandFrame, type Frame, isOpaque, type ParameterFrame, type QuoteFrame } from './shell-frames.ts';
import { readOperator } from './shell-operators.ts';
import type { ShellProblem } from './shell-words.ts';

const nameStart = /[A-Za-z_]/;
const specialParameter = /[0-9?!$@*#-]/;

/** Walks over the characters of a shell text with a stack of its own. What it finds is gathered by `ShellBuilder`. */
export class ShellScanner extends ShellBuilder {
  /** Reads all. @returns the outermost construct without an end, where there is one */
  run(): ShellProblem | undefined {
    this.push(this.commandFrame('', 0, false));
    const open = this.#scanAll();
    if (open !== undefined) return open;
    for (let next = this.nextDocument(); next !== undefined; next = this.nextDocument()) {
      this.open = undefined;
      this.at = next.start;
      this.limit = next.end;
      const owner = this.commandFrame('', next.start, false);
      this.push({ kind: 'double', start: next.start, owner, opaque: true, isDocument: true });
      const open = this.#scanAll();
      if (open !== undefined) this.problems.push({ start: next.start, end: next.end, reason: open.reason });
      this.clear();
    }
    return undefined;
  }

  #scanAll(): ShellProblem | undefined {
    while (this.at < this.limit && this.open === undefined) {
      const frame = this.top;
      if (frame.kind === 'commands') this.#scanCommands(frame);
      else if (frame.kind === 'double') this.#scanQuotes(frame);
      else this.#scanParameter(frame);
    }
    return this.open ?? this.finishAll();
  }

  /** @returns the offset after characters that mean nothing special */
  #skipPlain(special: Uint8Array): number {
    let end = this.at;
    while (end < this.limit && special[this.text.charCodeAt(end)] !== 1) end++;
    return end;
  }

  #scanCommands(frame: CommandFrame): void {
    const end = this.#skipPlain(specialInCommands);
    if (end > this.at) {
      this.wordIn(frame).appendUnquoted(this.text.slice(this.at, end), this.at);
      this.at = end;
      return;
    }
    const character = this.text.charAt(this.at);
    switch (character) {
      case ' ':
      case '\t':
        this.endWord(frame);
        this.at++;
        return;
      case '\n':
        return this.endLine(frame);
      case '\r':
        return this.#carriageReturn(frame);
      case '\\':
        return this.#escape(frame);
      case "'":
        return this.#singleQuotes(frame, frame);
      case '"':
        return this.#doubleQuotes(frame, frame);
      case '$':
        return this.#dollar(frame);
      case '`':
        return this.#backquote(frame);
      case '#':
        return this.#hash(frame);
      default:
        return readOperator(this, frame, character);
    }
  }

  /** Before a line feed it belongs to the end of the line; a shell would hand it to the program. */
  #carriageReturn(frame: CommandFrame): void {
    if (this.text.charAt(this.at + 1) !== '\n') this.wordIn(frame).append('\r', this.at);
    this.at++;
  }

  #hash(frame: CommandFrame): void {
    if (frame.word !== undefined) {
      this.wordIn(frame).append('#', this.at);
      this.at++;
      return;
    }
    const feed = this.find('\n', this.at);
    const end = feed < 0 ? this.limit : Math.min(feed, this.limit);
    const mark = this.backquotes === 0 ? -1 : this.find('`', this.at);
    this.at = mark < 0 ? end : Math.min(mark, end);
  }

  /** Length of a line end right after the offset; 0 where there is none. */
  #lineEndAt(at: number): number {
    if (this.text.charAt(at) === '\n') return 1;
    return this.text.startsWith('\r\n', at) ? 2 : 0;
  }

  #escape(frame: CommandFrame): void {
    const lineEnd = this.#lineEndAt(this.at + 1);
    if (lineEnd > 0) {
      this.at += 1 + lineEnd;
      return;
    }
    if (this.backquotes > 0 && this.text.charAt(this.at + 1) === '`') return this.#nestedBackquote(frame);
    const word = this.wordIn(frame);
    word.quoted = true;
    if (this.at + 1 < this.limit) word.append(this.text.charAt(this.at + 1), this.at + 1);
    this.at = Math.min(this.at + 2, this.limit);
  }

  /** A substitution inside a substitution: what stands between the marks is a command of its own. */
  #nestedBackquote(frame: CommandFrame): void {
    this.wordIn(frame).known = false;
    this.endCommand(frame);
    this.at = Math.min(this.at + 2, this.limit);
  }

  #singleQuotes(frame: Frame, owner: CommandFrame): void {
    if (this.literal.has(this.at)) return this.#literalCharacter(frame, owner);
    let close = this.find("'", this.at + 1);
    if (close >= this.limit) close = -1;
    if (this.backquotes > 0) {
      const mark = this.find('`', this.at + 1);
      if (mark >= 0 && mark < this.limit && (close < 0 || mark < close)) return this.#literalCharacter(frame, owner);
    }
    if (close < 0) return this.leaveOpen(this.at, 'a single quote is not closed');
    if (!isOpaque(frame)) {
      const word = this.wordIn(owner);
      word.quoted = true;
      word.append(this.text.slice(this.at + 1, close), this.at + 1);
    }
    this.at = close + 1;
  }

  #doubleQuotes(frame: Frame, owner: CommandFrame): void {
    if (this.literal.has(this.at)) return this.#literalCharacter(frame, owner);
    if (!isOpaque(frame)) this.wordIn(owner).quoted = true;
    this.push({ kind: 'double', start: this.at, owner, opaque: isOpaque(frame), isDocument: false });
    this.at++;
  }

  #literalCharacter(frame: Frame, owner: CommandFrame): void {
    if (!isOpaque(frame)) this.wordIn(owner).append(this.text.charAt(this.at), this.at);
    this.at++;
  }

  #scanQuotes(frame: QuoteFrame): void {
    const end = this.#skipPlain(frame.isDocument ? specialInDocuments : specialInQuotes);
    if (end > this.at) {
      if (!frame.opaque) this.wordIn(frame.owner).append(this.text.slice(this.at, end), this.at);
      this.at = end;
      return;
    }
    switch (this.text.charAt(this.at)) {
      case '"':
        this.pop();
        this.at++;
        return;
      case '\\':
        return this.#escapeInQuotes(frame);
      case '$':
        return this.#dollar(frame);
      default:
        return this.#backquote(frame);
    }
  }

  #escapeInQuotes(frame: QuoteFrame): void {
    const lineEnd = this.#lineEndAt(this.at + 1);
    const next = this.text.charAt(this.at + 1);
    if (this.backquotes > 0 && next === '`') {
      this.wordIn(frame.owner).known = false;
      this.problems.push({ start: frame.start, end: this.at + 2, reason: 'a backquote inside backquotes and quotes' });
    }
    if (lineEnd === 0 && !frame.opaque) {
      const isEscaped = next !== '' && '$`"\\'.includes(next);
      const word = this.wordIn(frame.owner);
      if (isEscaped) word.append(next, this.at + 1);
      else word.append(this.text.slice(this.at, this.at + 2), this.at);
    }
    this.at = Math.min(this.at + 1 + Math.max(1, lineEnd), this.limit);
  }

  #scanParameter(frame: ParameterFrame): void {
    this.at = this.#skipPlain(specialInBraces);
    if (this.at >= this.limit) return;
    const character = this.text.charAt(this.at);
    if (character === '\\') this.at = Math.min(this.at + 2, this.limit);
    else if (character === '"') this.#doubleQuotes(frame, frame.owner);
    else if (character === "'" && !frame.inQuotes) this.#singleQuotes(frame, frame.owner);
    else if (character === '$') this.#dollar(frame);
    else if (character === '`') this.#backquote(frame);
    else this.#bracket(frame, character);
  }

  #bracket(frame: ParameterFrame, character: string): void {
    this.at++;
    if (frame.close === ']' && character === '[') frame.depth++;
    if (character !== frame.close) return;
    frame.depth--;
    if (frame.depth > 0) return;
    this.pop();
    if (!frame.opaque) this.appendUnknown(frame.owner, frame.start, this.at);
  }

  #dollar(frame: Frame): void {
    const next = this.text.charAt(this.at + 1);
    const owner = frame.kind === 'commands' ? frame : frame.owner;
    const isUnquoted = frame.kind === 'commands';
    if (this.literal.has(this.at)) return this.#literalCharacter(frame, owner);
    if (next === '(') return this.#substitute(frame, owner);
    if (next === '{') return this.#braces(frame, owner);
    if (next === '[') return this.openParameter(frame, owner, ']', 2);
    if (next === "'" && isUnquoted) return this.#ansiQuotes(owner);
    if (next === '"' && isUnquoted) {
      this.at++;
      return this.#doubleQuotes(frame, owner);
    }
    if (nameStart.test(next)) return this.#variable(frame, owner, this.at + 1, this.endOfName(this.at + 1));
    if (next !== '' && specialParameter.test(next)) {
      if (!isOpaque(frame)) this.appendUnknown(owner, this.at, this.at + 2);
      this.at += 2;
      return;
    }
    this.#literalCharacter(frame, owner);
  }

  #substitute(frame: Frame, owner: CommandFrame): void {
    if (!isOpaque(frame)) this.wordIn(owner);
    const mayBeArithmetic = this.text.charAt(this.at + 2) === '(';
    this.push({ ...this.commandFrame(')', this.at, true), mayBeArithmetic });
    this.at += 2;
  }

  #braces(frame: Frame, owner: CommandFrame): void {
    const template = this.text.charAt(this.at + 2) === '{' ? this.endOfTemplate(this.at + 3) : -1;
    if (template >= 0) {
      if (!isOpaque(frame)) this.appendUnknown(owner, this.at, template);
      this.at = template;
      return;
    }
    const end = this.endOfName(this.at + 2);
    if (end > this.at + 2 && this.text.charAt(end) === '}') return this.#variable(frame, owner, this.at + 2, end);
    this.noteChange(owner, this.text.slice(this.at + 2, end), this.text.slice(end, end + 2));
    this.openParameter(frame, owner, '}', 2);
  }

  /** `$NAME` or `${NAME}`: the value where it is known. */
  #variable(frame: Frame, owner: CommandFrame, start: number, end: number): void {
    const from = this.at;
    this.at = this.text.charAt(from + 1) === '{' ? end + 1 : end;
    if (isOpaque(frame)) return;
    if (end - start > 100) return this.appendUnknown(owner, from, this.at);
    const name = this.text.slice(start, end);
    const value = this.variables.value(name);
    const splits = frame.kind === 'commands';
    if (value === undefined) this.appendVariable(owner, from, name, splits);
    else this.appendValue(owner, value, from, splits);
  }

  #ansiQuotes(owner: CommandFrame): void {
    const decoded = decodeAnsi(this.text, this.at + 2, this.limit);
    if (decoded === undefined) return this.leaveOpen(this.at, 'a single quote is not closed');
    const word = this.wordIn(owner);
    word.quoted = true;
    word.append(decoded.text, decoded.isPlain ? this.at + 2 : -1);
    this.at = decoded.end;
  }

  #backquote(frame: Frame): void {
    if (this.backquotes > 0) return this.closeBackquote();
    const owner = frame.kind === 'commands' ? frame : frame.owner;
    if (this.literal.has(this.at)) return this.#literalCharacter(frame, owner);
    const lineEnd = this.#lineEndAt(this.at + 1);
    // PowerShell continues lines so; a substitution that begins with an empty line is nothing that people write.
    if (lineEnd > 0 && frame.kind === 'commands' && frame.word === undefined) {
      this.at += 1 + lineEnd;
      return;
    }
    if (!isOpaque(frame)) this.wordIn(owner);
    this.push(this.commandFrame('`', this.at, true));
    this.at++;
  }
}
