import {
  both,
  index,
  list,
  name,
  pdmSource,
  poetrySource,
  project,
  type Setup,
  tell,
  toSituation,
  uvBoth,
  uvIndex,
  uvPip,
} from './projects.ts';
import type { Situation } from './situation.ts';
import { pipenv } from './situations-pipenv.ts';

const links = index('b', 'extra', { isLinks: true });

const pip: readonly Setup[] = [
  {
    id: 'pip-command',
    client: 'pip',
    told: both,
    build: (r) => ({
      ...list('', r),
      args: ['-r', 'requirements.txt', '--index-url', '{{a}}', '--extra-index-url={{b}}'],
    }),
  },
  {
    id: 'pip-command-erased',
    client: 'pip',
    told: tell(index('b', 'default')),
    build: (r) => ({ ...list('-i {{b}}\n', r), args: ['-r', 'requirements.txt', '--extra-index-url={{a}}'] }),
  },
  {
    id: 'pip-variables',
    client: 'pip',
    told: both,
    build: (r) => ({ ...list('', r), env: { PIP_INDEX_URL: '{{a}}', PIP_EXTRA_INDEX_URL: '{{b}}' } }),
  },
  {
    id: 'pip-variable-beaten',
    client: 'pip',
    told: tell(index('b', 'default')),
    build: (r) => ({
      ...list('', r),
      args: ['-r', 'requirements.txt', '-i', '{{b}}'],
      env: { PIP_INDEX_URL: '{{a}}' },
    }),
  },
  {
    id: 'pip-settings',
    client: 'pip',
    told: both,
    build: (r) => {
      const { files, ...rest } = list('', r);
      const settings = '[global]\nextra-index-url = {{b}}\nindex-url = {{a}}\n';
      return { ...rest, files: { ...files, 'pip.conf': settings }, env: { PIP_CONFIG_FILE: 'pip.conf' } };
    },
  },
  {
    id: 'pip-links-alone',
    client: 'pip',
    told: tell(links),
    build: (r) => ({ ...list('', r), env: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '{{links:b}}' } }),
  },
  {
    id: 'pip-links-kept',
    client: 'pip',
    told: tell(index('a', 'default'), links),
    build: (r) => list('--find-links {{links:b}}\n--index-url {{a}}\n', r),
  },
];

const best = '[tool.uv]\nindex-strategy = "unsafe-best-match"\n';

const uv: readonly Setup[] = [
  {
    id: 'uv-ignore-failure',
    client: 'uv',
    told: tell(index('a', 'extra', { ignoredStatuses: [500] }), index('b', 'default')),
    build: (r) => project(r, uvIndex('a', 'ignore-error-codes = [500]\n') + uvIndex('b', 'default = true\n')),
  },
  {
    id: 'uv-ignore-best',
    client: 'uv',
    told: {
      ...tell(index('a', 'extra', { ignoredStatuses: [500] }), index('b', 'default')),
      strategy: 'unsafe-best-match',
    },
    build: (r) =>
      project(r, `${best}${uvIndex('a', 'ignore-error-codes = [500]\n')}${uvIndex('b', 'default = true\n')}`),
  },
  {
    id: 'uv-variable',
    client: 'uv',
    told: tell(index('b'), index('a', 'default')),
    build: (r) => ({ ...project(r, uvIndex('a', 'default = true\n')), env: { UV_INDEX: '{{b}}' } }),
  },
  {
    id: 'uv-variable-default',
    client: 'uv',
    told: tell(index('b', 'default')),
    build: (r) => ({ ...project(r, uvIndex('a', 'default = true\n')), env: { UV_DEFAULT_INDEX: '{{b}}' } }),
  },
  {
    id: 'uv-command',
    client: 'uv',
    told: tell(index('b'), index('a'), index('c', 'default')),
    build: (r) => ({ ...project(r, uvIndex('a') + uvIndex('c', 'default = true\n')), args: ['--index', '{{b}}'] }),
  },
  {
    id: 'uv-legacy',
    client: 'uv',
    told: tell(index('b'), index('a', 'default')),
    build: (r) => project(r, '[tool.uv]\nindex-url = "{{a}}"\nextra-index-url = ["{{b}}"]\n'),
  },
  {
    id: 'uv-prereleases',
    client: 'uv',
    told: { ...uvBoth, prereleases: true },
    build: (r) => project(r, `[tool.uv]\nprerelease = "allow"\n${uvIndex('a')}${uvIndex('b', 'default = true\n')}`),
  },
  {
    id: 'uv-settings',
    client: 'uv',
    told: { ...uvBoth, strategy: 'unsafe-best-match' },
    build: (r) => {
      const settings =
        'index-strategy = "unsafe-best-match"\n[[index]]\nurl = "{{a}}"\n[[index]]\nurl = "{{b}}"\ndefault = true\n';
      return { files: { ...project(r, '').files, 'uv.toml': settings } };
    },
  },
  {
    id: 'uv-flat',
    client: 'uv',
    told: tell(index('a', 'extra', { isLinks: true, includes: ['*'] }), index('b', 'default')),
    build: (r) =>
      project(
        r,
        `[[tool.uv.index]]\nname = "a"\nurl = "{{links:a}}"\nformat = "flat"\n${uvIndex('b', 'default = true\n')}`,
      ),
  },
  {
    id: 'uv-links',
    client: 'uv',
    told: tell(index('a', 'extra', { isLinks: true }), index('b', 'default')),
    build: (r) => project(r, `[tool.uv]\nfind-links = ["{{links:a}}"]\n${uvIndex('b', 'default = true\n')}`),
  },
  ...(['unsafe-best-match', 'unsafe-first-match'] as const).map(
    (strategy): Setup => ({
      id: `uv-links-${strategy}`,
      client: 'uv',
      told: {
        ...tell(index('b'), index('a', 'extra', { isLinks: true }), index('c', 'default')),
        strategy,
      },
      build: (r) =>
        project(
          r,
          `[tool.uv]\nindex-strategy = "${strategy}"\nfind-links = ["{{links:a}}"]\n${uvIndex('b')}${uvIndex('c', 'default = true\n')}`,
        ),
    }),
  ),
  {
    id: 'uv-pip-command',
    client: 'uv-pip',
    told: uvPip,
    build: (r) => ({
      ...list('', r),
      args: ['requirements.txt', '--index-url', '{{a}}', '--extra-index-url', '{{b}}'],
    }),
  },
  {
    id: 'uv-pip-beaten',
    client: 'uv-pip',
    told: tell(index('b', 'default')),
    build: (r) => ({ ...list('--index-url {{a}}\n', r), args: ['requirements.txt', '--default-index', '{{b}}'] }),
  },
  {
    id: 'uv-pip-twice',
    client: 'uv-pip',
    told: tell(index('a'), index('b', 'default')),
    build: (r) => ({ ...list('--extra-index-url {{a}}\n--index-url {{b}}\n', r), args: ['requirements.txt'] }),
  },
  {
    id: 'uv-pip-no-index',
    client: 'uv-install',
    told: tell(links),
    build: (r) => ({ ...list('', r), args: ['-r', 'requirements.txt', '--no-index', '--find-links', '{{links:b}}'] }),
  },
  {
    id: 'uv-pip-links',
    client: 'uv-install',
    told: tell(links, index('a', 'default')),
    build: (r) => ({ ...list('--index-url {{a}}\n--find-links {{links:b}}\n', r), args: ['-r', 'requirements.txt'] }),
  },
];

const supplemental = 'priority = "supplemental"\n';

const poetry: readonly Setup[] = [
  {
    id: 'poetry-order',
    client: 'poetry',
    told: tell(index('b', 'default'), index('a', 'default')),
    build: (r) => project(r, poetrySource('b') + poetrySource('a')),
  },
  {
    id: 'poetry-two-supplemental',
    client: 'poetry',
    told: tell(index('c', 'default'), index('a', 'supplemental'), index('b', 'supplemental')),
    build: (r) => project(r, poetrySource('a', supplemental) + poetrySource('b', supplemental) + poetrySource('c')),
  },
  {
    id: 'poetry-named',
    client: 'poetry',
    told: tell(index('a', 'default'), index('b', 'default'), index('b', 'explicit', { includes: [name] })),
    build: (r) =>
      project(r, `[tool.poetry.dependencies]\n${name} = { source = "b" }\n${poetrySource('a')}${poetrySource('b')}`),
  },
];

const pdm: readonly Setup[] = [
  {
    id: 'pdm-second',
    client: 'pdm',
    told: tell(index('b'), index('a', 'default')),
    build: (r) => project(r, pdmSource('b', 'b') + pdmSource('a', 'pypi')),
  },
  {
    id: 'pdm-order-second',
    client: 'pdm',
    told: { ...tell(index('b'), index('a', 'default')), strategy: 'respect-source-order' },
    build: (r) =>
      project(r, `[tool.pdm.resolution]\nrespect-source-order = true\n${pdmSource('b', 'b')}${pdmSource('a', 'pypi')}`),
  },
  {
    id: 'pdm-unlisted',
    client: 'pdm',
    told: tell(index('a', 'default'), index('b', 'extra', { includes: ['other-*'] })),
    build: (r) => project(r, pdmSource('a', 'pypi') + pdmSource('b', 'b', 'include_packages = ["Other_*"]\n')),
  },
  {
    id: 'pdm-closed',
    client: 'pdm',
    told: tell(index('a', 'default'), index('b', 'extra', { includes: ['other-*'], excludes: ['*'] })),
    build: (r) =>
      project(
        r,
        pdmSource('a', 'pypi') + pdmSource('b', 'b', 'include_packages = ["other-*"]\nexclude_packages = ["*"]\n'),
      ),
  },
  {
    id: 'pdm-claimed',
    client: 'pdm',
    told: tell(index('a', 'default'), index('b', 'extra', { includes: ['acme-*'], excludes: ['*'] })),
    build: (r) =>
      project(
        r,
        pdmSource('a', 'pypi') + pdmSource('b', 'b', 'include_packages = ["acme-*"]\nexclude_packages = ["*"]\n'),
      ),
  },
  {
    id: 'pdm-links',
    client: 'pdm',
    told: tell(index('a', 'default'), links),
    build: (r) =>
      project(
        r,
        `${pdmSource('a', 'pypi')}[[tool.pdm.source]]\nname = "b"\nurl = "{{links:b}}"\ntype = "find_links"\n`,
      ),
  },
  {
    id: 'pdm-settings',
    client: 'pdm',
    told: tell(index('a', 'default'), index('b')),
    build: (r) => ({ files: { ...project(r, pdmSource('b', 'b')).files, 'pdm.toml': '[pypi]\nurl = "{{a}}"\n' } }),
  },
];

const few = ['one two', 'two one', 'one none', 'none one', 'one one', 'broken one', 'forbidden one', 'one broken'];
const more = [...few, 'one forbidden', 'none none', 'both one', 'pre one', 'onlyPre one', 'one pre', 'one onlyPre'];

/** Links, an index, and the default one. */
const linked = [
  ...['one one two', 'one two none', 'two one none', 'one one one', 'one none none', 'one none two', 'none one two'],
  ...['onlyPre one none', 'onlyPre none one', 'one forbidden none', 'one none forbidden', 'forbidden one one'],
];

/** By setup: what the indexes say there, in the order of their letters; and requirements besides none. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'uv-flat': [...more, 'local one', 'one local'],
  'uv-links': [...more, 'local one', 'one local'],
  'uv-pip-links': [...more, 'local one', 'one local'],
  'uv-links-unsafe-best-match': linked,
  'uv-links-unsafe-first-match': linked,
  'uv-prereleases': more,
  'uv-command': [
    'one two both',
    'none two one',
    'none none one',
    'one none none',
    'forbidden none one',
    'none broken one',
  ],
  'pdm-order-second': more,
  'pdm-links': more,
  'pipenv-first': more,
  'pipenv-named': more,
  'pipenv-all': ['one two', 'two one', 'one none', 'none one', 'one one', 'one pre', 'broken one'],
  'poetry-two-supplemental': [
    ...['one two none', 'two one none', 'none two none', 'one two both', 'none none none', 'onlyPre one none'],
    ...['forbidden one none', 'broken one none', 'one broken none', 'one two broken', 'one two forbidden'],
  ],
};

/** Requirements that tell setups apart whose indexes are merged in parts. */
const bounded = new Set([
  'uv-links-unsafe-first-match',
  'uv-flat',
  'uv-links',
  'uv-pip-links',
  'pdm-order-second',
  'poetry-two-supplemental',
  'pipenv-first',
]);

const letters = ['a', 'b', 'c'];

const told = [...pip, ...uv, ...poetry, ...pdm, ...pipenv].flatMap((setup) =>
  (bounded.has(setup.id) ? ['', '<2'] : ['']).flatMap((requirement) =>
    (kinds[setup.id] ?? few)
      .filter((said) => requirement === '' || /^(?:one two|two one|both one|one none two)\b/.test(said))
      .map((said) => {
        const offers = said.split(' ').map((kind, at): [string, string] => [letters[at] ?? '', kind]);
        return toSituation(setup, requirement, Object.fromEntries(offers));
      }),
  ),
);

const offer = (...versions: readonly string[]) => ({ releases: versions.map((version) => ({ version })) });

/** Only what has one of the hashes counts. */
const hashed = (['pip', 'uv-install'] as const).flatMap((client) =>
  (
    [
      ['first', 'a', '1.0', offer('1.0'), offer('1.0', '2.0')],
      ['second', 'b', '1.0', offer('1.0'), offer('1.0')],
      ['second-alone', 'b', '2.0', offer('1.0'), offer('2.0')],
      ['missing', 'b', '1.0', offer(), offer('1.0')],
      ['neither', 'c', '1.0', offer('1.0'), offer('1.0')],
    ] as const
  ).map(
    ([id, letter, version, a, b]): Situation => ({
      id: `${client}-hashed_${id}`,
      client,
      name,
      requirement: `==${version}`,
      told: client === 'pip' ? both : uvPip,
      hashes: [`${letter}:${version}`],
      files: {
        'requirements.txt': `--index-url {{a}}\n--extra-index-url {{b}}\n${name}==${version} --hash=sha256:{{hash:${letter}:${version}}}\n`,
      },
      args: ['-r', 'requirements.txt', ...(client === 'pip' ? [] : ['--require-hashes'])],
      indexes: { a, b, c: offer(version) },
    }),
  ),
);

export const pythonSituations: readonly Situation[] = [...told, ...hashed];
