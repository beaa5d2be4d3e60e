import { MalformedFileError } from '../../../model/ecosystem.ts';
import { readString, type Text } from './strings.ts';

interface Place {
  readonly start: number;
  readonly end: number;
  /** Brackets that are open around it. */
  readonly depth: number;
}

export type Token =
  | (Place & { readonly kind: 'name'; readonly name: string })
  | (Place & { readonly kind: 'string'; readonly text: Text })
  | (Place & { readonly kind: 'operator'; readonly operator: string })
  | (Place & { readonly kind: 'number' })
  /** The end of a logical line. */
  | (Place & { readonly kind: 'newline' });

/** The largest `setup.py` of a public package that we know of has a tenth of it. */
const maxLength = 1024 * 1024;

/** Longest first. */
const operators = [
  ...['**=', '//=', '>>=', '<<=', '...', '!=', '==', '<=', '>=', '->', '+=', '-=', '*=', '/=', '%=', '&=', '|='],
  ...['^=', '@=', ':=', '**', '//', '<<', '>>'],
];

/**
 * Splits Python into tokens (docs.python.org/3/reference/lexical_analysis). Written by hand: the place of every string is
 * needed, a parser for all of Python would be larger than the rest of this folder, and it has to bear any input in linear
 * time. Nothing is executed.
 *
 * @throws MalformedFileError where a string does not end: Python would refuse the whole file
 */
export function readTokens(text: string): readonly Token[] {
  if (text.length > maxLength) throw new MalformedFileError(`more than ${maxLength} characters are not read`);
  const tokens: Token[] = [];
  let depth = 0;
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const char = text.charAt(at);
    if (char === '\n' || char === '\r') {
      if (depth === 0) tokens.push({ kind: 'newline', start: at, end: at, depth });
      at += 1;
      continue;
    }
    if (isClosing(char)) depth = Math.max(0, depth - 1);
    const token = readToken(text, at, depth);
    tokens.push(token);
    if (char === '(' || char === '[' || char === '{') depth += 1;
    at = token.end;
  }
  tokens.push({ kind: 'newline', start: text.length, end: text.length, depth: 0 });
  return tokens;
}

const isClosing = (char: string): boolean => char === ')' || char === ']' || char === '}';

/** Over blanks, comments, and line ends that a backslash takes away. */
function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '#') at = endOfLine(text, at);
    else if (char === '\\') at += text.startsWith('\r\n', at + 1) ? 3 : 2;
    else if (char === ' ' || char === '\t' || char === '\f' || char === '\ufeff') at += 1;
    else break;
  }
  return at;
}

function readToken(text: string, start: number, depth: number): Token {
  const string = readString(text, start);
  if (string === 'unclosed') {
    const line = text.slice(0, start).split('\n').length;
    throw new MalformedFileError('a string does not end', line);
  }
  if (string !== undefined) return { kind: 'string', start, end: string.end, depth, text: string };
  if (isNameStart(text.charCodeAt(start))) {
    const end = endOfWord(text, start);
    const written = text.slice(start, end);
    // Python compares identifiers in this form, so that a letter of another width is the same name.
    return { kind: 'name', name: written.normalize('NFKC'), start, end, depth };
  }
  if (isDigit(text.charCodeAt(start))) return { kind: 'number', start, end: endOfWord(text, start), depth };
  const char = text.charAt(start);
  const operator = '()[]{},;'.includes(char) ? char : (operators.find((one) => text.startsWith(one, start)) ?? char);
  return { kind: 'operator', operator, start, end: start + operator.length, depth };
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at) !== '\n' && text.charAt(at) !== '\r') at += 1;
  return at;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && (isNameStart(text.charCodeAt(at)) || isDigit(text.charCodeAt(at)))) at += 1;
  return at;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** ASCII letters, the underscore, and whatever lies beyond ASCII. */
const isNameStart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127;
