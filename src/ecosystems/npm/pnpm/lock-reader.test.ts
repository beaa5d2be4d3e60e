import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../../test/support/growth.ts';
import { MalformedFileError } from '../../../model/ecosystem.ts';
import { format } from '../formats/pnpm-lock.ts';
import { readExactly, readFast } from './lock-reader.ts';

const written = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      '@acme/left':
        specifier: ^1.0.0
        version: 1.0.0(right@2.0.0)
      3d-view:
        specifier: ~1.0.0
        version: link:../3d-view

  empty: {}

packages:

  '@acme/left@1.0.0':
    resolution: {integrity: sha512-AAAA+/==}
    engines: {node: '>=18', npm: ^10 || ^11}
    cpu: [x64, '!arm64']
    deprecated: |-
      One: two
        # three

      four
    peerDependencies:
      right: '*'

  right@2.0.0:
    resolution: {integrity: sha512-BBBB, tarball: https://npm.acme.example/right/-/right-2.0.0.tgz}
    bundledDependencies:
      - a
      - '@acme/b'

  node@runtime:26.0.0:
    resolution:
      type: variations
      variants:
        - resolution:
            integrity: sha256-CCCC=
            url: https://files.acme.example/node.tar.gz
          targets:
            - cpu: x64
              os: linux
    version: 26.0.0

snapshots:

  '@acme/left@1.0.0(right@2.0.0)':
    dependencies:
      right: 2.0.0
    optional: true

  right@2.0.0: {}
---
lockfileVersion: 5.4

specifiers:
  left: 1.0.0

dependencies:
  left: 1.0.0

packages:

  /left/1.0.0:
    dev: false
`;

/** Comments inside of a block scalar are text. */
const withoutBlock = written.replace(/ {4}deprecated: \|-\n(?: {6}.*\n|\n)+/, '');

/** Nothing where the text is refused. */
function exactly(text: string) {
  try {
    return readExactly(text);
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

describe('readFast', () => {
  it.each([
    ['as pnpm writes it', written],
    ['with CRLF', written.replaceAll('\n', '\r\n')],
    ['with comments and blank lines', withoutBlock.replaceAll('\n', '\n  # note\n\n   \n')],
  ])('reads a lockfile %s, as the exact reader does', (_, text) => {
    const fast = readFast(text);
    expect(fast).toBeDefined();
    expect(fast).toEqual(readExactly(text));
  });

  it.each([
    ['flow style in an importer', 'importers:\n  .: {dependencies: {}}\n'],
    ['a list where a map should be', 'packages:\n- a@1.0.0\n'],
    ['a double-quoted key', 'packages:\n  "a@1.0.0": {}\n'],
    ['an anchor', 'packages: &x\n  a@1.0.0: {}\n'],
    ['an alias', 'packages:\n  a@1.0.0: *x\n'],
    ['a tag', 'packages:\n  a@1.0.0: !!map {}\n'],
    ['a complex key', 'packages:\n  ? a@1.0.0\n  : {}\n'],
    ['a merge key', 'packages:\n  <<: {}\n'],
    ['a tab', 'packages:\n\ta@1.0.0: {}\n'],
    ['odd indentation', 'packages:\n   a@1.0.0: {}\n'],
    ['a wrong level', 'packages:\n  a@1.0.0: {}\n    b: c\n'],
    ['text over two lines', "packages:\n  a@1.0.0:\n    version: 'x\n      y'\n"],
    ['plain text over two lines', 'packages:\n  a@1.0.0:\n    version: x\n      y\n'],
    ['a comment after a value', 'packages:\n  a@1.0.0: {} # note\n'],
    ['a flow map over two lines', 'packages:\n  a@1.0.0:\n    resolution: {integrity: x,\n      tarball: y}\n'],
    ['an unclosed quote in a flow map', "packages:\n  a@1.0.0:\n    engines: {node: 'x}\n"],
    ['equal keys', 'packages:\n  a@1.0.0: {}\n  a@1.0.0: {}\n'],
    ['equal keys far apart', 'packages:\n  b@1.0.0: {}\n  a@1.0.0: {}\n  b@1.0.0: {}\n'],
    ['equal fields', 'packages:\n  a@1.0.0:\n    version: 1\n    name: x\n    version: 2\n'],
    ['equal keys in a flow map', 'packages:\n  a@1.0.0:\n    resolution: {integrity: x, integrity: y}\n'],
    ['a lone carriage return', 'packages:\n  a@1.0.0: {}\r  b@1.0.0: {}\n'],
    ['a line separator', 'packages:\n  a@1.0.0: {} \u2028\n'],
    ['conflict markers', '<<<<<<< a: b\npackages:\n'],
    ['a null', 'packages:\n  a@1.0.0: ~\n'],
    ['a number as a key', 'packages:\n  1.0: {}\n'],
    ['an end of a document', 'packages: {}\n...\n'],
    ['a directive', '%YAML 1.2\n---\npackages: {}\n'],
    ['deep nesting', Array.from({ length: 60 }, (_, n) => `${'  '.repeat(n)}a:\n`).join('')],
  ])('leaves %s to the exact reader', (_, text) => {
    expect(readFast(text)).toBeUndefined();
  });

  it('never reads anything else than the exact reader', () => {
    const lines = written.split('\n').filter((line) => line !== '');
    const piece = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...lines) },
      fc.constantFrom(
        '  - x',
        '  - a: b',
        '- x',
        '---',
        '  x: |-',
        '    # y',
        "  'a b': {}",
        "  a: 'b'",
        '  a: "b"',
        '  a: [b, c]',
        '    deprecated: >-',
        '  a: {b: c}',
        '      a:',
        '    a: ~',
        ' ',
      ),
    );
    const junk = fc.constantFrom(
      '',
      '',
      '',
      '',
      ' ',
      "'",
      '"',
      ': ',
      ' #',
      '{',
      '}',
      ']',
      ',',
      '&',
      '*',
      '\t',
      '\\',
      '-',
      '~',
      '\r',
      '|',
      '>',
      '\n',
    );
    const line = fc.tuple(piece, junk, fc.nat(60)).map(([text, put, at]) => text.slice(0, at) + put + text.slice(at));
    let fastReads = 0;
    fc.assert(
      fc.property(fc.oneof(fc.array(piece, { maxLength: 12 }), fc.array(line, { maxLength: 8 })), (chosen) => {
        const text = chosen.join('\n');
        const fast = readFast(text);
        if (fast === undefined) return;
        fastReads += 1;
        expect(fast).toEqual(exactly(text));
      }),
      { numRuns: 4_000 },
    );
    expect(fastReads).toBeGreaterThan(100);
  });

  it('never reads anything else where a real file has one change', () => {
    const put = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom("'", '"', ': ', ' #', '{', '}', '\n', '\n  ', '- ', '|', '\r', '? '),
    );
    fc.assert(
      fc.property(fc.nat(written.length), fc.nat(3), put, (at, cut, text) => {
        const changed = written.slice(0, at) + text + written.slice(at + cut);
        const fast = readFast(changed);
        if (fast !== undefined) expect(fast).toEqual(exactly(changed));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [
      'packages',
      (n: number) =>
        `packages:\n${Array.from({ length: n }, (_, i) => `  p${i}@1.0.0:\n    resolution: {integrity: sha512-${i}}\n`).join('')}`,
    ],
    [
      'packages in no order',
      (n: number) =>
        `packages:\n${Array.from({ length: n }, (_, i) => `  p${(i * 7919) % n}@1.0.${i}: {}\n`).join('')}`,
    ],
    [
      'chains',
      (n: number) =>
        `packages:\n${Array.from({ length: n }, (_, i) => `  /p${i}@1.0.0:\n    dependencies:\n      p${i + 1}: 1.0.0\n`).join('')}`,
    ],
    ['parentheses', (n: number) => `packages:\n  a@1.0.0${'('.repeat(n)}${')'.repeat(n)}: {}\n`],
  ])('takes time that grows with the file: %s', async (_, make) => {
    const read = (text: string) => format.parse({ path: 'pnpm-lock.yaml', text }).requires?.();
    expect(await measureGrowth(make, read, 8_000)).toBeLessThan(nearlyLinear);
  });
});
