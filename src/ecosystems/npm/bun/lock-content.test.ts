import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../../test/support/growth.ts';
import { MalformedFileError } from '../../../model/ecosystem.ts';
import { format } from '../formats/bun-lock.ts';
import { type BunLock, readExactly, readFast } from './lock-content.ts';
import { infoOf } from './tuple.ts';

const written = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "dependencies": {
        "left": "^1.0.0",
      },
    },
  },
  "packages": {
    "left": ["left@1.0.0", "", { "dependencies": { "right": "^2.0.0" } }, "sha512-AAAA=="],

    "left/right": ["right@2.0.0", "", {}, "sha512-BBBB=="],

    "right": ["right@1.0.0", "", {}, "sha512-CCCC=="],
  }
}
`;

const withoutDocument = ({ document: _, ...lock }: BunLock) => lock;

function exactly(text: string) {
  try {
    return withoutDocument(readExactly(text));
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

/** The head is an object that ends where the packages begin: its end alone differs. Descriptions are equal as values. */
const comparable = (lock: Omit<BunLock, 'document'> | undefined) =>
  lock && {
    ...lock,
    head: { ...lock.head, end: 0 },
    packages: lock.packages.map((entry) => ({ ...entry, info: infoOf(entry) })),
  };

describe('readFast', () => {
  it('reads what Bun writes as the exact reader does', () => {
    const fast = readFast(written);
    expect(fast?.packages).toHaveLength(3);
    expect(comparable(fast)).toEqual(comparable(exactly(written)));
  });

  it.each([
    ['a package over two lines', written.replace('"left@1.0.0", ', '"left@1.0.0",\n')],
    ['an escaped key', written.replace('"left":', '"l\\u0065ft":').replace('"left": [', '"l\\u0065ft": [')],
    ['an escaped identity', written.replace('"left@', '"l\\u0065ft@')],
    ['equal keys', written.replace('"left/right"', '"left"')],
    ['a second list of packages', written.replace('"lockfileVersion"', '"packages": {},\n  "lockfileVersion"')],
    [
      'a list of packages inside a comment',
      written.replace('"lockfileVersion"', '/*\n  "packages": {\n*/ "lockfileVersion"'),
    ],
    ['something after the packages', written.replace('  }\n}\n', '  },\n  "x": 1\n}\n')],
    ['CRLF', written.replaceAll('\n', '\r\n')],
    ['no end', written.slice(0, -4)],
  ])('leaves %s to the exact reader', (_, text) => {
    expect(readFast(text)).toBeUndefined();
  });

  it('never reads anything else where a file has one change', () => {
    const put = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom('"', '\\', ',', '[', ']', '{', '}', '\n', '//', '/*', '*/', '],'),
    );
    let fastReads = 0;
    fc.assert(
      fc.property(fc.nat(written.length), fc.nat(3), put, (at, cut, text) => {
        const changed = written.slice(0, at) + text + written.slice(at + cut);
        const fast = readFast(changed);
        if (fast === undefined) return;
        fastReads += 1;
        expect(comparable(withoutDocument(fast))).toEqual(comparable(exactly(changed)));
      }),
      { numRuns: 2_000 },
    );
    expect(fastReads).toBeGreaterThan(50);
  });
});

describe('a tuple', () => {
  const info = fc.oneof(
    fc.record(
      {
        dependencies: fc.dictionary(fc.constantFrom('a', '@b/c', '1', '__proto__'), fc.constantFrom('^1', '')),
        bin: fc.constantFrom<unknown>('x', { x: 'y' }),
        optionalPeers: fc.array(fc.constantFrom('a', 'd')),
        peerDependencies: fc.dictionary(fc.constantFrom('a', 'd'), fc.constant('*')),
        devDependencies: fc.constantFrom<unknown>(1, [], { e: '1' }),
        bundled: fc.constantFrom<unknown>(true, false, 1),
      },
      { requiredKeys: [] },
    ),
    fc.constantFrom<unknown>(null, [], 'text'),
  );
  const rest = fc.array(
    fc.oneof(fc.constantFrom('', 'https://npm.acme.example/a.tgz', 'sha512-AA==', 'sha1-B'), info),
    {
      maxLength: 4,
    },
  );

  it('says the same to both readers, or nothing to the fast one', () => {
    let fastReads = 0;
    fc.assert(
      fc.property(rest, fc.boolean(), (elements, twice) => {
        const tuple = JSON.stringify(['right@1.0.0', ...elements]);
        const repeated = twice ? tuple.replace('{', '{"bundled":true,"dependencies":{"z":"1"},') : tuple;
        const text = written.replace('["right@1.0.0", "", {}, "sha512-CCCC=="]', () => repeated);
        const fast = readFast(text);
        if (fast === undefined) return;
        fastReads += 1;
        expect(comparable(withoutDocument(fast))).toEqual(comparable(exactly(text)));
      }),
      { numRuns: 1_000 },
    );
    expect(fastReads).toBeGreaterThan(100);
  });
});

describe('requires', () => {
  it('finds the nearest package above', () => {
    const file = format.parse({ path: 'bun.lock', text: written });
    expect(file.requires?.()).toEqual([[1], [], []]);
  });

  it.each([
    [
      'nested paths',
      (n: number) =>
        Array.from(
          { length: n },
          (_, i) =>
            `    "${'a/'.repeat(i % 50)}p${i}": ["p${i}@1.0.0", "", { "dependencies": { "x": "1", "y": "1" } }],\n`,
        ).join(''),
    ],
    [
      'one long path',
      (n: number) =>
        `    "${'a/'.repeat(n)}b": ["b@1.0.0", "", { "dependencies": { ${Array.from({ length: 50 }, (_, i) => `"d${i}": "1"`).join(', ')} } }],\n`,
    ],
  ])('takes time that grows with the file: %s', async (_, make) => {
    const write = (size: number) => `{\n  "lockfileVersion": 1,\n  "packages": {\n${make(size)}  }\n}\n`;
    const read = (text: string) => format.parse({ path: 'bun.lock', text }).requires?.();
    expect(await measureGrowth(write, read, 6_400)).toBeLessThan(nearlyLinear);
  });
});

describe('decode', () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

  it.each([
    ['a lockfile', encode(written), written],
    ['a byte-order mark', encode(`\ufeff${written}`), written],
    ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0x7d]), undefined],
  ])('reads %s', (_, bytes, expected) => {
    expect(format.decode?.(bytes)?.text).toBe(expected);
  });

  it('tells the binary lockfile as such', () => {
    const bytes = new Uint8Array([...encode('#!/usr/bin/env bun\nbun-lockfile-format-v0\n'), 0xff, 0x00]);
    const { text = '' } = format.decode?.(bytes) ?? {};
    expect(() => format.parse({ path: 'a/bun.lockb', text })).toThrow('cannot be audited');
  });
});
