import { expect, it } from 'vitest';
import {
  type FactLiterals,
  privateRegistry,
  publicRegistry,
  type RuleInput,
  runRule,
} from '../../../test/support/rules.ts';
import type { Dependency } from '../../model/dependency.ts';
import type { PackageFact } from '../../model/registry.ts';
import { rule } from './index.ts';

const versions = [{ version: '1.0.0' }, { version: '1.3.0' }, { version: '1.4.0', yanked: 'broken' }];
const facts = (patch: Partial<PackageFact> = {}): FactLiterals => ({
  package: {
    state: 'present',
    value: { name: 'left-pad', status: 'active', versions, removedVersions: ['1.1.0'], ...patch },
  },
  release: { state: 'absent', proof: '404, asked twice' },
});

it.each<[Partial<Dependency>, string, string]>([
  [{ version: '1.2.0' }, 'Version 1.2.0 of left-pad does not exist on the npm registry', 'the nearest is 1.0.0'],
  [{ version: '0.1.0' }, 'Version 0.1.0', 'the nearest is 1.0.0'],
  [{ version: '9.9.9', requirement: '9.9.9' }, 'Version 9.9.9', 'the nearest is 1.3.0'],
  [{ requirement: '>=7' }, 'No version of left-pad on the npm registry satisfies ">=7"', 'the newest is 1.3.0'],
])('finds %j', (dependency, message, remediation) => {
  const drafts = runRule(rule, { subject: { dependency }, facts: facts() });
  expect(drafts).toEqual([
    expect.objectContaining({
      message: expect.stringContaining(message),
      remediation: expect.stringContaining(remediation),
    }),
  ]);
  expect(drafts[0]?.version).toBe(dependency.version);
});

const old = { publishedAt: '2020-01-01T00:00:00Z' };
const region = (text: string) => ({ startLine: 3, startColumn: 10, endLine: 3, endColumn: 10 + text.length });

it.each<[string, Partial<Dependency>, string]>([
  ['1.2.0', { version: '1.2.0' }, '1.0.0'],
  ['^7.0.0', {}, '^1.3.0'],
  ['>=7', {}, '>=1.3.0'],
  ['~7.1', {}, '~1.3.0'],
])('offers what is there in the place of %s, and leaves what stands before it', (requirement, more, replacement) => {
  const dependency = { ...more, requirement, requirementRegion: region(requirement) };
  const known = facts({ versions: versions.map((one) => ({ ...one, ...old })) });
  const [draft] = runRule(rule, { subject: { dependency }, facts: known });
  expect(draft?.suggestion).toMatchObject({ replacement, of: 'requirement' });
});

it.each<[string, RuleInput['subject'], object]>([
  ['in a lockfile', { fileRole: 'lockfile' }, old],
  ['beside a hash', { dependency: { integrity: ['sha256:00'] } }, old],
  ['written with escapes', { dependency: { requirementRegion: region('\\u0031.2.0') } }, old],
  ['of several clauses', { dependency: { requirement: '>=7 <8', requirementRegion: region('>=7 <8') } }, old],
  ['of a registry that gives no times', {}, {}],
  ['where the other is of yesterday', {}, { publishedAt: '2026-03-09T12:00:00Z' }],
])('offers nothing in the place of a version %s', (_what, subject, when) => {
  const dependency = {
    version: '1.2.0',
    requirement: '1.2.0',
    requirementRegion: region('1.2.0'),
    ...subject?.dependency,
  };
  const known = facts({ versions: versions.map((one) => ({ ...one, ...when })) });
  const [draft] = runRule(rule, { subject: { ...subject, dependency }, facts: known });
  expect(draft?.remediation).toContain('1.');
  expect(draft).not.toHaveProperty('suggestion');
});

it('does not name a version to take where there is none', () => {
  const drafts = runRule(rule, { subject: { dependency: { version: '1.2.0' } }, facts: facts({ versions: [] }) });
  expect(drafts[0]?.remediation).toContain('Remove the entry');
});

it.each<[string, RuleInput]>([
  ['a version that exists', { subject: { dependency: { version: '1.3.0' } } }],
  ['a version that exists but is yanked', { subject: { dependency: { requirement: '~1.4.0' } } }],
  ['a removed version', { subject: { dependency: { version: '1.1.0' } } }],
  ['a requirement that only a removed version satisfies', { subject: { dependency: { requirement: '~1.1.0' } } }],
  ['a tag', { subject: { dependency: { requirement: 'beta' } } }],
  ['any version', { subject: { dependency: {} } }],
  ['an own package', { subject: { dependency: { version: '1.2.0' }, own: true } }],
  [
    'a name with two registries',
    { subject: { dependency: { version: '1.2.0' }, registries: [publicRegistry, privateRegistry] } },
  ],
  [
    'a name that settings of another project send elsewhere',
    {
      subject: {
        dependency: { requirement: '>=7' },
        claimedBy: {
          ecosystem: 'npm',
          url: privateRegistry.url,
          role: 'explicit',
          location: { path: '.npmrc', startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 },
        },
      },
    },
  ],
  ['a git address', { subject: { dependency: { version: '1.2.0' }, registries: [] } }],
])('is silent for %s', (_, input) => {
  expect(runRule(rule, { ...input, facts: facts() })).toEqual([]);
});

it.each(['unpublished', 'security-placeholder', 'quarantined'] as const)('leaves %s to removed-package', (status) => {
  const input = { subject: { dependency: { version: '1.2.0' } }, facts: facts({ status, versions: [] }) };
  expect(runRule(rule, input)).toEqual([]);
});
