import { readFileSync } from 'node:fs';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { type AuditOutcome, audit } from '../engine/audit.ts';
import { type EnvironmentRegistry, isWithin, trustedAddresses } from '../engine/registries.ts';
import { facts } from '../facts/index.gen.ts';
import type { Policy } from '../model/policy.ts';
import type { ChangeSource, Log } from '../model/ports.ts';
import type { Verdict } from '../model/report.ts';
import { createHttp } from '../ports/http/index.ts';
import { rules } from '../rules/index.gen.ts';
import { services } from '../services/index.gen.ts';
import { formats } from './formats.ts';

/** The exit status of a verdict, by the contract. */
export const statusOf = (verdict: Verdict): number => ({ pass: 0, fail: 1, incomplete: 3 })[verdict];

export interface Run {
  readonly source: ChangeSource;
  readonly policy: Policy;
  readonly configPath: string | undefined;
  readonly environment: readonly EnvironmentRegistry[];
  readonly offline: boolean;
  /** Address of the interface of the platform that the run belongs to, which knows the repositories of its own host. */
  readonly platform?: string;
  /** The `authorization` header for an address, where the platform gave one for its host. */
  readonly credentials?: (url: URL) => string | undefined;
  /** The moment of the audit; the clock's where it is left out. */
  readonly now?: Date;
  readonly log: Log;
  readonly version: string;
  helpUri(ruleId: string): string;
}

/** The only way out for a run: what may be contacted, how much, and with what credentials. */
export const openHttp = (
  run: Pick<Run, 'policy' | 'environment' | 'platform' | 'offline' | 'credentials' | 'version'>,
) =>
  createHttp({
    budget: run.policy.budget,
    allowed: allowedAddresses(run),
    offline: run.offline,
    ...(run.credentials === undefined ? {} : { credentials: run.credentials }),
    userAgent: `gazetteer/${run.version}`,
  });

/** Builds the ports and audits: the same for the command line and the action. */
export async function runAudit(run: Run): Promise<AuditOutcome> {
  const { policy, source, log, configPath, environment, helpUri } = run;
  const started = performance.now();
  const http = openHttp(run);
  try {
    return await audit({
      source,
      policy,
      configPath,
      environment,
      ...(run.platform === undefined ? {} : { platform: run.platform }),
      ecosystems,
      formats,
      rules,
      facts,
      services,
      http,
      log,
      helpUri,
      clock: { now: () => run.now ?? new Date() },
      meter: {
        usage: () => ({
          durationMs: Math.round(performance.now() - started),
          peakRssBytes: peakMemory(),
        }),
      },
      tool: { name: 'gazetteer', version: run.version },
    });
  } finally {
    await http.close();
  }
}

/** Public defaults, configured services, the platform, and what the caller or the base side's configuration trusts. */
function allowedAddresses({
  policy,
  environment,
  platform,
}: Pick<Run, 'policy' | 'environment' | 'platform'>): (url: string) => boolean {
  const asked = ecosystems.filter(({ lookups }) => lookups !== undefined);
  const known = asked.flatMap(({ registries }) => [registries.default, ...(registries.wellKnown ?? [])]);
  const configured = Object.values(policy.services).filter((address) => address !== false);
  const own = platform === undefined ? [] : [platform];
  const bases = [...known, ...configured, ...own, ...trustedAddresses(policy, environment)];
  return (url) => bases.some((base) => isWithin(url, new URL(base).origin));
}

/**
 * Bytes of memory that were resident at most. Linux hands `maxRSS` of the parent on to a process that it starts
 * (getrusage(2)), so its own mark is taken where there is one (proc_pid_status(5)).
 */
function peakMemory(): number {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
    if (kibibytes !== undefined) return Number(kibibytes) * 1024;
  } catch {
    // Other systems have no such file.
  }
  return process.resourceUsage().maxRSS * 1024;
}
