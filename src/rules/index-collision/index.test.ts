import { describe, expect, it } from 'vitest';
import { hashed, type Index, judge, line, type Told } from '../../../test/support/collisions.ts';
import {
  type FactLiterals,
  privateRegistry,
  publicRegistry,
  type RuleInput,
  runRule,
} from '../../../test/support/rules.ts';
import type { PackageFact } from '../../model/registry.ts';
import { rule } from './index.ts';

const both = [privateRegistry, publicRegistry];
const twinOf = (patch: Partial<PackageFact> = {}): Pick<FactLiterals, 'public-twin'> => ({
  'public-twin': {
    state: 'present',
    value: { name: 'left-pad', status: 'active', versions: [{ version: '9.0.0' }], removedVersions: [], ...patch },
  },
});

const run = (subject: RuleInput['subject'], patch: Partial<PackageFact> = {}) =>
  runRule(rule, { subject: { privateBy: 'left-*', ...subject }, facts: twinOf(patch) });

const held = { versions: [{ version: '0.0.1' }] };

it.each<[string, RuleInput['subject'], Partial<PackageFact>, string, string]>([
  ['both registries serve it', { registries: both }, {}, 'critical', 'which may serve it here'],
  ['only the public one is configured', { registries: [publicRegistry] }, {}, 'critical', 'which may serve it here'],
  ['only the private one serves it', { registries: [privateRegistry] }, {}, 'high', 'is on the npm registry.'],
  ['the public one is deprecated', { registries: both }, { status: 'deprecated' }, 'critical', 'may serve it here'],
  ['the public one is held', { registries: both }, { status: 'security-placeholder' }, 'high', 'empty placeholder'],
  ['the public one is quarantined', { registries: both }, { status: 'quarantined' }, 'high', 'quarantined'],
  ['the public one has no version', { registries: both }, { versions: [] }, 'high', 'is on the npm registry.'],
  ['the public one keeps the name', { registries: both }, held, 'high', 'by its look a placeholder, is on'],
  ['it does so, and is not asked', { registries: [privateRegistry] }, held, 'medium', 'by its look a placeholder, is'],
])('where %s', (_, subject, twin, severity, words) => {
  expect(run(subject, twin)).toMatchObject([{ severity, message: expect.stringContaining(words) }]);
});

it.each<[string, RuleInput['subject'], Partial<PackageFact>]>([
  ['an own name', { own: true }, {}],
  ['a path', { registries: [] }, {}],
  ['a name that is free again', { registries: both }, { status: 'unpublished', versions: [] }],
])('is silent for %s', (_, subject, twin) => {
  expect(run(subject, twin)).toEqual([]);
});

it('says by which pattern the name is private', () => {
  expect(run({ registries: both })[0]?.message).toMatch(/^left-pad is meant to be private \(left-\*\), but /);
});

it('says which project sends the name elsewhere, and where', () => {
  const location = { path: 'apps/shop/.npmrc', startLine: 2, startColumn: 1, endLine: 2, endColumn: 9 };
  const claimedBy = { ecosystem: 'npm', url: 'https://npm.acme.example/', role: 'explicit', location } as const;
  const subject = { dependency: { name: '@acme/utils' }, claimedBy };
  expect(runRule(rule, { subject, facts: twinOf() })).toMatchObject([
    {
      severity: 'critical',
      message: expect.stringMatching(
        /^@acme\/utils is meant to be private \(apps\/shop\/\.npmrc:2 sends it to npm\.acme/,
      ),
      related: [{ path: 'apps/shop/.npmrc', startLine: 2, message: 'names the other index' }],
    },
  ]);
});

describe('a private name that the client may take from several indexes', () => {
  const told = { privateBy: 'acme-*' };

  it.each<[string, Index, Index, Told, string, string]>([
    [
      'the public one wins',
      { versions: ['1.2.0'] },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'is on PyPI, and pip takes 9.0.0 from there.',
    ],
    [
      'it could win',
      { versions: ['1.2.0'] },
      { versions: ['1.0.0'] },
      {},
      'high',
      'PyPI, and pip would take a release 1.2.1 from there.',
    ],
    ['it cannot win', { versions: ['1.2.0'] }, { versions: ['9.0.0'] }, { client: 'uv' }, 'high', 'name is on PyPI.'],
    [
      'a hash is fixed',
      hashed(['1.2.0', 'aa']),
      { versions: ['9.0.0'] },
      { hashes: ['sha256:aa'] },
      'high',
      'name is on PyPI.',
    ],
    [
      'nobody knows which wins',
      { unknown: 'it timed out' },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'PyPI, which may serve it here.',
    ],
    [
      'the other one may not be asked',
      { trusted: false },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'PyPI, which may serve it here.',
    ],
    [
      'a hash is fixed, and nobody answers',
      { unknown: 'it timed out' },
      { versions: ['9.0.0'] },
      { hashes: ['sha256:aa'] },
      'high',
      'name is on PyPI.',
    ],
    [
      'the other one fails',
      { status: 500 },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'and pip takes 9.0.0 from there.',
    ],
    [
      'it keeps the name',
      { versions: ['1.2.0'] },
      { versions: ['0.0.1'] },
      {},
      'medium',
      'by its look a placeholder, is on PyPI, and pip would take',
    ],
  ])('%s', (_, other, everyone, choice, severity, words) => {
    expect(judge(other, everyone, choice, told)).toMatchObject([{ severity, message: expect.stringContaining(words) }]);
  });

  it('is told with the safe form', () => {
    const [draft] = judge({ versions: ['1.2.0'] }, { versions: ['9.0.0'] }, {}, told);
    expect(draft).toMatchObject({ version: '9.0.0', related: [line] });
    expect(draft?.remediation).toMatch(/^Let pypi\.acme\.example alone serve it: .+`--hash`\. Look for installations/);
  });
});
