import { describe, expect, it } from 'vitest';
import { createNpmManifest, createPackument, type NpmVersion } from '../../../test/support/registries/npm-documents.ts';
import { trustOf } from '../../model/registry.ts';
import { decodeDetails } from './release-details.ts';
import { decodePackument } from './schema.ts';

const base = 'https://npm.acme.example';
const pkg = { name: 'left-pad', versions: [], maintainers: ['alice', 'bob'] };
const documentOf = (release: Partial<NpmVersion>) =>
  createNpmManifest(pkg, { version: '1.0.0', publishedAt: '2026-01-01T00:00:00.000Z', ...release }, base);
const originOf = (manifest: unknown) => decodeDetails(manifest).origin;
const contentOf = (manifest: unknown) => decodeDetails(manifest).content;

describe('who published', () => {
  const maintainers = ['alice', 'bob'];

  it.each<[string, Partial<NpmVersion>, object, number]>([
    ['an account', { publisher: 'alice' }, { publisher: 'alice', maintainers, isAttested: false }, 0],
    [
      'an account with provenance',
      { publisher: 'alice', provenance: true },
      { publisher: 'alice', maintainers, isAttested: true },
      1,
    ],
    ['a trusted build', { trustedBuild: 'oidc:7' }, { trustedBuild: 'oidc:7', maintainers, isAttested: false }, 1],
    [
      'a trusted build with provenance',
      { trustedBuild: 'oidc:7', provenance: true },
      { trustedBuild: 'oidc:7', maintainers, isAttested: true },
      2,
    ],
    [
      'a staged release',
      { trustedBuild: 'oidc:7', provenance: true, approver: 'bob' },
      { trustedBuild: 'oidc:7', approver: 'bob', maintainers, isAttested: true },
      3,
    ],
    [
      'one with maintainers of its own',
      { publisher: 'carol', maintainers: ['carol'] },
      { publisher: 'carol', maintainers: ['carol'], isAttested: false },
      0,
    ],
  ])('is read of %s', (_, release, expected, trust) => {
    const origin = originOf(documentOf(release));
    expect(origin).toEqual(expected);
    expect(origin && trustOf(origin)).toBe(trust);
  });

  it.each<[string, unknown]>([
    ['of a mirror that leaves it out', documentOf({ publisher: false, provenance: true })],
    ['of no document', undefined],
    ['of a text', 'not found'],
    ['of an account without a name', { _npmUser: { email: 'alice@acme.example' } }],
    ['of one that is no object', { _npmUser: 'alice' }],
    ['of what is only inherited', { _npmUser: Object.create({ name: 'alice' }) }],
  ])('is not known %s', (_, document) => {
    expect(decodeDetails(document)).not.toHaveProperty('origin');
  });

  it('is told by the build system where the trust has no identifier', () => {
    const document = { _npmUser: { name: 'GitHub Actions', trustedPublisher: { id: 'github' } } };
    expect(originOf(document)).toEqual({ trustedBuild: 'github', isAttested: false });
  });

  it('reads maintainers as objects and as texts, and passes over the rest', () => {
    const maintainers = [{ name: 'alice' }, 'bob <bob@acme.example>', { email: 'x' }, 7, null, 'carol'];
    expect(originOf({ _npmUser: { name: 'alice' }, maintainers })?.maintainers).toEqual(['alice', 'bob', 'carol']);
    expect(originOf({ _npmUser: { name: 'alice' }, maintainers: 'bob' })).not.toHaveProperty('maintainers');
  });

  it.each<[unknown, boolean]>([
    [{ provenance: { predicateType: 'https://slsa.dev/provenance/v1' } }, true],
    [{ provenance: {} }, true],
    [{ provenance: null }, false],
    [{ provenance: true }, false],
    [{ url: base }, false],
    [undefined, false],
  ])('takes the attestations %j for a statement: %s', (attestations, expected) => {
    expect(originOf({ _npmUser: { name: 'alice' }, dist: { attestations } })?.isAttested).toBe(expected);
  });
});

describe('who published each version of a package', () => {
  const publishedAt = '2026-01-01T00:00:00.000Z';
  const told = (versions: readonly Partial<NpmVersion>[]) => {
    const all = versions.map((one, at) => ({ version: `1.${at}.0`, publishedAt, ...one }));
    return decodePackument(pkg.name, createPackument({ ...pkg, versions: all }, base))?.versions.map(
      ({ origin }) => origin,
    );
  };
  const maintainers = ['alice', 'bob'];

  it('is read from its document, too', () => {
    expect(told([{ publisher: 'alice' }, { trustedBuild: 'oidc:7', provenance: true }, { publisher: false }])).toEqual([
      { publisher: 'alice', maintainers, isAttested: false },
      { trustedBuild: 'oidc:7', maintainers, isAttested: true },
      undefined,
    ]);
  });

  it.each<[string, Partial<NpmVersion>, boolean]>([
    ['the same', { publisher: 'alice' }, true],
    ['another account', { publisher: 'bob' }, false],
    ['another maintainer', { publisher: 'alice', maintainers: ['alice', 'carol'] }, false],
    ['one maintainer less', { publisher: 'alice', maintainers: ['alice'] }, false],
    ['a statement', { publisher: 'alice', provenance: true }, false],
    ['a build', { trustedBuild: 'oidc:7' }, false],
    ['an approver', { publisher: 'alice', approver: 'bob' }, false],
  ])('is kept once where it is that of the version before: %s', (_, next, isSame) => {
    const [first, second] = told([{ publisher: 'alice' }, next]) ?? [];
    expect(first === second).toBe(isSame);
    expect(second).toEqual(originOf(documentOf(next)));
  });
});

describe('who is behind the package', () => {
  const aboutOf = (repository: string | false) =>
    decodeDetails(
      createNpmManifest({ ...pkg, repository }, { version: '1.0.0', publishedAt: '2026-01-01T00:00:00.000Z' }, base),
    ).about;

  it('is read where the registry wrote who may publish', () => {
    const summary = 'Tools for left-pad';
    expect(aboutOf('https://code.acme.example/a/b')).toEqual({
      publishers: ['alice', 'bob'],
      repository: 'https://code.acme.example/a/b',
      summary,
    });
    expect(aboutOf(false)).toEqual({ publishers: ['alice', 'bob'], summary });
  });

  it('is not known where it did not: the author may have named no repository, or a mirror left it out', () => {
    expect(decodeDetails({ name: 'left-pad', description: 'x' })).not.toHaveProperty('about');
  });
});

describe('what it brings', () => {
  it.each<[string, Partial<NpmVersion>, object]>([
    ['no command', { scripts: { test: 'node --test', prepare: 'tsc', postpublish: 'x', uninstall: 'x' } }, {}],
    [
      'commands of an installation',
      { scripts: { preinstall: 'a', install: 'b', postinstall: 'c', prepare: 'd' } },
      { preinstall: 'a', install: 'b', postinstall: 'c' },
    ],
    ['a build without being told', { gypfile: true, scripts: {} }, { 'binding.gyp': 'node-gyp rebuild' }],
    [
      'such a build beside a later script',
      { gypfile: true, scripts: { postinstall: 'c' } },
      { 'binding.gyp': 'node-gyp rebuild', postinstall: 'c' },
    ],
    ['a script in the place of the build', { gypfile: true, scripts: { install: 'b' } }, { install: 'b' }],
    ['a script before it', { gypfile: true, scripts: { preinstall: 'a' } }, { preinstall: 'a' }],
    ['no build', { gypfile: false, scripts: {} }, {}],
  ])('has %s', (_, release, scripts) => {
    expect({ ...contentOf(documentOf(release))?.scripts }).toEqual(scripts);
  });

  it('has requirements of all kinds that are taken along', () => {
    const content = contentOf(
      documentOf({
        dependencies: { a: '^1.0.0' },
        optionalDependencies: { b: 'github:acme/b#1' },
        peerDependencies: { c: '>=1' },
      }),
    );
    expect({ ...content?.requires }).toEqual({ a: '^1.0.0', b: 'github:acme/b#1', c: '>=1' });
  });

  it('is nothing where the document is none', () => {
    for (const document of [undefined, null, 'x', [], { scripts: [], dependencies: 'a' }]) {
      const content = contentOf(document);
      expect([{ ...content?.scripts }, { ...content?.requires }]).toEqual([{}, {}]);
    }
  });

  it('takes names of prototypes for names', () => {
    const document: unknown = JSON.parse(
      '{"scripts":{"__proto__":{"install":"x"}},"dependencies":{"__proto__":"1","constructor":"2"}}',
    );
    const content = contentOf(document);
    expect(Object.entries(content?.scripts ?? {})).toEqual([]);
    expect(Object.entries(content?.requires ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it('is bounded', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`p${at}`, 'x'.repeat(10_000)]));
    const long = 'x'.repeat(10_000);
    const { origin, content } = decodeDetails({
      _npmUser: { name: long, approver: { name: long } },
      maintainers: Array.from({ length: 5_000 }, () => 'alice'),
      scripts: { install: long },
      dependencies: many,
    });
    expect(JSON.stringify(origin).length).toBeLessThan(12_000);
    expect(Object.keys(content?.requires ?? {})).toHaveLength(1_000);
    expect(content?.requires['p0']).toHaveLength(500);
    expect(content?.scripts['install']).toHaveLength(500);
  });
});
