import { describe, expect, it } from 'vitest';
import type { CheckedFile, LockCheck } from '../../../model/lock-check.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { formats } from '../formats.gen.ts';
import { pylockArchives, uvArchives } from './archives.ts';
import { uvRequirements } from './uv-requirements.ts';
import { uvUnrequired } from './uv-unrequired.ts';

function read(path: string, text: string): CheckedFile {
  const format = formats.find(({ matches }) => matches(path) === 'name');
  if (format === undefined) throw new Error(path);
  return { text, parsed: format.parse({ path, text }) };
}

const run = (check: LockCheck, lockfile: CheckedFile, ...files: readonly CheckedFile[]) =>
  check.check(lockfile, new Map(files.map((file) => [file.parsed.path, file])));

const archives = (registry: string, ...urls: readonly string[]): string => `version = 1

[[package]]
name = "app"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "zope-like" }]

[[package]]
name = "zope-like"
version = "1.2.0"
source = { registry = "${registry}" }
wheels = [
${urls.map((url) => `    { url = "${url}", hash = "sha256:00" },\n`).join('')}]
`;

const pypi = 'https://pypi.org/simple';
const files = 'https://files.pythonhosted.org/packages';

describe('archives of uv.lock', () => {
  it.each([
    [pypi, `${files}/aa/zope.like-1.2.0.tar.gz`, `${files}/aa/Zope_Like-1.2.0-py3-none-any.whl`],
    [pypi, `${files}/aa/zope_like-1.2-1-py3-none-any.whl`],
    ['https://pypi.acme.example/simple', 'https://pypi.acme.example/files/zope_like-1.2.0-py3-none-any.whl'],
    ['https://download.acme.example/whl', 'https://download-2.acme.example/zope_like-1.2.0-py3-none-any.whl'],
    [pypi, `${files}/aa/an-archive`],
  ])('those of the package from the hosts of %s say nothing', (registry, ...urls) => {
    expect(run(uvArchives, read('uv.lock', archives(registry, ...urls)))).toEqual([]);
  });

  it.each([
    ['another package', pypi, `${files}/aa/evil-1.2.0-py3-none-any.whl`, 'high', 'archive zope-like evil'],
    [
      'another version',
      pypi,
      `${files}/aa/zope_like-6.6.6-py3-none-any.whl`,
      'high',
      'archive zope-like zope_like-6.6.6',
    ],
    ['a longer name', pypi, `${files}/aa/zope_like_extra-1.2.0-py3-none-any.whl`, 'high', 'archive zope-like'],
    [
      'another host',
      pypi,
      'https://files.acme.example/zope_like-1.2.0-py3-none-any.whl',
      'high',
      'host zope-like files.acme.example',
    ],
    [
      'a host behind user information',
      pypi,
      'https://files.pythonhosted.org@acme.example/zope_like-1.2.0-py3-none-any.whl',
      'high',
      'host zope-like acme.example',
    ],
    [
      "the public host for a registry of one's own",
      'https://pypi.acme.example/simple',
      `${files}/aa/zope_like-1.2.0-py3-none-any.whl`,
      'low',
      'host zope-like files.pythonhosted.org',
    ],
    [
      'a neighbour on shared ground',
      'https://acme.github.io/simple',
      'https://other.github.io/zope_like-1.2.0-py3-none-any.whl',
      'low',
      'host zope-like other.github.io',
    ],
  ])('%s is told', (_, registry, url, confidence, key) => {
    const lockfile = read(
      'uv.lock',
      archives(
        registry,
        `${files.replace('files.pythonhosted.org', new URL(registry === pypi ? files : registry).host)}/aa/zope_like-1.2.0-py2-none-any.whl`,
        url,
      ),
    );
    const found = run(uvArchives, lockfile);
    expect(found).toMatchObject([{ kind: 'tampered', confidence }]);
    expect(found[0]?.key.startsWith(key)).toBe(true);
    expect(found[0] && sliceRegion(lockfile.text, found[0].location)).toBe(url);
  });
});

it('the address in pylock.toml is compared with the package, whatever name stands before it', () => {
  const text = `lock-version = "1.0"

[[packages]]
name = "one"
version = "1.0"
index = "${pypi}"
wheels = [{ name = "one-1.0-py3-none-any.whl", url = "https://acme.example/evil-1.0-py3-none-any.whl", hashes = {} }]
`;
  expect(run(pylockArchives, read('pylock.toml', text))).toMatchObject([
    { key: 'archive one evil-1.0-py3-none-any.whl', confidence: 'high' },
    { key: 'host one acme.example', confidence: 'medium' },
  ]);
});

describe('entries of uv.lock that nothing requires', () => {
  it('are told', () => {
    const extra =
      '\n[[package]]\nname = "phantom"\nversion = "6.6.6"\nsource = { registry = "https://pypi.org/simple" }\n';
    const lockfile = read('uv.lock', archives(pypi) + extra);
    expect(run(uvUnrequired, lockfile)).toMatchObject([
      { kind: 'tampered', key: 'unrequired pkg:pypi/phantom@6.6.6', location: { startLine: 17 } },
    ]);
    expect(run(uvUnrequired, read('uv.lock', archives(pypi)))).toEqual([]);
  });
});

const manifest = (dependencies: string, rest = ''): CheckedFile =>
  read('pyproject.toml', `[project]\nname = "app"\ndependencies = [${dependencies}]\n${rest}`);

const locked = (requires: string, rest = ''): CheckedFile =>
  read(
    'uv.lock',
    `version = 1

[[package]]
name = "app"
version = "1.0"
source = { editable = "." }

[package.metadata]
requires-dist = [${requires}]
${rest}`,
  );

describe('what uv.lock says the manifest asks for', () => {
  it.each([
    ['{ name = "one", specifier = ">=1,<2" }', '"One >= 1, < 2"'],
    ['{ name = "one", specifier = "==1.0rc1" }', '"one==1.0.RC1"'],
    ['{ name = "one", extras = ["x"], marker = "sys_platform == \'win32\'" }', '"one[x]; sys_platform == \'win32\'"'],
    ['{ name = "one", git = "https://git.acme.example/one" }', '"one>=1"'],
    ['{ name = "one", url = "https://acme.example/one.whl" }', '"one @ https://acme.example/one.whl"'],
    ['', ''],
  ])('%s agrees with %s', (requires, dependencies) => {
    expect(run(uvRequirements, locked(requires), manifest(dependencies))).toEqual([]);
  });

  it('agrees on extras and groups', () => {
    const rest = '[package.metadata.requires-dev]\ndev = [{ name = "tester", specifier = ">=7" }]\n';
    const groups =
      '[project.optional-dependencies]\nfast = ["two"]\n[dependency-groups]\ndev = ["tester>=7", { include-group = "x" }]\nx = []\n';
    const lockfile = locked('{ name = "two", marker = "extra == \'fast\'" }', rest);
    expect(run(uvRequirements, lockfile, manifest('', groups))).toEqual([]);
  });

  it.each([
    [
      '{ name = "one", specifier = ">=1" }',
      '"one>=2"',
      'the lockfile says that pyproject.toml asks for one >=1, but it asks for >=2',
    ],
    [
      '{ name = "one" }',
      '"one>=2"',
      'the lockfile says that pyproject.toml asks for one any version, but it asks for >=2',
    ],
    [
      '{ name = "one" }, { name = "evil" }',
      '"one"',
      'the lockfile says that pyproject.toml asks for evil, but it does not',
    ],
    ['', '"one"', 'pyproject.toml asks for one, but the lockfile does not say so'],
  ])('%s contradicts %s', (requires, dependencies, message) => {
    expect(run(uvRequirements, locked(requires), manifest(dependencies))).toMatchObject([{ kind: 'drift', message }]);
  });

  it('is not compared where the manifest is broken, missing, or made up by a backend', () => {
    const lockfile = locked('{ name = "one" }');
    expect(run(uvRequirements, lockfile)).toEqual([]);
    expect(run(uvRequirements, lockfile, { ...manifest(''), text: 'a = ' })).toEqual([]);
    expect(
      run(uvRequirements, lockfile, read('pyproject.toml', '[project]\nname = "app"\ndynamic = ["dependencies"]\n')),
    ).toEqual([]);
  });

  it('asks for the manifests of all own packages, and for none outside of the tree', () => {
    const text = `version = 1

[[package]]
name = "lib"
source = { editable = "packages/lib" }

[[package]]
name = "outside"
source = { editable = "../../../outside" }
`;
    expect(uvRequirements.files(read('app/uv.lock', text).parsed)).toEqual([
      'app/pyproject.toml',
      'app/packages/lib/pyproject.toml',
    ]);
  });
});
