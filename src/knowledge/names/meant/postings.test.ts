import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Keys } from './keys.ts';
import { keyKinds, Postings } from './postings.ts';

const hash = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const few = fc.constantFrom(0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 7);
const anyHash = fc.oneof(hash, few);

describe('Postings', () => {
  it('gives the values of a key, the last first, of its kind only, and no more than asked for', () => {
    const entry = fc.tuple(fc.constantFrom(keyKinds.core, keyKinds.stem), anyHash);
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 2000 }), fc.nat(20), (entries, limit) => {
        const postings = new Postings(4);
        entries.forEach(([kind, key], at) => {
          postings.add(kind, key, at);
        });
        for (const [kind, key] of [...entries, [keyKinds.core, 5] as const]) {
          const expected = entries.flatMap(([otherKind, other], at) =>
            otherKind === kind && other === key ? [at] : [],
          );
          expect(postings.find(kind, key, limit + 1)).toEqual(expected.toReversed().slice(0, limit + 1));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('holds many values of one key', () => {
    const postings = new Postings(1);
    for (let at = 0; at < 10_000; at++) postings.add(keyKinds.stem, at % 2, at);
    expect(postings.find(keyKinds.stem, 1, 3)).toEqual([9_999, 9_997, 9_995]);
    expect(postings.find(keyKinds.stem, 0, 20_000)).toHaveLength(5_000);
    expect(postings.find(keyKinds.stem, 2, 3)).toEqual([]);
  });
});

describe('Keys', () => {
  it('numbers hashes as they come', () => {
    fc.assert(
      fc.property(fc.array(anyHash, { maxLength: 5000 }), (hashes) => {
        const keys = new Keys();
        const distinct = [...new Set(hashes)];
        expect(hashes.map((one) => keys.add(one))).toEqual(hashes.map((one) => distinct.indexOf(one)));
        expect(distinct.map((one) => keys.find(one))).toEqual(distinct.map((_, at) => at));
        expect(keys.size).toBe(distinct.length);
      }),
      { numRuns: 30 },
    );
  });
});
