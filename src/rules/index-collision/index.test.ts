import { expect, it } from 'vitest';
import { privateRegistry, publicRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { PackageFact } from '../../model/registry.ts';
import { rule } from './index.ts';

const both = [privateRegistry, publicRegistry];
const run = (subject: RuleInput['subject'], patch: Partial<PackageFact> = {}) =>
  runRule(rule, {
    subject: { privateBy: 'left-*', ...subject },
    facts: {
      'public-twin': {
        state: 'present',
        value: { name: 'left-pad', status: 'active', versions: [{ version: '9.0.0' }], removedVersions: [], ...patch },
      },
    },
  });

it.each<[string, RuleInput['subject'], Partial<PackageFact>, string, string]>([
  ['both registries serve it', { registries: both }, {}, 'critical', 'which may serve it here'],
  ['only the public one is configured', { registries: [publicRegistry] }, {}, 'critical', 'which may serve it here'],
  ['only the private one serves it', { registries: [privateRegistry] }, {}, 'high', 'is on the npm registry.'],
  ['the public one is deprecated', { registries: both }, { status: 'deprecated' }, 'critical', 'may serve it here'],
  ['the public one is held', { registries: both }, { status: 'security-placeholder' }, 'high', 'empty placeholder'],
  ['the public one is quarantined', { registries: both }, { status: 'quarantined' }, 'high', 'quarantined'],
  ['the public one has no version', { registries: both }, { versions: [] }, 'high', 'is on the npm registry.'],
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
