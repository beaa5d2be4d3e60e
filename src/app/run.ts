import { defaultPolicy } from '../config/defaults.ts';
import type { StatedPolicy } from '../config/override.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { type AuditOutcome, audit } from '../engine/audit.ts';
import type { Baseline } from '../engine/baseline.ts';
import { type EnvironmentRegistry, trustedAddresses } from '../engine/registries.ts';
import type { Installations } from '../engine/verify-logs.ts';
import { facts } from '../facts/index.gen.ts';
import { inspections } from '../inspections/index.gen.ts';
import type { Policy } from '../model/policy.ts';
import type { ChangeSource, Log } from '../model/ports.ts';
import type { Verdict } from '../model/report.ts';
import { openAnswerCache } from '../ports/http/cache/index.ts';
import type { CachePlace } from '../ports/http/cache/place.ts';
import { createHttp } from '../ports/http/index.ts';
import { rules } from '../rules/index.gen.ts';
import { services } from '../services/index.gen.ts';
import { gatherCredentials, type Keyring } from './credentials.ts';
import { formats } from './formats.ts';
import { collectGarbage, keepYoungGenerationSmall, peakMemory } from './memory.ts';
import { names } from './names.ts';

/** The exit status of a verdict, by the contract. */
export const statusOf = (verdict: Verdict): number => ({ pass: 0, fail: 1, incomplete: 3 })[verdict];

export interface Run {
  readonly source: ChangeSource;
  readonly policy: StatedPolicy;
  readonly configPath: string | undefined;
  readonly environment: readonly EnvironmentRegistry[];
  readonly offline: boolean;
  /** Address of the interface of the platform that the run belongs to, which knows the repositories of its own host. */
  readonly platform?: string;
  /** The `authorization` header for an address, where the platform gave one for its host. */
  readonly credentials?: (url: URL) => string | undefined;
  readonly keyring: Keyring;
  /** Where answers are kept; left out: nowhere. */
  readonly cache?: CachePlace | undefined;
  /** The moment of the audit; the clock's where it is left out. */
  readonly now?: Date;
  /** What install logs say; left out: none were given. */
  readonly installations?: Installations | undefined;
  /** What is known of the repository; left out: no list of it is kept. */
  readonly baseline?: Baseline | undefined;
  readonly log: Log;
  readonly version: string;
  helpUri(ruleId: string): string;
}

/** What a way out is made of. */
export type Access = Pick<
  Run,
  | 'source'
  | 'policy'
  | 'configPath'
  | 'environment'
  | 'platform'
  | 'offline'
  | 'credentials'
  | 'keyring'
  | 'cache'
  | 'version'
>;

/** The only way out of a run: what may be contacted, how much, and with what credentials; and what to say of those. */
export async function openHttp(run: Access) {
  const { policy, source, configPath, environment } = run;
  const allowed = askedAddresses(run);
  const configured = new Set(configuredAddresses(run).map((address) => new URL(address).hostname));
  const { header, notes } = await gatherCredentials({
    ...run.keyring,
    tree: run.offline ? undefined : source.policy,
    configPath,
    asked: allowed,
    asksOthers: trustedAddresses(policy, environment).length > 0,
  });
  const credentials = (url: URL) => run.credentials?.(url) ?? header(url);
  const http = createHttp({
    budget: policy.budget,
    allowed,
    configured: (hostname) => configured.has(hostname),
    offline: run.offline,
    credentials,
    cache: run.cache === undefined || run.offline ? undefined : await openAnswerCache(run.cache),
    userAgent: `gazetteer/${run.version}`,
  });
  return { http, credentials, notes };
}

/** Builds the ports and audits: the same for the command line and the action. */
export async function runAudit(run: Run): Promise<AuditOutcome> {
  const { policy, source, log, configPath, environment, helpUri } = run;
  const started = performance.now();
  keepYoungGenerationSmall();
  const { http, credentials, notes } = await openHttp(run);
  try {
    return await audit({
      source: { ...source, notes: () => [...source.notes(), ...notes] },
      authenticates: (registry) => credentials(new URL(registry)) !== undefined,
      policy,
      configPath,
      environment,
      installations: run.installations,
      baseline: run.baseline,
      policyNotes: policy.notes,
      ...(run.platform === undefined ? {} : { platform: run.platform }),
      ecosystems,
      formats,
      rules,
      facts,
      services,
      inspections,
      names,
      http,
      log,
      helpUri,
      clock: { now: () => run.now ?? new Date() },
      meter: {
        usage: () => ({
          durationMs: Math.round(performance.now() - started),
          peakRssBytes: peakMemory(),
        }),
        release: collectGarbage,
      },
      tool: { name: 'gazetteer', version: run.version },
    });
  } finally {
    await http.close();
  }
}

const servicesOf = ({ services }: Policy): readonly string[] =>
  Object.values(services).filter((address) => address !== false);

/** Addresses that somebody wrote down for this run: only those may lie in a private network. */
function configuredAddresses({ policy, environment, platform }: Access): readonly string[] {
  const own = servicesOf(defaultPolicy);
  const services = servicesOf(policy).filter((address) => !own.includes(address));
  return [...services, ...(platform === undefined ? [] : [platform]), ...trustedAddresses(policy, environment)];
}

/** Public defaults with their archives, well-known registries, services, and what is configured besides. */
function askedAddresses(run: Access): (url: string) => boolean {
  const asked = ecosystems.filter(({ lookups }) => lookups !== undefined);
  const known = asked.flatMap(({ registries: { default: own, wellKnown = [], archives } }) => [
    own,
    ...wellKnown,
    ...(archives === undefined ? [] : [archives]),
  ]);
  const bases = [...known, ...servicesOf(run.policy), ...configuredAddresses(run)];
  const origins = new Set(bases.map((base) => new URL(base).origin));
  return (url) => URL.canParse(url) && origins.has(new URL(url).origin);
}
