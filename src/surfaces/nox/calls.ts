import type { Word } from '../../model/command.ts';
import { impliedWord, wordOf } from '../collector.ts';
import { PieceBuilder } from '../pieces.ts';

/** A call of a method of a session. Arguments that are no literal texts are words that are not known. */
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
 * texts and comments are told apart, so that a call inside one of them is none. A session is called as the first parameter
 * of a function is, or one that is annotated so (nox.thea.codes, "Defining sessions"). Linear.
 */
export function readCalls(source: string): readonly SessionCall[] {
  const calls: SessionCall[] = [];
  const sessions = new Set(['session']);
  for (let at = 0; at < source.length; ) {
    const char = source.charAt(at);
    if (char === '#') at = endOfLine(source, at);
    else if (char === '"' || char === "'") at = endOfText(source, at);
    else if (/\w/.test(char)) {
      const end = endOfWord(source, at);
      const word = source.slice(at, end);
      if (word === 'def') addSessions(source.slice(end, end + maxHeader), sessions);
      const call = sessions.has(word) ? readCall(source, at, end) : undefined;
      if (call !== undefined) calls.push(call);
      at = call?.end ?? end;
    } else at += 1;
  }
  return calls;
}

/** Longest head of a function that is read, in characters. */
const maxHeader = 500;

/** Names under which a function may be given its session. */
function addSessions(header: string, sessions: Set<string>): void {
  const list = header.slice(0, header.indexOf(')') + 1 || header.length);
  const first = /^[ \t]{1,20}\w+[ \t]*\(\s*(\w+)/.exec(list)?.[1];
  const annotated = [...list.matchAll(/\b(\w+)[ \t]*:[ \t]*["']?(?:nox\.)?(?:sessions\.)?Session\b/g)].map(
    ([, name]) => name,
  );
  for (const name of [first, ...annotated]) {
    if (name !== undefined && name !== 'self' && name !== 'cls') sessions.add(name);
  }
}

function readCall(source: string, start: number, nameStart: number): SessionCall | undefined {
  if (source.charAt(start - 1) === '.') return undefined;
  const [head, name] = /^\.(\w{1,50})[ \t]*\(/.exec(source.slice(nameStart, nameStart + 100)) ?? [];
  if (head === undefined || name === undefined) return undefined;
  const words: Word[] = [];
  const nameEnd = nameStart + 1 + name.length;
  let at = nameStart + head.length;
  const limit = Math.min(source.length, start + maxCall);
  while (at < limit) {
    const next = skipSilence(source, at, limit);
    if (source.charAt(next) === ')') return { method: name, words, start, nameEnd, end: next + 1, closed: true };
    const argument = readArgument(source, next, limit);
    if (argument.word !== undefined) words.push(argument.word);
    else if (name === 'conda_install') words.push(...channelsIn(source, next, argument.end));
    at = argument.end;
  }
  return { method: name, words, start, nameEnd, end: limit, closed: false };
}

/** `channel="name"`, `channel=["name", ...]`: nox gives each to conda as an option. */
function channelsIn(source: string, start: number, limit: number): readonly Word[] {
  const key = /^channel[ \t]*=\s*[[(]?/.exec(source.slice(start, Math.min(limit, start + 100)))?.[0];
  if (key === undefined) return [];
  const option = impliedWord('--channel', start, start + 'channel'.length);
  const words: Word[] = [];
  for (let at = start + key.length; at < limit; ) {
    const text = readTexts(source, skipSilence(source, at, limit), limit);
    if (text !== undefined) words.push(option, text.word);
    at = (text?.end ?? at) + 1;
  }
  return words.length > 0 ? words : [option, unknownWord(source.slice(start, limit), start)];
}

/** What Python works out. */
const unknownWord = (written: string, start: number): Word => ({
  text: `$(${written.slice(0, 200)})`,
  known: false,
  start,
  end: start + written.length,
});

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
  return { word: isNamed ? undefined : unknownWord(written, start), end: source.charAt(end) === ',' ? end + 1 : end };
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

function endOfWord(source: string, start: number): number {
  let end = start + 1;
  while (end < source.length && /\w/.test(source.charAt(end))) end += 1;
  return end;
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
