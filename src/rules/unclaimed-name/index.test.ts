import { expect, it } from 'vitest';
import { privateRegistry, publicRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const free = { 'public-twin': { state: 'absent', proof: '404, asked twice' } } as const;
const run = (subject: RuleInput['subject'], facts: RuleInput['facts'] = free) =>
  runRule(rule, { subject: { privateBy: 'left-*', registries: [privateRegistry], ...subject }, facts });

it('says that anybody can register the name, and how that is known', () => {
  expect(run({})).toMatchObject([
    {
      message:
        'left-pad is meant to be private (left-*), but anybody can register it on the npm registry (404, asked twice).',
      evidence: [{ fact: 'public-twin', observed: 'absent' }],
    },
  ]);
});

it('says that the public registry is asked for it', () => {
  expect(run({ registries: [privateRegistry, publicRegistry] })[0]?.message).toContain('which is asked for it here');
});

it('counts a name whose every version was unpublished as free', () => {
  const value = { name: 'left-pad', status: 'unpublished', versions: [], removedVersions: ['1.0.0'] } as const;
  expect(run({}, { 'public-twin': { state: 'present', value } })[0]?.message).toContain(
    'every version was unpublished',
  );
});

it.each<[string, RuleInput['subject']]>([
  ['a namespace that hides its names', { mayHide: true }],
  ['an own name', { own: true }],
  ['a path', { registries: [] }],
])('is silent for %s', (_, subject) => {
  expect(run(subject)).toEqual([]);
});

it('is silent for a name that is not private', () => {
  expect(runRule(rule, { facts: free })).toEqual([]);
});
