import { describe, expect, it } from 'vitest';
import { textWidth, wrap } from './width.ts';

describe('textWidth', () => {
  it.each([
    ['abc', 3],
    ['漢字', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['…·λ', 3],
  ])('of %s is %i', (text, width) => expect(textWidth(text)).toBe(width));
});

describe('wrap', () => {
  it.each([
    ['', 10, ['']],
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 13, ['one two three']],
    ['abcdefghij k', 4, ['abcd', 'efgh', 'ij k']],
    ['漢字漢字', 5, ['漢字', '漢字']],
  ])('breaks %j at %i', (text, width, lines) => expect(wrap(text, width)).toEqual(lines));

  it('loses no character', () => {
    const text = 'a bb  ccc dddd eeeeeeeeeeeeeeeeeeee f';
    expect(wrap(text, 6).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});
