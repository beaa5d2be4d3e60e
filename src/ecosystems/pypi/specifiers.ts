import { explain } from '@renovatebot/pep440';
import { isBlank, type Span, skipBlanks } from './scan.ts';

/** Longer texts are no versions: the longest on the public registry has fewer than 100 characters. */
export const maxVersionLength = 256;

export const operators = ['===', '==', '~=', '!=', '<=', '>=', '<', '>'] as const;
export type Operator = (typeof operators)[number];

/** One clause of a version requirement; `version` without the trailing `.*` of a `wildcard`. */
export interface Specifier {
  readonly operator: Operator;
  readonly version: string;
  readonly wildcard: boolean;
}

export interface Specifiers {
  /** Undefined where there are none. */
  readonly span?: Span;
  readonly clauses: readonly Specifier[];
  readonly end: number;
}

/**
 * Reads version specifiers from an offset on, with or without parentheses (PEP 440 and PEP 508). A reason where they
 * are not valid; no span where there are none. Linear.
 * @param most clauses that are read
 */
export function readSpecifiers(text: string, from: number, most = Number.POSITIVE_INFINITY): Specifiers | string {
  const parenthesis = text.charAt(from) === '(';
  const start = parenthesis ? skipBlanks(text, from + 1) : from;
  const clauses: Specifier[] = [];
  let at = start;
  let end = start;
  while (clauses.length < most && operatorAt(text, at) !== undefined) {
    const clause = readClause(text, at);
    if (typeof clause === 'string') return clause;
    clauses.push(clause.specifier);
    end = clause.end;
    at = skipBlanks(text, end);
    if (text.charAt(at) !== ',') break;
    end = at + 1;
    at = skipBlanks(text, end);
  }
  const found = { clauses, ...(end > start && { span: { start, end } }) };
  if (!parenthesis) return { ...found, end };
  return text.charAt(at) === ')' ? { ...found, end: at + 1 } : 'the version specifiers lack a closing parenthesis';
}

export const operatorAt = (text: string, at: number): Operator | undefined =>
  operators.find((operator) => text.startsWith(operator, at));

/** One clause: the operator, blanks, the version up to a comma, semicolon, parenthesis or blank. */
export function readClause(text: string, at: number): { specifier: Specifier; end: number } | string {
  const operator = operatorAt(text, at);
  if (operator === undefined) return 'no version operator';
  const start = skipBlanks(text, at + operator.length);
  let end = start;
  const stops = operator === '===' ? ';)' : ',;)';
  while (end < text.length && !isBlank(text.charAt(end)) && !stops.includes(text.charAt(end))) end++;
  const written = text.slice(start, end);
  if (written === '') return `no version after "${operator}"`;
  if (written.length > maxVersionLength) return 'the version is too long to be one';
  if (!isClause(operator, written)) return `"${operator}${written.slice(0, 40)}" is no version specifier (PEP 440)`;
  const wildcard = operator !== '===' && written.endsWith('.*');
  return { specifier: { operator, version: wildcard ? written.slice(0, -2) : written, wildcard }, end };
}

/**
 * Which versions an operator takes: a wildcard or a local version only for equality, the wildcard right after the release,
 * and at least two numbers after `~=`.
 */
function isClause(operator: Operator, written: string): boolean {
  if (operator === '===') return /^[^\s;)]+$/.test(written);
  const isEquality = operator === '==' || operator === '!=';
  const wildcard = written.endsWith('.*');
  const version = /^[!-~]+$/.test(written) ? explain(wildcard ? written.slice(0, -2) : written) : null;
  if (version === null || (!isEquality && (wildcard || version.local !== null))) return false;
  if (wildcard && (version.is_prerelease || version.is_postrelease || version.local !== null)) return false;
  return operator !== '~=' || version.release.length > 1;
}
