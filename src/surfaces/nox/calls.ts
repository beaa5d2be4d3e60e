import type { Word } from '../../model/command.ts';
import { wordOf } from '../collector.ts';
import { PieceBuilder } from '../pieces.ts';

/** A call of a method of `session`. Arguments that are no literal texts are words that are not known. */
export interface SessionCall {
  readonly method: string;
  readonly words: readonly Word[];
  readonly start: number;
  /** After the name of the method. */
  readonly nameEnd: number;
  readonly end: number;
  readonly closed: boolean;
}

/** Longest call that is read, in characters. */
const maxCall = 20_000;

/**
 * Finds the calls `session.install(...)` and the like in Python source, without running or understanding the rest of it:
 * texts and comments are told apart, so that a call inside one of them is none. Linear.
 */
export function readCalls(source: string): readonly SessionCall[] {
  const calls: SessionCall[] = [];
  for (let at = 0; at < source.length; ) {
    const char = source.charAt(at);
    if (char === '#') at = endOfLine(source, at);
    else if (char === '"' || char === "'") at = endOfText(source, at);
    else if (source.startsWith('session.', at) && !/[\w.]/.test(source.charAt(at - 1))) {
      const call = readCall(source, at);
      if (call !== undefined) calls.push(call);
      at = call?.end ?? at + 'session.'.length;
    } else at += 1;
  }
  return calls;
}

function readCall(source: string, start: number): SessionCall | undefined {
  const method = /^session\.(\w{1,50})[ \t]*\(/.exec(source.slice(start, start + 100));
  const [head, name] = method ?? [];
  if (head === undefined || name === undefined) return undefined;
  const words: Word[] = [];
  let at = start + head.length;
  const limit = Math.min(source.length, start + maxCall);
  while (at < limit) {
    const next = skipSilence(source, at, limit);
    if (source.charAt(next) === ')') {
      return { method: name, words, start, nameEnd: start + 8 + name.length, end: next + 1, closed: true };
    }
    const argument = readArgument(source, next, limit);
    if (argument.word !== undefined) words.push(argument.word);
    at = argument.end;
  }
  return { method: name, words, start, nameEnd: start + 8 + name.length, end: limit, closed: false };
}

interface Argument {
  /** Left out: a named argument, which is no part of the command, or nothing. */
  readonly word: Word | undefined;
  readonly end: number;
}

/** One argument and the comma behind it. */
function readArgument(source: string, start: number, limit: number): Argument {
  const text = readTexts(source, start, limit);
  const next = skipSilence(source, text?.end ?? start, limit);
  if (text !== undefined && (source.charAt(next) === ',' || source.charAt(next) === ')')) {
    return { word: text.word, end: source.charAt(next) === ',' ? next + 1 : next };
  }
  const end = endOfArgument(source, start, limit);
  const written = source.slice(start, end).trimEnd();
  const isNamed = /^\w+[ \t]*=(?!=)/.test(written.slice(0, 200)) || written === '';
  const word: Word | undefined = isNamed
    ? undefined
    : { text: `$(${written.slice(0, 200)})`, known: false, start, end: start + written.length };
  return { word, end: source.charAt(end) === ',' ? end + 1 : end };
}

/** Neighbouring literals are one text in Python. */
function readTexts(source: string, start: number, limit: number): { word: Word; end: number } | undefined {
  const built = new PieceBuilder();
  let known = true;
  let end = start;
  for (let at = start; at < limit; ) {
    const prefix = /^[rRbBuUfF]{0,2}(?=["'])/.exec(source.slice(at, at + 3))?.[0];
    if (prefix === undefined) break;
    const quote = at + prefix.length;
    end = endOfText(source, quote);
    const marks = source.startsWith(source.charAt(quote).repeat(3), quote) ? 3 : 1;
    const inner = source.slice(quote + marks, Math.max(quote + marks, end - marks));
    built.append(inner, quote + marks, quote + marks + inner.length);
    if (inner.includes('\\') || (/f/i.test(prefix) && inner.includes('{'))) known = false;
    at = skipSilence(source, end, limit);
  }
  if (end === start) return undefined;
  const word = built.length === 0 ? { text: '', known, start, end } : { ...wordOf(built.finish(), known), start, end };
  return { word, end };
}

/** Offset of the comma or bracket that ends an argument. */
function endOfArgument(source: string, start: number, limit: number): number {
  let depth = 0;
  for (let at = start; at < limit; ) {
    const char = source.charAt(at);
    if (depth === 0 && (char === ',' || char === ')')) return at;
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    if (char === '"' || char === "'") at = endOfText(source, at);
    else at = char === '#' ? endOfLine(source, at) : at + 1;
  }
  return limit;
}

/** Offset after a literal; one that nobody closes ends with its line. */
function endOfText(source: string, start: number): number {
  const quote = source.charAt(start);
  const marks = source.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + marks.length; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '\n' && marks.length === 1) return at;
    else if (char === quote && source.startsWith(marks, at)) return at + marks.length;
  }
  return source.length;
}

/** Blanks, line ends and comments. */
function skipSilence(source: string, start: number, limit: number): number {
  let at = start;
  while (at < limit) {
    const char = source.charAt(at);
    if (char === '#') at = endOfLine(source, at);
    else if (char === ' ' || char === '\t' || char === '\n' || char === '\r' || char === '\\') at += 1;
    else break;
  }
  return at;
}

function endOfLine(source: string, start: number): number {
  const end = source.indexOf('\n', start);
  return end === -1 ? source.length : end;
}
