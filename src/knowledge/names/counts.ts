import { openSketch } from './sketch.ts';

/**
 * The parts that a name is made of, between its separators and without the `@` of a scope; one that stands twice counts once.
 * @param name normalised as the ecosystem does
 */
export const tokensOf = (name: string): readonly string[] => [
  ...new Set(
    name
      .toLowerCase()
      .replaceAll('@', '')
      .split(/[-_./]/)
      .filter((token) => token !== ''),
  ),
];

/** Fewer names than that are not told apart from none. */
export const leastCount = 2;
/** Below, counts are exact; from there on steps grow: seven make a factor of ten. */
const exactBelow = 8;
const stepsPerFactor = 7;
/** Bits that a count takes: the last step stands for 30,000 and more. */
export const countBits = 5;

/** The number that stands for a count of two or more. */
export function quantise(count: number): number {
  if (count < exactBelow) return count - leastCount;
  const step = Math.round(stepsPerFactor * Math.log10(count / exactBelow));
  return Math.min(2 ** countBits - 1, exactBelow - leastCount + step);
}

/** What each number stands for. */
const restored: readonly number[] = Array.from({ length: 2 ** countBits }, (_, value) => {
  const step = value - (exactBelow - leastCount);
  return step < 0 ? value + leastCount : Math.round(exactBelow * 10 ** (step / stepsPerFactor));
});

/** How many names have a key; 0 where too few have it to be in the file. */
export function openCounts(bytes: Uint8Array): (key: string) => number {
  const sketch = openSketch(bytes);
  return (key) => {
    const value = sketch.find(key);
    return value === undefined ? 0 : (restored[value] ?? 0);
  };
}
