import { describe, expect, it } from 'vitest';
import type { DependencyFile } from '../../../model/dependency.ts';
import { format } from '../formats/package-lock.ts';

const parse = (content: object): DependencyFile =>
  format.parse({ path: 'package-lock.json', text: JSON.stringify(content) });

/** `name@version -> names@versions`, for all that require something. */
function graph({ dependencies, requires }: DependencyFile): Readonly<Record<string, readonly string[]>> {
  const label = (place: number): string => {
    const { rawName = '?', version = '' } = dependencies[place] ?? {};
    return `${rawName}@${version}`;
  };
  const edges = requires?.() ?? [];
  expect(edges).toHaveLength(dependencies.length);
  return Object.fromEntries(edges.flatMap((to, from) => (to.length === 0 ? [] : [[label(from), to.map(label)]])));
}

describe('what packages of a lockfile require', () => {
  it('is found beside them, then in the folders above', () => {
    const file = parse({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { a: '1', lib: '*' } },
        'node_modules/a': { version: '1.0.0', dependencies: { b: '2', missing: '1' }, peerDependencies: { c: '1' } },
        'node_modules/a/node_modules/b': { version: '2.0.0', optionalDependencies: { c: '1', a: '1' } },
        'node_modules/b': { version: '1.0.0', devDependencies: { a: '1' } },
        'node_modules/c': { version: '1.0.0', dependencies: { b: '1' } },
        'node_modules/lib': { resolved: 'packages/lib', link: true },
        'packages/lib': { version: '0.1.0', dependencies: { b: '3', c: '1' } },
        'packages/lib/node_modules/b': { version: '3.0.0' },
      },
    });
    expect(graph(file)).toEqual({
      'a@1.0.0': ['b@2.0.0', 'c@1.0.0'],
      'b@2.0.0': ['c@1.0.0', 'a@1.0.0'],
      'c@1.0.0': ['b@1.0.0'],
      'lib@': ['b@3.0.0', 'c@1.0.0'],
    });
  });

  it('is found in the tree of version 1', () => {
    const file = parse({
      lockfileVersion: 1,
      dependencies: {
        a: {
          version: '1.0.0',
          requires: { b: '2', c: '1' },
          dependencies: { b: { version: '2.0.0', requires: { c: '1' } } },
        },
        b: { version: '1.0.0', requires: true },
        c: { version: '1.0.0', requires: { b: '1' } },
      },
    });
    expect(graph(file)).toEqual({
      'a@1.0.0': ['b@2.0.0', 'c@1.0.0'],
      'b@2.0.0': ['c@1.0.0'],
      'c@1.0.0': ['b@1.0.0'],
    });
  });

  it('costs no more than reading where paths are long', () => {
    const path = `${'x/'.repeat(50_000)}node_modules/a`;
    const names = Array.from({ length: 5_000 }, (_, place) => [`b${place}`, '1']);
    const file = parse({
      lockfileVersion: 3,
      packages: {
        [path]: { version: '1.0.0', dependencies: Object.fromEntries(names) },
        'node_modules/b7': { version: '1.0.0' },
      },
    });
    expect(graph(file)).toEqual({ 'a@1.0.0': ['b7@1.0.0'] });
  });
});
