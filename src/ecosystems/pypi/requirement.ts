import { maxNameLength } from './names.ts';
import { endOfText, isBlank, type Span, skipBlanks } from './scan.ts';
import { readSpecifiers, type Specifier } from './specifiers.ts';

/** A requirement as PEP 508 writes it, by its parts. Spans are offsets into the text that was read. */
export interface Requirement {
  readonly kind: 'requirement';
  readonly name: string;
  readonly nameSpan: Span;
  readonly extras: readonly string[];
  /** The version specifiers, without parentheses around them. */
  readonly specifiers?: Span;
  readonly clauses: readonly Specifier[];
  /** The address of a direct reference. */
  readonly url?: Span;
  /** What follows the semicolon; not validated here. */
  readonly marker?: Span;
  /** From the name to the last character that is no blank. */
  readonly span: Span;
}

export interface RejectedRequirement {
  readonly kind: 'rejected';
  readonly reason: string;
  /** Offset of what was not understood. */
  readonly at: number;
}

/**
 * Reads one requirement (packaging.python.org, dependency specifiers, grammar; as `packaging` 26 reads it):
 * `name [extras] (specifiers | "@" url) ["; " marker]`. Linear in the text.
 */
export function readRequirement(text: string): Requirement | RejectedRequirement {
  const start = skipBlanks(text, 0);
  const nameEnd = endOfIdentifier(text, start);
  if (nameEnd === start) return reject('no package name at the start of the requirement', start);
  if (nameEnd - start > maxNameLength) return reject('the package name is too long to be one', start);
  const extras = readExtras(text, skipBlanks(text, nameEnd));
  if (typeof extras === 'string') return reject(extras, nameEnd);
  const at = skipBlanks(text, extras.end);
  const base = {
    kind: 'requirement' as const,
    name: text.slice(start, nameEnd),
    nameSpan: { start, end: nameEnd },
    extras: extras.names,
    clauses: [],
    span: { start, end: endOfText(text, start) },
  };
  if (text.charAt(at) === '@') return readReference(text, skipBlanks(text, at + 1), base);
  const versions = readSpecifiers(text, at);
  if (typeof versions === 'string') return reject(versions, at);
  const { span: specifiers, clauses, end } = versions;
  const marker = readMarkerPart(text, end);
  if (marker === 'rejected') return reject(describeRest(text, end), skipBlanks(text, end));
  return { ...base, clauses, ...(specifiers && { specifiers }), ...(marker && { marker }) };
}

/** The address ends at a blank: a semicolon directly after it belongs to it. */
function readReference(text: string, start: number, base: Requirement): Requirement | RejectedRequirement {
  let end = start;
  while (end < text.length && !isBlank(text.charAt(end))) end++;
  if (end === start) return reject('no address after "@"', start);
  const marker = readMarkerPart(text, end);
  if (marker === 'rejected') return reject(describeRest(text, end), skipBlanks(text, end));
  return { ...base, url: { start, end }, ...(marker && { marker }) };
}

function readMarkerPart(text: string, from: number): Span | undefined | 'rejected' {
  const at = skipBlanks(text, from);
  if (at === text.length) return undefined;
  if (text.charAt(at) !== ';') return 'rejected';
  const start = skipBlanks(text, at + 1);
  return { start, end: Math.max(start, endOfText(text, start)) };
}

function readExtras(text: string, at: number): { names: readonly string[]; end: number } | string {
  const names: string[] = [];
  if (text.charAt(at) !== '[') return { names, end: at };
  for (let from = skipBlanks(text, at + 1); ; ) {
    if (text.charAt(from) === ']' && names.length === 0) return { names, end: from + 1 };
    const end = endOfIdentifier(text, from);
    if (end === from) return 'the extras are not closed, or one of them is no name';
    names.push(text.slice(from, end));
    const next = skipBlanks(text, end);
    if (text.charAt(next) === ']') return { names, end: next + 1 };
    if (text.charAt(next) !== ',') return 'the extras lack a comma or the closing bracket';
    from = skipBlanks(text, next + 1);
  }
}

/** Names begin with a letter or digit and end with one or with an underscore: that is what the reference reader takes. */
function endOfIdentifier(text: string, start: number): number {
  if (!/[A-Za-z0-9]/.test(text.charAt(start))) return start;
  let end = start + 1;
  while (end < text.length && /[A-Za-z0-9._-]/.test(text.charAt(end))) end++;
  while (/[.-]/.test(text.charAt(end - 1))) end--;
  return end;
}

function describeRest(text: string, from: number): string {
  const at = skipBlanks(text, from);
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const shown = /^[!-~]$/.test(char)
    ? `"${char}"`
    : `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `${shown} is out of place in the requirement`;
}

const reject = (reason: string, at: number): RejectedRequirement => ({ kind: 'rejected', reason, at });
