import { describe, expect, it } from 'vitest';
import { versions } from '../ecosystems/pypi/versions.ts';
import type { PackageFact, ReleaseFact } from '../model/registry.ts';
import { isMirrorOf, linksOnlyTo } from './mirrors.ts';

/** Versions with the hashes of their archives. */
type Offer = Readonly<Record<string, readonly string[]>>;

const packageOf = (offer: Offer, more: Partial<PackageFact> = {}): PackageFact => ({
  name: 'acme-utils',
  status: 'active',
  versions: Object.entries(offer).map(([version, integrity]) =>
    integrity.length === 0 ? { version } : { version, integrity },
  ),
  removedVersions: [],
  ...more,
});

const [a, b, c, x, y] = ['sha256:aa', 'sha256:bb', 'sha256:cc', 'sha256:xx', 'sha256:yy'] as const;

describe('copies', () => {
  const original = { '1.0': [a], '1.1': [b], '2.0': [c] };

  it.each<[string, Offer, Offer, boolean]>([
    ['all the same', original, original, true],
    ['one that lags behind', { '1.0': [a], '1.1': [b] }, original, true],
    ['one of several archives of a release', { '1.0': [x, a] }, { '1.0': [a, y] }, true],
    ['another spelling of the version', { '1.0.0': [a] }, original, true],
    ['releases without hashes beside one with', { '1.0': [a], '1.1': [] }, original, true],
    ['own builds of a public version', { '1.0': [a], '1.1+acme': [x], '2.0+acme': [y] }, original, true],
    ['an own release beside copies', { '1.0': [a], '1.1': [b], '1.1.post1': [x] }, original, true],
    ['nothing in common', { '3.0': [x] }, original, false],
    ['the same version with another archive', { '1.0': [x] }, original, false],
    ['the same beside one that differs', { '1.0': [a], '1.1': [x] }, original, false],
    ['one known archive beside own releases', { '1.0': [a], '3.0': [x], '4.0': [y] }, original, false],
    ['no hashes', { '1.0': [] }, original, false],
    ['hashes of another kind', { '1.0': ['md5:aa'] }, original, false],
    ['no hashes on the other side', { '1.0': [a] }, { '1.0': [] }, false],
    ['nothing at all', {}, original, false],
    ['nothing on the other side', { '1.0': [a] }, {}, false],
  ])('%s', (_, copy, of, expected) => {
    expect(isMirrorOf(packageOf(copy), packageOf(of), versions)).toBe(expected);
  });

  it('may keep what the original withdrew', () => {
    const copy = packageOf({ '1.0': [a], '0.8': [x], '0.9': [y] });
    expect(isMirrorOf(copy, packageOf(original), versions)).toBe(false);
    expect(isMirrorOf(copy, packageOf(original, { removedVersions: ['0.8', '0.9'] }), versions)).toBe(true);
  });

  it('are told of the newest releases where there are very many', () => {
    const many = (digest: (at: number) => string): Offer =>
      Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`${at + 1}.0`, [`sha256:${digest(at)}`]]));
    const same = many((at) => `${at}`);
    const copy = packageOf(many((at) => (at < 100 ? `other ${at}` : `${at}`)));
    expect(isMirrorOf(copy, packageOf(same), versions)).toBe(true);
    expect(isMirrorOf(packageOf(many((at) => `other ${at}`)), packageOf(same), versions)).toBe(false);
  });
});

describe('pages that only link', () => {
  const hosts = ['files.example'];
  const linking = (...lists: (readonly string[] | undefined)[]): PackageFact =>
    packageOf(
      {},
      {
        versions: lists.map(
          (archiveHosts, at): ReleaseFact => ({
            version: `${at}`,
            ...(archiveHosts === undefined ? {} : { archiveHosts }),
          }),
        ),
      },
    );

  it.each<[string, PackageFact, boolean]>([
    ['to the hosts of the original', linking(['files.example'], ['files.example']), true],
    ['elsewhere too', linking(['files.example', 'acme.example'], ['files.example']), false],
    ['once elsewhere', linking(['files.example'], ['acme.example']), false],
    ['nowhere: the archives are its own', linking(['files.example'], undefined), false],
    ['to no host', linking([]), false],
    ['nothing', linking(), false],
  ])('%s', (_, value, expected) => {
    expect(linksOnlyTo(value, hosts)).toBe(expected);
  });
});
