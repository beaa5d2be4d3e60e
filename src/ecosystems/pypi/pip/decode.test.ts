import { describe, expect, it } from 'vitest';
import { decodeRequirements } from './decode.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])),
  );

const wide = (text: string, width: number, big: boolean): readonly number[] =>
  Array.from(text).flatMap((char) => {
    const units = Array.from({ length: width }, (_, index) => ((char.codePointAt(0) ?? 0) >>> (8 * index)) & 0xff);
    return big ? units.reverse() : units;
  });

// What Python 3.11 gives for the same bytes with pip 26's `_decode_req_file`.
describe('decodeRequirements', () => {
  it.each([
    ['UTF-8', bytes('évil\n'), 'évil\n', undefined],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'evil'), 'evil', undefined],
    [
      'a mark before a comment that says otherwise',
      bytes([0xef, 0xbb, 0xbf], '# coding: utf-7\n+AGU-'),
      '# coding: utf-7\n+AGU-',
      undefined,
    ],
    ['UTF-16, little end first', bytes([0xff, 0xfe], wide('evil', 2, false)), 'evil', 'utf-16'],
    ['UTF-16, big end first', bytes([0xfe, 0xff], wide('evil', 2, true)), 'evil', 'utf-16'],
    ['UTF-32, little end first', bytes([0xff, 0xfe, 0, 0], wide('e\u{1f600}', 4, false)), 'e\u{1f600}', 'utf-32'],
    ['UTF-32, big end first', bytes([0, 0, 0xfe, 0xff], wide('evil', 4, true)), 'evil', 'utf-32'],
    ['UTF-7', bytes('# coding: utf-7\n+AGUAdgBpAGw-pkg+-x'), '# coding: utf-7\nevilpkg+x', 'utf-7'],
    ['UTF-7 under another name', bytes('# -*- coding=U7 -*-\n+AGU.'), '# -*- coding=U7 -*-\ne.', 'utf-7'],
    ['a comment in the second line', bytes('a\n# vim: coding:utf-7\n+AGU-'), 'a\n# vim: coding:utf-7\ne', 'utf-7'],
    ['a comment in the third line', bytes('a\nb\n# coding: utf-7\n+AGU-'), 'a\nb\n# coding: utf-7\n+AGU-', undefined],
    ['a comment that is indented', bytes(' # coding: utf-7\n+AGU-'), ' # coding: utf-7\n+AGU-', undefined],
    [
      'Latin-1, in which 0x85 ends a line',
      bytes('# coding: latin-1\n', [0x85]),
      '# coding: latin-1\n\u0085',
      'latin-1',
    ],
    [
      'Windows-1252, in which 0x85 does not',
      bytes('# coding: cp1252\n', [0x85]),
      '# coding: cp1252\n…',
      'windows-1252',
    ],
    ['KOI8-R', bytes('# coding: koi8-r\n', [0xc1]), '# coding: koi8-r\nа', 'koi8-r'],
    ['nothing', bytes(), '', undefined],
  ])('reads %s', (_, given, text, encoding) => {
    expect(decodeRequirements(given)).toEqual({ text, ...(encoding === undefined ? {} : { encoding }) });
  });

  it.each([
    ['bytes that are no UTF-8', bytes('a', [0xff])],
    ['half a character of UTF-16', bytes([0xff, 0xfe, 0x41])],
    ['half a character of UTF-32', bytes([0, 0, 0xfe, 0xff, 0, 0])],
    ['a surrogate in UTF-32', bytes([0xff, 0xfe, 0, 0], [0, 0xd8, 0, 0])],
    ['a byte above ASCII in UTF-7', bytes('# coding: utf-7\n', [0x80])],
    ['a run of UTF-7 that ends inside a character', bytes('# coding: utf-7\n+AG-')],
    ['a lone surrogate in UTF-7', bytes('# coding: utf-7\n+2AA-')],
    ['a byte above ASCII in ASCII', bytes('# coding: ascii\né')],
    ['a byte that Windows-1252 does not assign', bytes('# coding: cp1252\n', [0x81])],
    ['a codec that is none', bytes('# coding: nonsense\n')],
    ['a codec that nobody writes requirements in', bytes('# coding: unicode_escape\n\\x65')],
  ])('refuses %s', (_, given) => {
    expect(decodeRequirements(given)).toBeUndefined();
  });
});
