import { expect, it } from 'vitest';
import {
  type FactLiterals,
  now,
  privateRegistry,
  publicRegistry,
  type RuleInput,
  runRule,
} from '../../../test/support/rules.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { AdoptionFact } from '../../model/rule.ts';
import { day } from '../durations.ts';
import { rule } from './index.ts';

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();
const nobody: AdoptionFact = { isKnown: false, isUsed: false, isEstablished: false, errorRate: 0 };

interface Parts {
  readonly pkg?: Partial<PackageFact>;
  readonly adoption?: Partial<AdoptionFact>;
  readonly repository?: string;
  readonly release?: Partial<ReleaseFact>;
}

const known = ({ pkg, adoption, repository, release }: Parts): FactLiterals => ({
  package: {
    state: 'present',
    value: {
      name: 'quiet-utils',
      status: 'active',
      versions: [{ version: '1.0.0' }],
      removedVersions: [],
      firstPublishedAt: ago(200 * day),
      ...pkg,
    },
  },
  adoption: { state: 'present', value: { ...nobody, ...adoption } },
  about: { state: 'present', value: repository === undefined ? {} : { repository } },
  release: { state: 'present', value: { version: '1.0.0', ...release } },
});
const run = (parts: Parts = {}, subject: RuleInput['subject'] = {}, facts: FactLiterals = {}) =>
  runRule(rule, { subject: { dependency: { name: 'quiet-utils' }, ...subject }, facts: { ...known(parts), ...facts } });
const content = (scripts: Readonly<Record<string, string>>) => ({ content: { scripts, requires: {} } });

it('is a sign of the release, with its version', () => {
  expect(run()).toMatchObject([
    {
      severity: 'medium',
      version: '1.0.0',
      message:
        'quiet-utils is new here and nobody is known to use it: first published 200 days ago (2025-08-22 12:00 UTC), it has 1 version and names no repository.',
      evidence: [{ fact: 'package' }, { fact: 'adoption', value: 'in no list of used names' }, { fact: 'about' }],
      signal: { words: 'nobody is known to use the package' },
    },
  ]);
});

it.each([
  ['99.9.9', 1],
  ['1!0.1', 1],
  ['2026.3.1', 0],
  ['1.0.0', 0],
])('takes no link for use where the version outbids others: %s', (version, findings) => {
  const drafts = run({ repository: 'https://code.acme.example/acme/quiet-utils', release: { version } });
  expect(drafts).toHaveLength(findings);
  for (const { message, evidence } of drafts) {
    expect(message).toMatch(/it has 1 version and a number that outbids private packages\.$/);
    expect(evidence.at(-1)?.value).toBe('https://code.acme.example/acme/quiet-utils');
  }
});

it('is grave with commands that run at the installation', () => {
  const [draft] = run({ release: content({ postinstall: 'node setup.mjs' }) });
  expect(draft?.severity).toBe('high');
  expect(draft?.message).toContain('and runs postinstall when it is installed');
  expect(draft?.evidence.at(-1)).toMatchObject({ fact: 'release', value: 'runs postinstall' });
  expect(run({ release: content({}) })[0]?.severity).toBe('medium');
});

it('is grave where it has to be built from its source, which runs code of it', () => {
  const [draft] = run({ release: { archives: ['sdist'] } });
  expect(draft?.severity).toBe('high');
  expect(draft?.message).toContain(
    'and runs the build of its source archive, for it has no other, when it is installed',
  );
  expect(draft?.evidence.at(-1)).toMatchObject({ fact: 'release', value: expect.stringContaining('source archive') });
  for (const archives of [['sdist', 'py3-none-any'], []])
    expect(run({ release: { archives } })).toMatchObject([{ severity: 'medium' }]);
  expect(run({ release: { archives: ['sdist'] }, adoption: { isKnown: true, isUsed: true } })).toEqual([]);
});

it('judges transitive packages, and those whose release is not known', () => {
  expect(run({}, { fileRole: 'lockfile', introducedBy: [] })).toHaveLength(1);
  const release = { state: 'unknown', reason: 'it did not answer' } as const;
  expect(run({}, {}, { release })).toMatchObject([{ severity: 'medium' }]);
});

it.each([
  [90 * day - 1, 0],
  [90 * day, 1],
])('leaves what is younger to the rule about that: %d', (age, findings) => {
  expect(run({ pkg: { firstPublishedAt: ago(age) } })).toHaveLength(findings);
});

const version = { version: '1.0.0' };

it('counts the versions of one day once', () => {
  const publishedAt = ago(200 * day);
  const versions = ['1.0.0', '1.0.1', '1.0.2', '1.0.3'].map((one) => ({ version: one, publishedAt }));
  const [draft] = runRule(rule, { facts: known({ pkg: { versions } }) });
  expect(draft?.message).toContain('it has 4 versions and names no repository');
});

it.each<[string, Parts, RuleInput['subject']]>([
  ['a name the repository knows', {}, { newToRepository: false }],
  ['an own package', {}, { own: true }],
  ['a used name', { adoption: { isKnown: true, isUsed: true } }, {}],
  ['an established name', { adoption: { isKnown: true, isEstablished: true } }, {}],
  ['a package with a repository', { repository: 'https://code.acme.example/a/b' }, {}],
  ['a package with many versions', { pkg: { versions: [version, version, version, version] } }, {}],
  ['a package without times', { pkg: { firstPublishedAt: 'yesterday' } }, {}],
  ['a placeholder', { pkg: { status: 'security-placeholder' } }, {}],
  ['what no registry serves', {}, { registries: [] }],
  ['what a private registry serves', {}, { registries: [privateRegistry] }],
  ['a private name', {}, { privateBy: 'quiet-*', registries: [privateRegistry] }],
])('is silent for %s', (_, parts, subject) => {
  expect(run(parts, subject)).toEqual([]);
});

it('asks which of several registries gave the answer', () => {
  const registries = [privateRegistry, publicRegistry];
  expect(run({}, { registries })).toHaveLength(1);
  const { package: pkg } = known({});
  if (pkg?.state !== 'present') throw new Error('it is present');
  expect(run({}, { registries }, { package: { ...pkg, source: `${privateRegistry.url}quiet-utils` } })).toEqual([]);
});

it.each(['package', 'adoption', 'about'] as const)('is silent where nothing is known of the %s', (name) => {
  expect(run({}, {}, { [name]: { state: 'unknown', reason: 'it did not answer' } })).toEqual([]);
});
