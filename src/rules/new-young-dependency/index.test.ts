import { describe, expect, it } from 'vitest';
import { now, privateRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { absent, type Fact, present, unknown } from '../../model/fact.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { Addition } from '../../model/rule.ts';
import { rule } from './index.ts';

const source = 'https://registry.npm.example/';
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

/** Uploads, each so many days ago; the versions are 1.0.0, 1.1.0 and so on. */
const packageOf = (uploads: readonly number[], more: Partial<PackageFact> = {}): Fact<PackageFact> =>
  present(
    {
      name: 'plain-crypto-js',
      status: 'active',
      versions: uploads.map((days, at) => ({ version: `1.${at}.0`, publishedAt: daysAgo(days) })),
      removedVersions: [],
      latest: `1.${uploads.length - 1}.0`,
      about: { publishers: ['mallory'] },
      ...more,
    },
    source,
  );

const listed = (isUsed: boolean): Addition['adoption'] =>
  present({ isKnown: isUsed, isUsed, isEstablished: isUsed, errorRate: 0 }, 'bundled names');

const addition = (patch: Partial<Addition> = {}): Addition => ({
  name: 'plain-crypto-js',
  requirement: '^1.0.0',
  package: packageOf([0.75]),
  adoption: listed(false),
  ...patch,
});

function run(added: readonly Addition[], isAdopted = true, patch: RuleInput = {}, further = 0) {
  return runRule(rule, {
    subject: { dependency: { name: 'axios', version: '1.14.1' }, newToRepository: false },
    ...patch,
    facts: {
      release: { state: 'present', value: { version: '1.14.1', publishedAt: daysAgo(0.1) } },
      additions: { state: 'present', value: { added, further } },
      adoption: listed(isAdopted),
    },
  });
}

/** A year of work. */
const steady = Array.from({ length: 12 }, (_, at) => 365 - at * 33);
const repository = 'https://git.acme.example/acme/plain';

const untold = present<PackageFact>(
  {
    name: 'plain-crypto-js',
    status: 'active',
    versions: [{ version: '1.0.0', publishedAt: daysAgo(400) }],
    removedVersions: [],
  },
  source,
);

describe('a dependency that a release adds', () => {
  it.each<[string, Partial<Addition>, string]>([
    ['18 hours old', {}, 'was first published 18 hours ago'],
    ['of the future', { package: packageOf([-1]) }, 'was first published 0 minutes ago'],
    ['29 days old', { package: packageOf([29]) }, 'was first published 29 days ago'],
    [
      '29 days old, of an ecosystem without a list',
      { package: packageOf([29]), adoption: unknown('none', '-') },
      '29 days',
    ],
    ['a sleeper with a fresh release', { package: packageOf([400, 2]) }, 'whose release was published 2 days ago'],
    ['that does not exist', { package: absent('404', source) }, 'does not exist on the npm registry'],
    [
      'replaced by a placeholder',
      { package: packageOf([400], { status: 'security-placeholder' }) },
      'is security-placeholder',
    ],
    [
      'unpublished, though listed',
      { package: packageOf([], { status: 'unpublished' }), adoption: listed(true) },
      'is unpublished',
    ],
    [
      'of two months that nobody uses',
      { package: packageOf([60], { about: { repository } }) },
      'is in no list of used names',
    ],
    ['old and bare that nobody uses', { package: packageOf([400]) }, 'is in no list of used names'],
    [
      'from a repository',
      { requirement: 'acme/tools#79ac', isFromAddress: true },
      'comes from acme/tools#79ac and from no registry',
    ],
    [
      'from an address, of the family',
      { requirement: 'https://evil.example/a', isFromAddress: true, isKin: true },
      'comes from https://evil.example/a',
    ],
  ])('%s is a sign', (_, patch, words) => {
    const [draft, ...more] = run([addition(patch)]);
    expect(more).toEqual([]);
    expect(draft?.message).toContain(
      'axios 1.14.1 requires what the release before it did not: plain-crypto-js, which',
    );
    expect(draft?.message).toContain(words);
    expect(draft?.signal?.words).toContain(words);
    expect(draft?.version).toBe('1.14.1');
  });

  it.each<[string, Partial<Addition>, boolean?]>([
    ['of the family, however young', { isKin: true }],
    ['of the family that is missing', { isKin: true, package: absent('404', source) }],
    ['well known, with a fresh release', { package: packageOf([2000, 2]), adoption: listed(true) }],
    ['in no list that is worked on', { package: packageOf([...steady, 1]) }],
    ['old with a repository', { package: packageOf([400], { about: { repository } }) }],
    ['old whose repository is not told', { package: untold }],
    ['old and bare, of a package that is in no list itself', { package: packageOf([400]) }, false],
    ['of two months, of a package that is in no list itself', { package: packageOf([60]) }, false],
    ['without an answer', { package: unknown('it did not answer', source) }],
    ['that nobody is asked for', { requirement: 'file:./x', package: unknown('nobody is asked', source) }],
    [
      'whose age and use are not known',
      { package: packageOf([], { versions: [{ version: '1.0.0' }] }), adoption: unknown('none', '-') },
    ],
  ])('%s is none', (_, patch, isAdopted = true) => {
    expect(run([addition(patch)], isAdopted)).toEqual([]);
  });

  it('is held against the release that clients take for it', () => {
    const pkg = packageOf([400, 100, 2], { latest: '1.2.0', about: { repository } });
    expect(run([addition({ package: pkg, requirement: '~1.1.0' })])).toEqual([]);
    expect(run([addition({ package: pkg, requirement: '^1.1.0' })])).toHaveLength(1);
  });
});

describe('several', () => {
  it('are told as one, all of them in the evidence', () => {
    const added = ['a', 'b', 'c'].map((name) => addition({ name }));
    const [draft] = run(added);
    expect(draft?.message).toMatch(/: a, which [^;]+; b, which [^;]+; and 1 more\.$/);
    expect(draft?.evidence[0]?.value).toBe('a: ^1.0.0; b: ^1.0.0; c: ^1.0.0');
  });

  it('more than are looked at are a sign themselves', () => {
    expect(run([addition({ isKin: true })], true, {}, 3)[0]?.message).toContain('3 packages more than are looked at');
  });

  it('none are no sign', () => {
    expect(run([])).toEqual([]);
  });
});

it.each<[string, RuleInput]>([
  ['a member of the workspace', { subject: { own: true, fromWorkspace: true } }],
  ['a private one', { subject: { privateBy: 'ax*', registries: [privateRegistry] } }],
])('is silent for %s', (_, patch) => {
  expect(run([addition()], true, patch)).toEqual([]);
});

it('shows no credentials of an address', () => {
  const added = addition({ requirement: 'https://user:hunter2@evil.example/a?token=hunter2', isFromAddress: true });
  expect(JSON.stringify(run([added]))).not.toContain('hunter2');
});
