import { describe, expect, it } from 'vitest';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest, summarise } from './world.ts';

const at = '2020-01-01T00:00:00Z';
const python = (name: string, ...versions: readonly string[]) => ({
  name,
  releases: versions.map((version) => ({ version, uploadedAt: at })),
});
const script = (name: string, version: string) => ({ name, versions: [{ version, publishedAt: at }] });

interface Indexes {
  /** A private index of Python packages. */
  readonly own: string;
  /** A private registry of npm packages. */
  readonly npm: string;
}
type Make = (indexes: Indexes) => Readonly<Record<string, string>>;

const names = ['@acme/tool', '@acme/more', 'acme-tool'];

/** The public indexes have higher versions of the names than the private ones, and lack `acme-free`. */
async function audit(before: Make, after: Make) {
  const [pypi, own, publicNpm, npm] = await Promise.all([
    startPyPi([python('acme-lib', '9.0'), python('requests', '2.31.0')]),
    startPyPi([python('acme-lib', '2.0'), python('acme-free', '1.0')]),
    startNpmRegistry(names.map((name) => script(name, '99.0.0'))),
    startNpmRegistry(names.map((name) => script(name, '1.2.0'))),
  ]);
  const indexes = { own: own.index, npm: npm.url };
  const all = { pypi, npm: publicNpm, own: [own, npm] };
  const { report, ...run } = await auditBetween(all, [before(indexes), after(indexes)]);
  const findings = report.findings.filter(
    ({ ruleId }) => !['floating-requirement', 'unpinned-action', 'missing-integrity'].includes(ruleId),
  );
  return { ...run, report, told: summarise({ ...report, findings }) };
}

const nothing: Make = () => ({});
const container = (...lines: readonly string[]) => ({ Dockerfile: `FROM python\n${lines.join('\n')}\n` });
const toldOf = async (before: Make, after: Make) => (await audit(before, after)).told;

const workflow = (step: string, env = 'A: b') =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    env: { ${env} }\n    steps:\n      - run: ${step}\n`;
const ci = '.github/workflows/ci.yml';
const project = (name: string, rest = '') =>
  `[project]\nname = "shop"\nversion = "1"\ndependencies = ["${name}"]\n${rest}`;
const withIndex = (own: string) => project('acme-lib', `[[tool.uv.index]]\nname = "own"\nurl = "${own}"\n`);
const lockfile = (own: string) =>
  `version = 1\n[[package]]\nname = "acme-lib"\nversion = "2.0"\nsource = { registry = "${own}" }\n[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [{ name = "acme-lib" }]\n`;

describe('a command that installs the project of uv', () => {
  const strategy = 'UV_INDEX_STRATEGY: unsafe-best-match';
  const make =
    (files: Readonly<Record<string, string>>, isLocked = false): Make =>
    ({ own }) => ({ ...files, 'pyproject.toml': withIndex(own), ...(isLocked ? { 'uv.lock': lockfile(own) } : {}) });
  const before = make({ [ci]: workflow('uv sync') });

  it.each<[string, Make, Make, readonly string[]]>([
    ['by a variable', before, make({ [ci]: workflow('uv sync', strategy) }), [`${ci}:5`]],
    ['by an option', before, make({ [ci]: workflow('uv sync --index-strategy unsafe-best-match') }), [`${ci}:7`]],
    ['in another folder', nothing, make({ [ci]: workflow('cd x && uv lock --project ..', strategy) }), [`${ci}:5`]],
    [
      'in a container file',
      nothing,
      make({ Dockerfile: 'FROM python\nENV UV_INDEX_STRATEGY=unsafe-best-match\nCOPY . .\nRUN uv run x\n' }),
      ['Dockerfile:2'],
    ],
  ])('tells it to take the best of all: %s', async (_, base, head, [place]) => {
    const told = await toldOf(base, head);
    expect(told).toContain('critical index-collision acme-lib pyproject.toml:4');
    expect(told).toContain(`medium mixed-indexes  ${place}`);
  });

  it('takes no more than its constraints allow', async () => {
    const head: Make = ({ own }) => ({
      [ci]: workflow('uv sync', strategy),
      'pyproject.toml': `${withIndex(own)}[tool.uv]\nconstraint-dependencies = ["acme-lib<3"]\n`,
    });
    expect(await toldOf(nothing, head)).toContain('high index-collision acme-lib pyproject.toml:4');
  });

  it('keeps what the lockfile has until that is written anew', async () => {
    const [base, head] = [
      make({ [ci]: workflow('uv sync') }, true),
      make({ [ci]: workflow('uv sync', strategy) }, true),
    ];
    const { told, report } = await audit(base, head);
    expect(told).toContain('high index-collision acme-lib pyproject.toml:4');
    expect(report.findings.find(({ ruleId }) => ruleId === 'index-collision')?.message).toContain(
      'uv with unsafe-best-match takes 9.0 from PyPI when it writes the lockfile anew, which has 2.0',
    );
  });

  it.each(['--frozen', '--locked'])('takes with %s what the lockfile has', async (option) => {
    const step = `uv sync ${option}`;
    expect(await toldOf(make({ [ci]: workflow(step) }, true), make({ [ci]: workflow(step, strategy) }, true))).toEqual(
      [],
    );
  });

  it.each<[string, (own: string) => string]>([
    ['a variable', (own) => workflow('uv sync', `UV_DEFAULT_INDEX: "${own}"`)],
    ['an option', (own) => workflow(`uv sync --default-index ${own}`)],
    ['an option beside a lockfile alone', (own) => workflow(`uv sync --frozen --default-index ${own}`)],
  ])('is judged by the index that %s names', async (_, text) => {
    const head: Make = ({ own }) => ({ [ci]: text(own), 'pyproject.toml': project('acme-free') });
    expect(await toldOf(nothing, head)).toEqual([]);
  });

  it('tells of the index that it no longer names', async () => {
    const make: (step: (own: string) => string) => Make =
      (step) =>
      ({ own }) => ({ [ci]: workflow(step(own)), 'pyproject.toml': project('acme-lib') });
    expect(
      await toldOf(
        make((own) => `uv sync --default-index ${own}`),
        make(() => 'uv sync'),
      ),
    ).toEqual(['critical unexpected-source acme-lib pyproject.toml:4', `medium registry-changed  ${ci}:7`]);
  });
});

describe('a command that installs the project of npm', () => {
  const own = (name = '@acme/tool', range = '*') => ({ 'package.json': manifest({ [name]: range }) });
  const setup = (npm: string, step = 'npm ci', more = '') =>
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/setup-node@v4\n        with:\n          registry-url: ${npm}\n          scope: '@acme'\n      - run: ${step}\n${more}`;
  const bare = '  b:\n    runs-on: x\n    steps:\n      - run: npm ci\n';

  it.each<[string, Make]>([
    ['an action', ({ npm }) => ({ ...own(), [ci]: setup(npm) })],
    [
      'a command',
      ({ npm }) => ({
        ...own(),
        Dockerfile: `FROM node\nCOPY package.json .\nRUN npm config set @acme:registry ${npm}\nRUN npm i\n`,
      }),
    ],
    [
      'a file that is written',
      ({ npm }) => ({ ...own(), Dockerfile: `FROM node\nRUN echo "@acme:registry=${npm}" > .npmrc && npm i\n` }),
    ],
    [
      'a stage before',
      ({ npm }) => ({
        ...own(),
        Dockerfile: `FROM node AS a\nRUN npm config set @acme:registry ${npm}\nFROM a\nRUN npm i\n`,
      }),
    ],
    [
      'a text does not speak against it',
      ({ npm }) => ({ ...own(), [ci]: setup(npm), 'README.md': '```sh\nnpm install\n```\n' }),
    ],
  ])('sends a scope elsewhere, which is told with its condition: %s', async (_, head) => {
    const { report, told } = await audit(nothing, head);
    expect(told).toEqual(['medium index-collision @acme/tool package.json:5']);
    expect(report.findings.find(({ ruleId }) => ruleId === 'index-collision')).toMatchObject({ confidence: 'low' });
    expect(report.verdict).toBe('pass');
  });

  it('is told once for all names', async () => {
    const names = { 'package.json': manifest({ '@acme/more': '*', '@acme/tool': '*' }) };
    const { report, told } = await audit(nothing, ({ npm }) => ({ ...names, [ci]: setup(npm) }));
    expect(told).toEqual(['medium index-collision  package.json:5']);
    expect(report.findings.find(({ ruleId }) => ruleId === 'index-collision')?.message).toMatch(
      /^2 names come from .* only in commands that send them there .*: @acme\/more, @acme\/tool\.$/,
    );
  });

  it.each<[string, Make]>([
    ['another workflow', ({ npm }) => ({ ...own(), [ci]: setup(npm), '.github/workflows/b.yml': workflow('npm ci') })],
    ['another job', ({ npm }) => ({ ...own(), [ci]: setup(npm, 'npm ci', bare) })],
    [
      'the same, elsewhere',
      ({ npm }) => ({ ...own(), 'web/package.json': manifest({}), [ci]: setup(npm, 'npm ci --prefix web') }),
    ],
    [
      'another stage',
      ({ npm }) => ({
        ...own(),
        Dockerfile: `FROM node\nRUN npm config set @acme:registry ${npm} && npm i\nFROM node\nRUN npm i\n`,
      }),
    ],
    [
      'a file of settings',
      ({ npm }) => ({
        ...own(),
        [ci]: setup(npm),
        'web/package.json': manifest({}),
        'web/.npmrc': `@acme:registry=${npm}\n`,
      }),
    ],
  ])('lacks the line that others have: %s', async (_, head) => {
    expect(await toldOf(nothing, head)).toEqual([
      'critical index-collision @acme/tool package.json:5',
      'high version-jump @acme/tool package.json:5',
    ]);
  });

  it('is judged by the registry that a variable names', async () => {
    const head: Make = ({ npm }) => ({
      ...own('acme-tool', '^1.0.0'),
      [ci]: workflow('npm ci', `NPM_CONFIG_REGISTRY: "${npm}"`),
    });
    expect((await toldOf(nothing, head)).filter((line) => !line.includes('lookalike-name'))).toEqual([]);
  });

  it.each<[string, string]>([
    ['where an option says', 'pnpm --dir web i'],
    ['where the shell went', 'cd web && yarn'],
  ])('is known %s', async (_, step) => {
    const head: Make = ({ npm }) => ({ 'web/package.json': own()['package.json'], [ci]: setup(npm, step) });
    expect(await toldOf(nothing, head)).toEqual(['medium index-collision @acme/tool web/package.json:5']);
  });

  it.each<[string, string]>([
    ['the folder of the image', 'WORKDIR /app/web\nCOPY . /app\n'],
    ['the manifest that is copied', 'WORKDIR /app\nCOPY web/package*.json ./\n'],
    ['the folder that is copied', 'WORKDIR /app\nCOPY web .\n'],
  ])('is known in a container file by %s', async (_, lines) => {
    const head: Make = ({ npm }) => ({
      'web/package.json': own()['package.json'],
      Dockerfile: `FROM node\n${lines}RUN npm config set @acme:registry ${npm}\nRUN npm i\n`,
    });
    expect(await toldOf(nothing, head)).toEqual(['medium index-collision @acme/tool web/package.json:5']);
  });

  it('lets the lockfile name the registry', async () => {
    const head: Make = ({ npm }) => ({
      ...own(),
      [ci]: setup(npm),
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { '@acme/tool': '*' } },
          'node_modules/@acme/tool': { version: '1.2.0', resolved: `${npm}/@acme/tool/-/tool-1.2.0.tgz` },
        },
      }),
    });
    expect(await toldOf(nothing, head)).toEqual(['medium index-collision @acme/tool package.json:5']);
  });
});

describe('commands of which not all ask the same indexes', () => {
  const argument = ['ARG PIP_EXTRA_INDEX_URL', 'ENV PIP_EXTRA_INDEX_URL=$PIP_EXTRA_INDEX_URL'];
  const built = (own: string) => ({
    'compose.yaml': `services:\n  a:\n    build:\n      context: .\n      args:\n        PIP_EXTRA_INDEX_URL: ${own}\n`,
  });
  const asking = (requirement: string) => ({ 'requirements.txt': `${requirement}\n` });

  it('are told of by what they take, not as a move between them', async () => {
    const make: (version: string) => Make =
      (version) =>
      ({ own }) => ({
        ...container(...argument, 'RUN pip install -c c.txt -r requirements.txt'),
        ...asking('acme-lib>=1'),
        'c.txt': `acme-lib==${version}\n`,
        ...built(own),
      });
    expect(await toldOf(make('2.0'), make('9.0'))).toEqual(['critical index-collision acme-lib requirements.txt:1']);
  });

  it.each<[string, (own: string) => Readonly<Record<string, string>>]>([
    [
      'of one file',
      (own) => container('RUN pip install -r requirements.txt', `RUN pip install -i ${own} -r requirements.txt`),
    ],
    [
      'of two files',
      (own) => ({
        ...container(`RUN pip install -i ${own} -r requirements.txt`),
        'b.Dockerfile': container('RUN pip install -r requirements.txt').Dockerfile,
      }),
    ],
  ])('and stay as they were, move nothing: %s', async (_, files) => {
    const make: (range: string) => Make =
      (range) =>
      ({ own }) => ({ ...files(own), ...asking(`acme-lib${range}`) });
    expect(await toldOf(make('>=1'), make('>=2'))).toEqual([]);
  });

  it('are told of where one is new that lacks the index', async () => {
    const make: (...more: readonly string[]) => Make =
      (...more) =>
      ({ own }) => ({
        ...container(`RUN pip install -i ${own} -r requirements.txt`, ...more),
        ...asking('acme-lib>=1'),
      });
    expect(await toldOf(make(), make('RUN pip install -r requirements.txt'))).toEqual([
      'critical unexpected-source acme-lib Dockerfile:2',
    ]);
  });

  it('hold each for what it builds, of what two files bring in', async () => {
    const head: Make = ({ own }) => ({
      ...container(...argument, 'RUN pip install -r requirements.txt'),
      'b.Dockerfile': container('RUN pip install -r requirements.txt').Dockerfile,
      ...asking('acme-lib>=1'),
      ...built(own),
    });
    expect(await toldOf(nothing, head)).toEqual([
      'critical index-collision acme-lib requirements.txt:1',
      'medium mixed-indexes  compose.yaml:6',
      'medium unadopted-package acme-lib requirements.txt:1',
    ]);
  });

  it('are read where settings change that hold for what they build', async () => {
    const make: (settings: string) => Make =
      (settings) =>
      ({ own }) => ({
        ...container('ARG PIP_INDEX_URL', 'ENV PIP_INDEX_URL=$PIP_INDEX_URL', 'RUN pip install "acme-lib>=1"'),
        'pip.conf': settings,
        'deploy/compose.yaml': built(own)['compose.yaml'].replace('EXTRA_', '').replace('context: .', 'context: ..'),
      });
    const told = await toldOf(make('[global]\n'), make('[global]\nextra-index-url = https://pypi.org/simple\n'));
    expect(told).toContain('critical index-collision acme-lib pip.conf:2');
  });
});

describe('a project of setuptools', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['setup.py', { 'setup.py': "from setuptools import setup\nsetup(install_requires=['acme-lib'])\n" }, 'setup.py:2'],
    ['setup.cfg', { 'setup.cfg': '[options]\ninstall_requires =\n    acme-lib\n' }, 'setup.cfg:3'],
  ])('is joined to the command that installs it: %s', async (_, files, place) => {
    const head: Make = ({ own }) => ({ ...container(`RUN pip install --extra-index-url ${own} .`), ...files });
    expect(await toldOf(nothing, head)).toContain(`critical index-collision acme-lib ${place}`);
  });
});

describe('a build argument without a value', () => {
  const container =
    'FROM python\nARG PIP_INDEX_URL\nENV PIP_INDEX_URL=$PIP_INDEX_URL\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n';
  const files = (name: string) => ({ Dockerfile: container, 'requirements.txt': `${name}>=1\n` });
  const compose = (url: string) =>
    `services:\n  a:\n    build:\n      context: .\n      args:\n        PIP_INDEX_URL: ${url}\n`;

  it('stands for the default, and is told once', async () => {
    const { report, told } = await audit(nothing, () => files('requests'));
    expect(told).toEqual([]);
    expect(report.unverified).toEqual([]);
    expect(report.notifications.filter(({ message }) => message.includes('PIP_INDEX_URL'))).toHaveLength(1);
    expect(report.verdict).toBe('pass');
  });

  it('leaves open whether a name exists that the default does not have', async () => {
    const { report, told } = await audit(nothing, () => files('acme-free'));
    expect(told).toEqual([]);
    expect(report.unverified.map(({ question }) => question)).toEqual(['existence']);
  });

  it.each<[string, Make]>([
    ['compose', ({ own }) => ({ 'compose.yaml': compose(own) })],
    ['a command', ({ own }) => ({ [ci]: workflow(`docker build --build-arg PIP_INDEX_URL=${own} .`) })],
    [
      'an action',
      ({ own }) => ({
        [ci]: `on: push\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v5\n        with:\n          build-args: PIP_INDEX_URL=${own}\n`,
      }),
    ],
  ])('has the one that %s gives it', async (_, make) => {
    const { report, told } = await audit(nothing, (indexes) => ({ ...files('acme-free'), ...make(indexes) }));
    expect(told).toEqual([]);
    expect(report.unverified).toEqual([]);
    expect(report.notifications.filter(({ message }) => message.includes('PIP_INDEX_URL'))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['is gone', 'services:\n  a:\n    build:\n      context: .\n', 'compose.yaml:4'],
    ['becomes that of the default', compose('https://pypi.org/simple'), 'compose.yaml:6'],
  ])('is told with the names that it served where it %s', async (_, after, place) => {
    const make: (text: (own: string) => string) => Make =
      (text) =>
      ({ own }) => ({ ...files('acme-lib'), 'compose.yaml': text(own) });
    expect(
      await toldOf(
        make(compose),
        make(() => after),
      ),
    ).toEqual(['critical unexpected-source acme-lib requirements.txt:1', `medium registry-changed  ${place}`]);
  });

  it('does not hide who gives it one', async () => {
    const head: Make = () => ({ ...files('requests'), 'compose.yaml': compose('https://evil.example/simple') });
    expect(await toldOf(nothing, head)).toEqual(['high registry-changed  compose.yaml:6']);
  });
});
