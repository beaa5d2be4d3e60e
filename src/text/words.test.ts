import { describe, expect, it } from 'vitest';
import { splitWords } from './words.ts';

const values = (text: string): readonly string[] => {
  const split = splitWords(text);
  return split.ok ? split.words.map(({ value }) => value) : [split.reason];
};

describe('splitWords', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['  a\t\nb\r', ['a', 'b']],
    ['--x=1 "two words"', ['--x=1', 'two words']],
    [`'single "quoted"'`, ['single "quoted"']],
    ['a"b"\'c\'d', ['abcd']],
    ['""', ['']],
    ['a\\ b', ['a b']],
    ['"a\\"b\\\\c\\d"', ['a"b\\c\\d']],
    ["'a\\'", ['a\\']],
    ['# no comment', ['#', 'no', 'comment']],
    ['a\u00a0b', ['a\u00a0b']],
    ['', []],
    ['"open', ['no closing quotation']],
    ["'open", ['no closing quotation']],
    ['end\\', ['nothing after the backslash']],
  ])('reads %j as shlex does', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('tells where each word stands', () => {
    const text = 'a  "b c"=\'d\' e';
    const split = splitWords(text);
    expect(split.ok && split.words.map(({ start, end }) => text.slice(start, end))).toEqual(['a', '"b c"=\'d\'', 'e']);
  });

  it('tells where a fault begins', () => {
    expect(splitWords('ab "cd')).toEqual({ ok: false, reason: 'no closing quotation', at: 3 });
  });
});
