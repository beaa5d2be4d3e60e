import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedFileError } from '../model/ecosystem.ts';
import { maxJsonDepth, parseJson } from './json.ts';
import { type JsonNode, memberOf, membersOf } from './json-nodes.ts';

/** What `JSON.parse` would make of the nodes. */
function toValue(node: JsonNode | undefined): unknown {
  if (node === undefined || node.kind === 'skipped') return undefined;
  if (node.kind === 'string' || node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(toValue);
  return Object.fromEntries([...membersOf(node)].map(([key, { value }]) => [key, toValue(value)]));
}

function accepts(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof MalformedFileError) return false;
    throw error;
  }
}

describe('parseJson', () => {
  it('gives the place of keys and values', () => {
    const text = '{\r\n  "a": { "b\\u0063": [1, "x"] }\r\n}';
    const a = memberOf(parseJson(text).root, 'a');
    const bc = memberOf(a?.value, 'bc');
    expect(text.slice(a?.keyStart, a?.keyEnd)).toBe('"a"');
    expect(text.slice(bc?.keyStart, bc?.value.end)).toBe('"b\\u0063": [1, "x"]');
    expect(bc?.value.kind === 'array' && bc.value.items.map(({ start, end }) => text.slice(start, end))).toEqual([
      '1',
      '"x"',
    ]);
  });

  it.each([
    ['', 1, 'expected a value'],
    ['  \n ', 2, 'expected a value'],
    ['{', 1, 'key in double quotes or "}"'],
    ['{"a":1,\n}', 2, 'key in double quotes'],
    ['[1,\n\n]', 3, 'expected a value'],
    ['{"a" 1}', 1, 'a colon'],
    ['{"a":1}\n{}', 2, 'end of the file'],
    ['{"a":1]', 1, 'a comma or'],
    ['// x\n{}', 1, 'not a value'],
    ['{"a":\n"b', 2, 'does not end'],
    ['["\\x"]', 1, 'escape'],
    ['["\t"]', 1, 'control character'],
    ['<<<<<<< ours\n{}', 1, 'not a value'],
    ['[01]', 1, 'a comma or'],
    ["{'a':1}", 1, 'not a value'],
  ])('refuses %j with the line', (text, line, message) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ name: 'MalformedFileError', line, message: expect.stringContaining(message) }),
    );
  });

  it('refuses what is nested too deep, without touching the call stack', () => {
    expect(accepts(() => parseJson('['.repeat(maxJsonDepth) + ']'.repeat(maxJsonDepth)))).toBe(true);
    expect(() => parseJson('[\n'.repeat(1_000_000))).toThrow(
      expect.objectContaining({ line: maxJsonDepth + 1, message: expect.stringContaining('nested deeper') }),
    );
  });

  it('tells repeated keys with all their places; the last one counts', () => {
    const document = parseJson('{"x":{"a":1,"b":2,"\\u0061":3},"__proto__":1,"__proto__":2}');
    expect(
      document.duplicates.map(({ path, key, occurrences }) => [path, key, occurrences.map((o) => toValue(o.value))]),
    ).toEqual([
      [['x'], 'a', [1, 3]],
      [[], '__proto__', [1, 2]],
    ]);
    expect(toValue(memberOf(document.root, 'x')?.value)).toEqual({ a: 3, b: 2 });
  });

  it('leaves out what is not needed, but checks it', () => {
    const options = { keep: (path: readonly (string | number)[], key: string) => path.length < 2 || key !== 'no' };
    const { root, duplicates } = parseJson('{"a":[{"no":{"x":[1,{"y":1,"y":2}]},"yes":{"no":1}}],"no":1}', options);
    expect(toValue(root)).toEqual({ a: [{ no: undefined, yes: { no: undefined } }], no: 1 });
    expect(duplicates).toEqual([]);
    expect(accepts(() => parseJson('{"a":[{"no":{"x":}}]}', options))).toBe(false);
  });

  it('reads the values of any JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), null, indent);
        expect(toValue(parseJson(pretty).root)).toStrictEqual(JSON.parse(pretty));
      }),
    );
  });

  it('accepts exactly the texts that JSON.parse accepts', () => {
    const part = fc.constantFrom(
      ...'{}[],:"\\0123456789-+.eE \n\r\t\u00a0\u2028/*#',
      'true',
      'null',
      '"a"',
      '"b":',
      'u00e9',
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
        (text) => {
          expect(accepts(() => parseJson(text))).toBe(accepts(() => JSON.parse(text)));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
