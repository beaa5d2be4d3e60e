import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import { findStandardModule, type StandardModule } from './stdlib.ts';
import { readTables } from './tables.ts';

const written = readFileSync(new URL('../../../../data/meant.txt', import.meta.url), 'utf8');
const tables = new Map(['pypi', 'npm', 'cargo'].map((ecosystem) => [ecosystem, readTables(written, ecosystem)]));

function find(ecosystem: string, name: string): StandardModule | undefined {
  const own = tables.get(ecosystem);
  return own === undefined ? undefined : findStandardModule(own, ecosystem, name);
}

describe('findStandardModule', () => {
  it.each([
    ['pypi', 'asyncio', { name: 'asyncio', language: 'Python', isGone: false }],
    ['pypi', 'distutils', { name: 'distutils', language: 'Python', isGone: true }],
    ['pypi', 'asyncore', { name: 'asyncore', language: 'Python', isGone: true }],
    ['pypi', 'annotationlib', { name: 'annotationlib', language: 'Python', isGone: false }],
    ['pypi', 'py-compile', { name: 'py_compile', language: 'Python', isGone: false }],
    ['pypi', 'configparser', { name: 'configparser', language: 'Python', isGone: false }],
    ['pypi', 'cpickle', { name: 'cPickle', language: 'Python', isGone: true }],
    ['npm', 'fs', { name: 'fs', language: 'Node', isGone: false }],
    ['npm', 'node:sqlite', { name: 'sqlite', language: 'Node', isGone: false }],
    ['npm', 'fs/promises', { name: 'fs', language: 'Node', isGone: false }],
    ['npm', 'child_process', { name: 'child_process', language: 'Node', isGone: false }],
  ])('%s: %s', (ecosystem, name, module) => {
    expect(find(ecosystem, name)).toEqual(module);
  });

  it.each([
    ['npm', '@fs/promises'],
    ['npm', 'asyncio'],
    ['npm', '__proto__'],
    ['npm', ''],
    ['pypi', 'requests'],
    ['cargo', 'fs'],
  ])('%s: %s is none', (ecosystem, name) => {
    expect(find(ecosystem, name)).toBeUndefined();
  });

  it('holds every public module of this Node', () => {
    const missing = builtinModules
      .filter((name) => !name.startsWith('_'))
      .filter((name) => find('npm', name) === undefined);
    expect(missing).toEqual([]);
  });
});
