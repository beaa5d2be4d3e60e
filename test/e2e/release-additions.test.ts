import { describe, expect, it, vi } from 'vitest';
import type { NpmPackage, NpmVersion } from '../support/registries/npm-documents.ts';
import { auditFiles, daysAgo, manifest, startWorld, summarise } from './world.ts';

vi.setConfig({ testTimeout: 30_000 });

const hours = (count: number): string => daysAgo(count / 24);

/** Built by a workflow for years. */
const history = (name: string): readonly NpmVersion[] =>
  [900, 500, 100].map((days, at) => ({
    version: `1.1${at + 1}.0`,
    publishedAt: daysAgo(days),
    provenance: true,
    dependencies: { 'form-data': '^4.0.0', [`${name}-core`]: '^1.0.0' },
  }));

/** The next patch of axios comes to the repository, in a world that has these packages, too. */
async function auditPatch(release: Partial<NpmVersion>, others: readonly NpmPackage[], extra = '') {
  const world = await startWorld();
  const { publishedAt = hours(3), ...rest } = release;
  const dependencies = { 'form-data': '^4.0.0', 'axios-core': '^1.0.0', ...release.dependencies };
  world.npm.put({
    name: 'axios',
    maintainers: ['alice'],
    versions: [...history('axios'), { version: '1.13.1', publishedAt, ...rest, dependencies }],
  });
  for (const one of others) world.npm.put(one);
  const files = (version: string) => ({ 'package.json': manifest({ axios: version }) });
  const { report, status } = await auditFiles(world, files('1.13.0'), files('1.13.1'), [], extra);
  return { report, status, said: summarise(report), asked: world.npm.log.map(({ url }) => url) };
}

const staged: NpmPackage = {
  name: 'plain-crypto-js',
  maintainers: ['mallory'],
  versions: [
    { version: '4.2.0', publishedAt: hours(18) },
    { version: '4.2.1', publishedAt: hours(4), scripts: { postinstall: 'node setup.js' } },
  ],
};

describe('a patch release of a few hours', () => {
  it('by hand instead of the build, that adds a package of 18 hours, is one critical finding', async () => {
    const { report, status, said, asked } = await auditPatch({ dependencies: { 'plain-crypto-js': '^4.2.1' } }, [
      staged,
    ]);
    expect([status, said]).toEqual([1, ['critical new-young-dependency axios package.json:5']]);
    expect(report.findings[0]).toMatchObject({
      package: { purl: 'pkg:npm/axios@1.13.1' },
      message: expect.stringContaining('plain-crypto-js, which was first published 18 hours ago'),
      evidence: expect.arrayContaining([
        { fact: 'additions', observed: 'present', value: 'plain-crypto-js: ^4.2.1', source: expect.any(String) },
      ]),
    });
    expect(asked.filter((url) => url.includes('plain-crypto'))).toEqual(['/plain-crypto-js']);
  });

  it('is told so of a first-party package, too', async () => {
    const change = { dependencies: { 'plain-crypto-js': '^4.2.1' } };
    const { said } = await auditPatch(change, [staged], 'first-party: { npm: [axios] }\n');
    expect(said).toEqual(['critical new-young-dependency axios package.json:5']);
  });

  it('that adds a commit of a repository under the same build is graver than its age, and no registry is asked', async () => {
    const { status, said, asked } = await auditPatch(
      {
        provenance: true,
        dependencies: { '@acme/setup': 'github:acme/router#79ac49eedf774dd4b0cfa308722bc463cfe5885c' },
      },
      [],
    );
    expect([status, said]).toEqual([1, ['high new-young-dependency axios package.json:5']]);
    expect(asked.filter((url) => url.includes('setup'))).toEqual([]);
  });

  it('that runs a new command is graver than its age', async () => {
    const { status, said } = await auditPatch({ provenance: true, scripts: { preinstall: 'node setup.mjs' } }, []);
    expect([status, said]).toEqual([1, ['high new-install-script axios package.json:5']]);
  });

  it.each<[string, Partial<NpmVersion>, readonly NpmPackage[], string?]>([
    [
      'a package of the same account',
      { dependencies: { 'axios-next': '^1.0.0' } },
      [{ ...staged, name: 'axios-next', maintainers: ['alice'] }],
    ],
    ['a name that is private here', { dependencies: { 'acme-secret': '^1.0.0' } }, [], 'private: { npm: ["acme-*"] }'],
  ])('that adds %s is held by its age alone', async (_, release, others, extra = '') => {
    const { said, asked } = await auditPatch({ provenance: true, ...release }, others, extra);
    expect(said).toEqual(['high recent-release axios package.json:5']);
    expect(asked.filter((url) => url.includes('acme-secret'))).toEqual([]);
  });
});

describe('a patch release of ten days', () => {
  it.each<[string, Partial<NpmVersion>]>([
    ['adds a well-known package', { dependencies: { 'follow-redirects': '^1.15.0' } }],
    ['runs no command that is new', { scripts: { test: 'node --test' } }],
  ])('that %s is no matter', async (_, release) => {
    const wellKnown = {
      name: 'follow-redirects',
      maintainers: ['bob'],
      versions: [
        { version: '1.15.0', publishedAt: daysAgo(1000) },
        { version: '1.15.9', publishedAt: daysAgo(2) },
      ],
    };
    const { status, said } = await auditPatch({ publishedAt: daysAgo(10), provenance: true, ...release }, [wellKnown]);
    expect([status, said]).toEqual([0, []]);
  });
});

describe('a name that outbids', () => {
  it('is told with what else speaks against it', async () => {
    const world = await startWorld();
    world.npm.put({
      name: 'acme-billing-ui',
      maintainers: ['mallory'],
      versions: [
        { version: '99.9.9', publishedAt: daysAgo(100), scripts: { preinstall: 'node index.js' } },
        { version: '99.9.10', publishedAt: daysAgo(40), scripts: { preinstall: 'node index.js' } },
      ],
    });
    const { report } = await auditFiles(
      world,
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ 'acme-billing-ui': '99.9.10' }) },
    );
    const [finding] = report.findings;
    expect(finding).toMatchObject({
      ruleId: 'new-install-script',
      package: { purl: 'pkg:npm/acme-billing-ui@99.9.10' },
    });
    expect(finding?.message).toContain('its version is far beyond its history');
  });
});
