import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { composeEntryPoint } from './compose.ts';
import { discoverChanges } from './discover.ts';
import { waysOf } from './installations.ts';
import { createReader } from './read.ts';

const lib = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["acme-lib"]\n';
const indexOf = (at: number) => `https://i${at}.acme.example/simple`;
const workflow = (...commands: readonly string[]) =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${commands.map((one) => `      - run: ${one}\n`).join('')}`;

async function waysIn(files: Files, path: string, name: string) {
  const { head } = await discoverChanges(memorySource(null, files), createReader(formats), formats);
  const entryPoint = composeEntryPoint(head, path);
  const item = entryPoint.items.find(({ dependency }) => dependency.name === name);
  if (item === undefined) throw new Error(`nothing asks for ${name}`);
  return waysOf(item, entryPoint);
}

describe('ways in which something is installed', () => {
  it('are as many as there are commands of different words', async () => {
    const text = workflow('uv sync', 'uv sync', `uv sync --default-index ${indexOf(1)}`, 'uv sync');
    const { usual, choosing, outside } = await waysIn(
      { '.github/workflows/ci.yml': text, 'pyproject.toml': lib },
      'pyproject.toml',
      'acme-lib',
    );
    expect(usual.map(({ uses }) => uses.map(({ url }) => url))).toEqual([[], [indexOf(1)]]);
    expect(choosing).toHaveLength(2);
    expect(outside?.uses).toEqual([]);
  });

  it('are bounded: no index is left out, and none hides the command that names none', async () => {
    const named = Array.from({ length: 40 }, (_, at) => `uv sync --default-index ${indexOf(at)}`);
    const { usual } = await waysIn(
      { '.github/workflows/ci.yml': workflow(...named, 'uv sync'), 'pyproject.toml': lib },
      'pyproject.toml',
      'acme-lib',
    );
    expect(usual).toHaveLength(21);
    expect(usual.filter(({ uses }) => uses.length === 0)).toHaveLength(1);
    expect(new Set(usual.flatMap(({ uses }) => uses.map(({ url }) => url))).size).toBe(40);
  });

  it('are those of the builds that lead over the file, beside that of the script itself', async () => {
    const files = {
      Dockerfile: 'FROM python\nARG PIP_INDEX_URL\nENV PIP_INDEX_URL=$PIP_INDEX_URL\nRUN pip install six\n',
      'compose.yaml': `services:\n  a:\n    build:\n      context: .\n      args:\n        PIP_INDEX_URL: ${indexOf(1)}\n`,
    };
    const { usual, outside } = await waysIn(files, 'Dockerfile', 'six');
    expect(usual.map(({ uses }) => [...new Set(uses.map(({ isUnset, url }) => isUnset ?? url))])).toEqual([
      [true],
      [indexOf(1)],
    ]);
    expect(outside).toBeUndefined();
  });

  const own = `--default-index ${indexOf(1)}`;

  it.each<[string, Files]>([
    [
      'a workflow',
      {
        '.github/workflows/ci.yml': workflow(`uv sync ${own}`).replace(
          '    steps:',
          '    env: { UV_PROJECT: api }\n    steps:',
        ),
      },
    ],
    ['a script', { 'run.sh': `export UV_PROJECT=api\nuv sync ${own}\n` }],
    ['a container file', { Dockerfile: `FROM python\nENV UV_PROJECT=api\nRUN uv sync ${own}\n` }],
    [
      'a container file, by its place in the image',
      {
        Dockerfile: `FROM python\nWORKDIR /srv\nCOPY api /srv/app\nENV UV_PROJECT=/srv/app\nRUN ["uv", "sync", "--default-index", "${indexOf(1)}"]\n`,
      },
    ],
  ])('are those of the project that a variable names: %s', async (_, files) => {
    const all = { ...files, 'api/pyproject.toml': lib, 'pyproject.toml': lib };
    const { usual } = await waysIn(all, 'api/pyproject.toml', 'acme-lib');
    expect(usual.map(({ uses }) => uses.map(({ url }) => url))).toEqual([[indexOf(1)]]);
    const others = await waysIn(all, 'pyproject.toml', 'acme-lib');
    expect(others.usual.map(({ uses }) => uses)).toEqual([[]]);
  });

  it.each(['UV_FROZEN', 'UV_LOCKED'])('choose nothing where %s says so', async (variable) => {
    const text = workflow('uv sync').replace('    steps:', `    env: { ${variable}: 1 }\n    steps:`);
    const files = { '.github/workflows/ci.yml': text, 'pyproject.toml': lib, 'uv.lock': 'version = 1\n' };
    expect((await waysIn(files, 'pyproject.toml', 'acme-lib')).choosing).toEqual([]);
  });
});
