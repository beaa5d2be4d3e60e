import type { BroughtPackage, Evidence, Finding } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import { distinct } from '../text/index-by.ts';

/** Evidence that a folded finding takes over from its members, and other places that it points to. */
export const mostEvidence = 20;
export const mostPlaces = 50;

/** What several findings that are told as one have between them: all their names and packages, their evidence, and when it is worth looking again. */
export function shareOf(
  { location }: Finding,
  members: readonly Finding[],
  names: string,
): Pick<Finding, 'packages' | 'evidence' | 'recheckAt'> {
  const [recheckAt] = members.flatMap((one) => one.recheckAt ?? []).sort(compareText);
  const all: Evidence = {
    fact: 'names',
    source: `${location.path}:${location.startLine}`,
    observed: 'present',
    value: names,
  };
  const packages = members.flatMap(broughtOf);
  return {
    ...(packages.length === 0 ? {} : { packages }),
    evidence: [all, ...distinct(members.flatMap(({ evidence }) => evidence)).slice(0, mostEvidence)],
    ...(recheckAt === undefined ? {} : { recheckAt }),
  };
}

const broughtOf = ({ package: found, introducedBy, packages }: Finding): readonly BroughtPackage[] => {
  if (packages !== undefined || found === null) return packages ?? [];
  return [{ package: found, ...(introducedBy === undefined ? {} : { introducedBy }) }];
};
