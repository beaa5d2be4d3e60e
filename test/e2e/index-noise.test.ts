import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import type { Report } from '../../src/model/report.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import type { PyPiProject } from '../support/registries/pypi-documents.ts';
import { type StaticFile, startStaticIndex } from '../support/registries/static-index.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest } from './world.ts';

const named = (prefix: string, amount: number): readonly string[] =>
  Array.from({ length: amount }, (_, at) => `${prefix}-${at + 1}`);

/** Own packages whose names lie on the public index too, with lower versions; with higher ones; not at all; and copies. */
const ours = named('acme-ours', 12);
const taken = named('acme-taken', 5);
const free = named('acme-free', 4);
const copies = named('acme-copy', 6);

const released = (name: string, ...versions: readonly string[]): PyPiProject => ({
  name,
  releases: versions.map((version) => ({ version, uploadedAt: '2020-01-01T00:00:00Z' })),
});
const publicly = [
  ...ours.map((name) => released(name, '1.0')),
  ...taken.map((name) => released(name, '9.0')),
  ...copies.map((name) => released(name, '1.0', '2.0', '3.0')),
];

const wheels = (name: string, hashed: boolean): [string, StaticFile[]] => [
  name,
  ['1.0', '2.0'].map((version, at) => ({
    filename: `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`,
    ...(hashed ? { sha256: `${at + 1}`.repeat(64) } : {}),
  })),
];
const privately = Object.fromEntries([
  ...[...ours, ...taken, ...free].map((name) => wheels(name, true)),
  ...copies.map((name) => wheels(name, false)),
]);

type Make = (own: string) => Readonly<Record<string, string>>;
const nothing: Make = () => ({});

async function audit(before: Make, after: Make, extra = '') {
  const [pypi, own] = await Promise.all([startPyPi(publicly), startStaticIndex(privately)]);
  const { report } = await auditBetween({ pypi, own: [own] }, [before(own.index), after(own.index)], { extra });
  return { report, told: tell(report) };
}

const ofIndexes = new Set([
  'index-collision',
  'mixed-indexes',
  'unclaimed-name',
  'unexpected-source',
  'registry-changed',
]);

/** Of the rules that speak of indexes: the name, or how many there are. */
const tell = ({ findings }: Report): readonly string[] =>
  findings
    .filter(({ ruleId }) => ofIndexes.has(ruleId))
    .map(({ severity, confidence, ruleId, package: found, location: { path, startLine }, message }) => {
      const amount = /^\d+(?= )/.exec(message)?.[0];
      return `${severity}/${confidence} ${ruleId} ${found?.name ?? amount ?? ''} ${path}:${startLine}`;
    });

const namesIn = ({ findings }: Report, ruleId: string): string[] =>
  findings
    .filter((one) => one.ruleId === ruleId)
    .flatMap(({ evidence }) => evidence.filter(({ fact }) => fact === 'names'))
    .flatMap(({ value }) => value.replace(/(?:^|; )[a-z]+: /g, ', ').split(', '))
    .filter((name) => name !== '');

const requirements =
  (...names: readonly string[]): Make =>
  (own) => ({ 'requirements.txt': `--extra-index-url ${own}\n${names.join('\n')}\n` });

describe('many names on the same two indexes', () => {
  it('are one finding a line, but for those few that are lost today', async () => {
    const [first, second] = taken;
    const { report, told } = await audit(nothing, requirements(...ours, `${first}`, `${second}`, ...free));
    expect(told).toEqual([
      'critical/high index-collision acme-taken-1 requirements.txt:14',
      'critical/high index-collision acme-taken-2 requirements.txt:15',
      'high/high index-collision 12 requirements.txt:2',
      'high/high unclaimed-name 4 requirements.txt:16',
      'medium/high mixed-indexes  requirements.txt:1',
    ]);
    expect(namesIn(report, 'index-collision').sort()).toEqual([...ours].sort());
    expect(namesIn(report, 'unclaimed-name')).toEqual(free);
    const lines = report.findings.find(({ package: found }) => found === null)?.relatedLocations ?? [];
    expect(lines.map(({ startLine }) => startLine)).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it('are one finding where all are lost', async () => {
    const { report, told } = await audit(nothing, requirements(...ours, ...taken));
    expect(told).toEqual([
      'critical/high index-collision 17 requirements.txt:14',
      'medium/high mixed-indexes  requirements.txt:1',
    ]);
    expect(namesIn(report, 'index-collision').sort()).toEqual([...ours, ...taken].sort());
    expect(report.findings[0]?.message).toMatch(
      /^17 names are on PyPI and on 127\.0\.0\.1:\d+, with different archives; pip takes .*: critical: acme-taken-1, .*; high: .* and 7 more\.$/,
    );
  });

  it('are one finding on a proxy that tells no hashes, and the line is told for itself', async () => {
    const { told } = await audit(nothing, requirements(...copies));
    expect(told).toEqual([
      'critical/low index-collision 6 requirements.txt:2',
      'medium/high mixed-indexes  requirements.txt:1',
    ]);
  });

  it('are accepted one by one', async () => {
    const accept = (name: string, at = 'index-collision') =>
      `  - { rule: ${at}, package: "pkg:pypi/${name}", reason: known, expires: 2199-01-01 }\n`;
    const { report, told } = await audit(
      nothing,
      requirements('acme-ours-1', 'acme-ours-2', 'acme-ours-3', 'acme-taken-1'),
      `exceptions:\n${accept('acme-ours-2')}${accept('acme-taken-1')}`,
    );
    expect(told).toEqual([
      'high/high index-collision 2 requirements.txt:2',
      'medium/high mixed-indexes  requirements.txt:1',
    ]);
    expect(namesIn(report, 'index-collision')).toEqual(['acme-ours-1', 'acme-ours-3']);
    expect(report.suppressed.map((one) => one.package?.name)).toEqual(['acme-taken-1', 'acme-ours-2']);
  });

  it('leave the line to be told for itself where all are accepted', async () => {
    const accept = 'exceptions:\n  - { rule: index-collision, reason: known, expires: 2199-01-01 }\n';
    const { told } = await audit(nothing, requirements('acme-ours-1', 'acme-ours-2'), accept);
    expect(told).toEqual(['medium/high mixed-indexes  requirements.txt:1']);
  });
});

describe('a manifest and its lockfile', () => {
  it('tell a name once, on the line of the manifest', async () => {
    const entry = (name: string, version: string) =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\nsummary = ""\n`;
    const { report, told } = await audit(nothing, (own) => ({
      'pyproject.toml': `[project]\nname = "shop"\nversion = "1"\ndependencies = ["acme-ours-1"]\n[[tool.pdm.source]]\nname = "own"\nurl = "${own}"\n`,
      'pdm.lock': `[metadata]\ngroups = ["default"]\nstrategy = []\nlock_version = "4.5.0"\ncontent_hash = "sha256:00"\n${entry('acme-ours-1', '2.0')}${entry('acme-free-1', '2.0')}`,
    }));
    expect(told).toEqual([
      'high/high unclaimed-name acme-free-1 pdm.lock:11',
      'high/high index-collision acme-ours-1 pyproject.toml:4',
      'medium/high mixed-indexes  pyproject.toml:7',
    ]);
    const collision = report.findings.find(({ ruleId }) => ruleId === 'index-collision');
    expect(collision?.relatedLocations.map(({ path, startLine }) => `${path}:${startLine}`)).toContain('pdm.lock:7');
  });
});

describe('settings that change', () => {
  it('are told with all the names that lose their index', async () => {
    const bare: Make = () => ({ 'requirements.txt': `${ours.join('\n')}\n` });
    const { report, told } = await audit(
      (own) => ({ 'requirements.txt': `--index-url ${own}\n${ours.join('\n')}\n` }),
      bare,
    );
    expect(told).toEqual(['critical/high unexpected-source 12 requirements.txt:1']);
    expect(namesIn(report, 'unexpected-source').sort()).toEqual([...ours].sort());
    expect(report.findings[0]?.message).toMatch(/ This includes registry-changed \(requirements\.txt:1\)\.$/);
  });

  it('are told once where the names are nowhere else', async () => {
    const { report } = await audit(
      (own) => ({ 'requirements.txt': `--index-url ${own}\n${free.join('\n')}\n` }),
      () => ({ 'requirements.txt': `${free.join('\n')}\n` }),
    );
    const absent = report.findings.filter(({ ruleId }) => ruleId === 'nonexistent-package');
    expect(absent).toMatchObject([{ severity: 'critical', package: null, location: { startLine: 1 } }]);
    expect(namesIn(report, 'nonexistent-package')).toEqual(free);
  });

  it('are told once where the line that adds a registry merges it with another', async () => {
    const { report, told } = await audit(nothing, () =>
      requirements('acme-ours-1')('https://pypi.evil.example/simple'),
    );
    expect(told).toEqual(['high/high registry-changed  requirements.txt:1']);
    const [finding] = report.findings.filter(({ ruleId }) => ruleId === 'registry-changed');
    expect(finding?.message).toMatch(/ This includes mixed-indexes \(requirements\.txt:1\)\.$/);
    expect(finding?.remediation).toContain('--index-url https://pypi.evil.example/simple');
  });

  it('are told once where one line has several uses', async () => {
    const sources = `torch = [{ index = "px", marker = "sys_platform == 'linux'" }]`;
    const { told } = await audit(nothing, () => ({
      'pyproject.toml': `[project]\nname = "shop"\nversion = "1"\ndependencies = ["torch==2.0"]\n[tool.uv.sources]\n${sources}\n[[tool.uv.index]]\nname = "px"\nurl = "https://px.example/simple"\nexplicit = true\n`,
    }));
    expect(told.filter((one) => one.includes('registry-changed'))).toEqual([
      'high/high registry-changed  pyproject.toml:9',
    ]);
  });

  it('are nothing where a registry is called by another of its names', async () => {
    const npmrc =
      (url: string): Make =>
      () => ({ '.npmrc': `registry=${url}\n` });
    expect((await audit(npmrc(endpoints.npm), npmrc(endpoints.yarn))).told).toEqual([]);
    expect((await audit(npmrc(endpoints.yarn), npmrc(`${endpoints.npm}/`))).told).toEqual([]);
    expect((await audit(npmrc(endpoints.npm), npmrc('https://registry.mirror.example'))).told).toHaveLength(1);
  });
});

describe('packages of a lockfile that move', () => {
  const lock = (host: string, amount: number, digest = 'AA'): string => {
    const entries = named('left', amount).map((name) => [
      `node_modules/${name}`,
      { version: '1.0.0', resolved: `${host}/${name}/-/${name}-1.0.0.tgz`, integrity: `sha512-${digest.repeat(43)}==` },
    ]);
    const asked = Object.fromEntries(named('left', amount).map((name) => [name, '1.0.0']));
    const packages = { '': { name: 'shop', version: '1.0.0', dependencies: asked }, ...Object.fromEntries(entries) };
    return JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, packages }, null, 2);
  };
  const move = async (from: string, to: string, amount: number, extra = '') => {
    const side =
      (host: string, digest: string): Make =>
      () => ({
        'package.json': manifest(Object.fromEntries(named('left', amount).map((name) => [name, '1.0.0']))),
        'package-lock.json': lock(host, amount, digest),
      });
    const { report } = await audit(side(from, 'AA'), side(to, 'BB'), extra);
    return report.findings.filter(({ ruleId }) => ruleId === 'unexpected-source');
  };
  const own = 'https://npm.acme.example';

  it('are one finding where they are three', async () => {
    const findings = await move(own, endpoints.npm, 3);
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'high',
        '3 npm packages in package-lock.json were taken from npm.acme.example and would now be installed from the npm registry, where any of these names may belong to somebody else: left-1 1.0.0, left-2 1.0.0, left-3 1.0.0.',
      ],
    ]);
  });

  it('are one finding where they go to a host that nobody uses', async () => {
    const findings = await move(endpoints.npm, 'https://npm.evil.example', 9);
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'high',
        '9 npm packages in package-lock.json would be downloaded from npm.evil.example, where no registry in use keeps archives, instead of registry.npmjs.org: left-1 1.0.0, left-2 1.0.0, left-3 1.0.0, left-4 1.0.0, left-5 1.0.0 and 4 more.',
      ],
    ]);
  });

  it('are told one by one where they are two', async () => {
    expect((await move(own, endpoints.npm, 2)).map((one) => one.package?.name)).toEqual(['left-1', 'left-2']);
  });

  it('are accepted one by one', async () => {
    const findings = await move(
      own,
      endpoints.npm,
      4,
      'exceptions:\n  - { rule: unexpected-source, package: pkg:npm/left-2, reason: known, expires: 2199-01-01 }\n',
    );
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^3 .*: left-1 .*, left-3 .*, left-4 /),
    ]);
  });

  it('are no finding between names of one registry', async () => {
    expect(await move(endpoints.yarn, endpoints.npm, 9)).toEqual([]);
    expect(await move(endpoints.npm, endpoints.yarn, 9)).toEqual([]);
  });
});
