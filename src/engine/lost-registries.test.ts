import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { discoverChanges } from './discover.ts';
import { describeFiles } from './file-subjects.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';

const own = 'https://pypi.acme.example/simple';
const npm = 'https://npm.acme.example/';

/** `gone` or `set`, the address, the place, and the names where not all are meant. */
async function tell(before: Files, after: Files): Promise<readonly string[]> {
  const discovery = await discoverChanges(memorySource(before, after), createReader(formats), formats);
  const book = createRegistryBook(defaultPolicy, []);
  const subjects = describeFiles(discovery, { ecosystems, isTrusted: (use) => book.trusts(use, ecosystems) });
  return subjects.flatMap((one) => {
    if (one.kind !== 'registry') return [];
    const { url, names, within } = one.use;
    const said = [one.isGone ? 'gone' : 'set', url, `${one.at.path}:${one.at.startLine}`, ...(names ?? [])];
    return [[...said, ...(within !== undefined && one.isGone ? ['(here)'] : [])].join(' ')];
  });
}

const container = (...lines: readonly string[]): Files => ({ Dockerfile: ['FROM python', ...lines, ''].join('\n') });
const ci = '.github/workflows/ci.yml';
const workflow = (job: string, ...steps: readonly string[]): Files => ({
  [ci]: `on: push\njobs:\n  a:\n${job}    steps:\n${steps.map((step) => `      - ${step}\n`).join('')}`,
});
const compose = (text: string): Files => ({ 'compose.yaml': `services:\n  a:\n${text}` });
const devcontainer = (content: object): Files => ({ '.devcontainer/devcontainer.json': JSON.stringify(content) });
const requirements: Files = { 'requirements.txt': 'acme-lib\n' };
const python: Files = { 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\ndependencies = ["acme-lib"]\n' };
const node: Files = { 'package.json': '{"dependencies":{"acme-tool":"1.0.0"}}' };
const setup = (...inputs: readonly string[]) =>
  workflow('', ['uses: actions/setup-node@v4', ...inputs].join('\n        '), 'run: npm ci');

describe('a command that is still there', () => {
  it.each<[string, Files, Files, string]>([
    [
      'an option',
      container(`RUN pip install --index-url ${own} acme-lib`),
      container('RUN pip install acme-lib'),
      `${own} Dockerfile:2 acme-lib`,
    ],
    [
      'an option for more indexes',
      container(`RUN pip install --extra-index-url ${own} acme-lib`),
      container('USER app', 'RUN pip install acme-lib==2.0 six'),
      `${own} Dockerfile:3 acme-lib`,
    ],
    [
      'the variable of an image',
      { ...container(`ENV PIP_INDEX_URL=${own}`, 'RUN pip install a', 'RUN pip install -r requirements.txt') },
      { ...container('RUN pip install a', 'RUN pip install -r requirements.txt') },
      `${own} Dockerfile:2`,
    ],
    [
      'the default of a build argument',
      container(`ARG PIP_INDEX_URL=${own}`, 'RUN pip install a && pip install b'),
      container('ARG PIP_INDEX_URL', 'RUN pip install a && pip install b'),
      `${own} Dockerfile:3 a b`,
    ],
    [
      'the variable of a job',
      { ...workflow(`    env: { UV_INDEX_URL: '${own}' }\n`, 'run: uv sync'), ...python },
      { ...workflow('', 'run: uv sync'), ...python },
      `${own} ${ci}:5`,
    ],
    [
      'the variable of a job, for files',
      {
        ...workflow(`    env: { PIP_INDEX_URL: '${own}' }\n`, 'run: pip install -r requirements.txt'),
        ...requirements,
      },
      { ...workflow('', 'run: pip install -r requirements.txt'), ...requirements },
      `${own} ${ci}:5`,
    ],
    [
      'the variable of a step',
      { ...workflow('', `run: npm ci\n        env: { NPM_CONFIG_REGISTRY: '${npm}' }`), ...node },
      { ...workflow('', 'run: npm ci'), ...node },
      `${npm} ${ci}:5`,
    ],
    [
      'the input of an action',
      { ...setup('with:', `  registry-url: ${npm}`), ...node },
      { ...setup(), ...node },
      `${npm} ${ci}:6`,
    ],
    [
      'the input of an action, for a scope',
      { ...setup('with:', `  registry-url: ${npm}`, `  scope: '@acme'`), ...node },
      { ...setup('with:', `  scope: '@acme'`), ...node },
      `${npm} ${ci}:8`,
    ],
    [
      'a variable of a script',
      { 'build.sh': `export PIP_INDEX_URL=${own}\npip install acme-lib\n` },
      { 'build.sh': 'pip install acme-lib\n' },
      `${own} build.sh:1 acme-lib`,
    ],
    [
      'the variable of a service',
      compose(`    image: python\n    environment: { PIP_INDEX_URL: '${own}' }\n    command: pip install acme-lib\n`),
      compose('    image: python\n    command: pip install acme-lib\n'),
      `${own} compose.yaml:4 acme-lib`,
    ],
    [
      'the variable of a development container',
      devcontainer({ containerEnv: { PIP_INDEX_URL: own }, postCreateCommand: 'pip install acme-lib' }),
      devcontainer({ postCreateCommand: 'pip install acme-lib' }),
      `${own} .devcontainer/devcontainer.json:1 acme-lib`,
    ],
    [
      'one of several commands',
      container(`RUN pip install -i ${own} a`, `RUN pip install -i ${own} b`),
      container(`RUN pip install -i ${own} a`, 'RUN pip install b'),
      `${own} Dockerfile:3 b (here)`,
    ],
  ])('loses %s', async (_, before, after, expected) => {
    expect(await tell(before, after)).toEqual([`gone ${expected}`]);
  });

  const variable = container(`ENV PIP_INDEX_URL=${own}`, 'RUN pip install acme-lib');

  it.each<[string, Files, Files, readonly string[]]>([
    ['is gone', variable, container('RUN pip install six'), []],
    ['named the public one', container(`RUN pip install -i ${endpoints.pypi} a`), container('RUN pip install a'), []],
    ['never read it', container(`ENV UV_INDEX_URL=${own}`, 'RUN pip install a'), container('RUN pip install a'), []],
    [
      'went by another one',
      container(`ENV PIP_INDEX_URL=${own}`, `RUN pip install -i ${endpoints.pypi} a`),
      container(`RUN pip install -i ${endpoints.pypi} a`),
      [],
    ],
    [
      'stands twice, and one of them is gone',
      container(`RUN pip install -i ${own} a`, 'RUN pip install a'),
      container('RUN pip install a'),
      [],
    ],
    [
      'is a text',
      { 'README.md': `~~~sh\npip install -i ${own} a\n~~~\n` },
      { 'README.md': '~~~sh\npip install a\n~~~\n' },
      [],
    ],
    [
      'is given it otherwise',
      variable,
      container(`RUN pip install -i ${own} acme-lib`),
      [`set ${own} Dockerfile:2 acme-lib`],
    ],
    [
      'is given another one',
      variable,
      container('ENV PIP_INDEX_URL=https://other.example/simple', 'RUN pip install acme-lib'),
      ['set https://other.example/simple Dockerfile:2'],
    ],
    [
      'is given the public one',
      variable,
      container(`ENV PIP_INDEX_URL=${endpoints.pypi}`, 'RUN pip install acme-lib'),
      [`set ${endpoints.pypi} Dockerfile:2`],
    ],
    [
      'installs what names it itself',
      {
        ...workflow(`    env: { PIP_INDEX_URL: '${own}' }\n`, 'run: pip install -r requirements.txt'),
        ...requirements,
      },
      { ...workflow('', 'run: pip install -r requirements.txt'), 'requirements.txt': `-i ${own}\nacme-lib\n` },
      [`set ${own} requirements.txt:1`],
    ],
    [
      'installs a project beside settings that name it',
      { ...setup('with:', `  registry-url: ${npm}`), ...node, '.npmrc': `registry=${npm}\n` },
      { ...setup(), ...node, '.npmrc': `registry=${npm}\n` },
      [],
    ],
  ])('tells of no loss where it %s', async (_, before, after, expected) => {
    expect(await tell(before, after)).toEqual(expected);
  });
});

describe('a build that loses an argument', () => {
  const argued = container('ARG PIP_INDEX_URL', 'ENV PIP_INDEX_URL=$PIP_INDEX_URL', 'RUN pip install acme-lib');
  const build = (...lines: readonly string[]) =>
    compose(`    build:\n${lines.map((line) => `      ${line}\n`).join('')}`);
  const given = ['args:', `  PIP_INDEX_URL: ${own}`];
  const action = (...inputs: readonly string[]) =>
    workflow('', ['uses: docker/build-push-action@v5', ...inputs].join('\n        '));

  it.each<[string, Files, Files, string]>([
    ['of compose', build('context: .', ...given), build('context: .'), 'compose.yaml:4'],
    ['of compose, with all that it says', build('context: .', ...given), compose('    build: .\n'), 'compose.yaml:3'],
    ['of several', build('context: .', ...given, '  A: b'), build('context: .', 'args:', '  A: b'), 'compose.yaml:6'],
    [
      'of a command',
      workflow('', `run: docker build --build-arg PIP_INDEX_URL=${own} .`),
      workflow('', 'run: docker build .'),
      `${ci}:5`,
    ],
    ['of an action', action('with:', `  build-args: PIP_INDEX_URL=${own}`), action(), `${ci}:5`],
    [
      'of a development container',
      devcontainer({ build: { dockerfile: '../Dockerfile', args: { PIP_INDEX_URL: own } } }),
      devcontainer({ build: { dockerfile: '../Dockerfile' } }),
      '.devcontainer/devcontainer.json:1',
    ],
  ])('is told: %s', async (_, before, after, place) => {
    expect(await tell({ ...argued, ...before }, { ...argued, ...after })).toEqual([`gone ${own} ${place}`]);
  });

  it('is not where the file that is built says the same, or the service alone had it', async () => {
    const same = container(`ARG PIP_INDEX_URL=${own}`, 'RUN pip install acme-lib');
    expect(await tell({ ...same, ...build('context: .', ...given) }, { ...same, ...build('context: .') })).toEqual([]);
    const service = (more: string) => compose(`${more}    build: .\n`);
    const variable = `    environment: { PIP_INDEX_URL: '${own}' }\n`;
    expect(await tell({ ...argued, ...service(variable) }, { ...argued, ...service('') })).toEqual([]);
  });
});

it('takes no longer for many commands than they are many', async () => {
  const many = Array.from({ length: 400 }, (_, at) => `RUN pip install p${at}`);
  const told = await tell(container(`ENV PIP_INDEX_URL=${own}`, ...many), container(...many));
  expect(told).toHaveLength(1);
});
