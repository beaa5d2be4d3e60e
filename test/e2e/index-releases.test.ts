import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import type { PyPiProject } from '../support/registries/pypi-documents.ts';
import { startServer } from '../support/registries/server.ts';
import { startStaticIndex } from '../support/registries/static-index.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest, summarise } from './world.ts';

const released = (name: string, ...versions: readonly string[]): PyPiProject => ({
  name,
  releases: versions.map((version) => ({ version, uploadedAt: '2020-01-01T00:00:00Z' })),
});
const publicly = [released('torch', '1.12.0', '1.13.1'), released('numpy', '1.24.0')];
const wheel = (name: string, version: string) => ({
  filename: `${name}-${version}-cp310-cp310-linux_x86_64.whl`,
  sha256: createHash('sha256').update(`build ${name} ${version}`).digest('hex'),
});
const builds = { torch: [wheel('torch', '1.13.1+cpu')], numpy: [wheel('numpy', '1.24.0')] };

type Files = Readonly<Record<string, string>>;

async function audit(files: (builds: string) => Files) {
  const [pypi, own] = await Promise.all([startPyPi(publicly), startStaticIndex(builds)]);
  const { report, status } = await auditBetween({ pypi, own: [own] }, [{}, files(own.index)]);
  return {
    status,
    told: summarise(report).filter((line) => !line.includes('floating-requirement')),
    open: report.unverified.map(({ question, purl, reason }) => `${question} ${purl}: ${reason}`),
    notes: report.notifications.map(({ level, message }) => `${level}: ${message.replace(own.url, '')}`),
  };
}

const requirements = (...lines: readonly string[]): Files => ({ 'requirements.txt': `${lines.join('\n')}\n` });
const project = (...lines: readonly string[]): string =>
  ['[project]', 'name = "shop"', 'version = "1"', 'dependencies = ["torch==1.13.1"]', ...lines, ''].join('\n');
const untold = (amount: number) =>
  `note: /whl/cpu tells no times of publication; packages whose age is not known: ${amount}`;

describe('a requirement without a local version', () => {
  it.each<[string, (url: string) => Files]>([
    ['alone', (url) => requirements(`--index-url ${url}`, 'torch==1.13.1')],
    ['in a step', (url) => ({ Dockerfile: `FROM scratch\nRUN pip install torch==1.13.1 --index-url ${url}\n` })],
    [
      'of uv',
      (url) => ({
        'pyproject.toml': project(
          '[tool.uv.sources]\ntorch = { index = "builds" }',
          `[[tool.uv.index]]\nname = "builds"\nurl = "${url}"\nexplicit = true`,
        ),
      }),
    ],
    [
      'of Poetry',
      (url) => ({
        'pyproject.toml': `[tool.poetry]\nname = "shop"\nversion = "1"\n[tool.poetry.dependencies]\ntorch = { version = "1.13.1", source = "builds" }\n[[tool.poetry.source]]\nname = "builds"\nurl = "${url}"\npriority = "explicit"\n`,
      }),
    ],
    [
      'of Pipenv',
      (url) => ({
        Pipfile: `[[source]]\nname = "builds"\nurl = "${url}"\n[packages]\ntorch = { version = "==1.13.1", index = "builds" }\n`,
      }),
    ],
    [
      'of PDM',
      (url) => ({
        'pyproject.toml': project(
          `[[tool.pdm.source]]\nname = "builds"\nurl = "${url}"\ninclude_packages = ["torch"]\nexclude_packages = ["*"]`,
        ),
      }),
    ],
  ])('takes a release with one, and its age is nothing to wait for: %s', async (_, files) => {
    const { status, told, open, notes } = await audit(files);
    expect({ status, told, open }).toEqual({ status: 0, told: [], open: [] });
    expect(notes).toContain(untold(1));
  });

  it('takes none where three equal signs ask for the text, nor in a lockfile', async () => {
    const asked = await audit((url) => requirements(`--index-url ${url}`, 'torch===1.13.1'));
    expect(asked.told).toEqual(['high nonexistent-version torch requirements.txt:2']);
    const lock = `[[package]]\nname = "torch"\nversion = "1.13.1"\nsource = { registry = "%" }\nwheels = []\n`;
    const locked = await audit((url) => ({ 'uv.lock': `version = 1\n\n${lock.replace('%', url)}` }));
    expect(locked.told).toContain('high nonexistent-version torch uv.lock:4');
  });
});

it('judges an age that an index never tells the same beside another index and alone', async () => {
  const merged = await audit((url) => requirements(`--extra-index-url ${url}`, 'torch==1.13.1'));
  expect(merged).toMatchObject({ status: 0, open: [] });
  expect(merged.notes).toContain(untold(1));
  const alone = await audit((url) => requirements(`--index-url ${url}`, 'torch==1.13.1', 'numpy==1.24.0'));
  expect(alone).toMatchObject({ status: 0, open: [] });
  expect(alone.notes).toContain(untold(2));
});

it('asks a page of links for nothing but itself', async () => {
  const links = builds.torch.map(
    ({ filename, sha256 }) => `<a href="cpu/${encodeURIComponent(filename)}#sha256=${sha256}">x</a>`,
  );
  const page = await startServer(({ url }) =>
    url === '/stable.html' ? { text: links.join('\n'), headers: { 'content-type': 'text/html' } } : { status: 403 },
  );
  const pypi = await startPyPi(publicly);
  const files = requirements(`-f ${page.url}/stable.html`, 'torch==1.13.1+cpu');
  const { report } = await auditBetween({ pypi, own: [page] }, [{}, files]);
  expect(report.unverified).toEqual([]);
  expect(page.log.map(({ url }) => url).filter((url) => url !== '/stable.html')).toEqual([]);
});

describe('a file that others are compiled from', () => {
  const pins = 'numpy==1.24.0\n    # via torch\ntorch==1.13.1+cpu\n    # via -r requirements.in\n';

  it.each<[string, (url: string) => string]>([
    [
      'pip-compile',
      (url) =>
        `#\n# This file is autogenerated by pip-compile with Python 3.10\n# by the following command:\n#\n#    pip-compile --extra-index-url=${url} requirements.in\n#\n--extra-index-url ${url}\n\n${pins}`,
    ],
    [
      'pip-compile, that leaves the index out of it',
      (url) =>
        `#\n# This file is autogenerated by pip-compile with Python 3.10\n# by the following command:\n#\n#    pip-compile --extra-index-url=${url} --no-emit-index-url requirements.in\n#\n${pins.replace('+cpu', '+cpu --hash=sha256:00')}`,
    ],
    [
      'uv',
      (url) =>
        `# This file was autogenerated by uv via the following command:\n#    uv pip compile requirements.in --extra-index-url ${url} -o requirements.txt\n${pins}`,
    ],
  ])('is judged by the indexes that the command named: %s', async (_, compiled) => {
    const { told } = await audit((url) => ({
      'requirements.in': 'torch==1.13.1+cpu\n',
      'requirements.txt': compiled(url),
    }));
    expect(told.filter((line) => line.includes('requirements.in'))).toEqual([]);
    expect(told.filter((line) => line.includes('mixed-indexes')).length).toBeLessThan(2);
  });
});

describe('a name that settings send to another registry', () => {
  const asking = manifest({ '@acme/tool': '^1.0.0' });
  const line = (own: string) => `@acme:registry=${own}\n`;

  it.each<[string, (own: string) => readonly [Files, Files]]>([
    [
      'in another project',
      (own) => [{}, { 'a/package.json': manifest({}), 'a/.npmrc': line(own), 'b/package.json': asking }],
    ],
    ['until now', (own) => [{ 'package.json': asking, '.npmrc': line(own) }, { 'package.json': asking }]],
  ])('is told without a public release to take instead: %s', async (_, files) => {
    const tool = (version: string) => ({
      name: '@acme/tool',
      versions: [{ version, publishedAt: '2020-01-01T00:00:00Z' }],
    });
    const [npm, own] = await Promise.all([startNpmRegistry([tool('99.0.0')]), startNpmRegistry([tool('1.0.0')])]);
    const { report } = await auditBetween({ npm, own: [own] }, files(own.url));
    const rules = report.findings.map(({ ruleId }) => ruleId);
    expect(rules).toContain('index-collision');
    expect(rules).not.toContain('nonexistent-version');
  });
});
