import { explain } from '@renovatebot/pep440';
import { endOfText, skipBlanks } from './scan.ts';
import { maxVersionLength, type Operator, readClause, readSpecifiers, type Specifier } from './specifiers.ts';

/** Clauses that must all hold. */
export type Alternative = readonly Specifier[];

/** More alternatives or clauses than anybody writes. */
const maxClauses = 100;

/**
 * Reads a version requirement as PEP 440 writes it, or else as Poetry does (python-poetry.org/docs/dependency-specification):
 * `^1.2`, `~1.2`, `1.2` (exactly that), `1.*`, `*`, `>=1 <2`, alternatives with `||`. One of the alternatives must hold.
 * Undefined where it is neither. Linear.
 */
export function readRequirementText(text: string): readonly Alternative[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '*') return [[]];
  return readStandard(trimmed) ?? readPoetry(trimmed);
}

function readStandard(text: string): readonly Alternative[] | undefined {
  const read = readSpecifiers(text, 0, maxClauses);
  const isWhole = typeof read !== 'string' && read.end === text.length && read.clauses.length > 0;
  return isWhole ? [read.clauses] : undefined;
}

function readPoetry(text: string): readonly Alternative[] | undefined {
  const alternatives: Alternative[] = [];
  for (const part of text.split(/\|\|?/)) {
    const clauses = readPoetryClauses(part);
    if (clauses === undefined || alternatives.length === maxClauses) return undefined;
    alternatives.push(clauses);
  }
  return alternatives;
}

function readPoetryClauses(text: string): Alternative | undefined {
  const clauses: Specifier[] = [];
  const length = endOfText(text);
  let count = 0;
  for (let at = skipBlanks(text, 0); at < length; count++) {
    const operator = poetryOperators.find((one) => text.startsWith(one, at)) ?? '';
    const start = skipBlanks(text, at + operator.length);
    let end = start;
    while (end < length && !' \t,'.includes(text.charAt(end))) end++;
    const translated = end - start > maxVersionLength ? undefined : translate(operator, text.slice(start, end));
    if (translated === undefined || count === maxClauses) return undefined;
    clauses.push(...translated);
    at = skipBlanks(text, end);
    if (text.charAt(at) === ',') at = skipBlanks(text, at + 1);
  }
  return count === 0 ? undefined : clauses;
}

const poetryOperators = ['===', '==', '~=', '!=', '<>', '<=', '>=', '<', '>', '=', '^', '~'] as const;

function translate(operator: (typeof poetryOperators)[number] | '', written: string): readonly Specifier[] | undefined {
  if (written === '*' || written === 'x')
    return operator === '' || operator === '==' || operator === '=' ? [] : undefined;
  const wildcard = /\.[*xX]$/.test(written);
  const version = written.replace(/(?:\.[*xX])+$/, '');
  const release = explain(version)?.release;
  if (release === undefined) return undefined;
  switch (operator) {
    case '^':
      return bounded(version, nextBreaking(release));
    case '~':
      return bounded(version, bump(release, Math.min(1, release.length - 1)));
    case '':
    case '=':
      return clause('==', version, wildcard);
    case '<>':
      return clause('!=', version, wildcard);
    default:
      return clause(operator, version, wildcard);
  }
}

function clause(operator: Operator, version: string, wildcard: boolean): readonly Specifier[] | undefined {
  const read = readClause(`${operator}${version}${wildcard ? '.*' : ''}`, 0);
  return typeof read === 'string' ? undefined : [read.specifier];
}

function bounded(version: string, upper: string): readonly Specifier[] {
  const epoch = /^v?([0-9]+!)/i.exec(version)?.[1] ?? '';
  return [
    { operator: '>=', version, wildcard: false },
    { operator: '<', version: `${epoch}${upper}`, wildcard: false },
  ];
}

/** The caret lets everything move below the first part that is not zero. */
function nextBreaking(release: readonly number[]): string {
  const first = release.findIndex((part) => part !== 0);
  return bump(release, first < 0 ? release.length - 1 : first);
}

const bump = (release: readonly number[], index: number): string =>
  [...release.slice(0, index), (release[index] ?? 0) + 1].join('.');
