import { expect, it } from 'vitest';
import {
  type FactLiterals,
  privateRegistry,
  publicRegistry,
  type RuleInput,
  runRule,
} from '../../../test/support/rules.ts';
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

it('tells a redirect from a name whose account is gone: less where a commit is pinned, nothing where that is not known', () => {
  const moved = (isFree?: boolean): FactLiterals => ({
    package: {
      state: 'present',
      value: {
        name: 'gone/tool',
        status: 'active',
        versions: [],
        removedVersions: [],
        movedTo: { name: 'octo/tool', ...(isFree === undefined ? {} : { isFree }) },
      },
    },
  });
  const judge = (facts: FactLiterals, own = false) =>
    runRule(rule, { subject: { own, dependency: { ecosystem: 'githubactions', name: 'gone/tool' } }, facts });
  expect(judge(moved(true))).toMatchObject([{ severity: 'medium', message: expect.stringContaining('octo/tool') }]);
  const commit = { state: 'present', value: { ref: 'tag v1' } } as const;
  expect(judge({ ...moved(true), commit })).toMatchObject([{ severity: 'low' }]);
  expect([judge(moved(false)), judge(moved()), judge(moved(true), true)]).toEqual([[], [], []]);
});
