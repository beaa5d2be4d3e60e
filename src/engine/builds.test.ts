import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { registriesFor } from './choices.ts';
import { composeEntryPoint } from './compose.ts';
import { discoverChanges } from './discover.ts';
import { waysOf } from './installations.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';

const acme = 'https://pypi.acme.example/simple';
const other = 'https://wheels.example/simple';

/** Indexes that are asked for a name, by the script of the files. */
async function asked(files: Files, name: string): Promise<readonly string[]> {
  const { head } = await discoverChanges(memorySource(null, files), createReader(formats), formats);
  const entryPoint = composeEntryPoint(head, 'run.sh');
  const item = entryPoint.items.find(({ dependency }) => dependency.name === name);
  const ecosystem = ecosystems.find(({ type }) => type === 'pypi');
  if (item === undefined || ecosystem === undefined) throw new Error(`nothing asks for ${name}`);
  const ground = { ecosystem, ways: waysOf(item, entryPoint).usual, book: createRegistryBook(defaultPolicy, []) };
  return registriesFor(item.dependency, item, entryPoint, ground).map(({ url }) => url);
}

describe.each<[string, string]>([
  ['an option of pip', 'pip install --build-constraint builds.txt six'],
  ['a variable of pip', 'PIP_BUILD_CONSTRAINT=builds.txt pip install six'],
  ['an option of uv', 'uv pip install --build-constraints builds.txt six'],
  ['a variable of uv', 'UV_BUILD_CONSTRAINT=builds.txt uv pip install six'],
])('a file that constrains builds by %s', (_, command) => {
  const files = {
    'run.sh': `${command}\n`,
    'builds.txt': `--index-url ${acme}\n-c nested.txt\nwheel==1\n`,
    'nested.txt': `--extra-index-url ${other}\nsetuptools==1\n`,
  };

  it('names no index for what is installed', async () => {
    expect(await asked(files, 'six')).toEqual([endpoints.pypi]);
  });

  it('names them for what another command installs from it', async () => {
    const both = { ...files, 'run.sh': `pip install -r builds.txt\n${command}\n` };
    expect(await asked(both, 'wheel')).toEqual([acme, other]);
    expect(await asked(both, 'six')).toEqual([endpoints.pypi]);
  });
});

it('what constrains builds is asked of the indexes that its file names', async () => {
  const files = { 'run.sh': 'pip install --build-constraint builds.txt six\n', 'builds.txt': `-i ${acme}\nwheel==1\n` };
  expect(await asked(files, 'wheel')).toEqual([acme]);
});
