import { readBasePolicy } from '../../../src/app/policy.ts';
import { runAudit, statusOf } from '../../../src/app/run.ts';
import { openGitHub } from '../../../src/hosts/github/open-github.ts';
import { AuditError } from '../../../src/model/error.ts';
import { pullRequestEvent } from '../github/events.ts';
import { eventOf } from '../github/harness.ts';
import { createServedRepository } from '../github/repository.ts';
import { startGitHub } from '../github/server.ts';
import { configurationOf, type Services } from './cell.ts';
import type { ServiceFault } from './faults.ts';
import type { Cell } from './matrix.ts';
import { missing, now } from './services.ts';

/** A pull request on GitHub that adds one package, and the registries that know of it. */
export interface HostedChange {
  readonly url: string;
  readonly token: string;
  readonly base: string;
  /** Heads by what they add: a package that is there, and one that is not. */
  readonly heads: readonly [string, string];
  close(): Promise<void>;
}

const path = '.github/gazetteer.yml';
const manifest = (name: string): string => `{\n  "dependencies": {\n    "${name}": "^4.0.0"\n  }\n}\n`;

export async function startHostedChange(services: Services): Promise<HostedChange> {
  const repository = createServedRepository();
  const base = repository.commit({ 'package.json': '{}\n', [path]: configurationOf(services, 60) });
  const heads = ['express', missing.npm].map((name) => {
    repository.git('reset', '--quiet', '--hard', base);
    return repository.commit({ 'package.json': manifest(name) });
  });
  const server = await startGitHub({ dir: repository.dir });
  return {
    url: server.url,
    token: server.token,
    base,
    heads: [heads[0] ?? '', heads[1] ?? ''],
    close: async () => {
      await server.close();
      repository.dispose();
    },
  };
}

/** Milliseconds that a second of waiting takes here. */
const secondMs = 5;

/** The action's exit status, and what was found. @param deadlineMs of one request */
async function auditChange(change: HostedChange, head: string, apiUrl: string, deadlineMs: number): Promise<string> {
  try {
    const event = eventOf(pullRequestEvent({ base: change.base, head }));
    const source = await openGitHub({ event, apiUrl, token: change.token, secondMs, deadlineMs });
    const { report } = await runAudit({
      source,
      policy: await readBasePolicy(source, path, false),
      configPath: path,
      environment: [],
      keyring: { env: {} },
      offline: false,
      platform: apiUrl,
      now,
      log: { progress: () => {}, debug: () => {} },
      version: '0.0.0',
      helpUri: (id) => id,
    });
    const rules = report.findings.map(({ ruleId }) => ruleId).join(', ');
    const said = report.unverified.length > 0 ? 'its files unverified' : rules || 'as usual';
    return `${statusOf(report.verdict)}, ${said}`;
  } catch (error) {
    if (error instanceof AuditError && error.code === 'source') return '3, not read';
    return `crash: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** What may be wrong of GitHub: all of it, or all but the answer which tells that files differ. */
export const partsOfGitHub = [
  { title: 'GitHub: the change', affects: () => true },
  { title: 'GitHub: its files', affects: (asked: string) => !asked.includes('/compare/') },
] as const;

/** Reads the change from a GitHub that has the fault. Nothing that could not be read passes for unchanged. */
export async function runChangeCell(
  part: (typeof partsOfGitHub)[number],
  fault: ServiceFault,
  change: HostedChange,
  seconds: number,
): Promise<Cell> {
  const front = await fault.open(change.url, part.affects);
  try {
    const started = performance.now();
    const deadlineMs = seconds * 300;
    const fine = await auditChange(change, change.heads[0], front.url, deadlineMs);
    const bad = await auditChange(change, change.heads[1], front.url, deadlineMs);
    const ms = performance.now() - started;
    const isAnswered = fine === '0, as usual' && bad === '1, nonexistent-package';
    const isOpen = fine.startsWith('3, ') && bad.startsWith('3, ');
    const isRight = fault.isHarmless ? isAnswered || (fault.isOwn === true && isOpen) : isOpen;
    return {
      outcome: fine,
      wrong: [
        ...(isRight ? [] : [`${fine}, and of one that does not exist: ${bad}`]),
        // Both times the same request is made three times.
        ...(ms > 6 * deadlineMs + 10_000 ? [`took ${Math.round(ms)} ms`] : []),
        ...front.strayed,
      ],
    };
  } finally {
    await front.close();
  }
}
