import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSources } from './graph.ts';

const sources = (edges: Record<string, readonly string[]>) =>
  findSources(Object.keys(edges), (node) => edges[node] ?? []);

describe('findSources', () => {
  it.each<[string, Record<string, string[]>, string[]]>([
    ['no edge', { a: [], b: [] }, ['a', 'b']],
    ['a chain', { a: [], b: ['a'], c: ['b'] }, ['c']],
    ['itself', { a: ['a'] }, ['a']],
    ['a ring', { a: ['b'], b: ['c'], c: ['a'] }, ['a']],
    ['a ring that something leads to', { a: ['b'], b: ['a'], c: ['b'] }, ['c']],
    ['two rings, one behind the other', { a: ['b'], b: ['a'], c: ['d', 'a'], d: ['c'] }, ['c']],
    ['a target that is no node', { a: ['x'] }, ['a']],
  ])('%s', (_, edges, expected) => {
    expect(sources(edges)).toEqual(expected);
  });

  it('reaches everything from what it gives, and needs all of it', () => {
    const node = fc.nat(12).map(String);
    fc.assert(
      fc.property(fc.array(fc.tuple(node, node), { maxLength: 40 }), (pairs) => {
        const nodes = Array.from({ length: 13 }, (_, at) => String(at));
        const next = (from: string) => pairs.filter(([a]) => a === from).map(([, b]) => b);
        const reach = (from: readonly string[]) => {
          const seen = new Set(from);
          for (const one of seen) for (const to of next(one)) seen.add(to);
          return seen;
        };
        const found = findSources(nodes, next);
        expect(reach(found).size).toBe(nodes.length);
        for (const one of found) expect(reach(found.filter((other) => other !== one)).has(one)).toBe(false);
      }),
    );
  });

  it('goes as deep as it must', () => {
    const nodes = Array.from({ length: 100_000 }, (_, at) => String(at));
    expect(findSources(nodes, (node) => [String(Number(node) + 1)])).toEqual(['0']);
  });
});
