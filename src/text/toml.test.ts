import { describe, expect, it } from 'vitest';
import { MalformedFileError } from '../model/ecosystem.ts';
import { sliceRegion } from './lines.ts';
import { parseToml } from './toml.ts';
import { findDisagreements } from './toml-agreement.ts';
import type { TomlNode } from './toml-nodes.ts';

/** Every string and key of a document with the text at its region. */
function positions(text: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  const open: TomlNode[] = [parseToml(text).root];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (node.kind === 'string') found.push([node.value, sliceRegion(text, node.region)]);
    if (node.kind === 'array') open.push(...node.items);
    if (node.kind !== 'table') continue;
    for (const { key, keyRegion, value } of node.entries.values()) {
      found.push([key, sliceRegion(text, keyRegion)]);
      open.push(value);
    }
  }
  return found;
}

describe('parseToml', () => {
  it('gives keys and strings the regions of their text without quotes', () => {
    const text = [
      'a.b = "one"',
      '"quoted key" = \'two\'',
      '[t]\r',
      'multi = """',
      'three"""',
      'list = ["four", { inner = "five" }]',
      '[[t.items]]',
      'name = "six"',
      '[[t.items]]',
      'name = "seven"',
    ].join('\n');
    const found = positions(text);
    expect(found.map(([value]) => value)).toEqual(
      expect.arrayContaining(['one', 'two', 'three', 'four', 'five', 'six', 'seven']),
    );
    for (const [value, written] of found) expect(written).toBe(value);
  });

  it('says where a string has escapes, and so no letter-for-letter place', () => {
    const [entry] = [...parseToml('a = "x\\u0041"').root.entries.values()];
    expect(entry?.value).toMatchObject({ kind: 'string', value: 'xA', offset: undefined });
  });

  it('keeps prototype keys as keys', () => {
    const { root } = parseToml('__proto__ = { constructor = "x" }\n[hasOwnProperty]\n__proto__ = 1\n');
    expect([...root.entries.keys()]).toEqual(['__proto__', 'hasOwnProperty']);
  });

  it.each([
    'a = """x\r\ny\r\n"""\r\nb = 1\r\n',
    'd = 1979-05-27T07:32:00Z\ne = 1979-05-27\nf = 07:32:00',
    'g = +inf\nh = nan\ni = -0.0\nj = 0xff\nk = 1_000\nl = 9007199254740993',
    '[[a]]\nb=1\n[[a.c]]\nd=1\n[[a]]\nb=2\n[a.e]\nf=1',
    'a = { b = 1,\nc = 2 }\nd = "\\e\\x41"',
  ])('finds both readers of one mind on %j', (text) => {
    expect(parseToml(text).disagreements).toEqual([]);
  });

  it.each([
    ['a = 1\nb = = 2', 2],
    ['a = 1\na = 2', 2],
    ['[a]\n[b]\n[a]', 3],
    ['a = "\u0000"', 1],
    ['a = 1\rb = 2', 1],
    ['<<<<<<< HEAD\na = 1', 1],
    [`a = ${'['.repeat(500)}${']'.repeat(500)}`, 1],
    [`a${'.a'.repeat(500)} = 1`, 1],
  ])('refuses %j on the line of the fault', (text, line) => {
    expect(() => parseToml(text)).toThrow(MalformedFileError);
    expect(() => parseToml(text)).toThrow(expect.objectContaining({ line }));
  });

  it('reads long texts, but refuses those that are too long', () => {
    const long = 'x'.repeat(1024 * 1024);
    expect(parseToml(`a = "${long}"`).root.entries.get('a')?.value).toMatchObject({ kind: 'string', value: long });
    expect(() => parseToml(`a = "${long.repeat(5)}"`)).toThrow(MalformedFileError);
  });
});

describe('findDisagreements', () => {
  const { root } = parseToml('a = "x"\nb = [1, 2]\n[c]\nd = true\ne = 1979-05-27\n');

  it.each([
    ['nothing where the values are equal', { a: 'x', b: [1n, 2n], c: { d: true, e: '1979-05-27' } }, []],
    ['another string', { a: 'y', b: [1, 2], c: { d: true, e: '' } }, ['a']],
    ['a missing key', { b: [1, 2], c: { d: true, e: '' } }, ['a']],
    ['a key only the other sees', { a: 'x', b: [1, 2], c: { d: true, e: '', f: 1 } }, ['c.f']],
    ['another length', { a: 'x', b: [1], c: { d: true, e: '' } }, ['b']],
    ['another kind', { a: 'x', b: { 0: 1 }, c: [] }, ['c', 'b']],
    ['an inherited key', Object.create({ a: 'x', b: [1, 2], c: {} }), ['c', 'b', 'a']],
  ])('reports %s', (_, values, expected) => {
    expect(findDisagreements(root, values).map(({ path }) => path)).toEqual(expected);
  });
});
