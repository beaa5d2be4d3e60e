import { describe, expect, it } from 'vitest';
import { fitLines, tableSection, utf8Length } from './table.ts';

describe('utf8Length', () => {
  it.each(['', 'abc', 'é', '漢', '😀', 'a😀b漢'])('of %j is what an encoder says', (text) =>
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length),
  );
});

describe('fitLines', () => {
  const more = (missing: string): string => missing;

  it('keeps what fits', () => expect(fitLines(['aa', 'bb'], String, 6, more)).toEqual(['aa', 'bb']));

  it('cuts between two lines and counts the rest', () => {
    expect(fitLines(['aa', 'bb', 'cc', 'dd'], String, 6, more)).toEqual(['aa', 'bb', '2 more rows']);
  });

  it('prints no more items than it needs', () => {
    let printed = 0;
    const print = (): string => `${printed++}`.padEnd(9, 'x');
    fitLines(Array.from({ length: 1000 }), print, 25, more);
    expect(printed).toBe(3);
  });
});

describe('tableSection', () => {
  it('says nothing about nothing', () => {
    expect(tableSection('T', ['A'], [], () => [], 100)).toEqual([]);
  });

  it('keeps its columns where it is cut', () => {
    const lines = tableSection('T', ['A', 'B'], [1, 2, 3], (n) => [`a${n}`, `b${n}`], 12);
    expect(lines).toEqual([
      '### T',
      '',
      '| A | B |',
      '| --- | --- |',
      '| a1 | b1 |',
      '| 2 more rows: see the report |  |',
      '',
    ]);
  });
});
