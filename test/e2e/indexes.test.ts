import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import type { Report } from '../../src/model/report.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import type { NpmPackage } from '../support/registries/npm-documents.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import type { PyPiProject } from '../support/registries/pypi-documents.ts';
import { startStaticIndex } from '../support/registries/static-index.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest, summarise } from './world.ts';

/** As the indexes stood in the last days of 2022: the name had just been taken on the public one. */
const now = '2022-12-27T12:00:00Z';
const publicly: readonly PyPiProject[] = [
  { name: 'torch', releases: [{ version: '1.13.1', uploadedAt: '2022-12-15T22:00:00Z' }] },
  { name: 'numpy', releases: [{ version: '1.24.0', uploadedAt: '2022-12-18T20:00:00Z' }] },
  { name: 'torchtriton', releases: [{ version: '3.0.0', uploadedAt: '2022-12-25T08:00:00Z' }] },
];
/** A wheel of one version, whose hash follows from what its bytes are made of. */
const wheel = (name: string, version: string, bytes = `nightly ${name} ${version}`) => ({
  filename: `${name}-${version}-cp310-cp310-linux_x86_64.whl`,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
const nightly = {
  torch: [wheel('torch', '2.0.0.dev20221225+cpu')],
  numpy: [wheel('numpy', '1.24.0')],
  torchtriton: [wheel('torchtriton', '2.0.0+0d7e753227')],
};

async function audit(files: (nightly: string) => Readonly<Record<string, string>>, projects = publicly) {
  const [pypi, pytorch] = await Promise.all([startPyPi(projects), startStaticIndex(nightly)]);
  const run = await auditBetween({ pypi, own: [pytorch] }, [{}, files(pytorch.index)], { args: ['--now', now] });
  return { ...run, nightly: pytorch.index };
}

/** Of the rules that speak of indexes. */
const ofIndexes = (report: Report) =>
  summarise({
    ...report,
    findings: report.findings.filter(({ ruleId }) =>
      ['index-collision', 'mixed-indexes', 'unclaimed-name', 'unexpected-source', 'registry-changed'].includes(ruleId),
    ),
  });

describe('the case of torchtriton', () => {
  it('is told where pip merges both indexes', async () => {
    const run = await audit((url) => ({
      'requirements.txt': `--extra-index-url ${url}\n--pre\ntorch\nnumpy\ntorchtriton\n`,
    }));
    expect(ofIndexes(run.report)).toEqual([
      'critical index-collision torchtriton requirements.txt:5',
      'medium mixed-indexes  requirements.txt:1',
    ]);
    const [finding] = run.report.findings;
    expect(finding?.relatedLocations).toMatchObject([{ path: 'requirements.txt', startLine: 1 }]);
  });

  it('does not arise where an included file takes the place of the index', async () => {
    const lines = (url: string) => `--extra-index-url ${url}\n--pre\n-r more.txt\nnumpy\n`;
    const run = await audit((url) => ({ 'requirements.txt': lines(url), 'more.txt': `-i ${endpoints.pypi}\n` }));
    expect(ofIndexes(run.report)).toEqual([]);
    const other = await audit((url) => ({ 'requirements.txt': lines(url), 'more.txt': '' }));
    expect(ofIndexes(other.report)).toContain('medium mixed-indexes  requirements.txt:1');
  });

  it('is over where the index stands alone', async () => {
    const lines = ['--pre', 'torch==2.0.0.dev20221225+cpu', 'numpy==1.24.0', 'torchtriton==2.0.0+0d7e753227'];
    const run = await audit((url) => ({ 'requirements.txt': [`--index-url ${url}`, ...lines, ''].join('\n') }));
    expect(run.report.findings).toEqual([]);
  });

  const uvProject = (url: string, setting = '') =>
    `[project]\nname = "nightly"\nversion = "1"\ndependencies = ["torchtriton>=2"]\n\n[tool.uv]\n${setting}\n[[tool.uv.index]]\nurl = "${url}"\n`;

  it('does not arise where uv takes the first index that knows the name', async () => {
    const run = await audit((url) => ({ 'pyproject.toml': uvProject(url) }));
    expect(ofIndexes(run.report)).toEqual([]);
  });

  it('does arise where uv is told to take the best version of all', async () => {
    const run = await audit((url) => ({ 'pyproject.toml': uvProject(url, 'index-strategy = "unsafe-best-match"\n') }));
    expect(ofIndexes(run.report)).toEqual([
      'critical index-collision torchtriton pyproject.toml:4',
      'medium mixed-indexes  pyproject.toml:7',
    ]);
  });
});

describe('an internal name of npm', () => {
  const internal: NpmPackage = {
    name: 'acme-tool',
    versions: [{ version: '1.2.0', publishedAt: '2021-01-01T00:00:00Z' }],
  };
  const scoped: NpmPackage = { ...internal, name: '@acme/tool' };
  const squat = (name: string): NpmPackage => ({
    name,
    versions: [{ version: '99.0.0', publishedAt: '2021-06-01T00:00:00Z' }],
  });

  async function auditNpm(
    after: (own: string) => Readonly<Record<string, string>>,
    extra = '',
    taken = ['acme-tool', '@acme/tool'],
    before: (own: string) => Readonly<Record<string, string>> = () => ({}),
  ) {
    const [npm, own] = await Promise.all([startNpmRegistry(taken.map(squat)), startNpmRegistry([internal, scoped])]);
    const files = [before(own.url), after(own.url)] as const;
    return (await auditBetween({ npm, own: [own] }, files, { extra, args: ['--now', now] })).report;
  }

  const uses = (name: string) => manifest({ [name]: '^1.0.0' });

  it('without a scope is told where the public registry serves it', async () => {
    const report = await auditNpm(
      () => ({ 'package.json': manifest({ 'acme-tool': '*' }) }),
      'private: { npm: ["acme-*"] }\n',
    );
    expect(ofIndexes(report)).toEqual(['critical index-collision acme-tool package.json:5']);
  });

  it('without a scope is told where anybody can take it', async () => {
    const report = await auditNpm(() => ({ 'package.json': uses('acme-tool') }), 'private: { npm: ["acme-*"] }\n', []);
    expect(ofIndexes(report)).toEqual(['high unclaimed-name acme-tool package.json:5']);
  });

  it('of a scope is told in the one project that lacks its registry', async () => {
    const report = await auditNpm((own) => ({
      'a/package.json': uses('@acme/tool'),
      'a/.npmrc': `@acme:registry=${own}\n`,
      'b/package.json': manifest({ '@acme/tool': '*' }),
    }));
    expect(ofIndexes(report)).toEqual(['critical index-collision @acme/tool b/package.json:5']);
    expect(report.findings.filter(({ ruleId }) => ruleId === 'index-collision')).toMatchObject([
      { message: expect.stringMatching(/\(a\/\.npmrc:1 sends it to .*, and npm takes 99\.0\.0 from there\.$/) },
    ]);
  });

  /** One project has the line, the other one lacks it. */
  const lacking = (own: string, files: Readonly<Record<string, string>>) => ({
    'a/package.json': uses('@acme/tool'),
    'a/.npmrc': `@acme:registry=${own}\n`,
    ...files,
  });
  const locked = (version: string, hash: string) =>
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { '@acme/tool': '*' } },
        'node_modules/@acme/tool': {
          version,
          resolved: `${endpoints.npm}/@acme/tool/-/tool-${version}.tgz`,
          integrity: hash,
        },
      },
    });
  const other = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;

  it.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    [
      'the client is another one',
      { 'b/package.json': manifest({ '@acme/tool': '>=1' }), 'b/pnpm-workspace.yaml': 'packages: []\n' },
      'critical index-collision @acme/tool b/package.json:5',
      /, and pnpm takes 99\.0\.0 from there\.$/,
    ],
    [
      'the public registry has no release that fits',
      { 'b/package.json': uses('@acme/tool') },
      'high index-collision @acme/tool b/package.json:5',
      /, and npm would take a release 1\.0\.1 from there\.$/,
    ],
    [
      'only commands that take the lockfile install it',
      { 'b/package.json': manifest({ '@acme/tool': '*' }), 'b/Dockerfile': 'FROM node\nCOPY . .\nRUN npm ci\n' },
      'critical index-collision @acme/tool b/package.json:5',
      /, and npm takes 99\.0\.0 from there\.$/,
    ],
    [
      'the lockfile fixes bytes that the public registry does not have',
      { 'b/package.json': uses('@acme/tool'), 'b/package-lock.json': locked('1.2.0', other) },
      'high index-collision @acme/tool b/package.json:5',
      /, and npm would take a release 1\.0\.1 from there\.$/,
    ],
  ])('of a scope without its registry is told as the client decides: %s', async (_, files, line, message) => {
    const report = await auditNpm((own) => lacking(own, files));
    expect(ofIndexes(report).filter((one) => one.includes('index-collision'))).toEqual([line]);
    const told = report.findings.filter(({ ruleId }) => ruleId === 'index-collision');
    expect(told).toMatchObject([{ message: expect.stringMatching(message) }]);
  });

  it('of a scope is told although the project that has its registry is not touched', async () => {
    const project = (own: string) => ({ 'a/package.json': uses('@acme/tool'), 'a/.npmrc': `@acme:registry=${own}\n` });
    const report = await auditNpm(
      (own) => ({ ...project(own), 'b/package.json': manifest({ '@acme/tool': '*' }) }),
      '',
      undefined,
      project,
    );
    expect(ofIndexes(report)).toEqual(['critical index-collision @acme/tool b/package.json:5']);
  });

  it('is high where the public registry has no release that fits', async () => {
    const report = await auditNpm(() => ({ 'package.json': uses('acme-tool') }), 'private: { npm: ["acme-*"] }\n');
    expect(ofIndexes(report)).toEqual(['high index-collision acme-tool package.json:5']);
    expect(report.findings[0]?.message).toContain('1.0.1');
  });

  it('is fetched from the registry in use, whatever public address npm recorded', async () => {
    const resolved = 'https://registry.npmjs.org/acme-tool/-/acme-tool-1.2.0.tgz';
    const entry = { version: '1.2.0', resolved, integrity: `sha512-${Buffer.alloc(64).toString('base64')}` };
    const lock = {
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': { dependencies: { 'acme-tool': '^1.0.0' } }, 'node_modules/acme-tool': entry },
    };
    const report = await auditNpm((own) => ({
      'package.json': uses('acme-tool'),
      '.npmrc': `registry=${own}\n`,
      'package-lock.json': JSON.stringify(lock, null, 2),
    }));
    expect(ofIndexes(report).filter((line) => line.includes('unexpected-source'))).toEqual([]);
  });

  it('of a scope is quiet where both projects have the line', async () => {
    const report = await auditNpm((own) => ({
      'a/package.json': uses('@acme/tool'),
      'a/.npmrc': `@acme:registry=${own}\n`,
      'b/package.json': uses('@acme/tool'),
      'b/.npmrc': `@acme:registry=${own}\n`,
    }));
    expect(ofIndexes(report)).toEqual([]);
  });
});

describe('an index that gives no answer', () => {
  const squat: readonly PyPiProject[] = [
    { name: 'acme-lib', releases: [{ version: '9.0', uploadedAt: '2021-01-01T00:00:00Z' }] },
  ];
  const open = ({ report, status }: { report: Report; status: number | null }) => ({
    status,
    open: report.unverified.map(({ question, purl }) => `${question} ${purl}`),
    findings: ofIndexes(report).filter((line) => !line.includes('mixed') && !line.includes('registry-changed')),
  });

  it('leaves open which one serves a name that few people use', async () => {
    const run = await audit(
      () => ({
        'requirements.txt': '--extra-index-url https://pypi.acme.example/simple\nacme-lib>=1\n',
      }),
      squat,
    );
    expect(open(run)).toEqual({ status: expect.any(Number), open: ['index pkg:pypi/acme-lib'], findings: [] });
    expect(run.report.notifications.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('https://pypi.acme.example/simple (requirements.txt:1) is not contacted'),
    );
  });

  it('is not hidden among many others, which are followed to a limit', async () => {
    const padding = Array.from({ length: 2000 }, (_, at) => at);
    const run = await audit(
      (url) => ({
        'requirements.txt': `${padding.map((at) => `--extra-index-url ${url}/x${at}`).join('\n')}\n--extra-index-url ${url}\nacme-lib\n`,
      }),
      squat,
    );
    expect(open(run).open).toContain('index pkg:pypi/acme-lib');
    expect(run.report.verdict).not.toBe('pass');
    expect(run.report.stats.requests).toBeLessThan(200);
  });

  it('leaves the name open where settings leave no index at all', async () => {
    const run = await audit(() => ({ 'requirements.txt': '--no-index\nnobody-has-it\n' }));
    expect(open(run)).toMatchObject({ status: 3, open: ['existence pkg:pypi/nobody-has-it'], findings: [] });
  });

  it('is what a folder of archives counts as: its names are not said to be missing', async () => {
    const run = await audit(() => ({ 'requirements.txt': '--find-links ./wheels\nnobody-has-it==1.0\n' }));
    expect(run.report.findings.map(({ ruleId }) => ruleId)).not.toContain('nonexistent-package');
    expect(open(run)).toMatchObject({ status: 3, open: ['existence pkg:pypi/nobody-has-it@1.0'] });
  });
});
