import { compareSeverity, type Finding, rankFindings } from '../model/finding.ts';
import { compareLocations, type Location } from '../model/location.ts';
import { groupBy } from '../text/index-by.ts';
import type { JudgedFinding } from './evaluate.ts';

/** The gravest first, a manifest's line before a lockfile's. */
export function compareFindings(isLockfile: (path: string) => boolean) {
  const rank = ({ location }: Finding) => Number(isLockfile(location.path));
  return (a: Finding, b: Finding): number =>
    compareSeverity(b.severity, a.severity) || rank(a) - rank(b) || compareLocations(a.location, b.location);
}

/**
 * The same rule over the same package in several places becomes the finding on the first of them, a manifest's line before
 * a lockfile's, with the others as related locations.
 */
export function mergeRepeats(
  findings: readonly JudgedFinding[],
  isLockfile: (path: string) => boolean,
): readonly JudgedFinding[] {
  return groupBy(findings, identityOf).map((group) => mergeGroup(group, isLockfile));
}

/** Repeats merged, in the order of the report. */
export const groupFindings = (
  findings: readonly JudgedFinding[],
  isLockfile: (path: string) => boolean,
): readonly Finding[] => rankFindings(mergeRepeats(findings, isLockfile).map(withoutBasis));

export const withoutBasis = ({ basis: _, ...finding }: JudgedFinding): Finding => finding;

function identityOf({ ruleId, package: found, fingerprint, basis: { cause } }: JudgedFinding): string {
  if (found === null) return fingerprint;
  return JSON.stringify(cause?.anyVersion ? [ruleId, found.ecosystem, found.name] : [ruleId, found.purl]);
}

/**
 * What is about a name stands where the name is asked for, whichever of the places is the gravest; what is about a release
 * stands where that release is.
 */
function mergeGroup(group: readonly JudgedFinding[], isLockfile: (path: string) => boolean): JudgedFinding {
  // Of two that are as grave the one that says more against the release: a text names it, too.
  const lack = ({ basis: { signal } }: JudgedFinding) =>
    signal === undefined ? 2 : Number(signal.countsAs === 'ordinary');
  const byPlace = compareFindings(isLockfile);
  const [worst, ...more] = [...group].sort(
    (a, b) => compareSeverity(b.severity, a.severity) || lack(a) - lack(b) || byPlace(a, b),
  );
  if (worst === undefined) throw new Error('an empty group');
  if (more.length === 0) return worst;
  const isAsked = ({ location }: Finding) => worst.basis.cause?.anyVersion !== true || !isLockfile(location.path);
  const isLocked = ({ location }: Finding) => isLockfile(location.path);
  const first = [worst, ...more].find(isAsked) ?? worst;
  const told = worst.basis.cause?.anyVersion === true ? worst : ([worst, ...more].find(isLocked) ?? worst);
  const others = [worst, ...more].filter(({ location }) => !isAt(location, first.location));
  return {
    ...worst,
    location: first.location,
    fingerprint: first.fingerprint,
    // Releases are counted where all of them stand: in the lockfile.
    basis: { ...worst.basis, ...(told.basis.cause && { cause: told.basis.cause }) },
    relatedLocations: [
      ...worst.relatedLocations.filter((place) => !isAt(place, first.location)),
      ...others.map(({ location }) => ({ ...location, message: 'also here' })),
    ],
  };
}

export const isAt = (a: Location, b: Location): boolean => compareLocations(a, b) === 0;
