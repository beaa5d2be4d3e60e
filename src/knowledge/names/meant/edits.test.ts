import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distances, editOf } from './edits.ts';
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
