import { expect, it } from 'vitest';
import { type FactLiterals, runRule } from '../../../test/support/rules.ts';
import { names } from '../../app/names.ts';
import { rule } from './index.ts';

/** The facts of an action that exists, with what the bundled names say of it. */
function factsOf(name: string, firstPublishedAt = '2026-03-01T00:00:00Z'): FactLiterals {
  const slip = names.findSlip('githubactions', name);
  return {
    package: {
      state: 'present',
      value: { name, status: 'active', versions: [], removedVersions: [], firstPublishedAt },
    },
    ...(slip === undefined ? {} : { slip: { state: 'present', value: slip } }),
  };
}
const judge = (name: string, subject = {}, facts = factsOf(name)) =>
  runRule(rule, { subject: { ...subject, dependency: { ecosystem: 'githubactions', name } }, facts });

it.each([
  ['action/checkout', 'actions/checkout'],
  ['actons/checkout', 'actions/checkout'],
  ['actionss/checkout', 'actions/checkout'],
  ['awsactions/configure-aws-credentials', 'aws-actions/configure-aws-credentials'],
  ['dokcer/build-push-action', 'docker/build-push-action'],
  ['githb/codeql-action/init', 'github/codeql-action/init'],
])('tells %s from %s', (name, target) => {
  expect(judge(name)).toMatchObject([
    { confidence: 'medium', message: expect.stringContaining(target), suggestion: { replacement: target } },
  ]);
});

it.each([
  ['octo/checkout', 'the same repository of another owner'],
  ['actions/chekout', 'another repository of the same owner'],
  ['actions/checkout', 'the well-known one'],
  ['actoins/chekout', 'two slips'],
])('is silent for %s: %s', (name) => {
  expect(judge(name)).toEqual([]);
});

it.each([{ own: true }, { ownScope: true }, { privateBy: 'actons/*' }])(
  'is silent for what is known: %j',
  (subject) => {
    expect(judge('actons/checkout', subject)).toEqual([]);
  },
);

it('is sure of young ones only, and silent where nobody says that it exists', () => {
  expect(judge('actons/checkout', {}, factsOf('actons/checkout', '2020-01-01T00:00:00Z'))).toMatchObject([
    { confidence: 'low' },
  ]);
  const { package: _, ...slipOnly } = factsOf('actons/checkout');
  expect(judge('actons/checkout', {}, slipOnly)).toEqual([]);
});
