import { listOf, readField, readList, readText } from '../../text/decode.ts';

/** A package as OSV names it. */
export interface OsvPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly version?: string;
}

/** Names of PyPI are equal in any spelling (PEP 503), those of GitHub in any case. */
function sameName(a: string, b: string, ecosystem: string): boolean {
  if (ecosystem === 'PyPI') return normalise(a) === normalise(b);
  return ecosystem === 'GitHub Actions' ? a.toLowerCase() === b.toLowerCase() : a === b;
}
const normalise = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();

/** An ecosystem may carry a release behind a colon (`Debian:12`). */
const ecosystemOf = (value: string): string => value.split(':', 1)[0] ?? value;

/**
 * Whether an advisory (ossf.github.io/osv-schema) still stands and speaks of the package: withdrawn ones do not, nor those
 * whose list of versions leaves the asked one out. Without a version only an advisory on all versions counts.
 */
export function concerns(record: unknown, asked: OsvPackage): boolean {
  if (readText(record, 'withdrawn') !== undefined) return false;
  return readList(record, 'affected').some((affected) => {
    const named = readField(affected, 'package');
    const name = readText(named, 'name') ?? '';
    const ecosystem = ecosystemOf(readText(named, 'ecosystem') ?? '');
    return ecosystem === asked.ecosystem && sameName(name, asked.name, ecosystem) && affects(affected, asked.version);
  });
}

function affects(affected: unknown, version: string | undefined): boolean {
  const ranges = readList(affected, 'ranges');
  const versions = readList(affected, 'versions').filter((text) => typeof text === 'string');
  if (ranges.some(coversEverything)) return true;
  if (version === undefined) return ranges.length === 0 && versions.length === 0;
  const same = (text: string) => text === version || text.toLowerCase() === version.trim().toLowerCase();
  if (versions.length > 0 && versions.some(same)) return true;
  // A bounded range was compared by the service, which knows the ecosystem's order of versions; so were other spellings.
  return ranges.length > 0 || versions.length === 0 || !canBeCompared(version, versions);
}

/** Whether texts are versions in their usual spelling, so that unequal texts are unequal versions. */
const canBeCompared = (version: string, versions: readonly string[]): boolean =>
  [version, ...versions].every((text) => /^[0-9]+\.[0-9]+\.[0-9]+/.test(text));

/** `introduced: 0` and no end. */
function coversEverything(range: unknown): boolean {
  const events = listOf(readField(range, 'events'));
  const ends = ['fixed', 'last_affected', 'limit'];
  return (
    events.some((event) => readText(event, 'introduced') === '0') &&
    !events.some((event) => ends.some((end) => readField(event, end) !== undefined))
  );
}
