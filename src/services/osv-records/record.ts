import type { AdvisoryFact, AdvisorySeverity, RangeEvent } from '../../model/advisory.ts';
import { readField, readList, readText, textOf } from '../../text/decode.ts';
import { isAdvisoryId } from '../osv.ts';
import { coversAll } from './concerns.ts';
import { baseScore, gradeScore } from './cvss.ts';

const maxAliases = 20;
/** UTF-16 code units. */
const longestSummary = 200;
const longestVersion = 100;
/** Real ones have some ten; ranges with more are not understood. */
const maxEvents = 500;

/** Malicious code that is part of the product (cwe.mitre.org, CWE-506): so GitHub marks its advisories on malware. */
const embeddedMalice = 'CWE-506';

/** What a record says of a package, by the parts of it that speak of the package. */
export function readRecord(id: string, record: unknown, affected: readonly unknown[]): AdvisoryFact {
  const summary = readText(record, 'summary')?.slice(0, longestSummary).toWellFormed().replace(/\s+/g, ' ').trim();
  const severity = readSeverity(record, affected);
  const own = readField(record, 'database_specific');
  const aliases = readList(record, 'aliases').filter((alias) => typeof alias === 'string');
  return {
    id,
    aliases: aliases.filter(isAdvisoryId).slice(0, maxAliases),
    ...(summary === undefined || summary === '' ? {} : { summary }),
    ...(severity === undefined ? {} : { severity }),
    isMalware: id.startsWith('MAL-') || readList(own, 'cwe_ids').includes(embeddedMalice),
    isReviewed: readField(own, 'github_reviewed') === true,
    isWide: affected.some(coversAll),
    ranges: readRanges(affected),
  };
}

/** GitHub's own words. */
const words: ReadonlyMap<string, AdvisorySeverity> = new Map([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MODERATE', 'medium'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** What the collection says, else by the base score of CVSS 3: version 4 has no formula, only tables. */
function readSeverity(record: unknown, affected: readonly unknown[]): AdvisorySeverity | undefined {
  const said = readText(readField(record, 'database_specific'), 'severity') ?? '';
  const word = words.get(said.toUpperCase());
  if (word !== undefined) return word;
  const scores = [record, ...affected].flatMap((part) =>
    readList(part, 'severity').flatMap((one) => baseScore(readText(one, 'score') ?? '') ?? []),
  );
  return scores.length === 0 ? undefined : gradeScore(scores.reduce((a, b) => Math.max(a, b)));
}

const kinds = ['introduced', 'fixed', 'last_affected'] as const;

/** Ranges of commits (`GIT`) say nothing of versions. */
function readRanges(affected: readonly unknown[]): AdvisoryFact['ranges'] {
  const ranges = affected
    .flatMap((part) => readList(part, 'ranges'))
    .filter((range) => readText(range, 'type') !== 'GIT')
    .map((range) => readList(range, 'events').flatMap(readEvent));
  return ranges.reduce((sum, { length }) => sum + length, 0) > maxEvents ? [] : ranges;
}

const readEvent = (event: unknown): readonly RangeEvent[] =>
  kinds.flatMap((kind) => {
    const version = textOf(readField(event, kind));
    return version === undefined || version.length > longestVersion ? [] : [{ kind, version }];
  });
