import { type Expression, ExpressionReader } from './expression.ts';
import { readTokens, type Token } from './tokens.ts';

/** A value that some place of a program gives to a keyword. */
export interface Given {
  readonly keyword: string;
  readonly value: Expression;
}

/** What a program says about some keywords, without running it. */
export interface Module {
  readonly given: readonly Given[];
  /** What a function called `setup` is given as `name`. */
  readonly names: readonly Expression[];
  /** Arguments that a function spreads out of something: `**settings`. */
  readonly spreads: readonly { readonly callee: string | undefined; readonly value: Expression }[];
  /** By name, everything that is assigned or added to it, wherever that stands in the program. */
  readonly bindings: ReadonlyMap<string, readonly Expression[]>;
}

interface Scan {
  readonly tokens: readonly Token[];
  readonly keywords: ReadonlySet<string>;
  readonly given: Given[];
  readonly names: Expression[];
  readonly spreads: { callee: string | undefined; value: Expression }[];
  readonly bindings: Map<string, Expression[]>;
  /** Where the last value and the last spread end: what lies inside them is not read a second time. */
  valueEnd: number;
  spreadEnd: number;
}

/**
 * Reads a program for what it gives to keywords: as arguments (`setup(install_requires=...)`), as keys of a dictionary
 * (`{'install_requires': ...}`) or as items that are set (`settings['install_requires'] = ...`). Which function is called
 * in the end is not asked, since a second name for it is easily made. Linear: no value inside another one is read again.
 *
 * @throws MalformedFileError
 */
export function readModule(text: string, keywords: ReadonlySet<string>): Module {
  const scan: Scan = {
    tokens: readTokens(text),
    keywords,
    given: [],
    names: [],
    spreads: [],
    bindings: new Map(),
    valueEnd: 0,
    spreadEnd: 0,
  };
  const callees: (string | undefined)[] = [];
  let isStart = true;
  for (const [index, token] of scan.tokens.entries()) {
    const operator = token.kind === 'operator' ? token.operator : undefined;
    if (operator === '(' || operator === '[' || operator === '{') callees.push(calleeAt(scan.tokens, index, operator));
    else if (operator === ')' || operator === ']' || operator === '}') callees.pop();
    else if (token.depth > 0) readInside(scan, index, token, callees.at(-1));
    else readStatement(scan, index, token, isStart);
    isStart = token.kind === 'newline' || operator === ';' || operator === ':';
  }
  return scan;
}

const operatorAt = (tokens: readonly Token[], index: number): string | undefined => {
  const token = tokens[index];
  return token?.kind === 'operator' ? token.operator : undefined;
};

const nameAt = (tokens: readonly Token[], index: number): string | undefined => {
  const token = tokens[index];
  return token?.kind === 'name' ? token.name : undefined;
};

const calleeAt = (tokens: readonly Token[], index: number, operator: string): string | undefined =>
  operator === '(' ? nameAt(tokens, index - 1) : undefined;

const valueAt = (scan: Scan, index: number): Expression => new ExpressionReader(scan.tokens, index).read();

function readInside(scan: Scan, index: number, token: Token, callee: string | undefined): void {
  const { tokens } = scan;
  const next = operatorAt(tokens, index + 1);
  const previous = operatorAt(tokens, index - 1);
  const isFirst = previous === '(' || previous === ',' || previous === '{';
  if (token.kind === 'name' && next === '=' && isFirst) {
    give(scan, token.name, index + 2);
    const isShort = [',', ')'].includes(operatorAt(tokens, index + 3) ?? '');
    if (token.name === 'name' && callee === 'setup' && isShort) scan.names.push(valueAt(scan, index + 2));
  } else if (token.kind === 'string' && next === ':' && isFirst) {
    give(scan, token.text.value, index + 2);
  } else if (token.kind === 'string' && next === ']' && previous === '[') {
    const sets = ['=', '+='].includes(operatorAt(tokens, index + 2) ?? '');
    if (sets) give(scan, token.text.value, index + 3);
  } else if (operatorAt(tokens, index) === '**' && isFirst && token.start >= scan.spreadEnd) {
    const value = valueAt(scan, index + 1);
    scan.spreads.push({ callee, value });
    scan.spreadEnd = value.end;
  }
}

function give(scan: Scan, keyword: string, index: number): void {
  const start = scan.tokens[index]?.start ?? 0;
  if (!scan.keywords.has(keyword) || start < scan.valueEnd) return;
  const value = valueAt(scan, index);
  scan.given.push({ keyword, value });
  scan.valueEnd = value.end;
}

/** Methods that add to a list, set or dictionary. */
const adders = new Set(['append', 'extend', 'add', 'update', 'insert']);

function readStatement(scan: Scan, index: number, token: Token, isStart: boolean): void {
  if (token.kind !== 'name') return;
  const { tokens } = scan;
  const next = operatorAt(tokens, index + 1);
  if (next === '=' || next === '+=' || next === ':=') {
    bind(scan, token.name, new ExpressionReader(tokens, index + 2).readTuple());
  } else if (isStart && next === ':') {
    const equals = findInLine(tokens, index + 2, '=');
    if (equals !== undefined) bind(scan, token.name, new ExpressionReader(tokens, equals + 1).readTuple());
  } else if (next === '.' && adders.has(nameAt(tokens, index + 2) ?? '') && operatorAt(tokens, index + 3) === '(') {
    bindArguments(scan, token.name, index + 4);
  } else if (isStart && next === '[') {
    const equals = findInLine(tokens, index + 1, '=') ?? findInLine(tokens, index + 1, '+=');
    if (equals !== undefined) bind(scan, token.name, valueAt(scan, equals + 1));
  } else if (token.name === 'import') bindImported(scan, index + 1);
}

function bind({ bindings }: Scan, name: string, value: Expression): void {
  const known = bindings.get(name);
  if (known === undefined) bindings.set(name, [value]);
  else known.push(value);
}

/** All arguments of a call that adds something: of `insert` the first one is a number, and no text comes of it. */
function bindArguments(scan: Scan, name: string, index: number): void {
  const value = new ExpressionReader(scan.tokens, index).readTuple();
  bind(scan, name, value);
}

/** An imported name stands for something that is not in this file. */
function bindImported(scan: Scan, from: number): void {
  for (let index = from; index < scan.tokens.length; index += 1) {
    const token = scan.tokens[index];
    if (token === undefined || token.kind === 'newline' || nameAt(scan.tokens, index) === 'import') return;
    if (token.kind === 'name') bind(scan, token.name, { kind: 'opaque', start: token.start, end: token.end });
  }
}

/** Annotations and subscripts are shorter. */
const maxDistance = 40;

/** The next operator of this kind outside brackets, before the line ends. */
function findInLine(tokens: readonly Token[], from: number, operator: string): number | undefined {
  for (let index = from; index < from + maxDistance; index += 1) {
    const token = tokens[index];
    if (token === undefined || token.kind === 'newline') return undefined;
    if (token.depth === 0 && operatorAt(tokens, index) === operator) return index;
  }
  return undefined;
}
