import type { Format, SourceFile } from '../../../src/model/ecosystem.ts';
import { startClock } from '../growth.ts';
import { type Family, growText } from './families.ts';
import { parseFile } from './laws.ts';

/** Ten times the text may take this many times as long. */
const maxGrowth = 12;

/** What reading a file costs, in a unit of its own. */
export type Cost = (format: Format, file: SourceFile) => number;

/** Blocks that ran, and how far built-in functions went: the same number every time. */
export function createCounter(blocks: Uint32Array, native: { take(): number }): Cost {
  return (format, file) => {
    blocks.fill(0);
    native.take();
    readAll(format, file);
    let sum = native.take();
    for (let at = 0; at < blocks.length; at += 1) sum += blocks[at] ?? 0;
    return sum;
  };
}

/** Milliseconds, by `startClock`. */
export const measureTime: Cost = (format, file) => {
  const read = startClock();
  readAll(format, file);
  return read();
};

function readAll(format: Format, file: SourceFile): void {
  format.recognises?.(file.text);
  parseFile(format, file)?.requires?.();
}

/**
 * What is wrong with the growth of the counted work, or undefined. Where it seems to be, larger texts are tried: a reader that
 * gives up at some size has a step, what grows with the square stays.
 */
export function findCountedGrowth(
  count: Cost,
  format: Format,
  path: string,
  family: Family,
  lengths: readonly number[],
): string | undefined {
  let told = '';
  for (const length of lengths) {
    const [small, large] = [length, length * 10].map((size) => count(format, { path, text: growText(family, size) }));
    if (small === undefined || large === undefined || large <= small * maxGrowth) return undefined;
    told = `${small} -> ${large} (${(large / small).toFixed(1)} times)`;
  }
  return `${family.name}: ${told}`;
}

/** Below, the clock and the collector of garbage say more than the reader does. */
const floorMs = 20;
/** No attempt goes on after one that takes longer. */
const maxMs = 5_000;
/** How many times as long the texts are in each attempt. */
const scales = [1, 1, 3, 3, 10];

/** The same of time: only where it is long enough to be compared, several times, on ever larger texts. */
export function findTimedGrowth(format: Format, path: string, family: Family, length: number): string | undefined {
  const time = (size: number): number => measureTime(format, { path, text: growText(family, size) });
  if (time(length * 10) < floorMs) return undefined;
  let told = '';
  for (const scale of scales) {
    if (told !== '') globalThis.gc?.();
    const small = Math.max(1, median([0, 1, 2].map(() => time(length * scale))));
    const large = Math.min(...[0, 1].map(() => time(length * scale * 10)));
    if (large <= small * maxGrowth) return undefined;
    told = `${small.toFixed(1)} -> ${large.toFixed(1)} ms (${(large / small).toFixed(1)} times)`;
    if (large > maxMs) break;
  }
  return `${family.name}: ${told}`;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
