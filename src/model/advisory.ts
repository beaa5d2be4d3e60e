import type { Unknown } from './fact.ts';
import type { Severity } from './finding.ts';

/** The advisories that a service has on one release, or on a name where no version is asked. */
export interface AdvisoriesFact {
  /** Sorted, each once; the withdrawn ones may still be among them. */
  readonly ids: readonly string[];
  /** Why there may be more of them. */
  readonly unread?: Unknown;
}

export type AdvisorySeverity = Exclude<Severity, 'info'>;

/** Where a range begins, or ends: at the first version that is not affected, or at the last one that is. */
export interface RangeEvent {
  readonly kind: 'introduced' | 'fixed' | 'last_affected';
  readonly version: string;
}

/** What one advisory that stands says of the release that it was asked about (ossf.github.io/osv-schema). */
export interface AdvisoryFact {
  readonly id: string;
  /** Other names of the same flaw, such as its CVE. */
  readonly aliases: readonly string[];
  /** One line, cut. */
  readonly summary?: string;
  /** Left out where it says none that can be read. */
  readonly severity?: AdvisorySeverity;
  readonly isMalware: boolean;
  /** People of the collection looked at it. */
  readonly isReviewed: boolean;
  /** It speaks of every version that there is and will be. */
  readonly isWide: boolean;
  /** Of the package, each with its events as they stand; empty where versions are named one by one. */
  readonly ranges: readonly (readonly RangeEvent[])[];
}

/** One end of a range: `>= 1.0`. */
export interface Bound {
  readonly operator: '<' | '<=' | '=' | '>=' | '>';
  readonly version: string;
}

/** Versions of which all bounds hold. */
export type VersionRange = readonly Bound[];

/** An advisory that calls releases of a package malware, as a list of such has it. */
export interface ListedMalware {
  readonly id: string;
  /** Other names of it. */
  readonly aliases: readonly string[];
  /** A version is meant that lies in one of them. */
  readonly ranges: readonly VersionRange[];
  /** False: it has further ranges, and nobody knows what they mean. */
  readonly isUnderstood: boolean;
}

/** What a list of malware has on a name, in all versions; those that stand. */
export interface MalwareListFact {
  readonly advisories: readonly ListedMalware[];
  /** Why there may be more. */
  readonly unread?: Unknown;
}

/** A flaw of a release, under the names of all advisories on it. */
export interface Vulnerability {
  readonly id: string;
  /** CVE first. */
  readonly aliases: readonly string[];
  readonly summary?: string;
  /** The gravest that is said; left out where none is. */
  readonly severity?: AdvisorySeverity;
  /** The lowest version above the release that ends a range; left out where no advisory names one. */
  readonly fixedIn?: string;
  /** The change brings it in: what the repository had was not affected. Left out where that is not known. */
  readonly isNew?: boolean;
}
