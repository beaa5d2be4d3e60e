import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { MalformedFileError } from '../model/ecosystem.ts';
import { parseYaml } from './yaml.ts';
import { entriesOf, entryOf, textOf, type YamlNode } from './yaml-nodes.ts';

/** The values alone, as a client sees them. */
function plainOf(node: YamlNode): unknown {
  if (node.kind === 'map') return [...entriesOf(node).values()].map(({ key, value }) => [key, plainOf(value)]);
  return node.kind === 'list' ? node.items.map(plainOf) : node.value;
}

const valuesOf = (text: string): unknown => parseYaml(text).documents.map(plainOf);
const reasonsOf = (text: string): readonly string[] => parseYaml(text).problems.map(({ reason }) => reason);

function failureOf(text: string): MalformedFileError {
  try {
    parseYaml(text);
  } catch (error) {
    if (error instanceof MalformedFileError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseYaml', () => {
  it.each([
    [
      'a map',
      'a: 1\nb: x',
      [
        [
          ['a', 1],
          ['b', 'x'],
        ],
      ],
    ],
    ['nothing but comments', '# x\n', []],
    ['an empty document', '---\n', [null]],
    ['every document', '---\na: 1\n---\nb: 2\n...\n', [[['a', 1]], [['b', 2]]]],
    [
      'flow style',
      '{a: [1, "b", {c: d}], e}',
      [
        [
          ['a', [1, 'b', [['c', 'd']]]],
          ['e', null],
        ],
      ],
    ],
    [
      'texts that look like other types elsewhere',
      'on: yes\nv: 2020-01-01\nw: 1.0.0',
      [
        [
          ['on', 'yes'],
          ['v', '2020-01-01'],
          ['w', '1.0.0'],
        ],
      ],
    ],
    ['escaped keys', '"\\x65vil": 1', [[['evil', 1]]]],
    [
      'keys of objects',
      '__proto__: 1\nconstructor: 2',
      [
        [
          ['__proto__', 1],
          ['constructor', 2],
        ],
      ],
    ],
    [
      'aliases',
      'a: &x [1]\nb: *x',
      [
        [
          ['a', [1]],
          ['b', [1]],
        ],
      ],
    ],
    [
      'merge keys',
      'a: &x {k: 1, l: 1}\nb:\n  <<: *x\n  l: 2',
      [
        [
          [
            'a',
            [
              ['k', 1],
              ['l', 1],
            ],
          ],
          [
            'b',
            [
              ['k', 1],
              ['l', 2],
            ],
          ],
        ],
      ],
    ],
    [
      'the first of merged maps',
      'a: &x {k: 1}\nb: &y {k: 2}\nc: {<<: [*x, *y]}',
      [
        [
          ['a', [['k', 1]]],
          ['b', [['k', 2]]],
          ['c', [['k', 1]]],
        ],
      ],
    ],
    ['a merge key that holds no map', '<<: 1', [[['<<', 1]]]],
    [
      'tags',
      'a: !!str 1\nb: !reference [x, y]\nc: !!js/function "x"',
      [
        [
          ['a', '1'],
          ['b', ['x', 'y']],
          ['c', 'x'],
        ],
      ],
    ],
    ['complex keys', '? a\n: b', [[['a', 'b']]]],
    [
      'a lone carriage return as a line end',
      'a: 1\rb: 2',
      [
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    ],
  ])('reads %s', (_, text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
  });

  it.each([
    ['repeated keys', 'a: 1\nb: 2\na: 3', ['the key "a" stands twice']],
    ['an alias of itself', 'a: &x [*x]', ['an alias has no anchor before it']],
    ['keys that are no texts', '[1, 2]: a\n0x10: b\n7: c', ['a key is no text', 'a key is no text']],
    ['hidden line ends', 'a: 1\rb: 2 # \u2028', Array(2).fill('a character ends a line for some readers only')],
  ])('tells %s', (_, text, expected) => {
    expect(reasonsOf(text)).toEqual(expected);
  });

  it('takes the last of equal keys', () => {
    const [root] = parseYaml('a: {b: 1}\na: {b: x}').documents;
    expect(textOf(entryOf(root, 'a', 'b')?.value)).toBe('x');
    expect(entryOf(root, 'a', 'b', 'c')).toBeUndefined();
  });

  it('gives the source of scalars', () => {
    const [root] = parseYaml('a: 1.10\nb: true\nc:\nd: ~').documents;
    expect(['a', 'b', 'c', 'd'].map((key) => textOf(entryOf(root, key)?.value))).toEqual([
      '1.10',
      'true',
      undefined,
      undefined,
    ]);
  });

  it('places entries from their key to the end of their value', () => {
    const text = 'a:\n  "b": \'x\' # note\n\nc: |\n  one\n\n\nd: {e: f} \n';
    const [root] = parseYaml(text).documents;
    const slices = [...entriesOf(root).values()].map(({ keyStart, value }) => text.slice(keyStart, value.end));
    expect(slices).toEqual(['a:\n  "b": \'x\'', 'c: |\n  one', 'd: {e: f}']);
    const inner = entryOf(root, 'a', 'b');
    expect(text.slice(inner?.keyStart, inner?.keyEnd)).toBe('"b"');
  });

  it('places what an alias stands for at the alias', () => {
    const text = 'a: &x foo\nb: *x';
    const [root] = parseYaml(text).documents;
    const { keyStart = 0, value } = entryOf(root, 'b') ?? {};
    expect([textOf(value), text.slice(keyStart, value?.end)]).toEqual(['foo', 'b: *x']);
  });

  it.each([
    ['an open quote', 'a: 1\nb: "x', 2],
    ['an open list', 'a: [1\n', 2],
    ['two values', 'a: 1\n- b', 2],
    ['conflict markers', 'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n', 2],
    ['deep flow nesting', '['.repeat(100_000), 1],
    ['deep block nesting', '- '.repeat(100_000), 1],
    ['deep explicit keys', '? '.repeat(100_000), 1],
    ['many small bombs', `a: &a [${'x,'.repeat(1000)}]\nb: [${'*a,'.repeat(1000)}]`, 2],
  ])('refuses %s', (_, text, line) => {
    expect(failureOf(text).line).toBe(line);
  });

  it('refuses lists of lists of aliases', () => {
    const level = (n: number): string =>
      `l${n}: &l${n} [${Array(10)
        .fill(`*l${n - 1}`)
        .join(', ')}]`;
    const bomb = ['l0: &l0 [x]', ...Array.from({ length: 12 }, (_, n) => level(n + 1))].join('\n');
    expect(failureOf(bomb).message).toContain('too many values');
  });
});

describe('cost', () => {
  const shapes: readonly (readonly [string, (size: number) => string])[] = [
    ['keys', (size) => Array.from({ length: size }, (_, n) => `k${n}: v`).join('\n')],
    ['equal keys', (size) => 'k: v\n'.repeat(size)],
    ['flow items', (size) => `[${'a, '.repeat(size)}]`],
    ['anchors and aliases', (size) => Array.from({ length: size }, (_, n) => `- &a${n} x\n- *a${n}`).join('\n')],
    ['documents', (size) => '---\na: b\n'.repeat(size)],
    ['comments', (size) => '# c\n'.repeat(size)],
    ['blank lines in quotes', (size) => `a: "${'\n'.repeat(size)} x"`],
    ['lines of a block', (size) => `a: |\n${'  b\n'.repeat(size)}`],
    ['spaces', (size) => `a: "${' '.repeat(size)}x"`],
    ['lone carriage returns', (size) => '- a\r'.repeat(size)],
  ];

  it.each(shapes)('grows with the text: %s', async (_, make) => {
    expect(await measureGrowth(make, parseYaml, 4_000)).toBeLessThan(nearlyLinear);
  });
});
