import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedFileError } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { Collector } from '../collector.ts';
import { readExactly } from './exact.ts';
import { scanLock } from './scan.ts';

/** What the exact reader makes of a text, and whether it had anything to tell. */
function read(text: string) {
  const into = new Collector({ path: 'package-lock.json', text }, indexLines(text));
  const content = readExactly(into, text);
  return { content, isQuiet: into.unparsed.length + into.ambiguities.length === 0 };
}

const name = fc.constantFrom('a', 'b', '@acme/lib', '__proto__', 'constructor', 'é', 'with "quotes"', '');
const entry = fc.record(
  {
    version: fc.constantFrom('1.0.0', 'npm:b@2.0.0', 'file:x', ''),
    name,
    resolved: fc.constantFrom('https://npm.acme.example/a/-/a-1.0.0.tgz', 'packages/x', ''),
    integrity: fc.constantFrom('sha512-AAAA', 'sha1-AAAA sha512-BBBB'),
    dev: fc.boolean(),
    optional: fc.boolean(),
    devOptional: fc.boolean(),
    peer: fc.boolean(),
    link: fc.boolean(),
    inBundle: fc.boolean(),
    bundled: fc.boolean(),
    dependencies: fc.dictionary(name, fc.constant('^1')),
    requires: fc.oneof(fc.constant(true), fc.dictionary(name, fc.constant('^1'))),
    engines: fc.constant({ node: '>=1' }),
  },
  { requiredKeys: [] },
);
const key = fc.constantFrom(
  '',
  'packages/x',
  'node_modules/a',
  'node_modules/@acme/lib',
  'packages/x/node_modules/a',
  'node_modules/a/node_modules/b',
);
/** In the tree `dependencies` holds entries. */
const leaf = entry.map(({ dependencies: _, ...rest }) => rest);
const below = (inner: fc.Arbitrary<object>): fc.Arbitrary<Record<string, object>> =>
  fc.dictionary(
    name,
    fc.tuple(leaf, inner).map(([one, dependencies]) => ({ ...one, dependencies })),
    { maxKeys: 3 },
  );
const tree = below(below(fc.dictionary(name, leaf, { maxKeys: 2 })));
const lockfile = fc.record(
  {
    name,
    version: fc.constant('1.0.0'),
    lockfileVersion: fc.constantFrom(1, 2, 3),
    requires: fc.constant(true),
    packages: fc.dictionary(key, entry, { maxKeys: 5 }),
    dependencies: tree,
  },
  { requiredKeys: ['lockfileVersion'] },
);

describe('the scanner of npm lockfiles', () => {
  it('gives what the exact reader gives, in any layout', () => {
    fc.assert(
      fc.property(lockfile, fc.constantFrom(undefined, 2, '\t'), fc.boolean(), (value, indent, crlf) => {
        const plain = JSON.stringify(value, null, indent);
        const text = crlf ? plain.replaceAll('\n', '\r\n') : plain;
        const { content, isQuiet } = read(text);
        expect(isQuiet).toBe(true);
        expect(scanLock(text)).toEqual(content);
      }),
      { numRuns: 300 },
    );
  });

  it('gives nothing where the exact reader has something to tell, whatever is cut out or put in', () => {
    const edit = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(12),
      fc.constantFrom(
        '',
        '"',
        '{',
        '}',
        ',',
        '"version": 1,',
        '"dev": "x",',
        '"name": "a", "name": "b",',
        '\\u0061',
        '\n',
        '__proto__',
      ),
    );
    fc.assert(
      fc.property(lockfile, fc.array(edit, { maxLength: 3 }), (value, edits) => {
        const text = edits.reduce((now, [where, cut, put]) => {
          const at = Math.floor(where * now.length);
          return now.slice(0, at) + put + now.slice(at + cut);
        }, JSON.stringify(value));
        const scanned = scanLock(text);
        if (scanned === undefined) return;
        const { content, isQuiet } = read(text);
        expect(isQuiet).toBe(true);
        expect(scanned).toEqual(content);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a repeated key', '{"lockfileVersion":3,"packages":{"node_modules/a":{},"node_modules/a":{}}}'],
    ['a repeated field', '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1","version":"2"}}}'],
    ['a repeated list', '{"lockfileVersion":3,"packages":{},"packages":{}}'],
    ['a wrong type', '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":1}}}'],
    ['a key with escapes in an entry', '{"lockfileVersion":3,"packages":{"node_modules/a":{"v\\u0065rsion":"1"}}}'],
    ['another version', '{"lockfileVersion":4,"packages":{}}'],
    ['neither version nor list', '{}'],
    ['no JSON', '{"lockfileVersion":3,'],
  ])('leaves %s to the exact reader', (_, text) => {
    expect(scanLock(text)).toBeUndefined();
  });

  it('does not mind depth', () => {
    const text = `{"lockfileVersion":1,"dependencies":${'{"a":{"dependencies":'.repeat(200)}{}${'}}'.repeat(200)}}`;
    expect(scanLock(text)).toBeUndefined();
    expect(read(text).content.tree).toHaveLength(200);
    expect(() => read(text.slice(0, -1))).toThrow(MalformedFileError);
  });
});
