import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distances, editOf, visitEdits } from './edits.ts';
import { numberOf } from './hash.ts';
import { Spelling } from './spelling.ts';

const spell = (text: string): Spelling => {
  const spelling = new Spelling();
  spelling.readText(text);
  return spelling;
};
const distances = new Distances();
const distance = (a: string, b: string, limit: number): number =>
  distances.between(spell(a).letters, a.length, spell(b).letters, b.length, limit);
const edit = (text: string, before: string) =>
  editOf(spell(text).letters, text.length, new TextEncoder().encode(before));
/** Whether the sums that are visited for a text have that of another one. */
function reaches(text: string, other: string): boolean {
  const wanted = spell(other).sum(0, other.length);
  let isFound = false;
  visitEdits(
    spell(text),
    text.length,
    {
      mayHave: (sum) => sum === wanted,
      mayGrow: (sum) => Array.from(other, (letter) => (wanted - numberOf(letter.charCodeAt(0))) | 0).includes(sum),
    },
    () => {
      isFound = true;
    },
  );
  return isFound;
}
const text = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 6 });

describe('editOf', () => {
  it.each([
    ['reqeusts', 'requests', 'swap', 3],
    ['expres', 'express', 'double', 6],
    ['exppress', 'express', 'double', 3],
    ['lodsh', 'lodash', 'delete', 3],
    ['lodqash', 'lodash', 'insert', 3],
    ['lodesh', 'lodash', 'replace', 3],
  ])('%s was %s: %s at %d', (name, before, kind, at) => {
    expect(edit(name, before)).toEqual([kind, at]);
  });

  it('is there exactly for what is one edit away', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(edit(a, b) !== undefined).toBe(distance(a, b, 1) === 1);
      }),
    );
  });
});

describe('visitEdits', () => {
  it('reaches what is one edit away, and the same letters in another order', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        if (distance(a, b, 1) <= 1 || [...a].sort().join('') === [...b].sort().join(''))
          expect(reaches(a, b)).toBe(true);
      }),
    );
  });

  it('does not reach what differs by more letters', () => {
    expect(reaches('lodash', 'lodahsxy')).toBe(false);
    expect(reaches('lodash', 'express')).toBe(false);
  });
});

describe('Distances', () => {
  it.each([
    ['cycledx', 'cyclonedx', 2, 2],
    ['ab', 'ba', 2, 1],
    ['abc', 'abc', 2, 0],
    ['', 'abc', 2, 3],
    ['kitten', 'sitting', 2, 3],
  ])('%s and %s: %d', (a, b, limit, expected) => {
    expect(distance(a, b, limit)).toBe(expected);
  });
});
