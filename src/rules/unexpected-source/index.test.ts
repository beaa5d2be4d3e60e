import { describe, expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { purl } from '../../model/purl.ts';
import { rule } from './index.ts';

const host = 'registry.npm.example';
const resolved = `https://${host}/left-pad/-/left-pad-1.3.0.tgz`;
const locked = { name: 'left-pad', version: '1.3.0', resolved };
type Subject = NonNullable<RuleInput['subject']>;
const lock = (patch: Subject): RuleInput => ({ subject: { fileRole: 'lockfile', dependency: locked, ...patch } });
const archive = (patch: Partial<NonNullable<Subject['archive']>>) => ({ host, expectedHost: true, ...patch });

const registry = { url: 'https://npm.evil.example', public: false, trusted: true, origin: 'the lockfile' };

it.each<[string, Subject, string, string]>([
  ['another package', { archive: archive({ name: 'evil' }) }, 'critical', 'the address of another package, "evil"'],
  [
    'another package on another host',
    { archive: archive({ name: 'evil', expectedHost: false }) },
    'critical',
    'another package, "evil"',
  ],
  ['another release', { archive: archive({ name: 'left-pad', version: '1.2.0' }) }, 'high', 'another release, 1.2.0'],
  [
    'another host, where another one served it before',
    {
      archive: archive({ host: 'evil.example', expectedHost: false }),
      previous: { version: '1.2.0', resolved },
    },
    '',
    'downloaded from evil.example, where no registry in use keeps archives',
  ],
  [
    'a registry of its own',
    {
      dependency: { name: 'left-pad', source: { kind: 'registry', url: 'https://npm.evil.example' } },
      strayRegistry: { ...registry, trusted: false },
      previous: { version: '1.2.0' },
    },
    '',
    'from the registry https://npm.evil.example, which no file in use and no configuration names for it',
  ],
  [
    'the public registry for a name that another one serves',
    {
      dependency: { name: 'left-pad', source: { kind: 'registry', url: 'https://npm.evil.example' } },
      strayRegistry: { ...registry, public: true },
    },
    '',
    'from the registry https://npm.evil.example',
  ],
  [
    'a registry that is trusted for other names',
    {
      dependency: { name: 'left-pad', source: { kind: 'registry', url: 'https://npm.evil.example' } },
      strayRegistry: registry,
    },
    'medium',
    'from the registry https://npm.evil.example',
  ],
  [
    'another repository of the host that serves it',
    {
      dependency: {
        name: 'left-pad',
        source: { kind: 'registry', url: 'https://registry.npm.example/other' },
        resolved: 'https://registry.npm.example/other/left-pad/-/left-pad-1.3.0.tgz',
      },
      archive: archive({ host: 'registry.npm.example', expectedHost: true }),
      strayRegistry: registry,
    },
    '',
    'from the registry https://npm.evil.example',
  ],
  [
    'a repository where a registry served the transitive package before',
    {
      dependency: { name: 'left-pad', direct: false, source: { kind: 'git', url: 'https://u:secret@evil.example/x' } },
      previous: { version: '1.2.0', resolved },
    },
    '',
    'from https://***@evil.example/x, although a registry served it before',
  ],
  [
    'an address where the manifest asks a registry',
    {
      declaredSource: 'registry',
      dependency: { ...locked, source: { kind: 'url', url: 'https://evil.example/x.tgz' } },
      archive: archive({ host: 'evil.example', expectedHost: false }),
    },
    '',
    'although the manifest asks a registry for it',
  ],
  [
    'the address of another package on the host of the registry',
    {
      dependency: { name: 'left-pad', source: { kind: 'url', url: `https://${host}/evil/-/evil-1.0.0.tgz` } },
      archive: archive({ name: 'evil' }),
    },
    'critical',
    'another package, "evil"',
  ],
])('tells of %s', (_, subject, severity, words) => {
  const drafts = runRule(rule, lock(subject));
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.severity ?? '').toBe(severity);
  expect(drafts[0]?.message).toContain(words);
});

it.each<[string, Subject]>([
  ['nothing known of the address', {}],
  [
    'a registry of its own that stood there before',
    {
      dependency: { name: 'left-pad', source: { kind: 'registry', url: registry.url } },
      strayRegistry: registry,
      previous: { version: '1.2.0', source: { kind: 'registry', url: registry.url } },
    },
  ],
  ['an address that names nothing', { archive: archive({}) }],
  ['the same version with build metadata', { archive: archive({ name: 'left-pad', version: '1.3.0+build' }) }],
  ['a version that is none', { archive: archive({ name: 'left-pad', version: 'latest' }) }],
  [
    'no version to compare with',
    { dependency: { name: 'left-pad', resolved }, archive: archive({ name: 'left-pad', version: '1.3.0' }) },
  ],
  [
    'an archive of a platform that is named after something else',
    {
      dependency: {
        name: 'left-pad',
        source: { kind: 'url', url: 'https://git.acme.example/archive/pad-1.3.0.tar.gz' },
      },
      archive: archive({ host: 'git.acme.example', name: 'pad', expectedHost: false }),
    },
  ],
  [
    'a direct dependency that moves to a repository together with its manifest',
    {
      declaredSource: 'git',
      dependency: { name: 'left-pad', source: { kind: 'git', url: 'https://git.acme.example/x' } },
      previous: { version: '1.2.0', resolved },
    },
  ],
])('is silent for %s', (_, subject) => {
  expect(runRule(rule, lock(subject))).toEqual([]);
});

describe('packages that no registry serves any more', () => {
  const path = { kind: 'path', path: '../left-pad' } as const;
  const bundled = { kind: 'bundled' } as const;
  const from = (source: typeof path | typeof bundled | { readonly kind: 'workspace' }, patch: Subject): Subject => ({
    dependency: { name: 'left-pad', version: '1.3.0', source },
    ...patch,
  });
  const served: Subject = { previous: { version: '1.2.0', resolved } };

  it.each<[string, Subject, string, string]>([
    ['a path', from(path, served), '', 'from a folder or a file of the repository or the machine, although a registry'],
    ['a path, asked of a registry', from(path, { declaredSource: 'registry' }), '', 'the manifest asks a registry'],
    ['a workspace', from({ kind: 'workspace' }, served), '', 'from a folder of the repository itself, although'],
    ['a bundle', from(bundled, served), '', 'from inside the package that requires it, although a registry'],
    ['a new bundle', from(bundled, {}), 'medium', 'requires it: no registry vouches for those bytes.'],
  ])('are told: %s', (_, subject, severity, words) => {
    const drafts = runRule(rule, lock(subject));
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.severity ?? '').toBe(severity);
    expect(drafts[0]?.message).toContain(words);
  });

  it.each<[string, Subject]>([
    ['own packages', from({ kind: 'workspace' }, { ...served, own: true })],
    ['what the manifest takes from there', from(path, { ...served, declaredSource: 'path' })],
    ['a manifest', from(path, { ...served, fileRole: 'manifest' })],
    ['a new folder that nobody is asked for', from(path, {})],
    ['the same bundle as before', from(bundled, { previous: { version: '1.2.0', source: bundled } })],
    ['the same path as before', from(path, { declaredSource: 'registry', previous: { source: path } })],
  ])('are passed over: %s', (_, subject) => {
    expect(runRule(rule, lock(subject))).toEqual([]);
  });
});

it('understands local versions of wheels', () => {
  const of = (version: string, inAddress: string) =>
    runRule(rule, {
      subject: {
        fileRole: 'lockfile',
        dependency: { ecosystem: 'pypi', name: 'torch', version },
        archive: archive({ name: 'torch', version: inAddress }),
      },
    });
  expect(of('2.0.0', '2.0.0+cpu')).toEqual([]);
  expect(of('2.0', '2.0.0')).toEqual([]);
  expect(of('2.0.0', '2.0.1')).toMatchObject([{ severity: 'high' }]);
});

describe('archives in the repository', () => {
  it.each([
    ['added', 'the change adds it'],
    ['modified', 'the change alters it'],
  ] as const)('are told: %s', (change, words) => {
    const drafts = runRule(rule, { artifact: { path: 'vendor/x-1.0.tgz', change } });
    expect(drafts).toMatchObject([{ severity: 'medium', message: expect.stringContaining(words) }]);
  });
});

describe('a host that the page of the registry links', () => {
  const sha = (digit: string) => `sha256:${digit.repeat(64)}`;
  const judge = (integrity: readonly string[], listed: object = { archiveHosts: ['files.example'] }) =>
    runRule(rule, {
      ...lock({
        dependency: { ...locked, source: { kind: 'registry' }, integrity },
        archive: archive({ host: 'files.example', expectedHost: false }),
      }),
      facts: {
        package: {
          state: 'present',
          value: {
            name: 'left-pad',
            status: 'active',
            versions: [{ version: '1.3.0', integrity: [sha('1'), sha('2')], ...listed }],
            removedVersions: [],
          },
        },
      },
    });

  it('is where it keeps archives', () => {
    expect(judge([sha('1')])).toEqual([]);
    expect(judge([sha('2'), sha('1')])).toEqual([]);
  });

  it.each<[string, ReturnType<typeof judge>]>([
    ['the bytes are others', judge([sha('3')])],
    ['some bytes are others', judge([sha('1'), sha('3')])],
    ['no hash is recorded', judge([])],
    ['it links another one', judge([sha('1')], { archiveHosts: ['other.example'] })],
    ['it links none', judge([sha('1')], {})],
    ['it lists no hash', judge([sha('1')], { archiveHosts: ['files.example'], integrity: undefined })],
    ['it links another release there', judge([sha('1')], { version: '1.2.0', archiveHosts: ['files.example'] })],
  ])('is none where %s', (_, drafts) => {
    expect(drafts).toMatchObject([{ message: expect.stringContaining('where no registry in use keeps archives') }]);
  });
});

it('says where an installed package came from, and from where it should have', () => {
  const installed = { name: 'acme-core', version: '1.0', host: 'files.example' };
  const [draft] = runRule(rule, { installation: { installed, isPublic: true, promised: [] } });
  expect(draft).toMatchObject({
    severity: 'critical',
    message: 'acme-core 1.0 was installed from the public index (files.example), not from a private index (.npmrc:2).',
    evidence: [{ fact: 'installation', source: 'install.log:3', value: 'files.example' }],
  });
});

describe('packages that leave a private host', () => {
  const left: Subject = {
    leftPrivate: 'npm.acme.example',
    previous: { version: '1.2.0', resolved: 'https://npm.acme.example/left-pad/-/left-pad-1.2.0.tgz' },
  };

  it('are told', () => {
    const [draft] = runRule(rule, lock({ ...left, introducedBy: [purl('npm', 'line-numbers', '0.2.0')] }));
    expect(draft).not.toHaveProperty('severity');
    expect(draft?.message).toBe(
      'left-pad 1.3.0 was taken from npm.acme.example and would now be installed from the npm registry, brought in by line-numbers 0.2.0.',
    );
  });

  it('are told otherwise where more is wrong', () => {
    const wrong = lock({ ...left, archive: archive({ name: 'evil' }) });
    expect(runRule(rule, wrong)).toMatchObject([{ severity: 'critical' }]);
    const stray = lock({
      ...left,
      dependency: { name: 'left-pad', source: { kind: 'registry', url: 'https://npm.evil.example' } },
      strayRegistry: { ...registry, public: true },
    });
    expect(runRule(rule, stray)[0]?.message).toContain('which no file in use and no configuration names for it');
  });

  it('go the same way with the others of the lockfile', () => {
    const [draft] = runRule(rule, lock(left));
    const [other] = runRule(rule, lock({ ...left, dependency: { name: 'right-pad', version: '1.0.0' } }));
    expect(draft?.cause).toMatchObject({
      name: 'left-pad 1.3.0',
      many: {
        least: 3,
        message:
          'npm packages in package.json were taken from npm.acme.example and would now be installed from the npm registry, where any of these names may belong to somebody else',
      },
    });
    expect(other?.cause?.key).toBe(draft?.cause?.key);
    const elsewhere = { ...left, leftPrivate: 'npm.b.example', previous: { resolved: 'https://npm.b.example/x' } };
    expect(runRule(rule, lock(elsewhere))[0]?.cause?.key).not.toBe(draft?.cause?.key);
  });

  it('go the same way to a host that nobody uses, and say from where', () => {
    const [draft] = runRule(
      rule,
      lock({
        previous: { version: '1.2.0', resolved: 'https://npm.acme.example/left-pad/-/left-pad-1.2.0.tgz' },
        archive: archive({ host: 'evil.example', expectedHost: false }),
      }),
    );
    expect(draft?.cause?.many?.message).toBe(
      'npm packages in package.json would be downloaded from evil.example, where no registry in use keeps archives, instead of npm.acme.example',
    );
  });
});

describe('harmless migrations', () => {
  const names = Array.from({ length: 12 }, (_, at) => `acme-${at + 1}`);
  type Migration = NonNullable<RuleInput['migration']>;

  it.each<[string, Migration, string]>([
    [
      'of many',
      { names },
      '12 npm packages in package-lock.json would come from registry.npm.example instead of npm.acme.example (acme-1, acme-2, acme-3 and 9 more).',
    ],
    [
      'of few',
      { names: names.slice(0, 3) },
      'would come from registry.npm.example instead of npm.acme.example (acme-1, acme-2, acme-3).',
    ],
  ])('are told: %s', (_, migration, words) => {
    const drafts = runRule(rule, { migration });
    expect(drafts).toMatchObject([{ severity: 'low', message: expect.stringContaining(words) }]);
  });

  it('are bounded, however many and however long the names are', () => {
    const [draft] = runRule(rule, {
      migration: { names: Array(5_000).fill('x'.repeat(5_000)), from: 'a'.repeat(5_000), to: 'b'.repeat(5_000) },
    });
    expect(draft?.message.length).toBeLessThan(700);
    expect(draft?.evidence[0]?.value.length).toBeLessThan(600);
  });
});
