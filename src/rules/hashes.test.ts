import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDisagreement, findUnlisted, isStrong, isVoid, readHash, readHashes, sayHash } from './hashes.ts';

const spellings = (algorithm: string, content: string): readonly string[] => {
  const digest = createHash(algorithm).update(content).digest();
  const hex = digest.toString('hex');
  return [
    `${algorithm}-${digest.toString('base64')}`,
    `${algorithm}-${digest.toString('base64').replace(/=+$/, '')}?ref`,
    `${algorithm}:${hex}`,
    `${algorithm}=${hex}`,
    `${algorithm.toUpperCase()}:${hex.toUpperCase()}`,
  ];
};

it('reads all spellings of a hash as one', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'), (text, name) => {
      const hex = createHash(name).update(text).digest('hex');
      for (const spelling of spellings(name, text)) {
        expect(readHash(spelling)).toEqual({ algorithm: name, digest: hex, text: spelling });
      }
    }),
  );
});

it.each([
  '',
  'sha512-',
  'sha512-short',
  `sha256:${'g'.repeat(64)}`,
  `sha256:${'a'.repeat(63)}`,
  'a'.repeat(64),
  `sha3:${'a'.repeat(64)}`,
  `__proto__:${'a'.repeat(64)}`,
  `sha256-${'A'.repeat(42)}!=`,
  'x'.repeat(100_000),
])('reads no hash in %j', (text) => {
  expect(readHash(text)).toBeUndefined();
  expect(readHashes([text])).toEqual([]);
});

describe('findDisagreement', () => {
  const all = (...texts: readonly string[]) => readHashes(texts);
  const a = spellings('sha256', 'a');
  const b = spellings('sha256', 'b');

  it.each([
    ['equal in another spelling', all(`${a[0]}`), all(`${a[2]}`), undefined],
    ['one of several in common', all(`${a[0]}`), all(`${a[0]}`, `${b[0]}`), undefined],
    ['nothing in common', all(`${a[0]}`), all(`${b[0]}`), { was: { text: a[0] }, is: { text: b[0] } }],
    ['other algorithms', all(`${spellings('sha1', 'a')[0]}`), all(`${b[0]}`), undefined],
    ['no hash before', all(), all(`${b[0]}`), undefined],
    [
      'the strong one differs, the weak one does not',
      all(`${spellings('sha1', 'a')[0]}`, `${a[0]}`),
      all(`${spellings('sha1', 'a')[0]}`, `${b[0]}`),
      { is: { text: b[0] } },
    ],
    ['Yarn, the same cache key', all(`10c0/${'a'.repeat(128)}`), all(`10c0/${'b'.repeat(128)}`), { is: {} }],
    ['Yarn, another cache key', all(`8/${'a'.repeat(128)}`), all(`10c0/${'b'.repeat(128)}`), undefined],
  ])('%s', (_, before, after, expected) => {
    const found = findDisagreement(before, after);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });
});

it.each([
  ['one more', ['a'], ['a', 'b'], undefined, { extent: 'more', was: 'a', is: 'b' }],
  ['one less', ['a', 'b'], ['a'], undefined, undefined],
  ['another order', ['a', 'b'], ['b', 'a'], undefined, undefined],
  [
    'one replaced',
    ['a', 'b'],
    ['a', 'c'],
    { extent: 'some', was: 'b', is: 'c' },
    { extent: 'some', was: 'b', is: 'c' },
  ],
  ['all replaced', ['a', 'b'], ['c'], { extent: 'all', was: 'a', is: 'c' }, { extent: 'all', was: 'a', is: 'c' }],
  ['none left', ['a'], [], undefined, undefined],
] as const)('reads several digests as files, or as alternatives: %s', (_, before, after, files, alternatives) => {
  const hashes = (texts: readonly string[]) => readHashes(texts.map((text) => `${spellings('sha512', text)[0]}`));
  const seen = (reading: 'files' | 'alternatives') => findDisagreement(hashes(before), hashes(after), reading);
  const full = (short: typeof files | typeof alternatives) =>
    short && { extent: short.extent, was: hashes([short.was])[0], is: hashes([short.is])[0] };
  expect(seen('files')).toEqual(full(files));
  expect(seen('alternatives')).toEqual(full(alternatives));
});

it.each([
  ['sha999-AAAA', true],
  ['sha512-short', true],
  ['', true],
  ['blake3-x', true],
  ['x'.repeat(100_000), true],
  ['a'.repeat(128), false],
  [`10c0/${'a'.repeat(128)}`, false],
  [`sha1-${'A'.repeat(27)}=`, false],
])('tells what npm passes over: %.40s', (text, expected) => {
  expect(isVoid(text)).toBe(expected);
});

it('finds what a list lacks, of the algorithms that the list uses', () => {
  const [a = '', b = ''] = ['a', 'b'].map((text) => spellings('sha512', text)[0]);
  const listed = readHashes([a, ...spellings('sha1', 'a').slice(2, 3)]);
  expect(findUnlisted(readHashes([a]), listed)).toEqual([]);
  expect(findUnlisted(readHashes([b]), listed)).toMatchObject([{ text: b }]);
  expect(findUnlisted(readHashes([`${spellings('sha256', 'b')[0]}`, `10c0/${'a'.repeat(128)}`]), listed)).toEqual([]);
  expect(findUnlisted(readHashes([b]), [])).toEqual([]);
});

it('tells strong hashes from weak ones, and says them shortly', () => {
  const [sha1, sha256] = readHashes([`${spellings('sha1', 'a')[2]}`, `${spellings('sha256', 'a')[2]}`]);
  if (sha1 === undefined || sha256 === undefined) throw new Error('no hash was read');
  expect([isStrong(sha1), isStrong(sha256)]).toEqual([false, true]);
  expect(sayHash(sha256)).toBe('sha256:ca978112ca1bbdcaf…');
});
