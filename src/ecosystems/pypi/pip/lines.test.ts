import { describe, expect, it } from 'vitest';
import { readLogicalLines } from './lines.ts';

const texts = (text: string) => readLogicalLines(text).map((line) => line.text);

describe('readLogicalLines', () => {
  it.each([
    ['a\nb\r\nc', ['a', 'b', 'c']],
    ['\n  \n# x\n\t# y\n', []],
    ['a \\\n  b', ['a   b']],
    ['a\\\nb\\\nc\nd', ['abc', 'd']],
    ['a \\\n# comment\nb', ['a', 'b']],
    ['a # b \\\nc\nd', ['a', 'd']],
    ['# a \\\nb', ['b']],
    ['a#b', ['a#b']],
    ['a\t#b', ['a']],
    ['\\\\a\\', ['a']],
    ['a \\', ['a']],
    ['\u00a0a\u3000', ['a']],
    ['a\u00a0#b', ['a']],
  ])('reads %j as %j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('finds the places of its parts in the file', () => {
    const text = '# first\n  spl\\\nit==1.0 \\\r\n  --hash=x # end\n';
    const [line] = readLogicalLines(text);
    expect(line?.text).toBe('split==1.0   --hash=x');
    const hash = line?.locate({ start: 13, end: 21 });
    expect(hash && text.slice(hash.start, hash.end)).toBe('--hash=x');
    expect(line?.locate({ start: 0, end: 5 })).toBeUndefined();
    const name = line?.locateStart({ start: 0, end: 10 }, 5);
    expect(name && text.slice(name.start, name.end)).toBe('spl\\\nit==1.0');
  });

  it.each(['\u000b', '\u000c', '\u001c', '\u001d', '\u001e', '\u0085', '\u2028', '\u2029', '\r'])(
    'ends a line at %j, and says what is hidden behind it',
    (character) => {
      const text = `# c${character}evil # d${character}${character}\nok`;
      const lines = readLogicalLines(text);
      expect(lines.map((line) => line.text)).toEqual(['evil', 'ok']);
      expect(lines.map(({ hidden }) => hidden?.after)).toEqual([character, undefined]);
      const { start, end } = lines[0]?.hidden?.span ?? { start: 0, end: 0 };
      expect(text.slice(start, end)).toBe('evil # d');
    },
  );

  it('takes no offence at a strange line end with nothing but a comment behind it', () => {
    expect(readLogicalLines('a\f\nb\v # c\u2028\t').map(({ hidden }) => hidden)).toEqual([undefined, undefined]);
  });

  it('tells what a comment swallows', () => {
    const text = 'a # b \\\nc \\\nd\ne';
    const [line] = readLogicalLines(text);
    expect(line?.swallowed && text.slice(line.swallowed.start, line.swallowed.end)).toBe('c \\\nd');
  });
});
