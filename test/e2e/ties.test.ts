import { describe, expect, it } from 'vitest';
import { startPyPi } from '../support/registries/pypi.ts';
import { auditBetween } from './between-indexes.ts';
import { summarise } from './world.ts';

const at = '2020-01-01T00:00:00Z';
const release = (name: string, version: string) => ({ name, releases: [{ version, uploadedAt: at }] });

type Files = Readonly<Record<string, string>>;
type Make = (own: string) => Files;

/** The public index has `acme-lib` and `torch`, with higher versions than the private one, which alone has `acme-free`. */
async function audit(head: Make, { base = () => ({}), isTrusted = true }: { base?: Make; isTrusted?: boolean } = {}) {
  const [pypi, own] = await Promise.all([
    startPyPi([release('acme-lib', '9.0'), release('torch', '2.1.0'), release('requests', '2.31.0')]),
    startPyPi([release('acme-lib', '2.0'), release('torch', '2.0.0'), release('acme-free', '1.0')]),
  ]);
  const { report } = await auditBetween(
    { pypi, own: [isTrusted ? own : { ...own, url: 'https://other.acme.example/' }] },
    [base(own.index), head(own.index)],
  );
  const ids = ['index-collision', 'unclaimed-name', 'unexpected-source', 'nonexistent-package'];
  const findings = report.findings.filter(({ ruleId }) => ids.includes(ruleId));
  return { told: summarise({ ...report, findings }), findings, unverified: report.unverified };
}

const ci = '.github/workflows/ci.yml';
const workflow = (step: string, env = 'A: b') =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    env: { ${env} }\n    steps:\n      - run: ${step}\n`;
const project = (name: string) => `[project]\nname = "shop"\nversion = "1"\ndependencies = ["${name}"]\n`;

const uv =
  (name = 'acme-lib', source = '{ index = "own" }'): Make =>
  (own) => ({
    'pyproject.toml': `${project(name)}[[tool.uv.index]]\nname = "own"\nurl = "${own}"\nexplicit = true\n[tool.uv.sources]\n${name} = ${source}\n`,
  });
const poetry: Make = (own) => ({
  'pyproject.toml': `[tool.poetry]\nname = "shop"\nversion = "1"\n[tool.poetry.dependencies]\nacme-lib = { version = "*", source = "own" }\n[[tool.poetry.source]]\nname = "own"\nurl = "${own}"\npriority = "explicit"\n`,
});
const pdm: Make = (own) => ({
  'pyproject.toml': `${project('acme-lib')}[[tool.pdm.source]]\nname = "own"\nurl = "${own}"\ninclude_packages = ["acme-*"]\n`,
});

const withStep =
  (files: Make, step: string, env?: string): Make =>
  (own) => ({ ...files(own), [ci]: workflow(step, env) });
const inImage =
  (files: Make, ...lines: readonly string[]): Make =>
  (own) => ({ ...files(own), Dockerfile: `FROM python\nCOPY . .\n${lines.join('\n')}\n` });

const told = async (...args: Parameters<typeof audit>) => (await audit(...args)).told;

describe('a name that one client is sent to an index for, and a command of another one', () => {
  it.each<[string, Make, string]>([
    ['of uv, by pip in a container file', inImage(uv(), 'RUN pip install .'), 'pyproject.toml:4'],
    ['of uv, by pip in a workflow', withStep(uv(), 'python -m pip install -e .'), 'pyproject.toml:4'],
    [
      'of uv, by pip in a script',
      (own) => ({ ...uv()(own), 'run.sh': '#!/bin/sh\npip install .\n' }),
      'pyproject.toml:4',
    ],
    [
      'of uv, by a list that pip reads',
      (own) => ({ ...inImage(uv(), 'RUN pip install -r r.txt')(own), 'r.txt': '-e .\n' }),
      'pyproject.toml:4',
    ],
    ['of Poetry, by pip', inImage(poetry, 'RUN pip install .'), 'pyproject.toml:5'],
    ['of Poetry, by uv', withStep(poetry, 'uv sync'), 'pyproject.toml:5'],
    ['of PDM, by pip', withStep(pdm, 'pip install .'), 'pyproject.toml:4'],
    ['of uv, beside a command of its own', withStep(uv(), 'uv sync && pip install .'), 'pyproject.toml:4'],
  ])('is told: %s', async (_, head, place) => {
    expect(await told(head)).toEqual([`critical index-collision acme-lib ${place}`]);
  });

  it.each<[string, Make]>([
    ['an option', withStep(uv(), 'uv sync --no-sources')],
    ['an option for the one name', withStep(uv(), 'uv sync --no-sources-package acme_lib')],
    ['an option of uv pip', inImage(uv(), 'RUN uv pip install --no-sources .')],
    ['a variable', withStep(uv(), 'uv sync', 'UV_NO_SOURCES: "1"')],
    [
      'a setting',
      (own) => {
        const text = uv()(own)['pyproject.toml'] ?? '';
        return { 'pyproject.toml': `${text}[tool.uv]\nno-sources = true\n`, [ci]: workflow('uv sync') };
      },
    ],
  ])('is told where uv itself is told to leave it out: %s', async (_, head) => {
    expect(await told(head)).toEqual(['critical index-collision acme-lib pyproject.toml:4']);
  });

  it('names client, condition and what to do', async () => {
    const { findings } = await audit(inImage(uv(), 'RUN pip install .'));
    expect(findings[0]?.message).toMatch(
      /^acme-lib is on PyPI and on .*, with different archives: pip, which Dockerfile:3 runs without regard to pyproject\.toml:7, takes 9\.0 from PyPI\.$/,
    );
    expect(findings[0]?.remediation).toMatch(
      /^Install it in Dockerfile:3 with uv, which goes by pyproject\.toml:7, or install what comes from there in a run of its own with `--index-url /,
    );
    const again = await audit(withStep(uv(), 'uv sync --no-sources'));
    expect(again.findings[0]?.message).toContain(`: uv, which ${ci}:7 runs without regard to pyproject.toml:7, takes `);
    expect(again.findings[0]?.remediation).toMatch(/^Let uv go by pyproject\.toml:7 in .*ci\.yml:7, too\. /);
  });

  it('is told where the command is new, and where the setting is', async () => {
    const step = inImage(uv(), 'RUN pip install .');
    expect(await told(step, { base: uv() })).toEqual(['critical index-collision acme-lib Dockerfile:3']);
    const both = inImage(uv(), 'RUN pip install uv && uv pip install .');
    const third = inImage(uv(), 'RUN pip install uv && uv pip install .', 'RUN pip install .');
    expect(await told(third, { base: both })).toEqual(['critical index-collision acme-lib pyproject.toml:4']);
    const before = inImage(() => ({ 'pyproject.toml': project('acme-lib') }), 'RUN pip install .');
    expect(await told(step, { base: before })).toEqual(['critical index-collision acme-lib pyproject.toml:7']);
  });

  it('is free for everybody', async () => {
    expect(await told(inImage(uv('acme-free'), 'RUN pip install .'))).toEqual([
      'high unclaimed-name acme-free pyproject.toml:4',
    ]);
  });

  it('is told with little confidence where the index may not be asked', async () => {
    const { told, findings, unverified } = await audit(inImage(uv(), 'RUN pip install .'), { isTrusted: false });
    expect(told).toEqual(['critical index-collision acme-lib pyproject.toml:4']);
    expect(findings[0]?.confidence).toBe('low');
    expect(findings[0]?.message).toMatch(
      /^acme-lib is on PyPI, and pyproject\.toml:7 names .* for this, which gave no answer: pip, which /,
    );
    expect(unverified.filter(({ question }) => question === 'index')).toEqual([]);
  });
});

describe('silence', () => {
  it.each<[string, Make]>([
    ['the client of the command goes by the setting', withStep(uv(), 'uv sync')],
    ['it does in another way', inImage(uv(), 'RUN uv pip install .')],
    ['pip brings in other packages alone', inImage(uv(), 'RUN pip install requests && uv pip install .')],
    ['Poetry is installed by pip', withStep(poetry, 'pip install requests && poetry install')],
    ['PDM asks its source', withStep(pdm, 'pdm install')],
    ['another name is left out', withStep(uv(), 'uv sync --no-sources-package other')],
    ['the command names the index', (own) => inImage(uv(), `RUN pip install --index-url ${own} .`)(own)],
    ['a variable names it', (own) => inImage(uv(), `ENV PIP_INDEX_URL=${own}`, 'RUN pip install .')(own)],
    [
      'uv takes it from elsewhere in some environments only',
      inImage(uv('acme-lib', '[{ index = "own", marker = "sys_platform == \'linux\'" }]'), 'RUN pip install .'),
    ],
    ['many people use the public package', inImage(uv('torch'), 'RUN pip install .')],
    ['no command installs the project', uv()],
    ['a text says how', (own) => ({ ...uv()(own), 'README.md': '```sh\npip install .\n```\n' })],
    [
      'the lockfile alone is taken',
      withStep((own) => ({ ...uv()(own), 'uv.lock': '' }), 'uv sync --frozen --no-sources'),
    ],
  ])('where %s', async (_, head) => {
    expect(await told(head)).toEqual([]);
  });

  it('where the change touches neither', async () => {
    const head = inImage(uv(), 'RUN pip install .');
    expect(await told((own) => ({ ...head(own), 'a.txt': '' }), { base: head })).toEqual([]);
  });

  it('where both have the same archives', async () => {
    const same = release('acme-lib', '2.0');
    const [pypi, own] = await Promise.all([startPyPi([same]), startPyPi([same])]);
    const { report } = await auditBetween({ pypi, own: [own] }, [{}, inImage(uv(), 'RUN pip install .')(own.index)]);
    expect(report.findings.filter(({ ruleId }) => ruleId === 'index-collision')).toEqual([]);
  });
});
