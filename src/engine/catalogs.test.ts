import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { discoverChanges } from './discover.ts';
import { takeInventory } from './inventory.ts';
import { createReader } from './read.ts';

const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);
const manifest = (spec: string) => JSON.stringify({ dependencies: { x: spec } });

/** What a manifest asks for by `x`. */
async function asked(files: Files, path = 'package.json') {
  const { head } = await discoverChanges(memorySource({}, files), createReader(formats), formats);
  const found = head.files.get(path)?.parsed.dependencies.filter(({ rawName }) => rawName === 'x') ?? [];
  return found.map(({ purl, name, source }) => `${purl} ${name} ${source.kind}`);
}

const lodash = ['pkg:npm/lodash lodash registry'];
const itself = ['pkg:npm/x x registry'];

describe('what a manifest asks for by a catalog', () => {
  it.each<[string, string, Files, readonly string[]]>([
    ['an alias of pnpm', 'catalog:', { 'pnpm-workspace.yaml': 'catalog: { x: "npm:lodash@^1.0.0" }\n' }, lodash],
    ['its other spelling', 'catalog:default', { 'pnpm-workspace.yaml': 'catalog: { x: "npm:lodash@^1" }\n' }, lodash],
    ['a named catalog', 'catalog: old ', { 'pnpm-workspace.yaml': 'catalogs: { old: { x: npm:lodash@1 } }\n' }, lodash],
    ['an alias of Yarn', 'catalog:', { '.yarnrc.yml': 'catalog: { x: "npm:lodash@^1.0.0" }\n' }, lodash],
    ['a named one of Yarn', 'catalog:a', { '.yarnrc.yml': 'catalogs: { a: { x: "npm:lodash@^1.0.0" } }\n' }, lodash],
    [
      'an address',
      'catalog:',
      { '.yarnrc.yml': 'catalog: { x: "https://acme.example/x.tgz" }\n' },
      ['pkg:npm/x x url'],
    ],
    ['no alias', 'catalog:', { 'pnpm-workspace.yaml': 'catalog: { x: ^1.0.0 }\n' }, itself],
    ['another catalog', 'catalog:', { 'pnpm-workspace.yaml': 'catalogs: { a: { x: "npm:lodash@1" } }\n' }, itself],
    ['another key', 'catalog:', { 'pnpm-workspace.yaml': 'catalog: { y: "npm:lodash@1", __proto__: "1" }\n' }, itself],
    ['no catalog', 'catalog:', {}, itself],
    ['no reference', '^1.0.0', { 'pnpm-workspace.yaml': 'catalog: { x: "npm:lodash@1" }\n' }, ['pkg:npm/x x registry']],
    [
      'lists that disagree',
      'catalog:',
      { 'pnpm-workspace.yaml': 'catalog: { x: ^1 }\n', '.yarnrc.yml': 'catalog: { x: "npm:lodash@1" }\n' },
      itself,
    ],
    ['the list of a folder below', 'catalog:', { 'a/pnpm-workspace.yaml': 'catalog: { x: "npm:lodash@1" }\n' }, itself],
  ])('is what its entry says: %s', async (_, spec, files, expected) => {
    expect(await asked({ 'package.json': manifest(spec), ...files })).toEqual(expected);
  });

  it('is looked up in the folders above, and in the workspace of Bun', async () => {
    const workspaces = {
      packages: ['packages/*'],
      catalog: { x: 'npm:lodash@1' },
      catalogs: { a: { x: 'npm:left-pad' } },
    };
    const files = {
      'package.json': JSON.stringify({ workspaces }),
      'packages/a/package.json': manifest('catalog:'),
      'packages/b/package.json': manifest('catalog:a'),
    };
    expect(await asked(files, 'packages/a/package.json')).toEqual(lodash);
    expect(await asked(files, 'packages/b/package.json')).toEqual(['pkg:npm/left-pad left-pad registry']);
  });

  it('is told by an inventory as what it is, without more', async () => {
    const files = { 'package.json': manifest('catalog:'), 'pnpm-workspace.yaml': 'catalog: { x: "npm:lodash@1" }\n' };
    const inventory = await takeInventory(memorySource({}, files), formats);
    const found = inventory.files.flatMap(({ dependencies }) => dependencies);
    expect(found.map(({ name }) => name)).toEqual(['lodash', 'lodash']);
    for (const one of found) expect(Object.keys(one).filter((key) => /catalog/i.test(key))).toEqual([]);
  });

  it('holds in overrides, too, and points to no name that does not stand there', async () => {
    const text = 'catalog: { x: "npm:lodash@1" }\noverrides: { x: "catalog:" }\n';
    const files = { 'package.json': manifest('catalog:'), 'pnpm-workspace.yaml': text };
    expect(await asked(files, 'pnpm-workspace.yaml')).toEqual([...lodash, ...lodash]);
    const { head } = await discoverChanges(memorySource({}, files), createReader(formats), formats);
    expect(head.files.get('package.json')?.parsed.dependencies[0]).not.toHaveProperty('nameRegion');
  });
});
