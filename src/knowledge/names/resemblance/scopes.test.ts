import { describe, expect, it } from 'vitest';
import type { LikenessKind } from './candidates.ts';
import { imitatesScope } from './scopes.ts';

const sizes = new Map([
  ['s:@babel', 200],
  ['s:@babell', 3],
  ['s:@babels', 4],
  ['s:@small', 7],
  ['s:@mui', 50],
]);
const countOf = (key: string): number => sizes.get(key) ?? 0;

describe('a scope that is imitated', () => {
  it.each<[string, LikenessKind, string, boolean]>([
    ['@bable/core', 'scope-edit', '@babel/core', true],
    ['@babell/core', 'scope-edit', '@babel/core', true],
    ['@babell/core', 'scope-two-edits', '@babel/core', true],
    ['@babel-tools/core', 'scope-word', '@babel/core', true],
    ['@babels/core', 'scope-edit', '@babel/core', false],
    ['@smalll/core', 'scope-edit', '@small/core', false],
    ['@nui/core', 'scope-edit', '@mui/core', false],
    ['@acme/core', 'other-scope', '@babel/core', false],
    ['@acme/core', 'scope-added', 'core', false],
    ['babel-core', 'scope-written-out', '@babel/core', false],
  ])('%s, %s: %s: %s', (name, kind, target, expected) => {
    expect(imitatesScope(name, { target, rank: 1, kind }, { countOf })).toBe(expected);
  });
});
