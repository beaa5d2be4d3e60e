/** Letters of the longest text that is looked at. */
export const longest = 80;

/** Odd and without pattern. */
const factor = 0x2c1b3c6d;

const powers = new Int32Array(longest + 2);
powers[0] = 1;
for (let at = 1; at < powers.length; at++) powers[at] = Math.imul(powers[at - 1] ?? 0, factor);

/** The factor to the power of a number of letters. */
export const powerOf = (letters: number): number => powers[letters] ?? 0;

/** A polynomial over the letters: the hash of a run comes of those of two beginnings, that of an edited text of its parts. */
export const extend = (hash: number, letter: number): number => (Math.imul(hash, factor) + letter) | 0;

/** Spreads what the lower bits say over the upper ones; no two hashes become one. */
export const mix = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
  return mixed ^ (mixed >>> 14);
};
