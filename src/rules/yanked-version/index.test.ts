import { expect, it } from 'vitest';
import { type FactLiterals, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const dependency = { ecosystem: 'pypi', name: 'requests', version: '2.32.0' };
const release = (yanked?: string): FactLiterals => ({
  release: { state: 'present', value: { version: '2.32.0', ...(yanked === undefined ? {} : { yanked }) } },
});
const versions = [
  { version: '2.31.0' },
  { version: '2.32.0', yanked: '' },
  { version: '2.32.1', yanked: '' },
  { version: '2.33.0rc1' },
  { version: '2.32.3' },
];
const pkg: FactLiterals = {
  package: { state: 'present', value: { name: 'requests', status: 'active', versions, removedVersions: [] } },
};

it.each<[FactLiterals, string, string]>([
  [release('broken'), 'the reason given is "broken"', 'Ask for a version that was not yanked.'],
  [release(' '), 'no reason is given', 'Ask for a version that was not yanked.'],
  [{ ...release(''), ...pkg }, 'no reason is given', 'Ask for a version that was not yanked; the nearest is 2.31.0.'],
])('says that it was yanked (%#)', (facts, words, remediation) => {
  const drafts = runRule(rule, { subject: { dependency }, facts });
  expect(drafts).toMatchObject([{ version: '2.32.0', message: expect.stringContaining(words), remediation }]);
});

it.each<[string, FactLiterals, object]>([
  ['a release that was not yanked', release(), {}],
  ['yanked versions beside it', { ...release(), ...pkg }, {}],
  ['an own package', release(''), { own: true }],
  ['a path', release(''), { registries: [] }],
])('is silent for %s', (_, facts, subject) => {
  expect(runRule(rule, { subject: { dependency, ...subject }, facts })).toEqual([]);
});
