import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob, matchesName } from './glob.ts';

describe('matchesGlob', () => {
  it.each([
    ['packages/*', 'packages/a', true],
    ['packages/*', 'packages/a/b', false],
    ['packages/*/package.json', 'packages/a/package.json', true],
    ['packages/**/package.json', 'packages/package.json', true],
    ['packages/**/package.json', 'packages/a/b/package.json', true],
    ['packages/**/package.json', 'packages/a/bpackage.json', false],
    ['**/package.json', 'package.json', true],
    ['**/package.json', 'xpackage.json', false],
    ['**/a/**/b', 'a/b', true],
    ['**/a/**/b', 'x/a/y/z/b', true],
    ['test/fixtures/**', 'test/fixtures/a/b', true],
    ['test/fixtures/**', 'test/fixtures', false],
    ['**', 'a/b/c', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['{apps,packages}/*', 'apps/x', true],
    ['{apps,packages}/*', 'libs/x', false],
    ['{a,b}{c,d}', 'bd', true],
    ['{s,{t,u}}/x', 'u/x', true],
    ['{s,{t,u}}/x', 'v/x', false],
    ['a/{b,c{d,e}}/**', 'a/ce/x', true],
    ['s{1..3}', 's2', true],
    ['s{1..3}', 's4', false],
    ['s{3..1}', 's1', true],
    ['a/**/b', 'a/b', true],
    ['**/b/*', 'b/c', true],
    ['{a}', '{a}', true],
    ['a{b', 'a{b', true],
    ['.*/x', '.hidden/x', true],
    ['*', '.hidden', true],
    ['', '', true],
    ['', 'a', false],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
  ])('%j on %j: %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  it('takes a pattern with too many alternatives as it is written', () => {
    const pattern = '{a,b}'.repeat(20);
    expect(matchesGlob(pattern, 'a'.repeat(20))).toBe(false);
    expect(matchesGlob(pattern, pattern)).toBe(true);
  });

  it('ends soon on patterns that make a backtracking matcher hang', () => {
    expect(matchesGlob(`${'*a'.repeat(200)}!`, 'a'.repeat(5_000))).toBe(false);
    expect(matchesGlob(`${'**/'.repeat(200)}!`, 'a/'.repeat(2_500))).toBe(false);
    expect(matchesGlob(`${'*'.repeat(5_001)}!`, 'a'.repeat(5_000))).toBe(false);
  });

  it('matches every path by itself, unless it holds wildcards or braces', () => {
    const plain = fc.string().filter((text) => !/[*?{]/.test(text));
    fc.assert(fc.property(plain, (path) => void expect(matchesGlob(path, path)).toBe(true)));
  });
});

describe('matchesName', () => {
  it.each([
    ['@acme/*', '@acme/thing', true],
    ['@acme/*', '@acme-evil/thing', false],
    ['acme-*', 'acme-x', true],
    ['acme-*', 'xacme-x', false],
    ['*', '@a/b', true],
    ['*-internal', '@a/b-internal', true],
    ['a*b*c', 'a/x/b/c', true],
    ['?', 'a', false],
    ['{a,b}', 'a', false],
    ['__proto__', '__proto__', true],
  ])('%j on %j: %s', (pattern, name, expected) => {
    expect(matchesName(pattern, name)).toBe(expected);
  });
});
