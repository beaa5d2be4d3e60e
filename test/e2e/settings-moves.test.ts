import { describe, expect, it } from 'vitest';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import { type NpmRegistry, startNpmRegistry } from '../support/registries/npm.ts';
import { type PyPi, startPyPi } from '../support/registries/pypi.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest, summarise } from './world.ts';

const at = '2020-01-01T00:00:00Z';
const project = (name: string, version: string) => ({ name, releases: [{ version, uploadedAt: at }] });
const pack = (name: string, version: string) => ({ name, versions: [{ version, publishedAt: at }] });

interface Own {
  readonly pypi: PyPi;
  readonly npm: NpmRegistry;
}
type Files = Readonly<Record<string, string>>;

/** The private registries have the names, and so do the public ones, with higher versions. */
async function audit(before: (own: Own) => Files, after: (own: Own) => Files) {
  const [pypi, npm, ownPypi, ownNpm] = await Promise.all([
    startPyPi([project('acme-lib', '9.0')]),
    startNpmRegistry([pack('acme-tool', '9.0.0'), pack('@acme/tool', '9.0.0')]),
    startPyPi([project('acme-lib', '1.0')]),
    startNpmRegistry([pack('acme-tool', '1.0.0'), pack('@acme/tool', '1.0.0')]),
  ]);
  const own = { pypi: ownPypi, npm: ownNpm };
  const { report } = await auditBetween({ pypi, npm, own: [ownPypi, ownNpm] }, [before(own), after(own)]);
  const findings = report.findings.filter(({ ruleId }) => ['unexpected-source', 'index-collision'].includes(ruleId));
  return { told: summarise({ ...report, findings }), unverified: report.unverified };
}

const pythonProject = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["acme-lib"]\n';
const requirements: Files = { 'requirements.txt': 'acme-lib\n' };
const nodeProject: Files = { 'package.json': manifest({ 'acme-tool': '*' }) };

/** Settings that put a private registry in the place of the public one, and a file beside them that says nothing of it. */
const settings: readonly (readonly [path: string, text: (own: Own) => string, beside: Files, place: string])[] = [
  ['pip.conf', ({ pypi }) => `[global]\nindex-url = ${pypi.index}\n`, requirements, 'requirements.txt'],
  ['pip.ini', ({ pypi }) => `[global]\nindex-url = ${pypi.index}\n`, requirements, 'requirements.txt'],
  [
    'pip.conf',
    ({ pypi }) => `[install]\nindex-url = ${pypi.index}\n`,
    { Makefile: 'all:\n\tpip install acme-lib\n' },
    'Makefile',
  ],
  ['uv.toml', ({ pypi }) => `index-url = "${pypi.index}"\n`, { 'pyproject.toml': pythonProject }, 'pyproject.toml'],
  ['uv.toml', ({ pypi }) => `index-url = "${pypi.index}"\n`, requirements, 'requirements.txt'],
  ['pdm.toml', ({ pypi }) => `[pypi]\nurl = "${pypi.index}"\n`, { 'pyproject.toml': pythonProject }, 'pyproject.toml'],
  ['.npmrc', ({ npm }) => `registry=${npm.url}\n`, nodeProject, 'package.json'],
  [
    '.npmrc',
    ({ npm }) => `registry=${npm.url}\n`,
    { Dockerfile: 'FROM node\nRUN npm install acme-tool\n' },
    'Dockerfile',
  ],
  ['.yarnrc', ({ npm }) => `registry "${npm.url}"\n`, nodeProject, 'package.json'],
  ['.yarnrc.yml', ({ npm }) => `npmRegistryServer: "${npm.url}"\n`, nodeProject, 'package.json'],
  ['bunfig.toml', ({ npm }) => `[install]\nregistry = "${npm.url}"\n`, nodeProject, 'package.json'],
  ['pnpm-workspace.yaml', ({ npm }) => `registries: { default: "${npm.url}" }\n`, nodeProject, 'package.json'],
  [
    'pnpm-workspace.yaml',
    ({ npm }) => `packages: [packages/*]\nregistry: "${npm.url}"\n`,
    { 'packages/a/package.json': manifest({ 'acme-tool': '*' }) },
    'packages/a/package.json',
  ],
];

describe('settings that lose a private registry', () => {
  it.each(settings)('%s: what stands beside them unchanged is judged', async (path, text, beside, place) => {
    const { told } = await audit(
      (own) => ({ [path]: text(own), ...beside }),
      () => beside,
    );
    expect(told).toEqual([expect.stringMatching(`^critical unexpected-source acme-(?:lib|tool) ${place}:\\d+$`)]);
  });

  it('are all of them, but for those that name no registry, and those of conda, of which nobody is asked', () => {
    const titles = new Set(settings.map(([path]) => path));
    const others = ecosystems
      .flatMap(({ formats }) => formats)
      .filter(({ role, configures }) => role === 'configuration' || configures === true)
      .filter(({ matches }) => ![...titles].some((path) => matches(path) === 'name'));
    expect(others.map(({ id }) => id).sort()).toEqual(['condarc', 'lerna-json', 'pnpmfile', 'poetry-toml']);
  });

  it('are moved elsewhere', async () => {
    const { told } = await audit(
      ({ pypi }) => ({ 'pip.conf': `[global]\nindex-url = ${pypi.index}\n`, ...requirements }),
      ({ pypi }) => ({ 'old/pip.conf': `[global]\nindex-url = ${pypi.index}\n`, ...requirements }),
    );
    expect(told).toEqual(['critical unexpected-source acme-lib requirements.txt:1']);
  });

  it('do not make a text a project', async () => {
    const text = { 'README.md': '```sh\nnpm install acme-tool\n```\n' };
    const { told } = await audit(
      ({ npm }) => ({ '.npmrc': `registry=${npm.url}\n`, ...text }),
      () => text,
    );
    expect(told).toEqual([]);
  });
});

it.each<[string, (own: Own) => Files]>([
  ['in the place of one', ({ pypi }) => ({ 'pip.conf': `[global]\nindex-url = ${pypi.index}\n` })],
  ['where there was none', () => ({})],
])('an index beside the public one %s is judged for what stands there unchanged', async (_, before) => {
  const { told } = await audit(
    (own) => ({ ...before(own), ...requirements }),
    ({ pypi }) => ({ 'pip.conf': `[global]\nextra-index-url = ${pypi.index}\n`, ...requirements }),
  );
  expect(told).toEqual(['critical index-collision acme-lib pip.conf:2']);
});

describe('a scope that loses its registry', () => {
  const scoped: Files = { 'package.json': manifest({ '@acme/tool': '*' }) };

  it.each<[string, (own: Own) => Files, Files]>([
    ['.npmrc', ({ npm }) => ({ '.npmrc': `@acme:registry=${npm.url}\n` }), { '.npmrc': '' }],
    [
      'an .npmrc that leaves it empty',
      ({ npm }) => ({ '.npmrc': `@acme:registry=${npm.url}\n` }),
      { '.npmrc': '@acme:registry=\n' },
    ],
    [
      'a bunfig.toml that leaves it empty',
      ({ npm }) => ({ 'bunfig.toml': `[install.scopes]\nacme = "${npm.url}"\n` }),
      { 'bunfig.toml': '[install.scopes]\nacme = ""\n' },
    ],
    [
      'pnpm-workspace.yaml',
      ({ npm }) => ({ 'pnpm-workspace.yaml': `registries: { '@acme': '${npm.url}' }\n` }),
      { 'pnpm-workspace.yaml': 'packages: [packages/*]\n' },
    ],
  ])('%s', async (_, before, after) => {
    const { told, unverified } = await audit(
      (own) => ({ ...before(own), ...scoped }),
      () => ({ ...after, ...scoped }),
    );
    expect(told).toEqual([expect.stringMatching(/^critical index-collision @acme\/tool /)]);
    expect(unverified).toEqual([]);
  });

  it('and whose client fails without it is not said to come from the public one', async () => {
    const pnpm = (line: string) => ({ '.npmrc': line, 'pnpm-workspace.yaml': 'packages: []\n', ...scoped });
    const { told, unverified } = await audit(
      ({ npm }) => pnpm(`@acme:registry=${npm.url}\n`),
      () => pnpm('@acme:registry=\n'),
    );
    expect(told).toEqual([]);
    expect(unverified.map(({ reason }) => reason)).toEqual(['the settings leave no index that could serve it']);
  });

  it('and never had one that its client could ask loses nothing', async () => {
    const pnpm = (line: string) => () => ({ '.npmrc': line, 'pnpm-workspace.yaml': 'packages: []\n', ...scoped });
    expect((await audit(pnpm('@acme:registry=\n'), pnpm(''))).told).toEqual([]);
  });

  it('is sent there by the settings of pnpm at the root too', async () => {
    const workspace = ({ npm }: Own) => ({ 'pnpm-workspace.yaml': `registries: { '@acme': '${npm.url}' }\n` });
    const { told, unverified } = await audit(workspace, (own) => ({ ...workspace(own), ...scoped }));
    expect([told, unverified]).toEqual([[], []]);
  });
});
