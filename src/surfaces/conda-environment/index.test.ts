import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ecosystems } from '../../ecosystems/index.gen.ts';
import type { Reading } from '../../model/command.ts';
import { indexLines } from '../../text/lines.ts';
import { surface } from './index.ts';

const folder = process.env['GAZETTEER_CORPUS'] ?? '';
const isAtHand = folder !== '';

const nothing: Reading = { dependencies: [], registries: [], includes: [], unparsed: [], safeguards: [] };

/** Reads a file with the real formats; what is embedded names its packages, and where each stands in the file. */
function read(text: string) {
  const places: { readonly entry: string; readonly at: number }[] = [];
  const path = 'environment.yml';
  const reading = surface.read(
    { path, text },
    {
      script: () => nothing,
      argv: () => nothing,
      setting: () => nothing,
      settingsFile: () => nothing,
      embedded(id, inner, at) {
        const format = ecosystems.flatMap(({ formats }) => formats).find((one) => one.id === id);
        const file = format?.parse({ path, text: inner });
        const lines = indexLines(inner);
        for (const { rawName, ecosystem, location, nameRegion = location } of file?.dependencies ?? []) {
          const offset = lines.offset(nameRegion.startLine, nameRegion.startColumn);
          places.push({ entry: `${ecosystem} ${rawName}`, at: at(offset) });
        }
        return { ...nothing, ...file, safeguards: file?.safeguards ?? [] };
      },
    },
  );
  return { reading, places };
}

describe('conda environments', () => {
  it('hand packages of conda and of pip to those who know them, with their places', () => {
    const text =
      'channels: [nodefaults, acme]\ndependencies:\n- "numpy=1"\n- pip:\n  - a\n  - -e ./x\n  - >-\n    Flask\n    >=3\n';
    const { reading, places } = read(text);
    expect(places.map(({ entry, at }) => [entry, text.slice(at, at + 3)])).toEqual([
      ['conda numpy', 'num'],
      ['pypi a', 'a\n '],
      ['pypi Flask', 'Fla'],
    ]);
    expect(reading.registries.map(({ role, ecosystem }) => [role, ecosystem])).toEqual([['primary', 'conda']]);
    expect(reading.includes.map(({ path, alternatives }) => [path, alternatives])).toEqual([
      ['x/pyproject.toml', ['x/setup.cfg', 'x/setup.py']],
    ]);
  });

  it('tell how pip is told to choose', () => {
    const { reading } = read('dependencies:\n- a\n- pip:\n  - --pre\n  - b\n');
    expect(reading.clients?.map(({ client, prereleases }) => [client, prereleases])).toEqual([['pip', true]]);
  });

  it.each([
    ['environment.yml', 'name'],
    ['a/environment.yaml', 'name'],
    ['environment-dev.yml', 'content'],
    ['conda/dev.yml', false],
    ['conda.yaml', 'content'],
    ['environment.txt', false],
  ])('are told by the path %s: %s', (path, expected) => {
    expect(surface.matches(path)).toBe(expected);
  });
});

/**
 * `-e git+https://...#egg=name` in a list for pip: pip installs that package, and the truth, made by a script that passes
 * over lines with options, leaves it out.
 */
const leftOut = new Set(['pypi taming-transformers', 'pypi clip']);

describe.runIf(isAtHand)('real environments', () => {
  it('name what they name by other readers', () => {
    const files = readdirSync(join(folder, 'conda-env'));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const text = new TextDecoder().decode(readFileSync(join(folder, 'conda-env', name)));
      const { reading } = read(text);
      const found = reading.dependencies.map((one) => `${one.ecosystem} ${one.name}`);
      const truth = readFileSync(join(folder, 'truth/conda-env', `${name}.tsv`), 'utf8').split('\n');
      const expected = truth.flatMap((row) => {
        const [ecosystem, wanted = ''] = row.split('\t');
        return wanted === '' ? [] : [`${ecosystem} ${wanted.toLowerCase()}`];
      });
      expect([...new Set(found)].filter((one) => !leftOut.has(one)).sort(), name).toEqual(
        [...new Set(expected)].sort(),
      );
      expect(reading.unparsed, name).toEqual([]);
    }
  });
});
