import { writeHeader } from '../../src/knowledge/names/header.ts';
import { alphabet, magic, maxCost, placeOf, stepsPerBit, visitLetters } from '../../src/knowledge/names/trigrams.ts';

const letters = alphabet.length;

/**
 * Costs of letters after two others: minus the logarithm of their share, smoothed towards the share after one and after
 * none as Witten and Bell do ("The zero-frequency problem", IEEE Transactions on Information Theory 37(4), 1991).
 */
export function buildTrigrams(names: readonly string[], date: Date): Uint8Array {
  const counts = new Uint32Array(letters ** 3);
  for (const name of names) {
    let places: number[] = [];
    let isForeign = false;
    visitLetters(name, (first, second, letter) => {
      places.push(placeOf(first, second, letter));
      isForeign ||= letter < 0;
      if (letter !== 0) return;
      // A word with a letter outside of the alphabet teaches nothing certain about its others.
      for (const place of isForeign ? [] : places) counts[place] = (counts[place] ?? 0) + 1;
      [places, isForeign] = [[], false];
    });
  }
  const pairs = new Uint32Array(letters ** 2);
  const single = new Uint32Array(letters);
  for (const [place, count] of counts.entries()) {
    pairs[place % letters ** 2] = (pairs[place % letters ** 2] ?? 0) + count;
    single[place % letters] = (single[place % letters] ?? 0) + count;
  }
  const even = new Float64Array(letters).fill(1 / letters);
  const alone = smooth(single, even);
  const costs = new Uint8Array(letters ** 3);
  for (let second = 0; second < letters; second++) {
    const afterOne = smooth(pairs.subarray(second * letters, (second + 1) * letters), alone);
    for (let first = 0; first < letters; first++) {
      const start = placeOf(first, second, 0);
      const shares = smooth(counts.subarray(start, start + letters), afterOne);
      costs.set(Array.from(shares, costOf), start);
    }
  }
  return writeHeader(magic, { date, size: names.length }, costs);
}

const costOf = (share: number): number => Math.min(maxCost, Math.round(-Math.log2(share) * stepsPerBit));

/** Shares of letters, where unseen ones have what seen ones gave up for them, as `wider` divides it. */
function smooth(counts: Uint32Array, wider: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const kinds = counts.reduce((sum, count) => (count > 0 ? sum + 1 : sum), 0);
  if (total === 0) return wider;
  return Float64Array.from(counts, (count, letter) => (count + kinds * (wider[letter] ?? 0)) / (total + kinds));
}
