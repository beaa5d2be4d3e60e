import { describe, expect, it } from 'vitest';
import { memorySource } from '../support/memory-source.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { incidents } from './all.ts';
import { readSpan } from './replay.ts';
import { judge, type Outcome, withRegistries } from './run.ts';

/** A release of which only what it brings in tells, some days later. */
const incident = incidents.find(({ id }) => id === 'axios-1');
const after = '8d';

/** The incident, where one address has a fault, or the configuration says more. */
async function replayWithout(lost: readonly [path: string, status: number] | undefined, more = ''): Promise<Outcome> {
  if (incident === undefined) throw new Error('no such incident');
  const now = Date.parse(incident.at) + readSpan(after);
  return withRegistries(
    incident,
    now,
    (config, { before, after: head }) => {
      const manifest = ({ 'package.json': text = '' }: Readonly<Record<string, string>>) => ({ 'package.json': text });
      return judge(config + more, memorySource(manifest(before), manifest(head)), new Date(now));
    },
    async (packages) => {
      const registry = await startNpmRegistry(packages, { gzip: false });
      if (lost !== undefined) registry.fail(lost[0], { status: lost[1] });
      return { ...registry, packages };
    },
  );
}

describe('what tells a release from others', () => {
  it('is found where all answer', async () => {
    const { kind, failing } = await replayWithout(undefined);
    expect([kind, failing]).toEqual(['fail', ['new-young-dependency']]);
  });

  it.each<readonly [string, number]>([
    ['/axios/1.14.1', 503],
    ['/axios/1.14.1', 403],
    ['/axios/0.30.3', 503],
    ['/plain-crypto-js', 500],
  ])('is said to be missing where %s answers %i', async (path, status) => {
    const { report } = await replayWithout([path, status]);
    expect(report.notifications.map(({ level }) => level)).toContain('warning');
    expect(report.notifications.map(({ message }) => message).join()).toContain(String(status));
  });

  it.each([1, 2, 3])('leaves the audit incomplete where the budget ended before it: %i requests', async (requests) => {
    const { kind, report } = await replayWithout(undefined, `budget: { requests: ${requests} }\non-unverified: warn\n`);
    expect(kind).toBe('incomplete');
    expect(report.unverified.length).toBeGreaterThan(0);
  });
});
