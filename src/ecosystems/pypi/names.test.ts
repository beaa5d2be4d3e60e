import { describe, expect, it } from 'vitest';
import { names } from './names.ts';

describe('names', () => {
  it.each([
    ['Flask_Login', 'flask-login'],
    ['zope.interface', 'zope-interface'],
    ['a-_.b', 'a-b'],
    ['requests', 'requests'],
  ])('normalises %s as PEP 503 does', (name, expected) => {
    expect(names.normalise(name)).toBe(expected);
  });

  it.each(['a', 'A1', 'a.b_c-d', '7zip', 'x'.repeat(214)])('accepts %s', (name) => {
    expect(names.reject(name)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['x'.repeat(215), 'longer'],
    ['_a', 'begin'],
    ['a-', 'end'],
    ['a b', 'other than ASCII'],
    ['a/b', 'other than ASCII'],
    ['requ\u0435sts', 'U+0435'],
    ['re\u200bquests', 'U+200B'],
    ['\ud83d\ude00', 'U+1F600'],
    ['a\n', 'other than ASCII'],
  ])('rejects %j and says why', (name, reason) => {
    expect(names.reject(name)).toContain(reason);
  });

  it('knows no namespaces', () => {
    expect(names.scopeOf('acme-tools')).toBeUndefined();
  });
});
