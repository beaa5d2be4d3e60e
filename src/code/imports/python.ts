import { type ImportUse, maxImports } from '../../model/imports.ts';

/** Blocks inside each other that are told apart; what is nested deeper is part of the last of them. */
const maxBlocks = 50;

/** Only who expects that a module is missing can go on without it: who catches everything may merely tell. */
const caught = /^except\b.*\b(?:ImportError|ModuleNotFoundError)\b/;
const suppressed = /^with\b.*\bsuppress\(.*\b(?:ImportError|ModuleNotFoundError)\b/;
const typeChecking = /^if\s+(?:\w+\.)?TYPE_CHECKING\s*:/;
const nameInCall = /[rRuU]?(["'])([\w.]{1,300})\1/y;
const prefixed = /^(?:[rRbBuUfFtT]|[bB][rR]|[rR][bB]|[fFtT][rR]|[rR][fFtT])$/;

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127;
const isInWord = (code: number): boolean => isLetter(code) || (code >= 48 && code <= 57);
/** What tells nothing of itself: operators, numbers, blanks. */
const isPlain = (code: number): boolean =>
  code === 32 || (code >= 42 && code <= 57) || (code >= 60 && code <= 64) || code === 37 || code === 38;

type Draft = { -readonly [K in keyof ImportUse]: ImportUse[K] };

/** A block that says something of the imports in it, by the column that its first word stands at. */
interface Block {
  readonly indent: number;
  readonly kind: 'try' | 'handler' | 'suppress' | 'types';
  /** Of a `try`: what is imported in it, and whether its handlers have begun. */
  readonly uses: Draft[];
  isOver: boolean;
}

/**
 * Imports of Python code, of any version, also inside functions and of broken files: statements, and calls of `__import__` and
 * `importlib.import_module` with a text. Relative ones are left out. One pass; strings and comments are passed over.
 * @param isCell of a notebook: lines that IPython reads otherwise are passed over
 */
export const scanPython = (text: string, isCell = false): readonly ImportUse[] =>
  new PythonScanner(text, isCell).scan();

const importingCall = /__import__|import_module/;

/** What matters inside of a text. */
const inDouble = /["\\\n]/g;
const inSingle = /['\\\n]/g;

const tellsNothing = /[^\n"'#()[\]{};:\\]+/y;

/** After all that is neither a text, a comment, a bracket nor the end of a statement: the engine finds it faster than a loop. */
function endOfTellingNothing(text: string, start: number): number {
  tellsNothing.lastIndex = start;
  return tellsNothing.test(text) ? tellsNothing.lastIndex : start;
}

/** After blanks and continued lines; in brackets also after line ends and comments. */
function endOfBlanks(text: string, start: number, inBrackets: boolean): number {
  let at = start;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\' && /^\r?\n/.test(text.slice(at + 1, at + 3))) at += text.charAt(at + 1) === '\r' ? 2 : 1;
    else if (inBrackets && char === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (char !== ' ' && char !== '\t' && char !== '\f' && !(inBrackets && (char === '\n' || char === '\r')))
      break;
  }
  return at;
}

class PythonScanner {
  readonly #text: string;
  readonly #isCell: boolean;
  readonly #uses: Draft[] = [];
  #blocks: Block[] = [];
  #at = 0;
  /** Brackets that are open. */
  #depth = 0;
  /** The next word begins a statement. */
  #isStart = true;

  constructor(text: string, isCell: boolean) {
    this.#text = text;
    this.#isCell = isCell;
  }

  scan(): readonly ImportUse[] {
    const text = this.#text;
    const hasCalls = importingCall.test(text);
    this.#beginLine();
    while (this.#at < text.length && this.#uses.length < maxImports) {
      this.#step(text.charCodeAt(this.#at));
      // Within a statement words tell nothing, unless one of them imports.
      if (!this.#isStart && !hasCalls) this.#at = endOfTellingNothing(text, this.#at);
    }
    return this.#uses;
  }

  #step(code: number): void {
    if (isLetter(code)) this.#readWord();
    else if (isPlain(code)) {
      if (code !== 32) this.#isStart = false;
      this.#at += 1;
    } else if (code === 10) {
      this.#at += 1;
      this.#beginLine();
    } else if (code === 35) this.#skipLine();
    else if (code === 34 || code === 39) this.#skipText(code === 34 ? '"' : "'");
    else if (code === 92) this.#at += this.#text.startsWith('\r\n', this.#at + 1) ? 3 : 2;
    else this.#readMark(this.#text.charAt(this.#at));
  }

  #readMark(char: string): void {
    this.#at += 1;
    if (char === '(' || char === '[' || char === '{') this.#depth += 1;
    else if (char === ')' || char === ']' || char === '}') this.#depth = Math.max(0, this.#depth - 1);
    // A block may follow on the line of its head, and a statement on that of another.
    const begins = (char === ';' || char === ':') && this.#depth === 0;
    if (begins || (char !== '\t' && char !== '\r')) this.#isStart = begins;
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  /** A text ends with its line unless three quotes begin it; an open one in broken code costs its line alone. */
  #skipText(quote: string): void {
    const text = this.#text;
    const isLong = text.startsWith(quote.repeat(3), this.#at);
    const end = isLong ? quote.repeat(3) : quote;
    const next = quote === '"' ? inDouble : inSingle;
    next.lastIndex = this.#at + end.length;
    for (let found = next.exec(text); found !== null; found = next.exec(text)) {
      const { index } = found;
      const char = text.charAt(index);
      if (char === '\\') next.lastIndex = index + 2;
      else if (char === quote && (!isLong || text.startsWith(end, index))) {
        this.#at = index + end.length;
        this.#isStart = false;
        return;
      } else if (char === '\n' && !isLong) {
        this.#at = index;
        return;
      }
    }
    this.#at = text.length;
    this.#isStart = false;
  }

  /** A line outside of brackets: blocks that it is not part of end. */
  #beginLine(): void {
    const text = this.#text;
    const start = endOfBlanks(text, this.#at, false);
    const next = text.charAt(start);
    if (this.#isCell && /[%!?]/.test(next)) {
      this.#at = start;
      this.#skipLine();
      return;
    }
    // No expression goes on like that: a bracket was left open above.
    if (start === this.#at && /^(?:import|from|def|class|@)\b/.test(text.slice(start, start + 8))) this.#depth = 0;
    if (this.#depth > 0 || next === '\n' || next === '\r' || next === '#') return;
    this.#isStart = true;
    const indent = start - this.#at;
    this.#blocks = this.#blocks.filter((block) => block.indent < indent || this.#isHandled(block, indent, start));
    this.#at = start;
    this.#openBlock(indent, start);
  }

  /** A `try` goes on until its handlers are read. */
  #isHandled(block: Block, indent: number, start: number): boolean {
    if (block.kind !== 'try' || block.indent !== indent) return false;
    const head = this.#lineFrom(start);
    if (caught.test(head)) for (const use of block.uses) use.isOptional = true;
    block.isOver = true;
    return /^(?:except|else|finally)\b/.test(head);
  }

  #openBlock(indent: number, start: number): void {
    const first = this.#text.charAt(start);
    if (first !== 't' && first !== 'e' && first !== 'w' && first !== 'i') return;
    const head = this.#lineFrom(start);
    const open = (kind: Block['kind']) => {
      if (this.#blocks.length < maxBlocks) this.#blocks.push({ indent, kind, uses: [], isOver: false });
    };
    if (/^try\s*:/.test(head)) open('try');
    else if (caught.test(head)) open('handler');
    else if (suppressed.test(head)) open('suppress');
    else if (typeChecking.test(head)) open('types');
  }

  /** Heads of blocks are short. */
  #lineFrom(start: number): string {
    const line = this.#text.slice(start, start + 300);
    const end = line.indexOf('\n');
    return end === -1 ? line : line.slice(0, end);
  }

  #readWord(): void {
    const before = this.#text.charAt(this.#at - 1);
    const word = this.#takeWord();
    const isStart = this.#isStart;
    this.#isStart = false;
    if (isStart && word === 'import') this.#readImport();
    else if (isStart && word === 'from') this.#readFrom();
    else if (word === '__import__' || (word === 'import_module' && /[.\s=(,[]/.test(before || ' '))) this.#readCall();
    else if (prefixed.test(word) && /["']/.test(this.#text.charAt(this.#at)))
      this.#skipText(this.#text.charAt(this.#at));
  }

  #takeWord(): string {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    while (at < text.length && isInWord(text.charCodeAt(at))) at += 1;
    this.#at = at;
    return text.slice(start, at);
  }

  /** @param inBrackets there lines end without a meaning */
  #skipBlanks(inBrackets = false): void {
    this.#at = endOfBlanks(this.#text, this.#at, inBrackets);
  }

  #isWord(): boolean {
    return isLetter(this.#text.charCodeAt(this.#at));
  }

  #isAt(char: string): boolean {
    return this.#text.startsWith(char, this.#at);
  }

  /** `a.b . c`; empty where there is none. */
  #takeDotted(): string {
    const parts: string[] = [];
    for (;;) {
      this.#skipBlanks();
      if (!this.#isWord()) break;
      parts.push(this.#takeWord());
      const end = this.#at;
      this.#skipBlanks();
      if (this.#isAt('.')) this.#at += 1;
      else {
        this.#at = end;
        break;
      }
    }
    return parts.join('.');
  }

  #readImport(): void {
    while (this.#uses.length < maxImports) {
      this.#skipBlanks();
      const start = this.#at;
      const module = this.#takeDotted();
      if (module === '') return;
      this.#add({ module, start, end: this.#at });
      this.#skipAlias();
      this.#skipBlanks();
      if (!this.#isAt(',')) return;
      this.#at += 1;
    }
  }

  #skipAlias(inBrackets = false): void {
    const end = this.#at;
    this.#skipBlanks(inBrackets);
    if (/^as\b/.test(this.#text.slice(this.#at, this.#at + 3))) {
      this.#at += 2;
      this.#skipBlanks(inBrackets);
      this.#takeWord();
    } else this.#at = end;
  }

  #readFrom(): void {
    this.#skipBlanks();
    const isRelative = this.#isAt('.');
    while (this.#isAt('.')) this.#at += 1;
    this.#skipBlanks();
    const start = this.#at;
    const module = this.#takeDotted();
    const end = this.#at;
    this.#skipBlanks();
    if (!/^import\b/.test(this.#text.slice(this.#at, this.#at + 7))) return;
    this.#at += 'import'.length;
    const members = this.#takeMembers();
    if (!isRelative && module !== '') this.#add({ module, members, start, end });
  }

  #takeMembers(): readonly string[] {
    const members: string[] = [];
    this.#skipBlanks();
    const isOpen = this.#isAt('(');
    if (isOpen) this.#at += 1;
    for (;;) {
      this.#skipBlanks(isOpen);
      if (!this.#isWord()) break;
      members.push(this.#takeWord());
      this.#skipAlias(isOpen);
      this.#skipBlanks(isOpen);
      if (!this.#isAt(',')) break;
      this.#at += 1;
    }
    if (isOpen && this.#isAt(')')) this.#at += 1;
    return members;
  }

  #readCall(): void {
    this.#skipBlanks();
    if (!this.#isAt('(')) return;
    const start = endOfBlanks(this.#text, this.#at + 1, true);
    nameInCall.lastIndex = start;
    const [all = '', quote = '', module = ''] = nameInCall.exec(this.#text) ?? [];
    if (all === '' || module.startsWith('.')) return;
    const end = start + all.length - quote.length;
    this.#add({ module, start: end - module.length, end });
  }

  #add(use: Draft): void {
    if (this.#uses.length >= maxImports) return;
    const isIn = (...kinds: readonly Block['kind'][]) => this.#blocks.some(({ kind }) => kinds.includes(kind));
    if (isIn('handler', 'suppress')) use.isOptional = true;
    if (isIn('types')) use.isTypeOnly = true;
    for (const block of this.#blocks) if (block.kind === 'try' && !block.isOver) block.uses.push(use);
    this.#uses.push(use);
  }
}
