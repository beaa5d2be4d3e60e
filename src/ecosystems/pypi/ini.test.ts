import { expect, it } from 'vitest';
import { MalformedFileError } from '../../model/ecosystem.ts';
import { itemsOf, readIni } from './ini.ts';

const read = (text: string) =>
  readIni(text, true).options.map((option) => [option.section, option.key, ...option.lines.map((line) => line.text)]);

// What Python 3.11's RawConfigParser gives for the same texts.
it.each([
  [
    '[a]\nx = 1\ny: 2',
    [
      ['a', 'x', '1'],
      ['a', 'y', '2'],
    ],
  ],
  [
    '[a]\nx =\n 1\n  2\n\n 3\ny=',
    [
      ['a', 'x', '1', '2', '3'],
      ['a', 'y'],
    ],
  ],
  ['[a]\nx = 1\n # no\n ; no\n 2', [['a', 'x', '1', '2']]],
  [
    '  [a]\n  x = 1\n  y = 2\n   z',
    [
      ['a', 'x', '1'],
      ['a', 'y', '2', 'z'],
    ],
  ],
  [
    '[a]\rx = 1\r\ny = 2',
    [
      ['a', 'x', '1'],
      ['a', 'y', '2'],
    ],
  ],
  ['[ab] c\nx = # no comment', [['ab', 'x', '# no comment']]],
])('reads %j', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

it.each(['x = 1', '[a]\nx=1\nX=2', '[a]\n[a]'])('refuses %j', (text) => {
  expect(() => readIni(text, true)).toThrow(MalformedFileError);
});

it('takes the lines of a list, or the parts of its only line', () => {
  const items = (text: string) =>
    readIni(text, false).options.flatMap((option) => itemsOf(option, ';').map((one) => one.text));
  expect(items('[a]\nx = b; c')).toEqual(['b', 'c']);
  expect(items('[a]\nx =\n b; c\n d')).toEqual(['b; c', 'd']);
});
