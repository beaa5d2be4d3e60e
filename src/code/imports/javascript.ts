import { type ImportUse, maxImports } from '../../model/imports.ts';

/** Blocks inside each other whose `try` is told. */
const maxTries = 200;

const isInWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 36 ||
  code > 127;
/** What stands between `import` and its specifier, but for comments: names, braces, a text as the name of an export. */
const clauseMark = /[\s{}*,]/;

/** After these words a slash begins a regular expression. */
const beforeValue: ReadonlySet<string> = new Set([
  ...['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'do', 'yield', 'await'],
  'instanceof',
]);

function wordAt(text: string, start: number): string {
  let at = start;
  while (at < text.length && isInWord(text.charCodeAt(at))) at += 1;
  return text.slice(start, at);
}

interface Text {
  /** Offsets of its content. */
  readonly start: number;
  readonly end: number;
}

/** What came last: it tells what a slash means, and where a statement may begin. */
type Last = 'start' | 'value' | 'operator' | 'dot' | 'angle' | 'semicolon' | 'brace';

/**
 * Imports of JavaScript and TypeScript, also of broken files and of dialects with markup: statements, re-exports, and calls of
 * `import`, `require` and `require.resolve` with a text. Texts, comments, templates and regular expressions are passed over. What
 * looks like the beginning of one and does not end is none: markup holds apostrophes. Linear.
 */
export function scanJavaScript(text: string): readonly ImportUse[] {
  const scanner = new JavaScriptScanner(text);
  return scanner.scan();
}

class JavaScriptScanner {
  readonly #text: string;
  readonly #uses = new Map<number, ImportUse>();
  #at = 0;
  #last: Last = 'start';
  /** A line ended since what came last. */
  #isNewLine = true;
  #lineStart = 0;
  /** Brackets that are open. */
  #depth = 0;
  /** Depths at which the text of a template goes on. */
  #templates: number[] = [];
  /** Where the outermost open template began. */
  #outer = 0;
  /** A backtick without a partner was found: all are marks of their own. */
  #hasTemplates = true;
  /** Depths of the blocks that are tried. */
  #tries: number[] = [];
  #isTry = false;
  /** No quote of the kind, and no slash, ends what it begins before these offsets. */
  readonly #openUntil = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  scan(): readonly ImportUse[] {
    const text = this.#text;
    for (;;) {
      while (this.#at < text.length && this.#uses.size < maxImports) this.#step(text.charCodeAt(this.#at));
      if (this.#templates.length === 0 || this.#uses.size >= maxImports) break;
      // What the lone backtick took for its text is read once more.
      this.#hasTemplates = false;
      this.#templates = [];
      this.#depth = 0;
      this.#at = this.#outer + 1;
    }
    return [...this.#uses.values()].sort((a, b) => a.start - b.start);
  }

  #step(code: number): void {
    if (code === 10) {
      this.#at += 1;
      this.#isNewLine = true;
      this.#lineStart = this.#at;
    } else if (code === 32 || code === 9 || code === 13) this.#at += 1;
    else if (code === 47) this.#readSlash();
    else if (code === 34 || code === 39) this.#readText();
    else if (code === 96) this.#readBacktick();
    else if (code >= 48 && code <= 57) {
      this.#takeWord();
      this.#put('value');
    } else if (isInWord(code)) this.#readWord();
    else this.#readMark(code);
  }

  #put(last: Last): void {
    this.#last = last;
    this.#isNewLine = false;
  }

  #readMark(code: number): void {
    this.#at += 1;
    const isTry = this.#isTry;
    this.#isTry = false;
    if (code === 40 || code === 91 || code === 123) {
      this.#depth += 1;
      if (code === 123 && isTry && this.#tries.length < maxTries) this.#tries.push(this.#depth);
      this.#put('operator');
    } else if (code === 41 || code === 93) {
      this.#depth = Math.max(0, this.#depth - 1);
      this.#put('value');
    } else if (code === 125) this.#closeBrace();
    else if (code === 46) this.#put('dot');
    else if (code === 60) this.#put('angle');
    else this.#put(code === 59 ? 'semicolon' : 'operator');
  }

  #closeBrace(): void {
    if (this.#templates.at(-1) === this.#depth && this.#depth > 0) {
      this.#templates.pop();
      this.#depth -= 1;
      this.#readTemplate();
      return;
    }
    if (this.#tries.at(-1) === this.#depth) this.#tries.pop();
    this.#depth = Math.max(0, this.#depth - 1);
    this.#put('brace');
  }

  #readSlash(): void {
    const text = this.#text;
    const next = text.charAt(this.#at + 1);
    if (next === '/' || next === '*') this.#at = this.#endOfComment(this.#at);
    else if (this.#last === 'value' || this.#last === 'brace' || this.#last === 'angle') this.#skipMark();
    else this.#at = this.#findEnd('/') ?? this.#skipMark();
    if (next !== '/' && next !== '*' && this.#last !== 'operator') this.#put('value');
  }

  #skipMark(): number {
    this.#at += 1;
    this.#put('operator');
    return this.#at;
  }

  #endOfComment(at: number): number {
    const isLine = this.#text.charAt(at + 1) === '/';
    const end = this.#text.indexOf(isLine ? '\n' : '*/', at + 2);
    return end === -1 ? this.#text.length : end + (isLine ? 0 : 2);
  }

  /** After what begins here and ends with the mark on the same line; undefined where it does not. */
  #findEnd(mark: string): number | undefined {
    const text = this.#text;
    if (this.#at < (this.#openUntil.get(mark) ?? 0)) return undefined;
    let isClass = false;
    let at = this.#at + 1;
    for (; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === '\n') break;
      if (char === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
      else if (mark === '/' && char === '[') isClass = true;
      else if (mark === '/' && char === ']') isClass = false;
      else if (char === mark && !isClass) return at + 1;
    }
    this.#openUntil.set(mark, at);
    return undefined;
  }

  #readText(): Text | undefined {
    const start = this.#at + 1;
    const end = this.#findEnd(this.#text.charAt(this.#at));
    if (end === undefined) {
      this.#skipMark();
      return undefined;
    }
    this.#at = end;
    this.#put('value');
    return { start, end: end - 1 };
  }

  #readBacktick(): void {
    if (!this.#hasTemplates) {
      this.#skipMark();
      return;
    }
    if (this.#templates.length === 0) this.#outer = this.#at;
    this.#at += 1;
    this.#readTemplate();
  }

  /** The text of a template up to its end, or up to code in it. */
  #readTemplate(): void {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const char = text.charAt(this.#at);
      if (char === '\\') this.#at += 1;
      else if (char === '`') {
        this.#at += 1;
        this.#put('value');
        return;
      } else if (char === '$' && text.charAt(this.#at + 1) === '{') {
        this.#at += 2;
        this.#depth += 1;
        this.#templates.push(this.#depth);
        this.#put('operator');
        return;
      }
    }
    // It never ends.
    this.#templates.push(-1);
  }

  #takeWord(): string {
    const word = wordAt(this.#text, this.#at);
    this.#at += word.length;
    return word;
  }

  #readWord(): void {
    const start = this.#at;
    const isMember = this.#last === 'dot';
    const isStatement = this.#canBegin(start);
    const word = this.#takeWord();
    this.#put(beforeValue.has(word) && !isMember ? 'operator' : 'value');
    this.#isTry = word === 'try' && !isMember;
    if (isMember) return;
    if (word === 'import') this.#readImport(isStatement);
    else if (word === 'export' && isStatement) this.#readExport();
    else if (word === 'require') this.#readRequire();
  }

  /** Declarations of imports stand outside of all blocks; a count that markup confused is right again at the edge. */
  #canBegin(start: number): boolean {
    const isFirst = this.#last === 'start' || this.#last === 'semicolon' || this.#last === 'brace' || this.#isNewLine;
    return isFirst && (this.#depth === 0 || (start === this.#lineStart && this.#templates.length === 0));
  }

  #skipBlanks(from: number): number {
    const text = this.#text;
    let at = from;
    for (; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === '/' && /[/*]/.test(text.charAt(at + 1))) at = this.#endOfComment(at) - 1;
      else if (!/\s/.test(char)) break;
    }
    return at;
  }

  #readImport(isStatement: boolean): void {
    const next = this.#skipBlanks(this.#at);
    const char = this.#text.charAt(next);
    if (char === '(') this.#readArgument(next);
    else if (isStatement && char !== '.') this.#readClause(next);
  }

  #readExport(): void {
    const next = this.#skipBlanks(this.#at);
    const char = this.#text.charAt(next);
    if (char === '*' || char === '{') this.#readClause(next);
    else if (this.#text.startsWith('type', next)) {
      const after = this.#skipBlanks(next + 'type'.length);
      if (/[*{]/.test(this.#text.charAt(after))) this.#readClause(next);
    }
  }

  #readRequire(): void {
    let next = this.#skipBlanks(this.#at);
    if (this.#text.startsWith('.resolve', next)) next = this.#skipBlanks(next + '.resolve'.length);
    if (this.#text.charAt(next) === '(') this.#readArgument(next);
  }

  /** The one argument of a call, where it is a text. */
  #readArgument(open: number): void {
    const start = this.#skipBlanks(open + 1);
    const quote = this.#text.charAt(start);
    if (quote !== '"' && quote !== "'" && quote !== '`') return;
    const before = this.#at;
    this.#at = start;
    const end = this.#findEnd(quote);
    this.#at = before;
    if (end === undefined) return;
    const module = this.#text.slice(start + 1, end - 1);
    if (quote === '`' && module.includes('${')) return;
    if (/[),]/.test(this.#text.charAt(this.#skipBlanks(end)))) this.#add({ start: start + 1, end: end - 1 }, false);
  }

  /** From the first word after `import` or `export` up to the specifier. */
  #readClause(from: number): void {
    const text = this.#text;
    const words: string[] = [];
    let at = from;
    let isAfterFrom = true;
    for (;;) {
      at = this.#skipBlanks(at);
      const char = text.charAt(at);
      if (char === '"' || char === "'") {
        this.#at = at;
        const found = this.#readText();
        if (found === undefined) return;
        // A text that is no specifier is the name of an export: `import { "a b" as c } from "d"`.
        if (isAfterFrom) return this.#add(found, isOfTypes(words));
        at = this.#at;
        words.push('""');
      } else if (char !== '' && clauseMark.test(char)) {
        words.push(char);
        at += 1;
        isAfterFrom = false;
      } else {
        const word = wordAt(text, at);
        // Anything else is no clause; neither is what goes on with another statement.
        if (word === '' || word === 'import' || word === 'export') return;
        words.push(word);
        at += word.length;
        isAfterFrom = word === 'from';
      }
      this.#at = at;
    }
  }

  #add({ start, end }: Text, isTypeOnly: boolean): void {
    const module = this.#text.slice(start, end);
    if (module === '' || module.length > 300 || /[\\\n]/.test(module)) return;
    this.#uses.set(start, {
      module,
      start,
      end,
      ...(isTypeOnly ? { isTypeOnly } : {}),
      ...(this.#tries.length > 0 ? { isOptional: true } : {}),
    });
  }
}

/** `type { A }`, `type A from`, `{ type A, type B }`; a value may be called `type`, too. */
function isOfTypes(words: readonly string[]): boolean {
  const [first, second] = words;
  if (first === 'type') return second !== 'from' && second !== ',' && second !== undefined;
  if (first !== '{') return false;
  const names = words.slice(1, words.indexOf('}')).join(' ').split(' , ');
  const told = names.map((one) => one.replace(/ ?,$/, '').trim()).filter((one) => one !== '');
  return told.length > 0 && told.every((one) => /^type (?!as\b|$)\S/.test(one));
}
