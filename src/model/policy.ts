import type { RegistryRole } from './dependency.ts';
import type { Confidence, Severity } from './finding.ts';

/** The configuration of an audit, complete: every key has its value. `docs/configuration.md` explains each. */
export interface Policy {
  readonly failOn: Severity | 'never';
  readonly failOnConfidence: Confidence;
  readonly onUnverified: 'fail' | 'warn';
  /** By ecosystem: overrides what the repository's own files say. */
  readonly registries: Readonly<Record<string, readonly ConfiguredRegistry[]>>;
  /** Hosts that may be contacted besides the public defaults and `registries`. Base addresses. */
  readonly trustedRegistries: readonly string[];
  /** By ecosystem: globs of names that are meant to live on a private registry only. */
  readonly private: Readonly<Record<string, readonly string[]>>;
  /** By ecosystem: globs of the owner's own published names. */
  readonly firstParty: Readonly<Record<string, readonly string[]>>;
  /** Glob of repositories that publish them, for example `github.com/acme/*`. */
  readonly firstPartyRepository?: string;
  readonly services: {
    readonly osv: string | false;
    readonly 'github-advisories': string | false;
    readonly 'deps-dev': string | false;
  };
  readonly budget: { readonly requests: number; readonly seconds: number; readonly bytes: number };
  /** By rule id. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Globs of paths that are not audited, except where a file in use includes them. */
  readonly ignorePaths: readonly string[];
  readonly exceptions: readonly Exception[];
  /** Packages that somebody looked at: canonical purls, globs in the name, version optional. */
  readonly approved: readonly string[];
  /** Packages that nobody here may use. */
  readonly denied: readonly Denial[];
  /** Ids of rules whose findings a comment in the audited file may accept. */
  readonly inlineExceptions: readonly string[];
  /** Path of the list of findings that are known, in the repository that is audited. */
  readonly baseline?: string;
  /** What no configuration on top of this one may loosen: keys, `rules.<id>`, `exceptions.<id>`. */
  readonly locked: readonly string[];
}

export interface Denial {
  /** Canonical purl, globs in the name, version optional. */
  readonly package: string;
  readonly reason?: string;
}

/** A configuration in another repository of the platform. */
export interface PolicyAddress {
  readonly owner: string;
  readonly repo: string;
  readonly path: string;
  /** Commit, tag or branch. */
  readonly ref: string;
}

export interface ConfiguredRegistry {
  readonly url: string;
  readonly role: RegistryRole;
  readonly names?: readonly string[];
  /** A proxy that serves everything the public registry does: what it holds is as public as the original. */
  readonly mirrorsPublic: boolean;
}

export interface RuleSetting {
  readonly severity?: Severity | 'off';
  /** `observe`: reported, never fails a run. */
  readonly mode?: 'observe';
  /** Validated by the rule itself. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Exception {
  readonly rule: string;
  /** Canonical purl, globs in the name, version optional; undefined: any package. */
  readonly package?: string;
  /** Glob of paths. */
  readonly path?: string;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`, in UTC. */
  readonly expires: string;
  /** Where it is written in the configuration, for messages. */
  readonly line?: number;
  /** The file, where that is one which the configuration extends. */
  readonly from?: string;
}
