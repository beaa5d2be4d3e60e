import { describe, expect, it } from 'vitest';
import type { NpmVersion } from '../support/registries/npm-documents.ts';
import { auditFiles, daysAgo, manifest, startWorld, summarise } from './world.ts';

describe('an update to a release', () => {
  /** From 1.3.0, by alice, to 1.3.1. */
  async function update(release: Partial<NpmVersion>, before: Partial<NpmVersion> = {}, extra = '') {
    const world = await startWorld();
    const team = ['alice', 'bob'];
    world.npm.put({
      name: 'left-pad',
      maintainers: team,
      versions: [
        { version: '1.2.0', publishedAt: daysAgo(2000), publisher: 'alice' },
        { version: '1.3.0', publishedAt: daysAgo(900), publisher: 'alice', ...before },
        { version: '1.3.1', publishedAt: daysAgo(3), publisher: 'alice', ...release },
      ],
    });
    const { status, report } = await auditFiles(
      world,
      { 'package.json': manifest({ 'left-pad': '1.3.0' }) },
      { 'package.json': manifest({ 'left-pad': '1.3.1' }) },
      [],
      extra,
    );
    return { status, report, world };
  }

  it('by a new account, three days old, is one grave finding with both signs', async () => {
    const { status, report } = await update({ publisher: 'mallory', maintainers: ['mallory'] });
    expect(summarise(report)).toEqual(['high new-publisher left-pad package.json:5']);
    expect(report.findings[0]).toMatchObject({
      package: { purl: 'pkg:npm/left-pad@1.3.1' },
      message: expect.stringMatching(
        /^left-pad 1\.3\.1 was published by mallory, not by alice as 1\.3\.0 before it\. Also: published 3 days ago/,
      ),
      recheckAt: '2026-06-19T12:00:00.000Z',
    });
    expect(report.findings[0]?.evidence.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['release', 'predecessor', 'package']),
    );
    expect([status, report.verdict, report.recheckAt]).toEqual([1, 'fail', '2026-06-19T12:00:00.000Z']);
    expect(report.findings[0]?.history?.releases.map(({ version, publisher }) => [version, publisher])).toEqual([
      ['1.2.0', 'alice'],
      ['1.3.0', 'alice'],
      ['1.3.1', 'mallory'],
    ]);
    expect(report.findings[0]?.history?.nameSince).toBe(daysAgo(2000));
  });

  it('by a colleague, ten days old, passes', async () => {
    const { status, report } = await update({ publisher: 'bob', publishedAt: daysAgo(10) });
    expect(summarise(report)).toEqual(['low new-publisher left-pad package.json:5']);
    expect([status, report.verdict]).toEqual([0, 'pass']);
  });

  it('by a colleague, three days old, is held by its age alone', async () => {
    const { status, report } = await update({ publisher: 'bob' });
    expect(summarise(report)).toEqual([
      'medium recent-release left-pad package.json:5',
      'low new-publisher left-pad package.json:5',
    ]);
    expect(status).toBe(0);
  });

  it('by an account after a trusted build is a loss of provenance, and nobody new', async () => {
    const build = { trustedBuild: 'oidc:1', provenance: true };
    const { status, report } = await update({}, build);
    expect(summarise(report)).toEqual(['high lost-provenance left-pad package.json:5']);
    expect(status).toBe(1);
  });

  it('by the same trusted build, or by the first one, is nothing but young', async () => {
    const build = { trustedBuild: 'oidc:1', provenance: true };
    for (const before of [build, {}]) {
      const { status, report } = await update(build, before);
      expect(summarise(report)).toEqual(['medium recent-release left-pad package.json:5']);
      expect(status).toBe(0);
    }
  });

  it('passes where one of its signs is accepted', async () => {
    const exception = `exceptions:
  - { rule: new-publisher, package: pkg:npm/left-pad, reason: handed over, expires: 2026-12-31 }
`;
    const { status, report } = await update({ publisher: 'mallory' }, {}, exception);
    expect(summarise(report)).toEqual(['medium recent-release left-pad package.json:5']);
    expect(status).toBe(0);
  });
});
