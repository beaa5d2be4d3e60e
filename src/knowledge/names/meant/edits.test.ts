import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, type Edit, undoEdits } from './edits.ts';

const edited = (text: string): ReadonlyMap<string, Edit> => {
  const found = new Map<string, Edit>();
  undoEdits(text, (other, edit) => found.set(other, edit));
  return found;
};

describe('undoEdits', () => {
  it.each([
    ['reqeusts', 'requests', 'swap'],
    ['expres', 'express', 'double'],
    ['exppress', 'express', 'double'],
    ['lodsh', 'lodash', 'delete'],
    ['lodqash', 'lodash', 'insert'],
    ['lodesh', 'lodash', 'replace'],
  ])('%s was %s: %s', (text, other, edit) => {
    expect(edited(text).get(other)).toBe(edit);
  });

  it('reaches exactly what is one edit away', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        if (a !== b) expect(edited(a).has(b)).toBe(distance(a, b, 1) === 1);
      }),
    );
  });
});

describe('distance', () => {
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
