import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commandText, escapeData, escapeProperty } from './escape-command.ts';
import { html, htmlText, nothing } from './escape-html.ts';
import { reveal, shorten, visible } from './escape-invisible.ts';
import { printJson } from './escape-json.ts';
import { markdownCode, markdownLink, markdownText } from './escape-markdown.ts';
import { sarifText, sarifUri } from './escape-sarif.ts';
import { sigmaRegex, sigmaText } from './escape-sigma.ts';
import { terminalText } from './escape-terminal.ts';
import { yamlScalar } from './escape-yaml.ts';

describe('reveal', () => {
  it.each([
    ['right-to-left override', 'a\u202eb', 'a\\u{202e}b'],
    ['zero width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['escape and C1', '\u001b[2J\u009b', '\\u{1b}[2J\\u{9b}'],
    ['line ends and tabs', 'a\r\nb\tc\u2028', 'a\\u{d}\\u{a}b\\u{9}c\\u{2028}'],
    ['tag characters', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half of a pair', '\ud83d\ude00\ud83d', '😀\\u{d83d}'],
    ['fillers and odd spaces', '\u3164\u00a0\u2800', '\\u{3164}\\u{a0}\\u{2800}'],
    ['letters of any script', 'λ漢字é', 'λ漢字é'],
  ])('shows %s', (_case, text, shown) => expect(reveal(text)).toBe(shown));
});

describe('shorten and visible', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a😀😀', 4, 'a😀…'],
    ['a😀😀', 3, 'a…'],
  ])('cuts %s to %i units', (text, max, cut) => expect(shorten(text, max)).toBe(cut));

  it('never splits a pair and never exceeds its limit', () => {
    expect(visible('x😀', 2)).toBe('x…');
    expect(visible('\u0000'.repeat(9), 10)).toHaveLength(10);
  });
});

describe('workflow commands', () => {
  it.each([
    ['::error::x', '\\u{3a}:error::x'],
    ['  ::error::x', '  \\u{3a}:error::x'],
    [':::', '\\u{3a}::'],
    ['a ##[error]b', 'a ##\\u{5b}error]b'],
    ['###[', '###\\u{5b}'],
    ['#\u00ad#[debug]', '#\\u{ad}#[debug]'],
    ['a::b', 'a::b'],
  ])('takes the command out of %j', (text, harmless) => expect(commandText(text, 100)).toBe(harmless));

  it('escapes in the order in which the runner unescapes backwards', () => {
    expect(escapeData('50%\r\n%0A')).toBe('50%25%0D%0A%250A');
    expect(escapeProperty('a:b,c%')).toBe('a%3Ab%2Cc%25');
  });
});

it('a terminal gets no sequence and no two colons', () => {
  expect(terminalText('\u001b]0;x\u0007 ::warning::y :::', 100)).toBe(
    '\\u{1b}]0;x\\u{7} :\\u{3a}warning:\\u{3a}y :\\u{3a}:',
  );
});

describe('Markdown', () => {
  it.each([
    ['a|b', 'a&#124;b'],
    ['\\|', '&#92;&#124;'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['`x`', '&#96;x&#96;'],
    ['@acme/team #1', '&#64;&#8203;acme/team &#35;&#8203;1'],
    ['[x](y)', '\\[x\\](y)'],
    ['*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['https://e.example www.e.example', 'https&#58;&#8203;//e.example www&#46;&#8203;e.example'],
    ['::error::$x$', ':&#58;&#8203;error:&#58;&#8203;&#36;x&#36;'],
    ['safe :white_check_mark: ::+1: at 04:48:00', 'safe :&#8203;white\\_check\\_mark: :&#58;&#8203;+1: at 04:48:00'],
    ['GH-12, gh-3', 'GH&#45;&#8203;12, gh&#45;&#8203;3'],
    ['a\nb', 'a&#92;u{a}b'],
  ])('escapes %j', (text, escaped) => expect(markdownText(text, 100)).toBe(escaped));

  it.each([
    ['@acme/left-pad@1.0.0', '`@acme/left-pad@1.0.0`'],
    ['a`b', 'a&#96;b'],
    ['a|b', 'a&#124;b'],
    ['', ''],
    ['a::b', 'a:&#58;&#8203;b'],
  ])('prints %j as code only where it is plain', (text, code) => expect(markdownCode(text, 100)).toBe(code));

  it.each([
    ['https://gazetteer.example/rules/x', '[x](https://gazetteer.example/rules/x)'],
    ['javascript:alert(1)', 'x'],
    ['https://a.example/) [y](https://b.example', 'x'],
    ['http://a.example', 'x'],
  ])('links to %j only where it is a plain address', (address, link) =>
    expect(markdownLink('x', address, 100)).toBe(link),
  );
});

describe('SARIF', () => {
  it('has neither links nor placeholders in messages', () => {
    expect(sarifText('[a](https://b.example) {0} {x} {12}', 100)).toBe('[a] (https://b.example) { 0} {x} { 12}');
  });

  it.each([
    ['web/a b%/[x]#1.json', 'web/a%20b%25/%5Bx%5D%231.json'],
    ['c:/x', 'c%3A/x'],
    ['\ud800', '%EF%BF%BD'],
  ])('spells the path %j as a relative reference', (path, uri) => expect(sarifUri(path)).toBe(uri));
});

describe('YAML', () => {
  it.each([
    ['plain', "'plain'"],
    ['a: b # c', "'a: b # c'"],
    ["it's", '"it\'s"'],
    ['a\\', "'a\\'"],
    ["a\\'", '"a\\\\\'"'],
    ['', "''"],
    ['a\nb', '"a\\U0000000ab"'],
    ['\u202e', '"\\U0000202e"'],
    ['##[x', '"##\\x5bx"'],
  ])('quotes %j as %s', (text, quoted) => expect(yamlScalar(text)).toBe(quoted));

  it('gives every text back, on one line in which nothing is hidden', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const quoted = yamlScalar(text);
        expect(/^[^\n]*$/.test(quoted) && !/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.test(quoted)).toBe(
          true,
        );
        expect(parse(`a: ${quoted}`, { version: '1.2' })).toEqual({ a: text.toWellFormed() });
      }),
    );
  });
});

describe('Sigma', () => {
  it.each([
    ['a*b?', 'a\\*b\\?'],
    ['a\\*', 'a\\\\\\*'],
    ['plain-1.0', 'plain-1.0'],
  ])('protects wildcards in %j', (text, escaped) => expect(sigmaText(text)).toBe(escaped));

  it('makes a regular expression that matches the text alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, other) => {
        const expression = new RegExp(`^${sigmaRegex(text)}$`, 's');
        expect([text, other].map((one) => expression.test(one))).toEqual([true, text === other]);
      }),
    );
  });
});

describe('printJson', () => {
  it.each(['\u202e', '\u200b', '\u007f\u009b', '##[error]', '\u{e0041}', '\\ud800', '\\\\u202e'])(
    'keeps %j',
    (text) => {
      const printed = printJson({ [text]: text });
      expect(JSON.parse(printed)).toEqual({ [text]: text });
      expect(/[\u007f-\u009f\p{Cf}]|##\[/u.test(printed)).toBe(false);
    },
  );

  it('prints lone surrogates as replacement characters', () => {
    expect(JSON.parse(printJson(['a\ud800', '\\\udfff', '😀']))).toEqual(['a\ufffd', '\\\ufffd', '😀']);
  });
});

describe('HTML', () => {
  it.each([
    ['<img src=x onerror="alert(1)">', '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'],
    ["it's &amp;", 'it&#39;s &amp;amp;'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['::error::', ':&#58;error:&#58;'],
    [':::', ':&#58;:'],
    ['##[error]', '##&#91;error]'],
  ])('makes text of %j', (text, escaped) => expect(htmlText(text, 100)).toBe(escaped));

  it('escapes texts of a template, in attributes too, and takes pieces as they are', () => {
    const name = '"><script>';
    const page = html`<b title="${name}">${[html`<i>${1}</i>`, nothing]}${'x'.repeat(2000)}</b>`;
    expect(page.text).toBe(`<b title="&quot;&gt;&lt;script&gt;"><i>1</i>${'x'.repeat(999)}…</b>`);
  });
});
