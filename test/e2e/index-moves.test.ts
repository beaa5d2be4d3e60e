import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import type { PyPiProject } from '../support/registries/pypi-documents.ts';
import { startStaticIndex } from '../support/registries/static-index.ts';
import { auditBetween } from './between-indexes.ts';
import { summarise } from './world.ts';

const released = (name: string, ...versions: readonly string[]): PyPiProject => ({
  name,
  releases: versions.map((version) => ({ version, uploadedAt: '2020-01-01T00:00:00Z' })),
});
const wheels = (name: string, ...versions: readonly string[]) => ({
  [name]: versions.map((version, at) => ({
    filename: `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`,
    sha256: `${at + 1}`.repeat(64),
  })),
});

type Make = (own: string) => Readonly<Record<string, string>>;

/** The public index has the name too, with a release that is higher than any of the private one. */
async function audit(before: Make, after: Make, taken: readonly PyPiProject[] = [released('acme-lib', '9.0')]) {
  const [pypi, own] = await Promise.all([
    startPyPi([...taken, released('requests', '2.31.0')]),
    startStaticIndex({ ...wheels('acme-lib', '1.0', '2.0'), ...wheels('requests', '2.31.0') }),
  ]);
  const { report } = await auditBetween({ pypi, own: [own] }, [before(own.index), after(own.index)]);
  const findings = report.findings.filter(({ ruleId }) =>
    ['unexpected-source', 'index-collision', 'nonexistent-version', 'unclaimed-name'].includes(ruleId),
  );
  return summarise({ ...report, findings });
}

describe('a private index that the change takes away', () => {
  const requirements: Make = (own) => ({ 'requirements.txt': `--index-url ${own}\nacme-lib\nrequests\n` });
  const bare: Make = () => ({ 'requirements.txt': 'acme-lib\nrequests\n' });

  it.each<[string, Make, Make, string]>([
    ['of pip', requirements, bare, 'requirements.txt:1'],
    [
      'of a requirement that changes with it',
      requirements,
      () => ({ 'requirements.txt': 'acme-lib>=1\nrequests\n' }),
      'requirements.txt:1',
    ],
    [
      'of one command',
      (own) => ({ Dockerfile: `FROM python\nRUN pip install --index-url ${own} acme-lib\n` }),
      () => ({ Dockerfile: 'FROM python\nRUN pip install acme-lib\n' }),
      'Dockerfile:2',
    ],
    [
      'by a file that is included after it',
      (own) => ({ 'requirements.txt': `--index-url ${own}\nacme-lib\nrequests\n-r more.txt\n`, 'more.txt': 'six\n' }),
      (own) => ({
        'requirements.txt': `--index-url ${own}\nacme-lib\nrequests\n-r more.txt\n`,
        'more.txt': `--index-url ${endpoints.pypi}\nsix\n`,
      }),
      'more.txt:1',
    ],
    [
      'of one name, for uv',
      (own) => ({
        'pyproject.toml': uvProject(own, 'explicit = true\n[tool.uv.sources]\nacme-lib = { index = "own" }\n'),
      }),
      (own) => ({ 'pyproject.toml': uvProject(own, 'explicit = true\n') }),
      'pyproject.toml:7',
    ],
    [
      'of one name, for Poetry',
      (own) => ({ 'pyproject.toml': poetryProject(own, 'acme-lib = { version = "*", source = "own" }') }),
      (own) => ({ 'pyproject.toml': poetryProject(own, 'acme-lib = "*"') }),
      'pyproject.toml:2',
    ],
    [
      'that stood before the public one, for uv',
      (own) => ({ 'pyproject.toml': uvProject(own) }),
      () => ({ 'pyproject.toml': project }),
      'pyproject.toml:4',
    ],
    [
      'that stood before the public one, with the lockfile of uv as it is',
      (own) => ({ 'pyproject.toml': uvProject(own), 'uv.lock': uvLock('2.0', own) }),
      (own) => ({ 'pyproject.toml': project, 'uv.lock': uvLock('2.0', own) }),
      'pyproject.toml:4',
    ],
    [
      'that uv asks no more for a name without a source',
      (own) => ({ 'pyproject.toml': uvProject(own) }),
      (own) => ({ 'pyproject.toml': uvProject(own, 'explicit = true\n') }),
      'pyproject.toml:7',
    ],
    [
      'that stood before the public one, for PDM in that order',
      (own) => ({ 'pyproject.toml': pdmProject(own) }),
      () => ({ 'pyproject.toml': pdmProject() }),
      'pyproject.toml:4',
    ],
    [
      'that went before a supplemental one, for Poetry',
      (own) => ({
        'pyproject.toml': `${poetryProject(own, 'acme-lib = "*"', 'primary')}[[tool.poetry.source]]\nname = "PyPI"\npriority = "supplemental"\n`,
      }),
      () => ({ 'pyproject.toml': '[tool.poetry.dependencies]\nacme-lib = "*"\n' }),
      'pyproject.toml:2',
    ],
    [
      'of a command that moves with it',
      (own) => ({ Dockerfile: `FROM python\nRUN uv pip install --index ${own} acme-lib\n` }),
      () => ({ Dockerfile: 'FROM python\nWORKDIR /app\nRUN uv pip install acme-lib\n' }),
      'Dockerfile:3',
    ],
    [
      'which had the only release that a constraint allows',
      (own) => ({
        'constraints.txt': 'acme-lib==2.0\n',
        'requirements.txt': `--extra-index-url ${own}\n-c constraints.txt\nacme-lib\n`,
      }),
      () => ({ 'requirements.txt': 'acme-lib\n' }),
      'requirements.txt:1',
    ],
    [
      'where another one is left that does not have the name',
      (own) => ({ 'requirements.txt': `--index-url ${own}\n--extra-index-url ${without(own)}\nacme-lib\n` }),
      (own) => ({ 'requirements.txt': `--extra-index-url ${without(own)}\nacme-lib\n` }),
      'requirements.txt:1',
    ],
  ])('%s', async (_, before, after, place) => {
    expect(await audit(before, after)).toEqual([`critical unexpected-source acme-lib ${place}`]);
  });

  it.each<[string, Make, Make]>([
    [
      'the public one had a higher release before, too',
      (own) => ({ 'requirements.txt': `--extra-index-url ${own}\nacme-lib\n` }),
      () => ({ 'requirements.txt': 'acme-lib\n' }),
    ],
    [
      'PDM asks the public one first before, too',
      (own) => ({ 'pyproject.toml': pdmProject(own, '') }),
      () => ({ 'pyproject.toml': pdmProject() }),
    ],
    [
      'one of two commands stays as it is',
      (own) => ({
        Dockerfile: `FROM python\nRUN uv pip install --index ${own} acme-lib\nRUN uv pip install acme-lib\n`,
      }),
      () => ({ Dockerfile: 'FROM python\nRUN uv pip install acme-lib\n' }),
    ],
  ])('is nothing where %s', async (_, before, after) => {
    expect(await audit(before, after)).toEqual([]);
  });

  it('is told less where nobody has the name on the public one', async () => {
    expect(await audit(requirements, bare, [])).toContain('high unexpected-source acme-lib requirements.txt:1');
  });

  it('is nothing where the private one does not have the name', async () => {
    const other = (text: string) => ({ 'requirements.txt': `${text}acme-other\n` });
    const taken = [released('acme-other', '1.0')];
    expect(
      await audit(
        (own) => other(`--index-url ${own}\n`),
        () => other(''),
        taken,
      ),
    ).toEqual([]);
  });

  it('is nothing in a text, which sets nothing', async () => {
    const text = (option: string) => ({ 'README.md': `\`\`\`sh\npip install ${option}acme-lib\n\`\`\`\n` });
    expect(
      await audit(
        (own) => text(`--index-url ${own} `),
        () => text(''),
      ),
    ).toEqual([]);
  });

  it('is nothing where hashes fix the bytes', async () => {
    const line = `acme-lib==2.0 --hash=sha256:${'2'.repeat(64)}\n`;
    const before: Make = (own) => ({ 'requirements.txt': `--index-url ${own}\n${line}` });
    expect(await audit(before, () => ({ 'requirements.txt': line }), [released('acme-lib', '2.0')])).toEqual([]);
  });
});

/** An index of the same host that has nothing. */
const without = (own: string) => own.replace('/cpu', '/none');

const project = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["acme-lib"]\n';
const pdmProject = (own?: string, also = pdmSource('pypi', endpoints.pypi)) =>
  `${project}[tool.pdm.resolution]\nrespect-source-order = true\n${own === undefined ? '' : `${pdmSource('own', own)}${also}`}`;
const pdmSource = (name: string, url: string) => `[[tool.pdm.source]]\nname = "${name}"\nurl = "${url}"\n`;
const uvProject = (own: string, rest = '') => `${project}[[tool.uv.index]]\nname = "own"\nurl = "${own}"\n${rest}`;
const poetryProject = (own: string, line: string, priority = 'explicit') =>
  `[tool.poetry.dependencies]\n${line}\n[[tool.poetry.source]]\nname = "own"\nurl = "${own}"\npriority = "${priority}"\n`;

const uvLock = (version: string, registry: string) =>
  `version = 1\n[[package]]\nname = "acme-lib"\nversion = "${version}"\nsource = { registry = "${registry}" }\n[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [{ name = "acme-lib" }]\n`;

describe('uv.lock', () => {
  const lock = (version: string, registry: (own: string) => string) =>
    audit(
      (own) => ({ 'pyproject.toml': uvProject(own) }),
      (own) => ({ 'pyproject.toml': uvProject(own), 'uv.lock': uvLock(version, registry(own)) }),
    );

  it('may not name the public index where uv takes the first one that has the name', async () => {
    expect(await lock('9.0', () => endpoints.pypi)).toEqual(['high unexpected-source acme-lib uv.lock:3']);
  });

  it('may name the one that uv takes', async () => {
    expect(await lock('2.0', (own) => own)).toEqual([]);
  });
});

describe('archives that the page of an index links on another host', () => {
  const page = { filename: 'acme_lib-1.0-py3-none-any.whl', sha256: '1'.repeat(64) };
  const elsewhere = `https://files.acme.example/whl/cpu/${page.filename}`;
  const lockOf = (own: string, hash: string) =>
    uvLock('1.0', own).replace(
      '[[package]]\nname = "shop"',
      `wheels = [{ url = "${elsewhere}", hash = "sha256:${hash}" }]\n[[package]]\nname = "shop"`,
    );

  it.each([
    ['are its own', page.sha256, []],
    ['are not where the bytes are others', '3'.repeat(64), ['high unexpected-source acme-lib uv.lock:3']],
  ])('%s', async (_, hash, expected) => {
    const [pypi, own] = await Promise.all([
      startPyPi([]),
      startStaticIndex({ 'acme-lib': [{ ...page, address: elsewhere }] }),
    ]);
    const after = { 'pyproject.toml': uvProject(own.index), 'uv.lock': lockOf(own.index, hash) };
    const { report } = await auditBetween({ pypi, own: [own] }, [{}, after]);
    const findings = report.findings.filter(({ ruleId }) => ruleId === 'unexpected-source');
    expect(summarise({ ...report, findings })).toEqual(expected);
  });
});

describe('poetry.lock', () => {
  const locked = (version: string, own?: string) =>
    `[[package]]\nname = "acme-lib"\nversion = "${version}"\ndescription = ""\noptional = false\npython-versions = "*"\nfiles = [{ file = "acme_lib-${version}-py3-none-any.whl", hash = "sha256:${version.charAt(0).repeat(64)}" }]\n${own === undefined ? '' : `[package.source]\ntype = "legacy"\nurl = "${own}"\nreference = "own"\n`}[metadata]\nlock-version = "2.1"\npython-versions = "*"\ncontent-hash = "00"\n`;
  const lose = (priority: string, version: string) => {
    const line = priority === 'explicit' ? 'acme-lib = { version = "*", source = "own" }' : 'acme-lib = "*"';
    const project = (own: string) => ({ 'pyproject.toml': poetryProject(own, line, priority) });
    return audit(
      (own) => ({ ...project(own), 'poetry.lock': locked('1.0', own) }),
      (own) => ({ ...project(own), 'poetry.lock': locked(version) }),
    );
  };

  it.each(['supplemental', 'explicit'])('that loses a source (%s) means the public index', async (priority) => {
    expect(await lose(priority, '9.0')).toEqual(['high unexpected-source acme-lib poetry.lock:2']);
  });

  it('means the first source where Poetry does not ask the public index', async () => {
    expect(await lose('primary', '2.0')).toEqual([]);
  });
});
