import type { Text } from './strings.ts';
import type { Token } from './tokens.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** What an expression stands for, as far as literals and names tell. */
export type Expression =
  | (Place & { readonly kind: 'text'; readonly text: Text })
  /** A list, tuple or set; what `*` spreads is an item like any other. */
  | (Place & { readonly kind: 'list'; readonly items: readonly Expression[] })
  /** Keys that are no literals are left out of `key`; what `**` spreads is a value without one. */
  | (Place & { readonly kind: 'dict'; readonly entries: readonly Entry[] })
  | (Place & { readonly kind: 'name'; readonly name: string })
  | (Place & { readonly kind: 'sum'; readonly parts: readonly Expression[] })
  | (Place & { readonly kind: 'opaque' });

export interface Entry {
  readonly key: string | undefined;
  readonly value: Expression;
}

/** Deeper nesting than anybody writes. */
const maxDepth = 40;

const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Reads expressions out of tokens, each token once. What is no literal is `opaque`, from its first to its last token. */
export class ExpressionReader {
  private readonly tokens: readonly Token[];
  private at: number;

  constructor(tokens: readonly Token[], at: number) {
    this.tokens = tokens;
    this.at = at;
  }

  /** Up to a comma, colon, assignment, closing bracket or the end of the line. */
  read(depth = 0): Expression {
    const start = this.startOfNext();
    const parts: Expression[] = [];
    let known = true;
    for (let more = true; more; ) {
      const part = this.readOperand(depth);
      if (part === undefined) known = false;
      else parts.push(part);
      more = known && this.take('+');
    }
    if (!this.isAtEnd() || !known) {
      this.skip();
      return { kind: 'opaque', start, end: this.endOfLast(start) };
    }
    const [first] = parts;
    return first !== undefined && parts.length === 1
      ? first
      : { kind: 'sum', parts, start, end: this.endOfLast(start) };
  }

  /** Like `read`; items that commas separate without brackets are a tuple. */
  readTuple(): Expression {
    const first = this.read();
    if (this.operator() !== ',') return first;
    const items = [first];
    while (this.take(',')) if (!this.isAtEnd()) items.push(this.read());
    return { kind: 'list', items, start: first.start, end: this.endOfLast(first.start) };
  }

  private readOperand(depth: number): Expression | undefined {
    const token = this.tokens[this.at];
    if (token === undefined) return undefined;
    if (token.kind === 'string') return this.readText();
    if (token.kind === 'name') {
      this.at += 1;
      const { name, start, end } = token;
      if (name === 'dict' && this.operator() === '(' && depth < maxDepth) return this.readCall(start, depth);
      return { kind: 'name', name, start, end };
    }
    const operator = this.operator();
    if (operator === undefined || !closers.has(operator) || depth >= maxDepth) return undefined;
    return operator === '{' ? this.readBraces(depth) : this.readItems(operator, depth);
  }

  /** Literals beside each other are one. */
  private readText(): Expression {
    const start = this.startOfNext();
    const texts: Text[] = [];
    for (let token = this.tokens[this.at]; token?.kind === 'string'; token = this.tokens[this.at]) {
      texts.push(token.text);
      this.at += 1;
    }
    const [first] = texts;
    const joined: Text = {
      value: texts.map(({ value }) => value).join(''),
      offset: texts.length === 1 ? first?.offset : undefined,
      literal: texts.every(({ literal }) => literal),
    };
    return { kind: joined.literal ? 'text' : 'opaque', text: joined, start, end: this.endOfLast(start) };
  }

  /** A list or tuple; parentheses around one thing are only parentheses. */
  private readItems(open: string, depth: number): Expression {
    const start = this.startOfNext();
    this.at += 1;
    const items: Expression[] = [];
    let commas = 0;
    while (!this.isClosed()) {
      this.take('*');
      items.push(this.read(depth + 1));
      if (this.take(',')) commas += 1;
      else if (!this.isClosed()) this.at += 1;
    }
    this.take(closers.get(open) ?? '');
    const [only] = items;
    if (open === '(' && commas === 0 && only !== undefined && items.length === 1) return only;
    return { kind: 'list', items, start, end: this.endOfLast(start) };
  }

  private readBraces(depth: number): Expression {
    const start = this.startOfNext();
    this.at += 1;
    const entries: Entry[] = [];
    const items: Expression[] = [];
    while (!this.isClosed()) {
      const spread = this.take('**');
      if (!spread) this.take('*');
      const first = this.read(depth + 1);
      if (spread) entries.push({ key: undefined, value: first });
      else if (this.take(':')) {
        entries.push({ key: first.kind === 'text' ? first.text.value : undefined, value: this.read(depth + 1) });
      } else items.push(first);
      if (!this.take(',') && !this.isClosed()) this.at += 1;
    }
    this.take('}');
    const end = this.endOfLast(start);
    return items.length > 0 && entries.length === 0
      ? { kind: 'list', items, start, end }
      : { kind: 'dict', entries: [...entries, ...items.map((value) => ({ key: undefined, value }))], start, end };
  }

  /** `dict(key=value)`. */
  private readCall(start: number, depth: number): Expression {
    this.at += 1;
    const entries: Entry[] = [];
    while (!this.isClosed()) {
      this.take('**');
      const first = this.read(depth + 1);
      const key = first.kind === 'name' && this.take('=') ? first.name : undefined;
      entries.push({ key, value: key === undefined ? first : this.read(depth + 1) });
      if (!this.take(',') && !this.isClosed()) this.at += 1;
    }
    this.take(')');
    return { kind: 'dict', entries, start, end: this.endOfLast(start) };
  }

  private operator(): string | undefined {
    const token = this.tokens[this.at];
    return token?.kind === 'operator' ? token.operator : undefined;
  }

  private take(operator: string): boolean {
    const isNext = this.operator() === operator;
    if (isNext) this.at += 1;
    return isNext;
  }

  private isClosed(): boolean {
    const token = this.tokens[this.at];
    return token === undefined || token.kind === 'newline' || [')', ']', '}'].includes(this.operator() ?? '');
  }

  private isAtEnd(): boolean {
    return this.isClosed() || [',', ':', '=', ';', ':=', '+='].includes(this.operator() ?? '');
  }

  /** Over the rest of an expression, brackets in it included. */
  private skip(): void {
    let open = 0;
    while (this.at < this.tokens.length && (open > 0 || !this.isAtEnd())) {
      const operator = this.operator() ?? '';
      if (closers.has(operator)) open += 1;
      else if (operator === ')' || operator === ']' || operator === '}') open -= 1;
      this.at += 1;
    }
  }

  private startOfNext(): number {
    return this.tokens[this.at]?.start ?? 0;
  }

  private endOfLast(start: number): number {
    return Math.max(start, this.tokens[this.at - 1]?.end ?? 0);
  }
}
