import { describe, expect, it } from 'vitest';
import { npmIntegrity } from '../support/registries/npm-documents.ts';
import type { OsvRecord } from '../support/registries/osv.ts';
import { auditFiles, daysAgo, manifest, startWorld, summarise, type World } from './world.ts';

const flaw = (id: string, name: string, more: Partial<OsvRecord> = {}): OsvRecord => ({
  id,
  ecosystem: 'npm',
  name,
  summary: `A flaw in ${name}`,
  ranges: [['0', '1.3.0']],
  ...more,
});

async function worldWith(records: readonly OsvRecord[]): Promise<World> {
  const world = await startWorld();
  for (const record of records) world.osv.put(record);
  return world;
}

const pinned = (dependencies: Readonly<Record<string, string>>) => ({ 'package.json': manifest(dependencies) });

/** What OSV was asked, and for what packages. */
const askedOf = ({ osv }: World) => ({
  urls: osv.log.map(({ url }) => url),
  packages: osv.log.flatMap(({ body }): readonly string[] =>
    body === ''
      ? []
      : JSON.parse(body).queries.map(
          (one: { package: { name: string }; version?: string }) => `${one.package.name}@${one.version}`,
        ),
  ),
});

const warnings = ({ notifications }: { notifications: readonly { level: string; message: string }[] }) =>
  notifications
    .filter(({ message }) => message.includes('advisories'))
    .map(({ level, message }) => `${level} ${message}`);

describe('known vulnerabilities', () => {
  it('tells them with one question for malware, the release and the one before it, and what the change brings in', async () => {
    const world = await worldWith([
      flaw('GHSA-aaaa-aaaa-aaaa', 'left-pad', { aliases: ['CVE-2026-1'], severity: 'HIGH', ranges: [['0', '1.3.0']] }),
      flaw('GHSA-bbbb-bbbb-bbbb', 'left-pad', { severity: 'LOW', ranges: [['1.0.0', '1.2.0']] }),
      flaw('GHSA-cccc-cccc-cccc', 'left-pad', { ranges: [['1.3.0', '2.0.0']] }),
    ]);
    const later = [{ version: '0.9.0' }, { version: '1.0.0' }, { version: '1.3.0' }, { version: '2.0.0' }];
    world.npm.put({
      name: 'left-pad',
      versions: later.map((one) => ({ ...one, publishedAt: '2020-01-01T00:00:00Z' })),
    });
    const run = await auditFiles(world, pinned({ 'left-pad': '0.9.0' }), pinned({ 'left-pad': '1.0.0' }));
    expect(summarise(run.report)).toEqual(['medium known-vulnerable left-pad package.json:5']);
    expect(run.report.findings[0]).toMatchObject({
      message:
        'left-pad 1.0.0 has 2 known vulnerabilities: GHSA-aaaa-aaaa-aaaa (CVE-2026-1, high), GHSA-bbbb-bbbb-bbbb (low); the change brings in 1 of them.',
      remediation: 'Take 1.3.0 or later: it is the lowest version that fixes all of them.',
      package: { purl: 'pkg:npm/left-pad@1.0.0' },
    });
    expect([run.status, run.report.verdict]).toEqual([0, 'pass']);
    const { urls, packages } = askedOf(world);
    expect(urls.toSorted()).toEqual([
      '/v1/querybatch',
      '/v1/vulns/GHSA-aaaa-aaaa-aaaa',
      '/v1/vulns/GHSA-bbbb-bbbb-bbbb',
    ]);
    expect(packages).toEqual(['left-pad@1.0.0', 'left-pad@0.9.0']);
  });

  it('knows the names and versions of PyPI', async () => {
    const world = await worldWith([
      {
        ...flaw('PYSEC-2026-1', 'six', { aliases: ['CVE-2026-2', 'GHSA-six'] }),
        ecosystem: 'PyPI',
        ranges: [['0', '1.17.0']],
      },
      {
        ...flaw('GHSA-six', 'six', { aliases: ['CVE-2026-2'], severity: 'MODERATE' }),
        ecosystem: 'PyPI',
        ranges: [['1.0', '1.17']],
      },
    ]);
    const after = { 'requirements.txt': 'six==1.16.0\n' };
    const { report } = await auditFiles(world, { 'requirements.txt': '' }, after);
    expect(report.findings).toMatchObject([
      {
        ruleId: 'known-vulnerable',
        severity: 'low',
        message: 'six 1.16.0 has a known vulnerability: GHSA-six (CVE-2026-2, medium); the change brings it in.',
        remediation: 'Take 1.17.0 or later: it is the lowest version that fixes it.',
      },
    ]);
  });

  it('tells them with what the package does where it runs what a model writes', async () => {
    const osv = { aliases: ['CVE-2025-5120'], severity: 'HIGH', ecosystem: 'PyPI', ranges: [['0', '1.17.0']] } as const;
    const world = await worldWith([flaw('GHSA-aaaa-aaaa-aaaa', 'smolagents', osv)]);
    const releases = ['1.16.0', '1.17.0'].map((version) => ({ version, uploadedAt: daysAgo(400) }));
    world.pypi.put({ name: 'smolagents', releases });
    const audit = async (line: string) =>
      (await auditFiles(world, { 'requirements.txt': '' }, { 'requirements.txt': `${line}\n` })).report;
    const open = await audit('smolagents==1.16.0');
    expect(open.findings).toMatchObject([
      {
        ruleId: 'executes-model-output',
        severity: 'medium',
        package: { purl: 'pkg:pypi/smolagents@1.16.0' },
        message: expect.stringMatching(
          /^smolagents 1\.16\.0 runs .* open to CVE-2025-5120 \(fixed in 1\.17\.0\)\. This includes known-vulnerable \(requirements\.txt:1\)\.$/,
        ),
        remediation: expect.stringMatching(/ Take 1\.17\.0 or later: it is the lowest version that fixes it\.$/),
        atlas: { techniques: [{ id: 'AML.T0053' }, { id: 'AML.T0050' }], caseStudies: [{ id: 'AML.CS0052' }] },
      },
    ]);
    const closed = await audit('smolagents>=1.17,<2');
    expect(summarise(closed)).toEqual(['medium executes-model-output smolagents requirements.txt:1']);
    expect(closed.findings[0]?.message).not.toContain('CVE-');
  });

  it('holds a young fix less, by whichever of manifest and lockfile takes it', async () => {
    const world = await worldWith([flaw('GHSA-aaaa-aaaa-aaaa', 'left-pad', { severity: 'HIGH' })]);
    world.npm.put({
      name: 'left-pad',
      versions: [
        { version: '1.2.0', publishedAt: '2020-01-01T00:00:00Z' },
        { version: '1.3.0', publishedAt: daysAgo(0.5) },
      ],
    });
    const project = (version: string) => ({
      'package.json': manifest({ 'left-pad': `^${version}` }),
      'package-lock.json': JSON.stringify({
        name: 'shop',
        lockfileVersion: 3,
        packages: {
          '': { name: 'shop', dependencies: { 'left-pad': `^${version}` } },
          'node_modules/left-pad': { version, integrity: npmIntegrity('left-pad', version) },
        },
      }),
    });
    const { report, status } = await auditFiles(world, project('1.2.0'), project('1.3.0'));
    expect(summarise(report)).toEqual(['medium recent-release left-pad package.json:5']);
    expect(report.findings[0]).toMatchObject({
      message: expect.stringContaining('and closes GHSA-aaaa-aaaa-aaaa, which 1.2.0 has'),
      remediation: expect.stringContaining('Take it where the vulnerability matters here'),
    });
    expect(status).toBe(0);
  });

  it('reads two hundred records, and says that there are more', async () => {
    const records = Array.from({ length: 210 }, (_, at) =>
      flaw(`GHSA-0000-${1000 + at}`, at < 150 ? 'left-pad' : 'quillvane', { ranges: [['0']] }),
    );
    const world = await worldWith([...records, { id: 'MAL-2026-7', ecosystem: 'npm', name: 'newborn' }]);
    const after = pinned({ 'left-pad': '1.3.0', quillvane: '1.0.0', newborn: '0.1.0' });
    const run = await auditFiles(world, pinned({}), after);
    expect(askedOf(world).urls.filter((url) => url.includes('GHSA'))).toHaveLength(200);
    expect(summarise(run.report)).toContain('critical known-malicious newborn package.json:7');
    expect(warnings(run.report)).toEqual([
      'warning vulnerability advisories were not all read for 1 package: of the advisories on all packages 200 are read at most: not this one',
    ]);
    expect(run.report.unverified).toEqual([]);
  });

  it('warns of an outage, and is incomplete where the requests ran out', async () => {
    const world = await worldWith([flaw('GHSA-aaaa-aaaa-aaaa', 'left-pad', { ranges: [['0']] })]);
    world.osv.fail('/v1/vulns/GHSA-aaaa-aaaa-aaaa', { status: 404 });
    const after = pinned({ 'left-pad': '1.3.0' });
    const silent = await auditFiles(world, pinned({}), after);
    expect(silent.report.findings).toEqual([]);
    expect(warnings(silent.report)).toEqual([
      expect.stringMatching(/^warning vulnerability advisories were not all read for 1 package: .* answered 404/),
    ]);
    expect(silent.status).toBe(0);
    const { requests } = silent.report.stats;
    const extra = `on-unverified: warn\nbudget: { requests: ${requests - 1} }\n`;
    const spent = await auditFiles(world, pinned({}), after, [], extra);
    expect(spent.report.unverified).toMatchObject([{ question: 'vulnerability' }]);
    expect(spent.status).toBe(3);
  });
});

describe('known malware', () => {
  it('takes what comes from elsewhere for no package of the registry', async () => {
    const world = await startWorld();
    const git = { 'evil-twin': 'git+https://code.example/acme/evil-twin.git#v1.0.0' };
    const url = { 'evil-twin': 'https://code.example/acme/evil-twin-1.0.0.tgz' };
    for (const dependencies of [git, url]) {
      const { report } = await auditFiles(world, pinned({}), pinned(dependencies));
      expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['direct-url']);
    }
    expect(askedOf(world).urls).toEqual([]);
  });

  it('asks for a second source where all versions of a package that many use are meant', async () => {
    const world = await worldWith([{ id: 'MAL-2026-8', ecosystem: 'npm', name: 'left-pad' }]);
    const run = await auditFiles(world, pinned({}), pinned({ 'left-pad': '1.3.0' }));
    expect(run.report.findings).toMatchObject([
      {
        ruleId: 'known-malicious',
        severity: 'high',
        confidence: 'medium',
        message: expect.stringContaining('look for a second source'),
      },
    ]);
  });

  it('knows it under the names of other collections, and calls it no vulnerability', async () => {
    const world = await worldWith([
      flaw('GHSA-dddd-dddd-dddd', 'left-pad', {
        cwes: ['CWE-506'],
        severity: 'CRITICAL',
        ranges: [['1.3.0', '1.3.1']],
      }),
    ]);
    const { report } = await auditFiles(world, pinned({}), pinned({ 'left-pad': '1.3.0' }));
    expect(report.findings).toMatchObject([{ ruleId: 'known-malicious', severity: 'high', confidence: 'high' }]);
  });
});
