import { expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { names } from '../app/names.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { fact } from './lookalike.ts';
import { findRespelled } from './respelled.ts';

const context = factContext({
  now: new Date('2027-03-01T00:00:00Z'),
});

it.each([
  // A new name, and an old one that speaks for itself.
  ['npm', 'React', 'react', 'replaced-case', 'high'],
  ['npm', 'Express', 'express', 'replaced-case', undefined],
  ['pypi', 'ｒequests', 'requests', 'confusable', 'high'],
] as const)('%s: %s may be taken for %s (%s)', (ecosystem, name, target, kind, ifUsed) => {
  const found = fact.resolve(subjectOf({ dependency: { ecosystem, name } }), context);
  expect(found).toMatchObject({ state: 'present', value: { name: target, kind, confidence: 'high' } });
  expect(found.state === 'present' && found.value.ifUsed).toBe(ifUsed);
});

it.each([
  ['npm', 'react'],
  ['npm', 'XQVZK-none'],
  ['npm', ''],
  ['npm', '\ud800'],
  ['npm', 'ﷺ'.repeat(300)],
  ['pypi', 'requests'],
  ['githubactions', 'Actions/Checkout'],
] as const)('%s: %j is no other spelling of a used name', (type, name) => {
  const ecosystem = ecosystems.find((one) => one.type === type);
  expect(ecosystem && findRespelled(names, ecosystem, name)).toBeUndefined();
});
