import { describe, expect, it } from 'vitest';
import { hashLines } from './hash.ts';

/** Lines as a program hands them over: split at line feeds, a last one ends in an empty line. */
function hashAll(text: string, count: number): readonly (string | undefined)[] {
  const lines = text.split(/\r?\n/);
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const hashes = hashLines((number) => lines[number - 1], new Set(numbers));
  return numbers.map((number) => hashes.get(number));
}

const greeting = [
  'e9496ae3ebfced30:1',
  'fb7c023a8b9ccb3f:1',
  'ce8ba1a563dcdaca:1',
  'e20e36e16fcb0cc8:1',
  'b3edc88f2938467e:1',
  'c8e28b0b4002a3a0:1',
  'c129715d7a2bc9a3:1',
];

describe('hashLines', () => {
  // Values published in the tests of github/codeql-action (src/fingerprints.test.ts).
  it.each([
    ['an empty file', '', ['c129715d7a2bc9a3:1']],
    [
      'blanks and tabs',
      ' a\nb\n  \t\tc\n d',
      ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
    ],
    ['empty lines and a last line end', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', greeting],
    ['CR LF', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', greeting],
    ['bare CR', ' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', greeting],
    ['mixed line ends', ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', greeting],
    [
      'equal lines',
      'Lorem ipsum dolor sit amet.\n'.repeat(10),
      [
        'a7f2ff13bc495cf2:1',
        'a7f2ff13bc495cf2:2',
        'a7f2ff13bc495cf2:3',
        'a7f2ff13bc495cf2:4',
        'a7f2ff13bc495cf2:5',
        'a7f2ff13bc495cf2:6',
        'a7f2ff1481e87703:1',
        'a9cf91f7bbf1862b:1',
        '55ec222b86bcae53:1',
        'cc97dc7b1d7d8f7b:1',
        'c129715d7a2bc9a3:1',
      ],
    ],
  ])('computes the published values for %s', (_case, text, expected) => {
    expect(hashAll(text, expected.length)).toEqual(expected);
  });

  it('gives one line the same value alone as among all, in a file longer than its buffer', () => {
    const lines = Array.from({ length: 9000 }, (_, i) => `${'x'.repeat(i % 40)} "package-${i % 7000}": {`);
    const line = (number: number): string | undefined => lines[number - 1];
    const all = hashLines(line, new Set(lines.map((_, i) => i + 1)));
    for (const number of [1, 1500, 6999, 7001, 8990, 9000]) {
      expect(hashLines(line, new Set([number])).get(number)).toBe(all.get(number));
    }
    expect(all.size).toBe(9000);
  });

  it('knows nothing of lines that the file does not have', () => {
    expect(hashAll('one\ntwo', 4).map((hash) => hash !== undefined)).toEqual([true, true, false, false]);
  });
});
