import { describe, expect, it } from 'vitest';
import type { CheckedFile, LockCheck } from '../../../model/lock-check.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { formats } from '../formats.gen.ts';
import { pdmContentHash } from './pdm-content-hash.ts';
import { pipenvContentHash } from './pipenv-content-hash.ts';
import { poetryContentHash } from './poetry-content-hash.ts';

const poetry = `[tool.poetry]
name = "app"

[tool.poetry.dependencies]
python = "^3.10"
"zé" = {version = "*", optional = true}

[tool.poetry.group.dev.dependencies]
tester = ">=7"
`;

const project = `[project]
name = "app"
requires-python = ">=3.10"
dependencies = ["one>=1"]

[dependency-groups]
dev = ["tester>=7"]

[tool.poetry]
package-mode = false

[tool.poetry.dependencies]
one = {source = "acme"}
`;

const pipfile = `[packages]
one = "*"

[dev-packages]
tester = ">=7"

[docs]
paper = "*"

[requires]
python_version = "3.12"
`;

const poetryLock = (version: string, hash: string): string =>
  `package = []\n\n[metadata]\nlock-version = "${version}"\ncontent-hash = "${hash}"\n`;
const pdmLock = (hash: string): string => `[metadata]\nlock_version = "4.5.0"\ncontent_hash = "sha256:${hash}"\n`;
const pipenvLock = (hash: string): string => `{"_meta": {"hash": {"sha256": "${hash}"}, "pipfile-spec": 6}}`;

function read(format: string, path: string, text: string): CheckedFile {
  const parsed = formats.find(({ id }) => id === format)?.parse({ path, text });
  return {
    text,
    parsed: parsed ?? {
      path,
      format,
      role: 'manifest',
      dependencies: [],
      registries: [],
      includes: [],
      own: [],
      unparsed: [],
    },
  };
}

function pairOf(check: LockCheck, text: string, manifest: string | undefined) {
  const lockfile = read(check.format, 'app/the.lock', text);
  const beside = check
    .files(lockfile.parsed)
    .flatMap((path) => (manifest === undefined ? [] : [[path, read('none', path, manifest)] as const]));
  return { lockfile, files: new Map(beside) };
}

type Texts = readonly [lockfile: string, manifest: string | undefined];

function run(check: LockCheck, lockfile: string, manifest: string | undefined, before?: Texts) {
  const head = pairOf(check, lockfile, manifest);
  return check.check(head.lockfile, head.files, before && pairOf(check, ...before));
}

/** Hashes by `hashlib.sha256(json.dumps(..., sort_keys=True).encode())` of Python 3. */
const pairs: readonly (readonly [string, LockCheck, (hash: string) => string, string, string])[] = [
  [
    'Poetry 1.1',
    poetryContentHash,
    (hash) => poetryLock('1.1', hash),
    poetry,
    '0f64a5594091cc3a823b1c2049770bc847f8bef339eb5fccde861b22fd7df2ca',
  ],
  [
    'Poetry 1.8',
    poetryContentHash,
    (hash) => poetryLock('2.0', hash),
    poetry,
    '91f3b65591edfff1535890bf8bb8219558eb6a3514904ea6e4b76def7a63a712',
  ],
  [
    'Poetry 2.0',
    poetryContentHash,
    (hash) => poetryLock('2.1', hash),
    project,
    '9f875bcc47c63f8c50ba97b612ff9f357a843ccc99a10c18f8629707a1765a3f',
  ],
  [
    'Poetry 2.3',
    poetryContentHash,
    (hash) => poetryLock('2.1', hash),
    project,
    'ed1fab327f17013158191f2293e095fa34f2bfc4f1df4a6d453ff7121bbac72f',
  ],
  [
    'PDM with overrides',
    pdmContentHash,
    pdmLock,
    project,
    '3ab0625d4a80697c911786c684834a41e4f9d1a7c79c0c5a4431c56508aad11e',
  ],
  [
    'PDM with groups',
    pdmContentHash,
    pdmLock,
    project,
    '35b33d380a2241118da89ea3610fe32433d73aab58045596f483cc66219a7332',
  ],
  [
    'Pipenv',
    pipenvContentHash,
    pipenvLock,
    pipfile,
    'd1f7bc352d6bfa1824c123240dd2089681fc0775c4ff47f4f45e8416c42e9597',
  ],
  [
    'Pipenv with categories',
    pipenvContentHash,
    pipenvLock,
    pipfile,
    '1271effbb92572ecfb1e220f40ac447d6226e3cdda29434f0821e81e979d7289',
  ],
];

describe.each(pairs)('the hash of %s', (_, check, lock, manifest, hash) => {
  it('says nothing where the manifest gives it', () => {
    expect(run(check, lock(hash), manifest)).toEqual([]);
  });

  it('is contradicted by a manifest that asks for more', () => {
    const more = manifest
      .replace('one>=1', 'one>=1", "evil')
      .replace('python = "^3.10"', '$&\nevil = "*"')
      .replace('one = "*"', '$&\nevil = "*"');
    expect(more).not.toBe(manifest);
    const [contradiction, ...others] = run(check, lock(hash), more);
    expect(others).toEqual([]);
    expect(contradiction).toMatchObject({
      kind: 'drift',
      key: `content hash ${hash}`,
      location: { path: 'app/the.lock' },
    });
    expect(contradiction && sliceRegion(lock(hash), contradiction.location)).toContain(hash);
    expect(contradiction?.related?.path).toBe(check.files(read(check.format, 'app/the.lock', lock(hash)).parsed)[0]);
  });

  it('says nothing without the manifest, with a broken one, and without a hash', () => {
    expect(run(check, lock(hash), undefined)).toEqual([]);
    expect(run(check, lock(hash), 'a = \n')).toEqual([]);
    expect(
      run(
        check,
        lock(hash).replaceAll(
          /(?:content[-_]hash|sha256)"?(?=[ :])/g,
          'other"'.slice(0, lock(hash).startsWith('{') ? 6 : 5),
        ),
        manifest,
      ),
    ).toEqual([]);
  });
});

describe('a hash that the manifest does not give', () => {
  const hash = '91f3b65591edfff1535890bf8bb8219558eb6a3514904ea6e4b76def7a63a712';
  const lock = (recorded: string, ...packages: readonly string[]) =>
    packages.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0"\n`).join('') +
    poetryLock('2.0', recorded).replace('package = []', '');
  const more = poetry.replace('python = "^3.10"', '$&\nevil = "*"');
  const good: Texts = [lock(hash, 'one'), poetry];
  const other = 'f'.repeat(64);

  it.each<[string, string, Texts | undefined, readonly [string, string]]>([
    ['a lockfile that was not written anew', lock(hash, 'one'), good, ['drift', 'medium']],
    ['other packages under the old hash', lock(hash, 'one', 'evil'), good, ['tampered', 'medium']],
    ['a new hash of neither manifest', lock(other, 'one', 'evil'), good, ['tampered', 'low']],
    ['a new lockfile', lock(other, 'one'), undefined, ['drift', 'medium']],
    ['a base without its manifest', lock(other, 'one'), [lock(hash, 'one'), undefined], ['drift', 'medium']],
    ['a base that did not fit either', lock(other, 'one', 'evil'), [lock('0', 'one'), poetry], ['drift', 'medium']],
    ['the hash of the manifest before', lock(hash, 'one', 'evil'), [lock('0', 'one'), poetry], ['drift', 'medium']],
  ])('%s', (_, text, before, [kind, confidence]) => {
    expect(run(poetryContentHash, text, more, before)).toMatchObject([{ kind, confidence }]);
  });
});

it('a group that Poetry 1.2 and later hash is not left out of the comparison', () => {
  const [check, hash] = [poetryContentHash, '0f64a5594091cc3a823b1c2049770bc847f8bef339eb5fccde861b22fd7df2ca'];
  expect(run(check, poetryLock('2.0', hash), poetry)).toHaveLength(1);
});

it('a manifest with a value whose spelling in Python is not worked out is not compared', () => {
  expect(run(poetryContentHash, poetryLock('2.0', '0'), poetry.replace('optional = true', 'optional = 1.5'))).toEqual(
    [],
  );
});
