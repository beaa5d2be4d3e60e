import { expect, it } from 'vitest';
import { subjectOf } from '../../test/support/rules.ts';
import type { FileRole } from '../model/dependency.ts';
import { askedOf, portionsOf } from './portions.ts';

const of = (name: string, direct: boolean, fileRole: FileRole = 'lockfile') => ({
  ...subjectOf({ dependency: { name, direct } }),
  fileRole,
});

it('leaves all of one name together, the direct dependencies first and names in text last', () => {
  const many = Array.from({ length: 1998 }, (_, at) => of(`p${at}`, false));
  const [first = [], second = [], third = [], ...more] = portionsOf([
    of('in-text', true, 'prose'),
    ...many,
    of('p1500', true, 'manifest'),
    of('x', true, 'manifest'),
    of('p1500', false),
    of('in-text-too', false, 'prose'),
    of('x', true, 'prose'),
  ]);
  const names = (portion: typeof first) => portion.map((one) => askedOf(one).dependency.name);
  expect(more).toEqual([]);
  expect(names(first).slice(0, 6)).toEqual(['p1500', 'p1500', 'p1500', 'x', 'x', 'p0']);
  expect([first, second, third].map((portion) => new Set(names(portion)).size)).toEqual([1000, 1000, 1]);
  expect([...names(second).slice(-1), ...names(third)]).toEqual(['in-text', 'in-text-too']);
});

it('makes none of nothing', () => {
  expect([...portionsOf([])]).toEqual([]);
});
