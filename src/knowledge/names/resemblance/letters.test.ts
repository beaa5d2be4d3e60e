import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsOf, indexTexts, LetterIndex, sumOf } from './letters.ts';
import { distance, squash } from './spelling.ts';

/** The same, asked so often that it has made itself quick. */
function hastened(names: readonly string[]): LetterIndex {
  const index = indexTexts(names);
  for (let asked = 0; asked < 1_000; asked++) index.visitEdits('', () => undefined);
  return index;
}

const name = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-'), minLength: 1, maxLength: 6 });
const names = fc.array(name, { minLength: 1, maxLength: 20 });

function visited(visit: (call: (ranks: readonly number[]) => void) => void): ReadonlySet<number> {
  const found = new Set<number>();
  visit((ranks) => {
    for (const rank of ranks) found.add(rank);
  });
  return found;
}

describe.each([
  ['LetterIndex', indexTexts],
  ['a hastened LetterIndex', hastened],
])('%s', (_, build) => {
  it('finds every name that is one edit, one swap or other separators away', () => {
    fc.assert(
      fc.property(names, name, (list, asked) => {
        const index = build(list);
        const found = visited((call) => index.visitEdits(asked, call));
        list.forEach((one, at) => {
          if (distance(squash(asked), squash(one), 1) <= 1) expect(found.has(at + 1), `${asked} ${one}`).toBe(true);
        });
      }),
    );
  });

  it('finds every name that has two letters more or two fewer', () => {
    fc.assert(
      fc.property(names, name, (list, asked) => {
        const index = build(list);
        const found = visited((call) => index.visitPairs(asked, call));
        list.forEach((one, at) => {
          const [bare, other] = [squash(asked), squash(one)];
          if (Math.abs(bare.length - other.length) === 2 && distance(bare, other, 2) === 2)
            expect(found.has(at + 1), `${asked} ${one}`).toBe(true);
        });
      }),
    );
  });

  it('finds as much of a name that is in itself', () => {
    fc.assert(
      fc.property(names, (all) => {
        const list = [...new Set(all)];
        const index = build(list);
        for (const asked of list)
          expect(visited((call) => index.visitEdits(asked, call, true))).toEqual(
            visited((call) => index.visitEdits(asked, call)),
          );
      }),
    );
  });

  it('visits of other names only those of the same sum', () => {
    const index = build(['express', 'exprexx9~', 'z7']);
    expect([...visited((call) => index.visitEdits('exprexx9', call))]).toEqual([2]);
    expect([...visited((call) => index.visitPairs('7', call))]).toEqual([]);
  });
});

describe('LetterIndex', () => {
  it('gives those with the same letters, the most used first, and at most 24', () => {
    const index = indexTexts(['abc', 'b-ca', 'abd', 'cab']);
    expect(index.find(sumOf('c_b.a'))).toEqual([1, 2, 4]);
    expect(index.mayHave(sumOf('abd'))).toBe(true);
    expect(indexTexts(Array.from({ length: 100 }, () => 'core')).find(sumOf('core'))).toEqual(
      Array.from({ length: 24 }, (_, at) => at + 1),
    );
  });

  it('leaves out what it is told to', () => {
    const [sum, bits] = [sumOf('abc'), bitsOf('abc')];
    const index = new LetterIndex(
      Int32Array.of(0, sum, sum),
      () => Int32Array.of(0, bits, bits),
      Uint8Array.of(0, 0, 1),
    );
    expect(index.find(sumOf('abc'))).toEqual([2]);
    expect(indexTexts([]).find(0)).toEqual([]);
  });

  it('answers nearly all others from the filter', () => {
    const index = indexTexts(Array.from({ length: 20_000 }, (_, at) => `n${at * 7919}`));
    const others = Array.from({ length: 20_000 }, (_, at) => sumOf(`other${at * 104_729}`));
    expect(others.filter((sum) => index.mayHave(sum) && index.find(sum).length === 0).length).toBeLessThan(600);
  });

  it.each(['', '\uD800', 'е'.repeat(50), '\0', '💥'])('takes any text: %j', (text) => {
    const index = indexTexts(['abc']);
    expect(visited((call) => index.visitEdits(text, call)).size).toBe(0);
    expect(visited((call) => index.visitPairs(text, call)).size).toBe(0);
  });
});
