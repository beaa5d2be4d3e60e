import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedFileError } from '../model/ecosystem.ts';
import { parseYaml } from './yaml.ts';
import { entryOf, type YamlNode, type YamlText } from './yaml-nodes.ts';

function* textsOf(node: YamlNode): Generator<YamlText> {
  if (node.kind === 'text') yield node;
  if (node.kind === 'list') for (const item of node.items) yield* textsOf(item);
  if (node.kind === 'map') for (const { value } of node.entries) yield* textsOf(value);
}

describe('places inside a text', () => {
  it.each([
    ['plain', 'k: one two'],
    ['plain over lines', 'k: one\n  two\n\n  three'],
    ['single quotes', "k: 'one ''two'' three'"],
    ['single quotes over lines', "k: 'one\n   two ''x''\n\n\n  three'"],
    ['double quotes', 'k: "one two"'],
    ['double quotes with escapes', 'k: "one \\x41\\u0042\\U0001F600 \\"two\\" \\\n   three\n  four"'],
    ['a literal block', 'k: |\n  one\n\n    two\n  three  \n'],
    ['a literal block with an indentation', 'k: |2-\n   one\n  two'],
    ['a literal block with CRLF', 'k: |\r\n  one\r\n  two\r\n'],
    ['a folded block', 'k: >-\n  one\n  two\n\n  three\n    four\n  five\n'],
  ])('are those of the words: %s', (_, text) => {
    const { value: node } = entryOf(parseYaml(text).documents[0], 'k') ?? {};
    if (node?.kind !== 'text') throw new Error('not a text');
    const words = [...node.value.matchAll(/one|two|three|four|five/g)];
    expect(words.length).toBeGreaterThan(1);
    for (const { index, 0: word } of words) {
      expect(text.slice(node.at(index), node.at(index + word.length))).toBe(word);
    }
  });

  it('never leave the text and never go back', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '  ',
      '"',
      "'",
      '\\n',
      '\\\n',
      '|',
      '>',
      '- ',
      ': ',
      '\r\n',
      '\t',
      'é',
      '#',
      '\\x41',
      "''",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom('', 'k: ', 'k: |\n  ', 'k: >\n  ', 'k: "', "k: '"),
        (pieces, start) => {
          const text = start + pieces.join('') + (/["']$/.exec(start)?.[0] ?? '');
          try {
            for (const node of parseYaml(text).documents.flatMap((document) => [...textsOf(document)])) {
              const places = Array.from({ length: node.value.length + 1 }, (_, offset) => node.at(offset));
              expect(places).toEqual([...places].sort((a, b) => a - b));
              expect(places.every((place) => place >= node.start && place <= node.end)).toBe(true);
            }
          } catch (error) {
            if (!(error instanceof MalformedFileError)) throw error;
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
