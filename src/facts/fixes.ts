import type { AdvisoryFact, RangeEvent } from '../model/advisory.ts';
import type { Versions } from '../model/ecosystem.ts';
import type { Fact } from '../model/fact.ts';
import type { PackageFact } from '../model/registry.ts';

/** Candidates that are looked at: more come only of records that were made to cost time. */
const maxCandidates = 50;

/** Versions above the release that end a range, the lowest first. */
export function findFixes(records: readonly AdvisoryFact[], version: string, versions: Versions): readonly string[] {
  const ends = records.flatMap(({ ranges }) => ranges.flat()).filter(({ kind }) => kind === 'fixed');
  const above = ends.filter((end) => versions.compare(end.version, version) > 0).map((end) => end.version);
  return [...new Set(above)].sort((a, b) => versions.compare(a, b));
}

/** The lowest of them that none of the records affects and that can be installed, as the registry spells it. */
export function lowestUnaffected(
  records: readonly AdvisoryFact[],
  version: string,
  pkg: Fact<PackageFact>,
  versions: Versions,
): string | undefined {
  const offered = (wanted: string): string | undefined =>
    pkg.state === 'present'
      ? pkg.value.versions.find((one) => one.yanked === undefined && versions.compare(one.version, wanted) === 0)
          ?.version
      : wanted;
  const ranges = records.flatMap((record) => record.ranges);
  return findFixes(records, version, versions)
    .slice(0, maxCandidates)
    .filter((one) => !ranges.some((range) => isWithin(range, one, versions)))
    .map(offered)
    .find((one) => one !== undefined);
}

/** By the order of the events' versions, whatever their order in the record (ossf.github.io/osv-schema, "Evaluation"). */
function isWithin(range: readonly RangeEvent[], version: string, { compare }: Versions): boolean {
  const ordered = [...range].sort((a, b) => compareStarts(a, b) || compare(a.version, b.version));
  let isAffected = false;
  for (const event of ordered) {
    const order = isStart(event) ? 1 : compare(version, event.version);
    if (event.kind === 'introduced' && order >= 0) isAffected = true;
    if (event.kind === 'fixed' ? order >= 0 : event.kind === 'last_affected' && order > 0) isAffected = false;
  }
  return isAffected;
}

/** Before all versions. */
const isStart = ({ kind, version }: RangeEvent): boolean => kind === 'introduced' && version === '0';
const compareStarts = (a: RangeEvent, b: RangeEvent): number => Number(isStart(b)) - Number(isStart(a));
