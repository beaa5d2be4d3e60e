import { describe, expect, it } from 'vitest';
import { endpoints } from '../../../knowledge/endpoints.ts';
import type { IndexAnswer } from '../../../model/resolution.ts';
import { clients } from '../clients.gen.ts';
import { ecosystem } from '../index.ts';

const clientOf = (id: string) => {
  const found = clients.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no client ${id}`);
  return found;
};

/** What a client makes of files, by path. */
function setUp(id: string, files: Readonly<Record<string, string>>) {
  const parsed = Object.entries(files).map(([path, text]) => {
    const format = ecosystem.formats.find((one) => one.matches(path) === 'name');
    if (format === undefined) throw new Error(`no format reads ${path}`);
    return format.parse({ path, text });
  });
  return clientOf(id).setUp(
    parsed.flatMap(({ registries }) => registries).filter((use) => use.clients?.includes(id) !== false),
    parsed.flatMap((file) => file.clients ?? []).filter(({ client }) => client === id),
  );
}

const source = (name: string, more = '', url = `https://${name}.example/simple`): string =>
  `[[tool.poetry.source]]\nname = "${name}"\n${name === 'PyPI' ? '' : `url = "${url}"\n`}${more}`;
const pyproject = (text: string) => ({ 'pyproject.toml': text });
const slash = `${endpoints.pypi}/`;

type Row = readonly [title: string, client: string, files: Readonly<Record<string, string>>, found: readonly string[]];

describe('indexes that a client is told', () => {
  it.each<Row>([
    ['nothing', 'pip', {}, ['default pypi']],
    ['nothing', 'uv', {}, ['default pypi']],
    ['nothing', 'poetry', {}, ['default pypi']],
    ['nothing', 'pdm', {}, ['default pypi']],
    ['nothing', 'pipenv', {}, ['default pypi']],
    [
      'settings of other clients',
      'pip',
      {
        'pyproject.toml':
          '[[tool.uv.index]]\nurl = "https://a.example/simple"\n[[tool.pdm.source]]\nname = "b"\nurl = "https://b.example"',
      },
      ['default pypi'],
    ],
    [
      'the public index under another spelling',
      'pip',
      { 'requirements.txt': `--extra-index-url ${slash}\n--extra-index-url https://a.example/simple` },
      ['default pypi', 'extra a.example'],
    ],
    ...(
      [
        ['in use', '', ['explicit a.example +x +y-z', 'default pypi']],
        ['that are left out', 'no-sources = true', ['explicit a.example', 'default pypi']],
        ['that are left out for one name', 'no-sources-package = ["Y_z"]', ['explicit a.example +x', 'default pypi']],
        ['that are not left out', 'no-sources = false', ['explicit a.example +x +y-z', 'default pypi']],
      ] as const
    ).map(
      ([title, setting, found]): Row => [
        `sources ${title}`,
        'uv',
        pyproject(
          `[tool.uv]\n${setting}\n[[tool.uv.index]]\nname = "a"\nurl = "https://a.example/simple"\nexplicit = true\n[tool.uv.sources]\nx = { index = "a" }\ny-z = { index = "a" }\n`,
        ),
        found,
      ],
    ),
    [
      'an index that erases what stands before it, and no links',
      'pip',
      {
        'requirements.txt':
          '-f https://f.example/simple\n--extra-index-url https://a.example/simple\n-i https://b.example/simple\n--extra-index-url https://c.example/simple',
        'pip.conf': '[global]\nextra-index-url = https://d.example/simple',
      },
      ['default b.example', 'extra c.example', 'extra links f.example'],
    ],
    [
      'settings with another index in a file that takes the place of none',
      'pip',
      {
        'requirements.txt': '--extra-index-url https://a.example/simple',
        'pip.conf': '[global]\nindex-url = https://b.example/simple\nextra-index-url = https://c.example/simple',
      },
      ['default b.example', 'extra c.example', 'extra a.example'],
    ],
    ['no index', 'pip', { 'requirements.txt': '--no-index' }, []],
    [
      'no index in settings that pip does not read by itself',
      'pip',
      { 'pip.conf': '[install]\nno-index = yes\nfind-links = ./wheels' },
      ['default pypi', 'extra links ./wheels'],
    ],
    [
      'settings of other commands',
      'pip',
      {
        'pip.conf':
          '[download]\nextra-index-url = https://a.example/simple\npre = yes\n[wheel]\nindex-url = https://b.example/simple',
      },
      ['default pypi'],
    ],
    [
      'uv.toml in the place of a table',
      'uv',
      {
        'pyproject.toml':
          '[tool.uv]\nno-index = true\nindex-strategy = "unsafe-best-match"\n[tool.uv.sources]\nx = { index = "b" }\n[[tool.uv.index]]\nurl = "https://a.example/simple"\n[[tool.uv.index]]\nname = "b"\nexplicit = true\nurl = "https://b.example/simple"',
        'uv.toml': '[[index]]\nurl = "https://c.example/simple"',
      },
      ['explicit b.example +x', 'extra c.example', 'default pypi'],
    ],
    [
      'names of sources in another case',
      'poetry',
      pyproject(
        `[tool.poetry.dependencies]\nx = { version = "1", source = "PRIV" }\n${source('priv', 'priority = "explicit"')}`,
      ),
      ['explicit priv.example +x', 'default pypi'],
    ],
    [
      'the index of PyTorch, whose 403 says that it does not have a name',
      'uv',
      pyproject('[[tool.uv.index]]\nurl = "https://download.pytorch.org/whl/cu121"'),
      ['extra download.pytorch.org/whl/cu121 403', 'default pypi'],
    ],
    [
      'the index of PyTorch with statuses of its own',
      'uv',
      pyproject('[[tool.uv.index]]\nurl = "https://download.pytorch.org/whl/cu121"\nignore-error-codes = [500]'),
      ['extra download.pytorch.org/whl/cu121 500', 'default pypi'],
    ],
    [
      'the index of PyTorch',
      'pip',
      { 'requirements.txt': '--extra-index-url https://download.pytorch.org/whl/cu121' },
      ['default pypi', 'extra download.pytorch.org/whl/cu121'],
    ],
    [
      'the public index first, where it is named',
      'uv',
      pyproject(`[[tool.uv.index]]\nurl = "${slash}"\n[[tool.uv.index]]\nurl = "https://a.example/simple"`),
      ['extra pypi', 'extra a.example'],
    ],
    ['no index', 'uv', pyproject('[tool.uv]\nno-index = true\nfind-links = ["./wheels"]'), ['extra links ./wheels']],
    [
      'a supplemental source',
      'poetry',
      pyproject(source('a', 'priority = "supplemental"')),
      ['supplemental a.example', 'default pypi'],
    ],
    [
      'an explicit source',
      'poetry',
      pyproject(source('a', 'priority = "explicit"')),
      ['explicit a.example', 'default pypi'],
    ],
    [
      'several primary sources',
      'poetry',
      pyproject(source('a') + source('b')),
      ['default a.example', 'default b.example'],
    ],
    [
      'the public source by name',
      'poetry',
      pyproject(source('a') + source('PyPI')),
      ['default a.example', 'default pypi'],
    ],
    [
      'the public source as a supplement',
      'poetry',
      pyproject(source('a', 'priority = "supplemental"\n') + source('PyPI', 'priority = "supplemental"')),
      ['supplemental a.example', 'supplemental pypi'],
    ],
    [
      'the public source for those alone that name it',
      'poetry',
      pyproject(source('a') + source('PyPI', 'priority = "explicit"')),
      ['default a.example', 'explicit pypi'],
    ],
    [
      'priorities of Poetry 1: all of them are merged',
      'poetry',
      pyproject(source('a', 'priority = "secondary"\n') + source('b', 'priority = "default"')),
      ['default b.example', 'default a.example'],
    ],
    [
      'a secondary source of Poetry 1',
      'poetry',
      pyproject(source('a', 'secondary = true')),
      ['default a.example', 'default pypi'],
    ],
    [
      'patterns of PDM',
      'pdm',
      pyproject(
        '[[tool.pdm.source]]\nname = "a"\nurl = "https://a.example/simple"\ninclude_packages = ["Acme_*"]\nexclude_packages = ["x.y"]',
      ),
      ['default pypi', 'extra a.example +acme-* -x-y'],
    ],
    [
      'the default of the settings, unless the project has its own',
      'pdm',
      {
        'pyproject.toml':
          '[[tool.pdm.source]]\nname = "b"\nurl = "https://b.example/simple"\n[[tool.pdm.source]]\nname = "pypi"\nurl = "https://a.example/simple"',
        'pdm.toml': '[pypi]\nurl = "https://c.example/simple"',
      },
      ['extra b.example', 'default a.example'],
    ],
    ['a Pipfile without sources', 'pipenv', { Pipfile: '[packages]\na = "*"' }, ['default pypi']],
  ])('%s: %s', (_, id, files, found) => {
    const { indexes } = setUp(id, files);
    expect(
      indexes.map(({ url, weight, isLinks, includes = [], excludes = [], ignoredStatuses = [] }) =>
        [
          weight,
          ...(isLinks === true ? ['links'] : []),
          url.startsWith(endpoints.pypi) ? 'pypi' : url.replace(/^https:\/\/|\/simple$/g, ''),
          ...includes.map((glob) => `+${glob}`),
          ...excludes.map((glob) => `-${glob}`),
          ...ignoredStatuses,
        ].join(' '),
      ),
    ).toEqual(found);
  });
});

describe('a requirement that names its index', () => {
  const files = pyproject(source('a') + source('b', 'priority = "explicit"\n'));

  it('is served by it, however the address is spelled', () => {
    const poetry = clientOf('poetry');
    const setup = setUp('poetry', files);
    const wanted = { name: 'x', index: 'https://b.example/simple/' };
    expect(poetry.candidates(setup, wanted).map(({ url }) => url)).toEqual(['https://b.example/simple']);
    expect(poetry.candidates(setup, { name: 'x' }).map(({ url }) => url)).toEqual(['https://a.example/simple']);
    const answer = (): IndexAnswer => ({ state: 'present', releases: [{ version: '1.0' }] });
    expect(poetry.choose(setup, wanted, answer)).toMatchObject({ kind: 'served', url: 'https://b.example/simple' });
  });
});

describe('advice', () => {
  it.each([
    ['pip', ['`--index-url https://a.example/simple`', '`--hash`']],
    ['uv', ['`explicit = true`', '`[tool.uv.sources]`', '`url = "https://a.example/simple"`']],
    ['poetry', ['`priority = "explicit"`', '`url = "https://a.example/simple"`']],
    ['pdm', ['`include_packages`', '`exclude_packages = ["*"]`', '`url = "https://a.example/simple"`']],
    ['pipenv', ['`index = "name"`', '`https://a.example/simple`']],
  ])('%s: holds the words to write', (id, words) => {
    const text = clientOf(id).advise('https://a.example/simple');
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toMatch(/\.$/);
  });
});
