import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import { parsePurl, purl, sourceQualifierOf } from './purl.ts';

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

  it.each<[string, string, string?]>([
    ['pkg://npm/left-pad@1.3.0', 'left-pad', '1.3.0'],
    ['pkg:/npm//left-pad', 'left-pad'],
    ['pkg:npm/left-pad/', 'left-pad'],
    ['pkg:npm/left-pad@1.3.0//', 'left-pad', '1.3.0'],
    ['pkg:npm/left-pad/@1.3.0', 'left-pad', '1.3.0'],
    ['pkg:///npm/@acme/kit/?arch=x86#lib', '@acme/kit'],
    ['pkg:npm/left-pad?vcs_url=&arch=x86', 'left-pad'],
  ])('passes over what stands for nothing: %s', (text, name, version?: string) => {
    expect(parsePurl(text)).toEqual({ type: 'npm', name, ...(version === undefined ? {} : { version }) });
  });

  it.each(['pkg:npm', 'pkg:npm/', 'pkg://npm//', 'pkg:///', 'npm/left-pad', 'pkg:npm/?x=y'])('is not %j', (text) => {
    expect(parsePurl(text)).toBeUndefined();
  });

  it.each([
    ['pkg:npm/left-pad@1.3.0?repository_url=https://npm.acme.example', 'repository_url'],
    ['pkg:pypi/six?arch=any&VCS_URL=git%2Bhttps://code.example/six#lib', 'vcs_url'],
    ['PKG:npm/left-pad?download_url=https://acme.example/x.tgz', 'download_url'],
  ])('names no package of its type where it names another source: %s', (text, qualifier) => {
    expect(parsePurl(text)).toBeUndefined();
    expect(sourceQualifierOf(text)).toBe(qualifier);
  });

  it.each(['pkg:npm/x?arch=repository_url', 'pkg:npm/x#?vcs_url=a', 'left-pad?vcs_url=a'])(
    'names no other source: %s',
    (text) => {
      expect(sourceQualifierOf(text)).toBeUndefined();
    },
  );

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
