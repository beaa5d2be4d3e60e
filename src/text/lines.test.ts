import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexLines, sliceRegion } from './lines.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n', '\u2028', ' ') });

describe('indexLines', () => {
  it.each([
    ['', 0, 1, 1],
    ['ab', 2, 1, 3],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\r\nb', 1, 1, 2],
    ['a\r\nb', 2, 1, 2],
    ['a\n', 2, 2, 1],
    ['a\rb', 2, 1, 3],
    ['😀x', 2, 1, 3],
    ['ab', 99, 1, 3],
    ['ab', -5, 1, 1],
  ])('%j at %i is line %i, column %i', (given, offset, line, column) => {
    expect(indexLines(given).position(offset)).toEqual({ line, column });
  });

  it('gives lines without their ends', () => {
    const index = indexLines('one\r\ntwo\nthree\r');
    expect([1, 2, 3, 4, 0].map((n) => index.line(n))).toEqual(['one', 'two', 'three\r', '', '']);
    expect(index.count).toBe(3);
  });

  it('keeps an empty line before a carriage return apart from the line above', () => {
    const index = indexLines('\n\r\nx');
    expect([index.line(1), index.line(2), index.line(3)]).toEqual(['', '', 'x']);
  });

  it('moves positions outside the text to its ends', () => {
    const index = indexLines('ab\ncd');
    expect([index.offset(0, 1), index.offset(9, 1), index.offset(1, 99), index.offset(2, -3)]).toEqual([0, 5, 2, 3]);
  });

  it('turns offsets into positions and back, but inside a line end', () => {
    fc.assert(
      fc.property(text, fc.nat(), (given, seed) => {
        const index = indexLines(given);
        const offset = seed % (given.length + 1);
        const { line, column } = index.position(offset);
        const inLineEnd = given[offset] === '\n' && given[offset - 1] === '\r';
        expect(index.offset(line, column)).toBe(inLineEnd ? offset - 1 : offset);
      }),
    );
  });

  it('gives a region the positions of its ends', () => {
    const offset = fc.integer({ min: -2, max: 30 });
    fc.assert(
      fc.property(text, offset, offset, (given, start, end) => {
        const index = indexLines(given);
        const [from, to] = [index.position(start), index.position(end)];
        expect(index.region(start, end)).toEqual({
          startLine: from.line,
          startColumn: from.column,
          endLine: to.line,
          endColumn: to.column,
        });
      }),
    );
  });

  it('agrees with splitting at line feeds', () => {
    fc.assert(
      fc.property(text, (given) => {
        const index = indexLines(given);
        const lines = Array.from({ length: index.count }, (_, n) => index.line(n + 1));
        expect(lines).toEqual(given.split(/\r?\n/));
      }),
    );
  });
});

describe('sliceRegion', () => {
  it('gives the text of a region over several lines', () => {
    const given = '{\r\n  "a": {\r\n  }\r\n}';
    const region = indexLines(given).region(given.indexOf('"a"'), given.lastIndexOf('}') - 2);
    expect(region).toEqual({ startLine: 2, startColumn: 3, endLine: 3, endColumn: 4 });
    expect(sliceRegion(given, region)).toBe('"a": {\r\n  }');
  });
});
