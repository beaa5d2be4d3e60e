import type { AtlasMapping } from './atlas.ts';
import { compareLocations, compareText, type Location } from './location.ts';
import type { Purl } from './purl.ts';

export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];
export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** Negative where `a` is less than `b`. */
export const compareSeverity = (a: Severity, b: Severity): number => severities.indexOf(a) - severities.indexOf(b);
export const compareConfidence = (a: Confidence, b: Confidence): number =>
  confidences.indexOf(a) - confidences.indexOf(b);

/** What time alone leaves of a grade from a moment on (RFC 3339); nothing where no severity is told. */
export interface GradeStep {
  readonly at: string;
  readonly severity?: Severity;
}

/** How grave something is, and by which steps, in their order, time makes it less so. */
export interface Graded {
  readonly severity: Severity;
  readonly course: readonly GradeStep[];
}

/** One thing that was looked at: what, where, and what came of it. */
export interface Evidence {
  readonly fact: string;
  readonly source: string;
  readonly observed: 'present' | 'absent' | 'unknown';
  readonly value: string;
}

/** What one rule says, where several speak of one and the same release. */
export interface Told
  extends Pick<Finding, 'ruleId' | 'severity' | 'confidence' | 'message' | 'evidence' | 'remediation' | 'helpUri'> {}

/** What the registry tells of a release and of those before it: what people look at to see whether it fits in. */
export interface ReleaseHistory {
  /** RFC 3339: the oldest upload that is known of the package; left out where the registry gives no times. */
  readonly nameSince?: string;
  /** By time: the one that the finding speaks of is the last. */
  readonly releases: readonly HistoricRelease[];
  /** So many more of them, older than these, are left out. */
  readonly earlier: number;
}

export interface HistoricRelease {
  readonly version: string;
  /** RFC 3339 */
  readonly publishedAt: string;
  /** The account, or the build that the registry trusts; left out where the registry does not tell. */
  readonly publisher?: string;
}

export interface FindingPackage {
  readonly purl: Purl;
  readonly ecosystem: string;
  readonly name: string;
  readonly version?: string;
}

/** A package, and the chain of others that brings it in; left out where none does. */
export type BroughtPackage = { readonly package: FindingPackage } & Pick<Finding, 'introducedBy'>;

/** The public shape of a finding (JSON report, schema version 1). */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly package: FindingPackage | null;
  readonly location: Location;
  readonly relatedLocations: readonly (Location & { readonly message: string })[];
  /** The way of something through code, from where it comes from to where the finding stands. */
  readonly steps?: readonly (Location & { readonly message: string })[];
  /** First sentence: the verdict with its proof. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** One sentence: what to do. */
  readonly remediation: string;
  /** A replacement of exactly the text at `region`. */
  readonly suggestion?: { readonly purl: Purl; readonly replacement: string; readonly region?: Location };
  readonly introducedBy?: readonly Purl[];
  /** What is told once of several packages: all of them. Left out: `package` is the only one, or there is none. */
  readonly packages?: readonly BroughtPackage[];
  /** Left out where no registry told when the release was published. */
  readonly history?: ReleaseHistory;
  /** RFC 3339: when the same audit would find this less grave, or no longer. */
  readonly recheckAt?: string;
  readonly atlas: AtlasMapping;
  readonly cwe: readonly string[];
  /** ATT&CK technique ids. */
  readonly attack: readonly string[];
  /** The id that stands first for people: ATLAS where the finding is about AI, else ATT&CK; empty where neither applies. */
  readonly leadingReference: string;
  /** The rule only observes: the finding never fails a run. */
  readonly observed?: true;
  readonly helpUri: string;
  readonly fingerprint: string;
  /** Of a finding that several rules make: what each of them says alone, the most telling first. Left out: there is one. */
  readonly signals?: readonly Told[];
}

/** The gravest first: severity, then confidence, then place; the same order in every report. */
export const rankFindings = <F extends Finding>(findings: readonly F[]): readonly F[] =>
  findings.toSorted(
    (a, b) =>
      compareSeverity(b.severity, a.severity) ||
      compareConfidence(b.confidence, a.confidence) ||
      compareLocations(a.location, b.location) ||
      compareText(a.ruleId, b.ruleId) ||
      compareText(a.package?.purl ?? '', b.package?.purl ?? '') ||
      compareText(a.fingerprint, b.fingerprint),
  );
