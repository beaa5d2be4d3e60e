import type { SigmaRule } from './schema.ts';

/** An event of a log by its fields; `message` is the whole of it. */
export type LogEvent = Readonly<Record<string, string>>;

/** Whether a rule matches an event, by the Sigma specification 2.0.0 ("Detection", "Condition") as far as our rules use it. */
export function matches({ detection }: SigmaRule, event: LogEvent): boolean {
  const tokens = detection.condition.match(/\(|\)|(?:all|1) of \S+|[a-z0-9_]+/g) ?? [];
  const isFound = (name: string): boolean => holdsPart(detection[name], event);
  const result = readOr(tokens, (token) => {
    const [, amount, pattern] = /^(all|1) of (.*)$/.exec(token) ?? [];
    if (pattern === undefined) return isFound(token);
    const prefix = pattern.replace(/\*$/, '');
    const names = Object.keys(detection).filter((name) => name !== 'condition' && name.startsWith(prefix));
    if (names.length === 0) throw new Error(`${pattern} selects nothing`);
    return amount === 'all' ? names.every(isFound) : names.some(isFound);
  });
  if (tokens.length > 0) throw new Error(`${detection.condition} is not understood`);
  return result;
}

function readOr(tokens: string[], isFound: (token: string) => boolean): boolean {
  let result = readAnd(tokens, isFound);
  while (tokens[0] === 'or') {
    tokens.shift();
    result = readAnd(tokens, isFound) || result;
  }
  return result;
}

function readAnd(tokens: string[], isFound: (token: string) => boolean): boolean {
  let result = readTerm(tokens, isFound);
  while (tokens[0] === 'and') {
    tokens.shift();
    result = readTerm(tokens, isFound) && result;
  }
  return result;
}

function readTerm(tokens: string[], isFound: (token: string) => boolean): boolean {
  const token = tokens.shift() ?? '';
  if (token !== '(') return isFound(token);
  const result = readOr(tokens, isFound);
  if (tokens.shift() !== ')') throw new Error('a bracket is open');
  return result;
}

const listOf = (values: unknown): readonly string[] => (Array.isArray(values) ? values : [values]).map(String);

function holdsPart(part: unknown, event: LogEvent): boolean {
  if (Array.isArray(part)) return listOf(part).some((word) => wildcards(`*${word}*`).test(event['message'] ?? ''));
  return Object.entries(Object(part)).every(([key, values]) => {
    const [field = '', ...modifiers] = key.split('|');
    const found = event[field];
    return found !== undefined && listOf(values).some((value) => expression(value, modifiers).test(found));
  });
}

function expression(value: string, modifiers: readonly string[]): RegExp {
  if (modifiers.includes('re')) return new RegExp(value, modifiers.includes('i') ? 'is' : 's');
  const before = modifiers.includes('contains') || modifiers.includes('endswith') ? '*' : '';
  const after = modifiers.includes('contains') || modifiers.includes('startswith') ? '*' : '';
  return wildcards(`${before}${value}${after}`);
}

/** `*` and `?` unless a backslash stands before them, which protects a backslash too. */
function wildcards(value: string): RegExp {
  const parts = value.match(/\\[\\*?]|./gsu) ?? [];
  const text = parts.map((one) =>
    one === '*' ? '.*' : one === '?' ? '.' : literal(/^\\./.test(one) ? one.slice(1) : one),
  );
  return new RegExp(`^${text.join('')}$`, 'isu');
}

const literal = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}/]/g, '\\$&');
