import { expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from './growth.ts';

function spin(steps: number): number {
  let sum = 0;
  for (let step = 0; step < steps; step += 1) sum = (sum * 31 + step) | 0;
  return sum;
}

it.each<[string, (size: number) => unknown]>([
  ['nothing', () => undefined],
  ['steps', (size) => spin(size * 1_000)],
  ['a text', (size) => 'a'.repeat(size * 100).split('')],
  ['a sort', (size) => Float64Array.from({ length: size * 20 }, (_, at) => (at * 7_919) % 10_007).sort()],
])('%s grows with the size', async (_, run) => {
  expect(await measureGrowth((size) => size, run, 8_000)).toBeLessThan(nearlyLinear);
});

it.each<[string, (text: string) => unknown]>([
  ['steps', ({ length }) => spin(length * length)],
  ['searches from every place', (text) => [...text].filter((_, at) => text.includes('ab', at))],
  ['an expression', (text) => /a+b/.test(text)],
  ['steps after many that are linear', ({ length }) => spin(length * 200) + spin(length * length)],
])('%s grow with the square', async (_, run) => {
  expect(await measureGrowth((size) => 'a'.repeat(size), run, 5_000)).toBeGreaterThan(nearlyLinear);
});

it('what only interrupts is not growth', async () => {
  let large = 0;
  const run = (size: number) => spin(size >= 8_000 && ++large < 4 ? 20_000_000 : size * 100);
  expect(await measureGrowth((size) => size, run, 8_000)).toBeLessThan(nearlyLinear);
  expect(large).toBe(4);
});

it('what a bound ends is not growth', async () => {
  const run = (size: number) => spin(Math.min(size, 5_000) ** 2);
  expect(await measureGrowth((size) => size, run, 5_000)).toBeLessThan(nearlyLinear);
});
