import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedFileError } from '../model/ecosystem.ts';
import { parseJson } from './json.ts';
import { JsonCursor } from './json-cursor.ts';
import { JsonScanError } from './json-scanner.ts';

/** Whether the text is one value of JSON and nothing else. */
function accepts(text: string): boolean {
  const cursor = new JsonCursor(text);
  try {
    cursor.skip();
    cursor.end();
    return true;
  } catch (error) {
    if (error instanceof JsonScanError) return false;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch (error) {
    if (error instanceof MalformedFileError) return false;
    throw error;
  }
}

describe('a cursor through JSON', () => {
  it('reads members, items, texts and flags in order', () => {
    const cursor = new JsonCursor(' {"a" : [1, "two", {}], "b\\u0063":true,\r\n\t"d":null, "e": "\\n"} ');
    const seen: unknown[] = [];
    cursor.enterObject();
    for (let first = true; cursor.member(first); first = false) {
      const { key, keyStart, keyEnd, isPlainKey } = cursor;
      seen.push(key, cursor.text.slice(keyStart, keyEnd), isPlainKey);
      if (cursor.peek() === 'string') seen.push(cursor.string());
      else if (cursor.peek() === 'array') {
        cursor.enterArray();
        for (let isFirst = true; cursor.item(isFirst); isFirst = false) {
          seen.push(cursor.peek());
          cursor.skip();
        }
      } else {
        seen.push(cursor.boolean());
        if (seen.at(-1) === undefined) cursor.skip();
      }
    }
    cursor.end();
    const a = ['a', '"a"', true, 'other', 'string', 'object'];
    expect(seen).toEqual([...a, 'bc', '"b\\u0063"', false, true, 'd', '"d"', true, undefined, 'e', '"e"', true, '\n']);
  });

  it.each([
    '',
    '{',
    '{"a"}',
    '{"a":1,}',
    '[1,]',
    '[1 2]',
    '{"a":1 "b":2}',
    '"a\nb"',
    '"\\x"',
    '"\\u12"',
    '01',
    'nul',
    '{} {}',
    '{a:1}',
    "{'a':1}",
    '[}',
    '{]',
    '// a\n1',
    '\ufeff1',
  ])('refuses %j', (text) => {
    expect(accepts(text)).toBe(false);
  });

  it('takes what JSON.stringify writes, in any layout', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, 2, '\t'), (value, indent) => {
        expect(accepts(JSON.stringify(value, null, indent))).toBe(true);
      }),
    );
  });

  it('takes and refuses the same texts as the exact reader', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      'true',
      'nul',
      ' ',
      '\n',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(accepts(text), text).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves what is nested too deep to the exact reader, without a call stack', () => {
    expect(accepts('['.repeat(100) + ']'.repeat(100))).toBe(true);
    expect(accepts('['.repeat(1_000_000))).toBe(false);
    expect(accepts('{"a":'.repeat(200_000))).toBe(false);
  });
});
