import { describe, expect, it } from 'vitest';
import type { CheckedFile, LockCheck } from '../../../model/lock-check.ts';
import { formats } from '../formats.gen.ts';
import { pdmArchives, poetryArchives } from './archives.ts';

function read(path: string, text: string): CheckedFile {
  const format = formats.find(({ matches }) => matches(path) === 'name');
  if (format === undefined) throw new Error(path);
  return { text, parsed: format.parse({ path, text }) };
}

const run = (check: LockCheck, lockfile: CheckedFile) => check.check(lockfile, new Map());

const files = 'https://files.pythonhosted.org/packages';
const hash = `hash = "sha256:${'a'.repeat(64)}"`;

describe('the files of poetry.lock', () => {
  const lock = (file: string, source = '', metadata = '') =>
    read(
      'poetry.lock',
      `[[package]]\nname = "Zope.Like"\nversion = "1.2.0"\n${file}\n${source}\n[metadata]\nlock-version = "2.0"\n${metadata}`,
    );
  const named = (...names: readonly string[]) =>
    `files = [${names.map((name) => `{ file = "${name}", ${hash} }`).join(', ')}]`;

  it.each([
    ['a wheel and an sdist', lock(named('zope_like-1.2-py3-none-any.whl', 'Zope.Like-1.2.0.tar.gz'))],
    [
      'what a repository or an address is called',
      lock(named('main.zip'), '[package.source]\ntype = "url"\nurl = "https://acme.example/main.zip"'),
    ],
    [
      'files in the metadata',
      lock('', '', `[metadata.files]\n"Zope.Like" = [{ file = "zope_like-1.2.0.zip", ${hash} }]`),
    ],
    ['other files', lock(named('zope_like-1.2.0-py3.8.egg', 'README'))],
  ])('%s belong to the package', (_, lockfile) => {
    expect(run(poetryArchives, lockfile)).toEqual([]);
  });

  it.each([
    ['another package', lock(named('zope_like-1.2-py3-none-any.whl', 'zope_lik3-1.2-py3-none-any.whl'))],
    ['another version', lock(named('zope_like-1.1-py3-none-any.whl'))],
    [
      'another package of another index',
      lock(named('evil-1.2.0.tar.gz'), '[package.source]\ntype = "legacy"\nurl = "https://pypi.acme.example/simple"'),
    ],
    [
      'another package in the metadata',
      lock('', '', `[metadata.files]\n"Zope.Like" = [{ file = "evil-1.2.0.zip", ${hash} }]`),
    ],
  ])('%s is told', (_, lockfile) => {
    expect(run(poetryArchives, lockfile)).toMatchObject([{ kind: 'tampered', confidence: 'high' }]);
  });
});

describe('the files of pdm.lock', () => {
  const lock = (version: string, file: string, rest = '') =>
    read(
      'pdm.lock',
      `[metadata]\nlock_version = "${version}"\n[[package]]\nname = "one"\nversion = "1.0"\n${file}\n${rest}`,
    );

  it.each([
    ['a name', lock('4.5.0', `files = [{ file = "one-1.0.tar.gz", ${hash} }]`), 0],
    ['another name', lock('4.5.0', `files = [{ file = "two-1.0.tar.gz", ${hash} }]`), 1],
    [
      'another version in the metadata',
      lock('4.0', '', `[metadata.files]\n"one 1.0" = [{ file = "one-2.0.tar.gz", ${hash} }]`),
      1,
    ],
    [
      'the archive of an address',
      lock('4.5.0', `url = "https://acme.example/x.zip"\nfiles = [{ file = "x.zip", ${hash} }]`),
      0,
    ],
    [
      'one address on another host',
      lock(
        '4.5.0',
        `files = [{ url = "${files}/aa/one-1.0.tar.gz", ${hash} }, { url = "https://acme.example/one-1.0-py3-none-any.whl", ${hash} }]`,
      ),
      1,
    ],
    ['all addresses elsewhere', lock('4.5.0', `files = [{ url = "https://acme.example/one-1.0.tar.gz", ${hash} }]`), 0],
  ])('are held against the entry: %s', (_, lockfile, told) => {
    expect(run(pdmArchives, lockfile)).toHaveLength(told);
  });
});
