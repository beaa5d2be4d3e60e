import { describe, expect, it } from 'vitest';
import { names } from './names.ts';

describe('names', () => {
  it.each([
    'left-pad',
    '@acme/thing',
    'JSONStream',
    "crypto-random-string'",
    '~tilde',
    '__proto__'.slice(2),
    '@a/_b',
    '1.0.0',
    'constructor',
  ])('accepts %j', (name) => expect(names.reject(name)).toBeUndefined());

  it.each([
    ['', 'empty'],
    ['.hidden', 'period'],
    ['-flag', 'hyphen'],
    ['_private', 'underscore'],
    ['__proto__', 'underscore'],
    [' a', 'spaces'],
    ['a\n', 'spaces'],
    ['Node_Modules', 'node_modules'],
    ['favicon.ico', 'favicon.ico'],
    ['a/b', 'characters'],
    ['@scope', 'characters'],
    ['@/a', 'characters'],
    ['@a/', 'no name'],
    ['@a/b/c', 'characters'],
    ['@a/.b', 'period'],
    ['rеact', 'characters'],
    ['a%2fb', 'characters'],
    ['a b', 'characters'],
    ['::error::x', 'characters'],
    ['\ud800', 'characters'],
  ])('refuses %j: %s', (name, reason) => {
    expect(names.reject(name)).toContain(reason);
  });

  it('keeps capitals: such packages exist beside those in small letters', () => {
    expect(names.normalise('JSONStream')).toBe('JSONStream');
  });

  it.each([
    ['@acme/thing', '@acme'],
    ['acme', undefined],
    ['@acme', undefined],
    ['@/x', undefined],
  ])('the scope of %j is %j', (name, scope) => {
    expect(names.scopeOf(name)).toBe(scope);
  });
});
