import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRanked } from '../../../../scripts/data/build-ranked.ts';
import { openRanked } from '../ranked.ts';
import { createHomophoneFinder, soundOf } from './homophones.ts';
import { squash } from './spelling.ts';
import { openTable } from './table.ts';

const ranked = ['color', 'axios', 'jquery', 'react-query', 'async', 'prettier', '@acme/colour', 'node-fetch', 'vue'];
const open = () => openTable(openRanked(buildRanked(ranked, { exact: ranked.length, date: new Date('2026-11-01') })));
const find = createHomophoneFinder(open);

describe('names that sound alike', () => {
  it.each([
    ['colour', 'color'],
    ['kolor', 'color'],
    ['aksios', 'axios'],
    ['jkwery', 'jquery'],
    ['react-kwery', 'react-query'],
    ['asink', 'async'],
    ['asinc', 'async'],
    ['preetier', undefined],
    ['pretier', 'prettier'],
    ['nodephetch', 'node-fetch'],
  ])('%s: %s', (name, target) => {
    expect(find(name)?.target).toBe(target);
  });

  it.each([
    'color',
    'co-lor',
    'reactquery',
    '@acme/colour',
    '@acme/kolor',
    'vue',
    'vu',
    '',
    'x'.repeat(10_000),
    '___',
    'цвет',
  ])('none for %j', (name) => {
    expect(find(name)).toBeUndefined();
  });

  it('are found however they are spelled', () => {
    const both = ['ph f', 'ck k', 'x ks', 'y i', 'll l', 'nn n', 'our or', 'qu kw', 'a a', 'r r', '- ', 'd b', '9 9'];
    const spelled = fc.array(fc.constantFrom(...both.map((pair) => pair.split(' '))), { minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(spelled, (pairs) => {
        const [name, target] = [pairs.map(([one]) => one).join(''), pairs.map(([, other]) => other).join('')];
        fc.pre(/[a-z]/.test(target) && Math.min(name.length, target.length) > 4);
        const list = openRanked(buildRanked([target], { exact: 1, date: new Date('2026-11-01') }));
        const isAlike = soundOf(name) === soundOf(target) && squash(name) !== squash(target);
        expect(createHomophoneFinder(() => openTable(list))(name)?.target).toBe(isAlike ? target : undefined);
      }),
    );
  });

  it.each([
    ['ph', 'f'],
    ['z', 's'],
    ['x', 'ks'],
    ['ck', 'k'],
  ])('have one sound with %s and %s anywhere', (one, other) => {
    const letters = fc.string({ unit: fc.constantFrom(...'abdeilmnortuv-1'), maxLength: 20 });
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        expect(soundOf(before + one + after)).toBe(soundOf(before + other + after));
      }),
    );
  });
});
