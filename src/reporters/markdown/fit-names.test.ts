import { describe, expect, it } from 'vitest';
import { fitNames } from './fit-names.ts';
import { utf8Length } from './table.ts';

const many = (count: number, name = 'name'): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${name}-${at}`);
const bytesOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + utf8Length(text), 0);

describe('fitNames', () => {
  it('names all where there is room', () => {
    expect(fitNames([['b', 'a'], ['c']], 6)).toEqual(['b, a', 'c']);
    expect(fitNames([], 0)).toEqual([]);
  });

  it('leaves short lists whole and shares the rest among long ones, whatever their order', () => {
    const [long, short, longer] = [many(3_000), many(20), many(30_000, 'é')];
    const texts = fitNames([long, short, longer], 20_000);
    expect(texts[1]).toBe(short.join(', '));
    const sizes = texts.map(utf8Length);
    expect(Math.abs((sizes[0] ?? 0) - (sizes[2] ?? 0))).toBeLessThan(30);
    expect(bytesOf(texts)).toBeLessThanOrEqual(20_000);
    expect(bytesOf(texts)).toBeGreaterThan(19_900);
  });

  it.each([0, 1, 25, 100, 1_000])('says how many more there are, in %d bytes', (room) => {
    const [text = ''] = fitNames([many(500)], room);
    const [, named = '', more = ''] = /^(.*) and (\d+) more$/.exec(text) ?? [];
    expect(named.split(', ')).toEqual(many(500 - Number(more)));
    expect(utf8Length(text)).toBeLessThanOrEqual(Math.max(room, 'name-0 and 499 more'.length));
  });

  it('names one of each at least', () => {
    expect(fitNames([['a', 'b'], ['c']], 0)).toEqual(['a and 1 more', 'c']);
  });
});
