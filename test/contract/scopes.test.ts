import { describe, expect, it } from 'vitest';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import type { Location } from '../../src/model/location.ts';
import { surfaceFormats } from '../../src/surfaces/formats.ts';
import { surfaces } from '../../src/surfaces/index.gen.ts';
import { indexLines } from '../../src/text/lines.ts';

const formats = surfaceFormats(surfaces, ecosystems);

const covers = (outer: Location, inner: Location, text: string): boolean => {
  const { offset } = indexLines(text);
  return (
    offset(outer.startLine, outer.startColumn) <= offset(inner.startLine, inner.startColumn) &&
    offset(outer.endLine, outer.endColumn) >= offset(inner.endLine, inner.endColumn)
  );
};

/** For each package of a file, what is set where it is installed. */
function settingsAt(path: string, lines: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const text = lines.join('\n');
  const format = formats.find((one) => one.matches(path) === 'name');
  if (format === undefined) throw new Error(`no surface reads ${path}`);
  const { dependencies, registries, clients = [] } = format.parse({ path, text });
  const found = dependencies
    .filter(({ ecosystem }) => ecosystem === 'pypi' || ecosystem === 'npm')
    .map(({ name, location }) => {
      const holds = ({ within }: { readonly within?: Location }) =>
        within === undefined || covers(within, location, text);
      const urls = registries.filter(holds).map(({ url }) => url.replace(/^https:\/\/(\w+)\.example.*$/, '$1'));
      const told = clients.filter(({ noIndex }) => noIndex === true).filter(holds);
      return [name, [...urls, ...told.map(() => 'no index')]] as const;
    });
  return Object.fromEntries(found);
}

const workflow = (...jobs: readonly string[]) => ['on: push', 'jobs:', ...jobs];

/** A variable that nobody sets, and an expression of a workflow, which is read as one. */
const unset = (name: string): string => `\${${name}}`;
const expression = (inner: string): string => `\${{ ${inner} }}`;

type Row = readonly [
  title: string,
  path: string,
  lines: readonly string[],
  found: Readonly<Record<string, readonly string[]>>,
];

it('follows a bounded number of settings from stage to stage, and tells where it stops', () => {
  const settings = Array.from({ length: 100 }, (_, at) => `npm_config_@s${at}:registry=https://i.example`);
  const text = `FROM p AS y\nENV ${settings.join(' ')}\n${'FROM y AS y\n'.repeat(100)}`;
  const read = formats.find(({ id }) => id === 'dockerfile')?.parse({ path: 'Dockerfile', text });
  expect(read?.registries).toHaveLength(100 + 5000);
  expect(read?.unparsed).toMatchObject([{ reason: 'too many variables are handed on to be followed' }]);
});

describe('a setting holds where the environment has it', () => {
  it.each<Row>([
    [
      'of one stage',
      'Dockerfile',
      ['FROM p AS x', 'ENV PIP_NO_INDEX=1', 'RUN pip install a', 'FROM p', 'RUN pip install b'],
      { a: ['no index'], b: [] },
    ],
    [
      'from its instruction on, up to the next one that sets it',
      'Dockerfile',
      [
        'FROM p',
        'RUN pip install a',
        'ENV PIP_EXTRA_INDEX_URL=https://i.example',
        'RUN pip install b',
        'ENV PIP_EXTRA_INDEX_URL=https://j.example',
        'RUN pip install c',
        'ENV PIP_EXTRA_INDEX_URL=',
        'RUN pip install d',
      ],
      { a: [], b: ['i'], c: ['j'], d: [] },
    ],
    [
      'in stages that are built on it',
      'Dockerfile',
      [
        'FROM p AS x',
        'ENV PIP_INDEX_URL=https://i.example',
        'ARG PIP_EXTRA_INDEX_URL=https://j.example',
        'RUN pip install a',
        'FROM p',
        'RUN pip install b',
        'FROM X AS y',
        'RUN pip install c',
        'FROM y',
        'ENV PIP_INDEX_URL=',
        'RUN pip install d',
        'FROM y',
        'RUN pip install e',
      ],
      { a: ['i', 'j'], b: [], c: ['i'], d: [], e: ['i'] },
    ],
    [
      'as a build argument, in stages that name it',
      'Dockerfile',
      [
        'ARG PIP_INDEX_URL=https://i.example',
        'FROM p',
        'RUN pip install a',
        'FROM p',
        'ARG PIP_INDEX_URL',
        'RUN pip install b',
      ],
      { a: [], b: ['i'] },
    ],
    [
      'as a build argument that somebody else gives',
      'Dockerfile',
      [
        'ARG NPM_CONFIG_REGISTRY',
        'FROM p',
        'ARG PIP_INDEX_URL',
        'ARG PIP_NO_INDEX PIP_TRUSTED_HOST',
        'RUN pip install a && npm install b',
      ],
      { a: [unset('PIP_INDEX_URL')], b: [unset('PIP_INDEX_URL')] },
    ],
    [
      'in front of one command, or in one shell',
      'Dockerfile',
      [
        'FROM p',
        'RUN PIP_INDEX_URL=https://i.example pip install a; pip install b',
        'RUN export NPM_CONFIG_REGISTRY=https://j.example; npm install c',
        'RUN npm install d',
      ],
      { a: ['i'], b: [], c: ['j'], d: [] },
    ],
    [
      'of one command',
      'run.sh',
      ['pip install --no-index a', 'pip install b', 'export PIP_INDEX_URL=https://i.example', 'pip install c'],
      { a: ['no index'], b: [], c: ['i'] },
    ],
    [
      'of a job, of a step, of all',
      '.github/workflows/w.yml',
      [
        'env:',
        '  UV_INDEX: https://h.example',
        ...workflow(
          '  one:',
          '    env:',
          '      PIP_INDEX_URL: https://i.example',
          '    steps:',
          '      - run: pip install a',
          '        env: { PIP_NO_INDEX: "1" }',
          '      - run: pip install b && echo "PIP_EXTRA_INDEX_URL=https://j.example" >> $GITHUB_ENV',
          '      - run: pip install c',
          '  two:',
          '    steps:',
          '      - run: pip install d',
        ),
      ],
      { a: ['h', 'i', 'j', 'no index'], b: ['h', 'i', 'j'], c: ['h', 'i', 'j'], d: ['h'] },
    ],
    [
      'that a secret holds',
      '.github/workflows/w.yml',
      workflow(
        '  one:',
        '    steps:',
        `      - run: pip install --index-url ${expression('secrets.IDX')} a`,
        '      - run: npm install b',
        '        env:',
        `          NPM_CONFIG_REGISTRY: ${expression('secrets.IDX')}`,
        `          PIP_NO_INDEX: ${expression('inputs.offline')}`,
      ),
      { a: [unset('__secrets_IDX__')], b: [unset('__secrets_IDX__')] },
    ],
    [
      'of a job of GitLab',
      '.gitlab-ci.yml',
      [
        'one:',
        '  variables: { PIP_INDEX_URL: https://i.example }',
        '  script: pip install a',
        'two:',
        '  script: pip install b',
      ],
      { a: ['i'], b: [] },
    ],
    [
      'of a job of CircleCI',
      '.circleci/config.yml',
      [
        'jobs:',
        '  one:',
        '    environment: { PIP_INDEX_URL: https://i.example }',
        '    steps: [{ run: pip install a }]',
        '  two:',
        '    steps: [{ run: pip install b }]',
      ],
      { a: ['i'], b: [] },
    ],
    [
      'of a step of Azure Pipelines',
      'azure-pipelines.yml',
      [
        'steps:',
        '  - script: pip install a',
        '    env: { PIP_INDEX_URL: https://i.example }',
        '  - script: pip install b',
      ],
      { a: ['i'], b: [] },
    ],
    [
      'of a service',
      'compose.yaml',
      [
        'services:',
        '  one: { environment: { PIP_INDEX_URL: https://i.example }, command: pip install a }',
        '  two: { command: pip install b }',
      ],
      { a: ['i'], b: [] },
    ],
    [
      'of a stage of a file inside another',
      'compose.yaml',
      [
        'services:',
        '  one:',
        '    build:',
        '      dockerfile_inline: |',
        '        FROM p',
        '        ENV PIP_INDEX_URL=https://i.example',
        '        RUN pip install a',
        '        FROM p',
        '        RUN pip install --index-url https://j.example b',
        '        RUN pip install c',
      ],
      { a: ['i'], b: ['j'], c: [] },
    ],
    [
      'of an environment of tox',
      'tox.ini',
      ['[testenv:one]', 'deps =', '  --index-url https://i.example', '  a', '[testenv:two]', 'deps = b'],
      { a: ['i'], b: [] },
    ],
    [
      'of a task',
      'Taskfile.yml',
      [
        'tasks:',
        '  one: { env: { PIP_INDEX_URL: https://i.example }, cmds: [pip install a] }',
        '  two: { cmds: [pip install b] }',
      ],
      { a: ['i'], b: [] },
    ],
  ])('%s', (_, path, lines, found) => {
    expect(settingsAt(path, lines)).toEqual(found);
  });
});
