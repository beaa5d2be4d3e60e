import fc from 'fast-check';
import { type AST, parseTOML } from 'toml-eslint-parser';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { MalformedFileError } from '../model/ecosystem.ts';
import { indexLines } from './lines.ts';
import { parseToml } from './toml.ts';
import type { TomlNode } from './toml-nodes.ts';
import { readPlaces } from './toml-reader.ts';

/** Keys and values with their places, without quotes. */
interface Places {
  readonly keys: [name: string, place: string][];
  readonly values: [value: unknown, place: string][];
}

/** As another reader of the language tells them. */
function expectedPlaces(text: string): Places {
  const { region } = indexLines(text);
  const found: Places = { keys: [], values: [] };
  const place = (start: number, end: number): string => JSON.stringify(region(start, end));
  const visitEntry = ({ key, value }: AST.TOMLKeyValue): void => {
    visitKey(key);
    visit(value);
  };
  const visitKey = ({ keys }: AST.TOMLKey): void => {
    for (const key of keys) {
      const [start, end] = key.range;
      if (key.type === 'TOMLBare') found.keys.push([key.name, place(start, end)]);
      else found.keys.push([key.value, place(start + 1, end - 1)]);
    }
  };
  const visit = (node: AST.TOMLContentNode): void => {
    const [start, end] = node.range;
    if (node.type === 'TOMLArray') {
      found.values.push(['array', place(start, end)]);
      node.elements.forEach(visit);
    } else if (node.type === 'TOMLInlineTable') {
      found.values.push(['table', place(start, end)]);
      node.body.forEach(visitEntry);
    } else if (node.kind !== 'string') {
      found.values.push(['datetime' in node ? node.datetime : node.value, place(start, end)]);
    } else {
      const opening = node.multiline ? /^...(?:\r?\n)?/.exec(text.slice(start)) : /^./.exec(text.slice(start));
      found.values.push([node.value, place(start + (opening?.[0].length ?? 0), end - (node.multiline ? 3 : 1))]);
    }
  };
  for (const node of parseTOML(text, { tomlVersion: '1.1' }).body[0].body) {
    if (node.type === 'TOMLTable') visitKey(node.key);
    for (const entry of node.type === 'TOMLTable' ? node.body : [node]) visitEntry(entry);
  }
  return found;
}

/** As ours tells them, and those of tables and arrays that headers and dotted keys made. */
function ownPlaces(text: string): Places {
  const found: Places = { keys: [], values: [] };
  const visit = (node: TomlNode): void => {
    const value = node.kind === 'string' || node.kind === 'scalar' ? node.value : node.kind;
    found.values.push([value, JSON.stringify(node.region)]);
    if (node.kind === 'array') node.items.forEach(visit);
    if (node.kind !== 'table') return;
    for (const { key, keyRegion, value } of node.entries.values()) {
      found.keys.push([key, JSON.stringify(keyRegion)]);
      visit(value);
    }
  };
  visit(parseToml(text).root);
  return found;
}

const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('1', '-1_000', '0xfF', '0o17', '0b1', '1.5e-3', '-inf', 'nan', 'true', '1979-05-27', '07:32:00'),
    fc.constantFrom('1979-05-27T07:32:00.5Z', '1979-05-27 07:32', '9007199254740993', '+0.0', '""', "''", '""""""'),
    fc.constantFrom(
      '"a\\tb\\\\"',
      '"\\u0041\\U0001F600\\x41\\e"',
      '"é\u2028😀 # x"',
      "'\\'",
      "'# \"'",
      '"]"',
      '"a = \'b\'"',
    ),
    fc.constantFrom(
      '"""\n one\\\n   two"""',
      '"""\r\na\r\nb\\r\\n"""',
      '"""a""b"""""',
      "'''\nc\r\n''d'''''",
      "'''\\'''",
    ),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[ ${items.join(', # next\n ')} ]`),
    fc
      .array(tie('value'), { minLength: 1, maxLength: 3 })
      .map((items) => `[${items.map((one) => `${one}\t,\r\n`).join('')}]`),
    fc
      .array(tie('value'), { maxLength: 3 })
      .map((all) => `{ ${all.map((one, i) => `k${i}.l = ${one}`).join(' ,\n')} }`),
  ),
})).value;
const tail = fc.constantFrom('\n', '\r\n', ' # end\n', '\t\n\n');
const document = fc
  .array(fc.tuple(fc.constantFrom('', '[t]', '[[t]]', '[ "q.r" . s ]'), value, tail), { minLength: 1, maxLength: 4 })
  .map((parts) =>
    parts
      .map(
        ([header, one, end], i) =>
          `${header.replace(/(?=\]\]?$)/, header === '' ? '' : `.n${i}`)}\n k${i} = ${one}${end}`,
      )
      .join(''),
  );

describe('places', () => {
  it('are those that another reader finds', () => {
    fc.assert(
      fc.property(document, (text) => {
        const [own, expected] = [ownPlaces(text), expectedPlaces(text)];
        expect(own.values).toEqual(expect.arrayContaining(expected.values));
        // A key that several headers name has the place of the first.
        expect(expected.keys).toEqual(expect.arrayContaining(own.keys));
        expect(parseToml(text).disagreements).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  const read = (text: string) => readPlaces(text, indexLines(text));

  it.each([
    'a',
    'a.',
    '= 1',
    '[a',
    '[[a]',
    'a = ',
    'a = "b',
    "a = '''b''",
    'a = [1',
    'a = {b = 1',
    'a = 1x',
    'a = "\\',
    'a = "\\q"',
    'a = "\\U00110000"',
  ])('are not found in %j', (text) => {
    expect(() => read(text)).toThrow(MalformedFileError);
  });

  it('are not looked for in any depth', () => {
    expect(() => read(`a = ${'['.repeat(100_000)}`)).toThrow(MalformedFileError);
    expect(() => read(`a = ${'{a='.repeat(100_000)}`)).toThrow(MalformedFileError);
  });

  it.each([
    ['blanks', (n: number) => ' '.repeat(n)],
    ['line ends', (n: number) => '\n'.repeat(n)],
    ['comments', (n: number) => '#\n'.repeat(n / 2)],
    ['texts', (n: number) => `a = [${'"b",'.repeat(n / 4)}]`],
    ['texts behind escapes', (n: number) => `a = [${'"\\n",'.repeat(n / 10)}${'"bb",'.repeat(n / 10)}]`],
    ['escapes', (n: number) => `a = "${'\\n'.repeat(n / 2)}"`],
    ['lines that are joined', (n: number) => `a = """${'\\\n '.repeat(n / 3)}"""`],
    ['quotes in a text', (n: number) => `a = '''${"''a".repeat(n / 3)}'''`],
    ['blanks behind a number', (n: number) => `a = 1${' '.repeat(n)}`],
    ['inline tables', (n: number) => `a = [${'{ b = 1 },'.repeat(n / 10)}]`],
  ])('are found in time that grows with the text: %s', async (_, make) => {
    expect(await measureGrowth(make, read, 400_000)).toBeLessThan(nearlyLinear);
  });
});
