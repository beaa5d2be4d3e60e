import { compareConfidence, compareSeverity, type Finding } from '../model/finding.ts';
import { compareLocations, compareText } from '../model/location.ts';

/** The gravest first: severity, then confidence, then place. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(b.severity, a.severity) ||
    compareConfidence(b.confidence, a.confidence) ||
    compareLocations(a.location, b.location) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.package?.purl ?? '', b.package?.purl ?? '') ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

export const rankFindings = <F extends Finding>(findings: readonly F[]): readonly F[] =>
  findings.toSorted(compareFindings);
