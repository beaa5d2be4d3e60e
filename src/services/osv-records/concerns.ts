import { readField, readList, readText, readTime } from '../../text/decode.ts';
import type { OsvPackage } from '../osv.ts';
import { sameSpelling } from '../spelling.ts';

/** Names of PyPI are equal in any spelling, those of GitHub in any case. */
function sameName(a: string, b: string, ecosystem: string): boolean {
  if (ecosystem === 'PyPI') return sameSpelling(a) === sameSpelling(b);
  return ecosystem === 'GitHub Actions' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** An ecosystem may carry a release behind a colon (`Debian:12`). */
const ecosystemOf = (value: string): string => value.split(':', 1)[0] ?? value;

/**
 * The parts of an advisory (ossf.github.io/osv-schema, `affected`) that speak of the package. None where it was withdrawn, or
 * where its list of versions leaves the asked one out. Without a version only what is said of all versions counts.
 */
export function affectedBy(record: unknown, asked: OsvPackage): readonly unknown[] {
  if (isWithdrawn(record)) return [];
  const named = readList(record, 'affected').filter((affected) => isNamed(affected, asked));
  return named.some((affected) => affects(affected, asked.version)) ? named : [];
}

/** Since when it is; what is no time withdraws nothing. */
export const isWithdrawn = (record: unknown): boolean => readTime(readField(record, 'withdrawn')) !== undefined;

/** Whether it says of any package that it is affected. */
export const namesPackages = (record: unknown): boolean =>
  readList(record, 'affected').some((affected) => readText(readField(affected, 'package'), 'name') !== undefined);

function isNamed(affected: unknown, asked: OsvPackage): boolean {
  const named = readField(affected, 'package');
  const ecosystem = ecosystemOf(readText(named, 'ecosystem') ?? '');
  return ecosystem === asked.ecosystem && sameName(readText(named, 'name') ?? '', asked.name, ecosystem);
}

/** Whether it speaks of every version: of all from the first one on, or of none in particular. */
export function coversAll(affected: unknown): boolean {
  const ranges = readList(affected, 'ranges');
  return ranges.some(coversEverything) || (ranges.length === 0 && versionsOf(affected).length === 0);
}

const versionsOf = (affected: unknown): readonly string[] =>
  readList(affected, 'versions').filter((text) => typeof text === 'string');

function affects(affected: unknown, version: string | undefined): boolean {
  if (coversAll(affected)) return true;
  if (version === undefined) return false;
  const ranges = readList(affected, 'ranges');
  const versions = versionsOf(affected);
  const same = (text: string) => text === version || text.toLowerCase() === version.trim().toLowerCase();
  if (versions.length > 0 && versions.some(same)) return true;
  // A bounded range was compared by the service, which knows the ecosystem's order of versions; so were other spellings.
  return ranges.length > 0 || !canBeCompared(version, versions);
}

/** Whether texts are versions in their usual spelling, so that unequal texts are unequal versions. */
const canBeCompared = (version: string, versions: readonly string[]): boolean =>
  [version, ...versions].every((text) => /^[0-9]+\.[0-9]+\.[0-9]+/.test(text));

/** `introduced: 0` and no end. */
function coversEverything(range: unknown): boolean {
  const events = readList(range, 'events');
  const ends = ['fixed', 'last_affected', 'limit'];
  return (
    events.some((event) => readText(event, 'introduced') === '0') &&
    !events.some((event) => ends.some((end) => readField(event, end) !== undefined))
  );
}
