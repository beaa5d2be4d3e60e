import { describe, expect, it } from 'vitest';
import { findOptions, readOptions } from './options.ts';

const read = (line: string) => {
  const { options, words, error } = readOptions(line, findOptions(line));
  return { options: options.map(({ name, value }) => [name, value]), words: words.map(({ value }) => value), error };
};

describe('readOptions', () => {
  it.each([
    ['-r base.txt', [['--requirement', 'base.txt']]],
    ['-rbase.txt', [['--requirement', 'base.txt']]],
    ['-r=x', [['--requirement', '=x']]],
    ['--extra-index=https://a.example', [['--extra-index-url', 'https://a.example']]],
    ['--index https://a.example', [['--index-url', 'https://a.example']]],
    ['--pypi-url=x', [['--index-url', 'x']]],
    [
      '--pre --no-index',
      [
        ['--pre', ''],
        ['--no-index', ''],
      ],
    ],
    [
      '-i "a b" -f \'c\'',
      [
        ['--index-url', 'a b'],
        ['--find-links', 'c'],
      ],
    ],
    ['--hash --pre', [['--hash', '--pre']]],
    ['foo==1 --hash=sha256:x', [['--hash', 'sha256:x']]],
    ['foo-bar', []],
    ['foo\t--hash=x', []],
  ])('reads %j', (line, options) => {
    expect(read(line)).toEqual({ options, words: [], error: undefined });
  });

  it.each([
    ['--req x', 'ambiguous'],
    ['--no x', 'ambiguous'],
    ['--bogus', 'no option'],
    ['-x', 'no option'],
    ['--pre=1', 'takes no value'],
    ['--index-url', 'lacks its value'],
    ['-r', 'lacks its value'],
    ['-e "x', 'no closing quotation'],
  ])('refuses %j', (line, reason) => {
    expect(read(line).error).toContain(reason);
  });

  it('keeps the words that belong to no option', () => {
    expect(read('--pre foo - bar').words).toEqual(['foo', '-', 'bar']);
    expect(read('--pre -- --no-index x')).toMatchObject({ options: [['--pre', '']], words: ['--no-index', 'x'] });
  });

  it('tells where values stand, without their quotes', () => {
    const line = 'x --index-url="https://a.example" -e \'b c\' -f d\\ e';
    const { options } = readOptions(line, findOptions(line));
    const written = options.map(({ valueSpan: { start, end }, verbatim }) => [line.slice(start, end), verbatim]);
    expect(written).toEqual([
      ['https://a.example', true],
      ['b c', true],
      ['d\\ e', false],
    ]);
  });
});
