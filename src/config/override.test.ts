import { describe, expect, it } from 'vitest';
import { defaultPolicy } from './defaults.ts';
import { loadPolicy } from './load.ts';
import { overridePolicy, type Strictness, tightenPolicy } from './override.ts';

const context = { path: 'gazetteer.yml', rules: [], ecosystems: [] };
const pick = ({ failOn, failOnConfidence, onUnverified }: Strictness) => [failOn, failOnConfidence, onUnverified];

describe('tightenPolicy', () => {
  it.each<[string, Strictness, readonly (string | undefined)[]]>([
    ['', {}, ['high', 'medium', 'fail']],
    ['', { failOn: 'critical', failOnConfidence: 'high', onUnverified: 'warn' }, ['critical', 'high', 'warn']],
    ['', { failOn: 'low' }, ['low', 'medium', 'fail']],
    ['fail-on: high', { failOn: 'critical' }, ['high', 'medium', 'fail']],
    ['fail-on: high', { failOn: 'never' }, ['high', 'medium', 'fail']],
    ['fail-on: high', { failOn: 'medium', onUnverified: 'warn' }, ['medium', 'medium', 'warn']],
    ['fail-on: never', { failOn: 'critical' }, ['critical', 'medium', 'fail']],
    ['fail-on: info', { failOn: 'low' }, ['info', 'medium', 'fail']],
    ['fail-on-confidence: medium', { failOnConfidence: 'high' }, ['high', 'medium', 'fail']],
    ['fail-on-confidence: medium', { failOnConfidence: 'low' }, ['high', 'low', 'fail']],
    ['on-unverified: fail', { onUnverified: 'warn' }, ['high', 'medium', 'fail']],
    ['on-unverified: warn', { onUnverified: 'fail' }, ['high', 'medium', 'fail']],
    ['on-unverified: warn', { onUnverified: undefined }, ['high', 'medium', 'warn']],
  ])('file %j, inputs %j', async (text, inputs, expected) => {
    expect(pick(tightenPolicy(await loadPolicy(text, context), inputs))).toEqual(expected);
  });

  it('only tightens a policy that does not know what its file said', () => {
    expect(pick(tightenPolicy(defaultPolicy, { failOn: 'critical', onUnverified: 'warn' }))).toEqual([
      'high',
      'medium',
      'fail',
    ]);
  });
});

describe('overridePolicy', () => {
  it('lets flags win and keeps the rest', async () => {
    const policy = await loadPolicy('fail-on: low\nbudget: { requests: 7 }', context);
    const overridden = overridePolicy(policy, { failOn: 'never', failOnConfidence: undefined, onUnverified: 'warn' });
    expect(pick(overridden)).toEqual(['never', 'medium', 'warn']);
    expect(overridden.budget.requests).toBe(7);
  });
});
