import type { DependencyChange, Scope } from './dependency.ts';
import type { Finding } from './finding.ts';
import type { Location } from './location.ts';
import type { Purl } from './purl.ts';

export type Verdict = 'pass' | 'fail' | 'incomplete';

/** What the audit would have liked to know and could not. */
export interface Unverified {
  readonly purl?: Purl;
  readonly path?: string;
  /** In words: `existence`, `age`, `index`, `content`. */
  readonly question: string;
  readonly source: string;
  readonly reason: string;
  readonly location?: Location;
}

export interface Notification {
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly path?: string;
  /** All that it is about, those at most risk first. */
  readonly packages?: readonly Purl[];
  /** What of these packages was not answered, in a word; left out: nothing is missing. */
  readonly unanswered?: Unanswered;
}

/** What services add to the word of the registry of record. No verdict waits for it, and none must look as if it had come. */
export type Unanswered = 'advisories' | 'details';

/** Why a finding is accepted. */
export interface Acceptance {
  /** An approval of the configuration, a comment beside it, the list of what is known; left out: an exception. */
  readonly by?: 'approval' | 'comment' | 'baseline';
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`; left out: it has none. */
  readonly expires?: string;
}

export interface SuppressedFinding extends Finding {
  readonly exception: Acceptance;
}

export interface ReportedChange {
  readonly kind: DependencyChange['kind'];
  readonly purl: Purl;
  readonly previousVersion?: string;
  readonly requirement?: string;
  readonly direct: boolean;
  readonly scope: Scope;
  readonly path: string;
  readonly location: Location;
}

/** What one host was asked for. */
export interface HostStats {
  readonly host: string;
  /** On the wire, with retries and redirects. */
  readonly requests: number;
  /** Of bodies on the wire. */
  readonly bytes: number;
  /** Milliseconds in which at least one request was under way. */
  readonly durationMs: number;
  /** Answers that needed no request: given before in this run, or kept from another. */
  readonly cacheHits: number;
  /** Requests to which the host said that what is kept still holds. */
  readonly revalidations: number;
  readonly retries: number;
  /** Requests that no attempt brought an answer to, and those that a host in trouble answered (429, 5xx). */
  readonly failures: number;
}

/** The outcome of an audit: JSON report, schema version 1 (`docs/report.schema.json`). All lists are sorted. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly verdict: Verdict;
  /** RFC 3339. */
  readonly generatedAt: string;
  /** When the youngest hold expires. */
  readonly recheckAt?: string;
  readonly scope: { readonly base: string; readonly head: string; readonly mode: 'changed' | 'all' };
  readonly coverage: {
    readonly files: readonly {
      readonly path: string;
      readonly format: string;
      readonly dependencies: number;
      readonly unparsed: number;
    }[];
    readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  };
  readonly changes: readonly ReportedChange[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly unverified: readonly Unverified[];
  readonly notifications: readonly Notification[];
  readonly knowledge: {
    /** Releases of the bundled ATLAS data: names and ids, and the relations between them. */
    readonly atlas: { readonly content: string; readonly relations: string };
  };
  readonly stats: {
    readonly requests: number;
    readonly bytesReceived: number;
    readonly cacheHits: number;
    readonly durationMs: number;
    readonly peakRssBytes: number;
    readonly hosts: readonly HostStats[];
  };
}
