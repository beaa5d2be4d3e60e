import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.ts';

const at = (startColumn: number, endColumn: number, endLine = 1) => ({ startLine: 1, startColumn, endLine, endColumn });

/** The excerpt with its underline below. */
const draw = (line: string, startColumn: number, endColumn: number, columns = 80): readonly string[] => {
  const excerpt = excerptOf(line, at(startColumn, endColumn), columns);
  return [excerpt.text, ' '.repeat(excerpt.indent) + '^'.repeat(excerpt.length)];
};

describe('excerptOf', () => {
  it.each([
    ['the region', '  "pep440": "^1"', 4, 10, ['  "pep440": "^1"', '   ^^^^^^']],
    ['tabs to their stops', '\ta\tpep', 4, 7, ['    a   pep', '        ^^^']],
    ['wide characters', '"漢字": pep', 2, 4, ['"漢字": pep', ' ^^^^']],
    ['what is behind wide characters', '漢字 pep', 4, 7, ['漢字 pep', '     ^^^']],
    ['combining marks', 'e\u0301 pep', 4, 7, ['e\u0301 pep', '  ^^^']],
    ['invisible characters spelled out', 'a\u200bb c', 1, 4, ['a\\u{200b}b c', '^^^^^^^^^^']],
    ['an empty region', 'abc', 2, 2, ['abc', ' ^']],
    ['a region behind the line', 'abc', 9, 12, ['abc', '   ^']],
    ['a runner command spelled out', '##[x] y', 7, 8, ['##\\u{5b}x] y', '           ^']],
  ])('underlines %s', (_case, line, start, end, drawn) => expect(draw(line, start, end)).toEqual(drawn));

  it('cuts a long line around the region', () => {
    const line = `${'a'.repeat(500)}pep440${'b'.repeat(500)}`;
    const [shown = '', underline = ''] = draw(line, 501, 507, 30);
    expect(shown).toBe('…aaaaaaaaaapep440bbbbbbbbbbbb…');
    expect(underline).toBe('           ^^^^^^');
  });

  it('cuts a region that is wider than the terminal', () => {
    const [shown = '', underline = ''] = draw('x'.repeat(100), 1, 101, 20);
    expect(shown).toBe(`${'x'.repeat(18)}…`);
    expect(underline).toBe('^'.repeat(18));
  });

  it('shows a region of several lines to the end of its first', () => {
    expect(excerptOf('abc def', at(5, 2, 3), 80)).toEqual({ text: 'abc def', indent: 4, length: 3 });
  });

  it('does not look at more of a huge line than it shows', () => {
    const huge = `${'\u202e'.repeat(2_000_000)}pep${'x'.repeat(2_000_000)}`;
    expect(excerptOf(huge, at(2_000_001, 2_000_004), 40).text.length).toBeLessThanOrEqual(41);
  });
});
