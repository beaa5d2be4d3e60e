import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import { parsePurl, purl } from './purl.ts';

/** The library that serves as the reference; it is too large, and too slow for lockfiles, to be part of the program. */
const reference = (type: string, name: string, version?: string): string => {
  const at = name.lastIndexOf('/');
  const namespace = at < 0 ? undefined : name.slice(0, at);
  return new PackageURL(type, namespace, name.slice(at + 1), version).toString();
};

describe('purl', () => {
  it.each([
    ['npm', 'left-pad', '1.0.0', 'pkg:npm/left-pad@1.0.0'],
    ['npm', '@acme/kit', '1.0.0', 'pkg:npm/%40acme/kit@1.0.0'],
    ['pypi', 'six', undefined, 'pkg:pypi/six'],
    ['npm', 'x', '1.0.0-rc.1', 'pkg:npm/x@1.0.0-rc.1'],
  ])('%s %s %s is %s', (type, name, version, expected) => {
    expect(purl(type, name, version)).toBe(expected);
    expect(reference(type, name, version)).toBe(expected);
    expect(parsePurl(expected)).toEqual({ type, name, ...(version === undefined ? {} : { version }) });
  });

  it.each([
    ['@', '%40'],
    ['@a@b/c', '%40a%40b/c'],
    ['a@b/c', 'a%40b/c'],
    ['@acme/a b', '%40acme/a%20b'],
    ['a//b', 'a//b'],
    ['', ''],
  ])('encodes every part of %j once', (name, path) => {
    expect(purl('npm', name)).toBe(`pkg:npm/${path}`);
  });

  it('reads a scheme and a type in any case', () => {
    expect(parsePurl('PKG:NPM/left-pad@1.3.0')).toEqual({ type: 'npm', name: 'left-pad', version: '1.3.0' });
  });

  it('encodes a plus, as the specification asks and the reference does not', () => {
    expect(purl('npm', 'x', '1.0.0+build')).toBe('pkg:npm/x@1.0.0%2Bbuild');
  });

  it('agrees with the reference on names that registries hold', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/);
    const version = fc.stringMatching(/^[0-9]{1,3}\.[0-9]{1,3}(?:-[a-z0-9.]{1,8})?$/);
    const scoped = fc.tuple(name, name).map(([scope, rest]) => `@${scope}/${rest}`);
    fc.assert(
      fc.property(fc.oneof(name, scoped), version, (one, release) => {
        expect(purl('npm', one, release)).toBe(reference('npm', one, release));
      }),
    );
  });

  it('gives different texts to different packages, and each back again, whatever the name', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => one.isWellFormed() && !/^\/|\/$|\/\//.test(one));
    fc.assert(
      fc.property(text, text, (name, version) => {
        expect(parsePurl(purl('npm', name, version))).toEqual({ type: 'npm', name, version });
      }),
    );
  });
});
