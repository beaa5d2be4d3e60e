import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { choicesOf } from './choices.ts';
import { composeEntryPoint } from './compose.ts';
import { constraintsOn } from './constraints.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';
import { settingsFor } from './runs.ts';

/** What each plausible client asks for, of every place that installs `six`: `pip ==1.0`. */
async function asked(files: Files): Promise<readonly string[]> {
  const { head } = await discoverChanges(memorySource(null, files), createReader(formats), formats);
  const entryPoint = composeEntryPoint(head, Object.keys(files)[0] ?? '');
  const ecosystem = ecosystems.find(({ type }) => type === 'pypi');
  if (ecosystem === undefined) throw new Error('no Python');
  const book = createRegistryBook(defaultPolicy, []);
  return entryPoint.items
    .filter(({ dependency, member }) => dependency.name === 'six' && member.installs)
    .flatMap((item) =>
      choicesOf(item.dependency, ecosystem, settingsFor(item, entryPoint), book, constraintsOn(item, entryPoint)).map(
        ({ client, wanted }) => `${client.id} ${wanted.requirement || 'any'}`,
      ),
    );
}

const project = (uv: string, requirement = 'six>=1.5') =>
  `[project]\nname = "shop"\ndependencies = ["${requirement}"]\n${uv === '' ? '' : `[tool.uv]\n${uv}\n`}`;
const pinned = 'constraint-dependencies = ["six==1.0"]';
const replaced = 'override-dependencies = ["six==1.0"]';
const docker = (...lines: string[]) => ['FROM python', ...lines, ''].join('\n');
const file = { 'c.txt': 'six==1.0\n' };

// As pip 26 and uv 0.13 choose, with the same files.
describe('what clients ask for', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a constraint of uv', { 'pyproject.toml': project(pinned) }, ['uv >=1.5,==1.0']],
    ['an override in the place of a requirement', { 'pyproject.toml': project(replaced) }, ['uv ==1.0']],
    [
      'an override that opens a pin',
      { 'pyproject.toml': project('override-dependencies = ["six"]', 'six==1.0') },
      ['uv any'],
    ],
    [
      'an override under a constraint',
      { 'pyproject.toml': project('override-dependencies = ["six>=1"]\nconstraint-dependencies = ["six<2"]') },
      ['uv >=1,<2'],
    ],
    [
      'a constraint for builds',
      { 'pyproject.toml': project('build-constraint-dependencies = ["six==1.0"]') },
      ['uv >=1.5'],
    ],
    [
      'a project that pip installs too, which does not go by it',
      { Dockerfile: docker('RUN pip install .'), 'pyproject.toml': project(pinned) },
      ['pip >=1.5', 'uv >=1.5,==1.0'],
    ],
    [
      'a constraint of the root of a workspace',
      {
        'pyproject.toml': `[tool.uv]\n${pinned}\n[tool.uv.workspace]\nmembers = ["a"]\n`,
        'a/pyproject.toml': project(''),
      },
      ['uv >=1.5,==1.0'],
    ],
    [
      'a constraint of its member, which uv does not read',
      { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["a"]\n', 'a/pyproject.toml': project(pinned) },
      ['uv >=1.5'],
    ],
    ['a constraints file', { 'r.txt': '-c c.txt\nsix\n', ...file }, ['pip ==1.0']],
    ['one that another file names', { 'r.txt': '-r b.txt\nsix\n', 'b.txt': '-c c.txt\n', ...file }, ['pip ==1.0']],
    [
      'pins for different environments',
      { 'r.txt': '-c c.txt\nsix\n', 'c.txt': 'six==1.0 ; python_version < "3"\nsix==2.0\nsix!=1.5\n' },
      ['pip ==1.0,!=1.5'],
    ],
    [
      'a file that one command names, and another command',
      { Dockerfile: docker('RUN pip install -c c.txt six', 'RUN pip install six'), ...file },
      ['pip ==1.0', 'pip any'],
    ],
    [
      'a file that one command names twice over',
      { Dockerfile: docker('RUN pip install -r r.txt', 'RUN pip install six'), 'r.txt': '-c c.txt\nsix\n', ...file },
      ['pip any', 'pip ==1.0'],
    ],
    [
      'requirements that another command brings in without it',
      {
        Dockerfile: docker('RUN pip install -c c.txt -r r.txt', 'RUN pip install -r r.txt'),
        'r.txt': 'six\n',
        ...file,
      },
      ['pip any'],
    ],
    [
      'requirements that every command brings in with it',
      {
        Dockerfile: docker('RUN pip install -c c.txt -r r.txt', 'RUN pip install -r r.txt -c c.txt'),
        'r.txt': '-r s.txt\n',
        's.txt': 'six\n',
        ...file,
      },
      ['pip ==1.0'],
    ],
    ['a file for builds', { Dockerfile: docker('RUN pip install --build-constraint c.txt six'), ...file }, ['pip any']],
    [
      'a file with overrides',
      { Dockerfile: docker('RUN uv pip install --override c.txt "six>=1.5"'), ...file },
      ['uv ==1.0'],
    ],
    ['a variable', { Dockerfile: docker('ENV PIP_CONSTRAINT=c.txt', 'RUN pip install six'), ...file }, ['pip ==1.0']],
    [
      'a variable in front of one command',
      { Dockerfile: docker('RUN PIP_CONSTRAINT=c.txt pip install six', 'RUN pip install six'), ...file },
      ['pip ==1.0', 'pip any'],
    ],
    [
      'a variable of one job',
      {
        '.github/workflows/ci.yml': `on: push
jobs:
  a:
    runs-on: x
    env: { PIP_CONSTRAINT: c.txt }
    steps: [{ run: pip install six }]
  b:
    runs-on: x
    steps: [{ run: pip install six }]
`,
        ...file,
      },
      ['pip ==1.0', 'pip any'],
    ],
    [
      'a variable of another client',
      { Dockerfile: docker('ENV PIP_CONSTRAINT=c.txt', 'RUN uv pip install six'), ...file },
      ['uv any'],
    ],
    [
      'variables of uv',
      {
        Dockerfile: docker('ENV UV_OVERRIDE=c.txt UV_CONSTRAINT=d.txt', 'RUN uv pip install six>=1.5'),
        ...file,
        'd.txt': 'six<3\n',
      },
      ['uv ==1.0,<3'],
    ],
    [
      'a variable for builds',
      { Dockerfile: docker('ENV PIP_BUILD_CONSTRAINT=c.txt', 'RUN pip install six'), ...file },
      ['pip any'],
    ],
    ['settings', { 'requirements.txt': 'six\n', 'pip.conf': '[global]\nconstraint = c.txt\n', ...file }, ['pip ==1.0']],
  ])('under %s', async (_, files, expected) => {
    expect(await asked(files)).toEqual(expected);
  });

  it('takes time that grows with what is asked for and with the constraints, and not with their product', async () => {
    const make = (size: number): Files => {
      const list = (operator: string) =>
        JSON.stringify(Array.from({ length: size }, (_, at) => `six${operator}${at + 1}`));
      const uv = `[tool.uv]\nconstraint-dependencies = ${list('<=9')}\n`;
      return { 'pyproject.toml': `[project]\nname = "shop"\ndependencies = ${list('>=0.')}\n${uv}` };
    };
    expect(await measureGrowth(make, asked, 2_000)).toBeLessThan(nearlyLinear);
  });
});
