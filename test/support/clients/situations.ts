import {
  both,
  index,
  list,
  name,
  offerOf,
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
import { archiveSituations } from './situations-archives.ts';
import { includeSituations } from './situations-includes.ts';
import { npmSituations } from './situations-npm.ts';
import { pythonSituations } from './situations-python.ts';

/** Pairs of what two indexes say: those that differ in who has more, and each way to have nothing. */
const pairs: readonly (readonly [string, string])[] = [
  ['one', 'two'],
  ['two', 'one'],
  ['one', 'one'],
  ['one', 'none'],
  ['none', 'one'],
  ['none', 'none'],
  ['both', 'one'],
  ['one', 'pre'],
  ['one', 'onlyPre'],
  ['onlyPre', 'one'],
  ['onlyPre', 'none'],
  ['one', 'yanked'],
  ['onlyYanked', 'one'],
  ['onlyYanked', 'none'],
  ['one', 'elsewhere'],
  ['one', 'local'],
  ['local', 'one'],
  ['one', 'unauthorised'],
  ['unauthorised', 'one'],
  ['one', 'forbidden'],
  ['forbidden', 'one'],
  ['one', 'broken'],
  ['broken', 'one'],
];

/** Requirements, with the pairs for which they make a difference. */
const requirements: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ['', pairs],
  [
    '==1.0',
    [
      ['one', 'two'],
      ['two', 'one'],
      ['one', 'one'],
      ['both', 'one'],
      ['one', 'local'],
      ['two', 'none'],
    ],
  ],
  [
    '<2',
    [
      ['one', 'two'],
      ['two', 'one'],
      ['two', 'two'],
      ['both', 'none'],
    ],
  ],
  [
    '>=3.0rc1',
    [
      ['one', 'pre'],
      ['pre', 'one'],
      ['one', 'onlyPre'],
    ],
  ],
  [
    '==4.0',
    [
      ['one', 'yanked'],
      ['onlyYanked', 'none'],
    ],
  ],
];

const setups: readonly Setup[] = [
  { id: 'pip-extra', client: 'pip', told: both, build: (r) => list('--index-url {{a}}\n--extra-index-url {{b}}\n', r) },
  {
    id: 'pip-links',
    client: 'pip',
    told: tell(index('a', 'default'), index('b', 'extra', { isLinks: true })),
    build: (r) => list('--index-url {{a}}\n--find-links {{links:b}}\n', r),
  },
  {
    id: 'pip-no-index',
    client: 'pip',
    told: tell(index('b', 'extra', { isLinks: true })),
    build: (r) => list('--index-url {{a}}\n--no-index\n--find-links {{links:b}}\n', r),
  },
  {
    id: 'pip-replaced',
    client: 'pip',
    told: tell(index('b', 'default')),
    build: (r) => list('--index-url {{a}}\n--index-url {{b}}\n', r),
  },
  {
    id: 'pip-erased',
    client: 'pip',
    told: tell(index('b', 'default')),
    build: (r) => list('--extra-index-url {{a}}\n--index-url {{b}}\n', r),
  },
  {
    id: 'pip-environment',
    client: 'pip',
    told: tell(index('a', 'default')),

    build: (r) => ({ ...list('--index-url {{a}}\n', r), env: { PIP_EXTRA_INDEX_URL: '{{b}}' } }),
  },
  {
    id: 'pip-pre',
    client: 'pip',
    told: { ...both, prereleases: true },
    build: (r) => list('--pre\n--index-url {{a}}\n--extra-index-url {{b}}\n', r),
  },
  {
    id: 'uv-default',
    client: 'uv',
    told: uvBoth,
    build: (r) => project(r, uvIndex('a') + uvIndex('b', 'default = true\n')),
  },
  {
    id: 'uv-order',
    client: 'uv',
    told: tell(index('a'), index('b', 'default')),
    build: (r) => project(r, uvIndex('b', 'default = true\n') + uvIndex('a')),
  },
  {
    id: 'uv-best',
    client: 'uv',
    told: { ...uvBoth, strategy: 'unsafe-best-match' },

    build: (r) =>
      project(r, `[tool.uv]\nindex-strategy = "unsafe-best-match"\n${uvIndex('a')}${uvIndex('b', 'default = true\n')}`),
  },
  {
    id: 'uv-first-match',
    client: 'uv',
    told: { ...uvBoth, strategy: 'unsafe-first-match' },

    build: (r) =>
      project(
        r,
        `[tool.uv]\nindex-strategy = "unsafe-first-match"\n${uvIndex('a')}${uvIndex('b', 'default = true\n')}`,
      ),
  },
  {
    id: 'uv-explicit',
    client: 'uv',
    told: tell(index('a', 'explicit', { includes: [] }), index('b', 'default')),

    build: (r) => project(r, uvIndex('a', 'explicit = true\n') + uvIndex('b', 'default = true\n')),
  },
  {
    id: 'uv-source',
    client: 'uv',
    told: tell(index('a', 'explicit', { includes: [name] }), index('b', 'default')),
    build: (r) =>
      project(
        r,
        `[tool.uv.sources]\n${name} = { index = "a" }\n${uvIndex('a', 'explicit = true\n')}${uvIndex('b', 'default = true\n')}`,
      ),
  },
  {
    id: 'uv-ignore',
    client: 'uv',
    told: tell(index('a', 'extra', { ignoredStatuses: [401, 403] }), index('b', 'default')),

    build: (r) => project(r, uvIndex('a', 'ignore-error-codes = [401, 403]\n') + uvIndex('b', 'default = true\n')),
  },
  {
    id: 'uv-pip-extra',
    client: 'uv-pip',
    told: uvPip,

    build: (r) => ({ ...list('--index-url {{a}}\n--extra-index-url {{b}}\n', r), args: ['requirements.txt'] }),
  },
  {
    id: 'uv-pip-best',
    client: 'uv-pip',
    told: { ...uvPip, strategy: 'unsafe-best-match' },

    build: (r) => ({
      ...list('--index-url {{a}}\n--extra-index-url {{b}}\n', r),
      args: ['requirements.txt', '--index-strategy', 'unsafe-best-match'],
    }),
  },
  {
    id: 'poetry-primary',
    client: 'poetry',
    told: tell(index('a', 'default'), index('b', 'default')),
    build: (r) => project(r, poetrySource('a') + poetrySource('b')),
  },
  {
    id: 'poetry-supplemental',
    client: 'poetry',
    told: tell(index('a', 'default'), index('b', 'supplemental')),

    build: (r) => project(r, poetrySource('a') + poetrySource('b', 'priority = "supplemental"\n')),
  },
  {
    id: 'poetry-explicit',
    client: 'poetry',
    told: tell(index('a', 'default'), index('b', 'explicit', { includes: [] })),

    build: (r) => project(r, poetrySource('a') + poetrySource('b', 'priority = "explicit"\n')),
  },
  {
    id: 'poetry-source',
    client: 'poetry',
    told: tell(index('a', 'default'), index('b', 'explicit', { includes: [name] })),
    build: (r) =>
      project(
        r,
        `[tool.poetry.dependencies]\n${name} = { source = "b" }\n${poetrySource('a')}${poetrySource('b', 'priority = "explicit"\n')}`,
      ),
  },
  {
    id: 'pdm-equal',
    client: 'pdm',
    told: both,
    build: (r) => project(r, pdmSource('a', 'pypi') + pdmSource('b', 'b')),
  },
  {
    id: 'pdm-order',
    client: 'pdm',
    told: { ...both, strategy: 'respect-source-order' },

    build: (r) =>
      project(r, `[tool.pdm.resolution]\nrespect-source-order = true\n${pdmSource('a', 'pypi')}${pdmSource('b', 'b')}`),
  },
  {
    id: 'pdm-include',
    client: 'pdm',
    told: tell(index('a', 'default'), index('b', 'extra', { includes: ['acme-*'] })),

    build: (r) => project(r, pdmSource('a', 'pypi') + pdmSource('b', 'b', `include_packages = ["acme-*"]\n`)),
  },
  {
    id: 'pdm-exclude',
    client: 'pdm',
    told: tell(index('a', 'default'), index('b', 'extra', { excludes: ['acme-*'] })),

    build: (r) => project(r, pdmSource('a', 'pypi') + pdmSource('b', 'b', `exclude_packages = ["acme-*"]\n`)),
  },
];

/** Setups that only a few pairs tell apart. */
const brief = new Set([
  'pip-replaced',
  'pip-erased',
  'pip-environment',
  'pip-no-index',
  'uv-explicit',
  'poetry-explicit',
  'pdm-exclude',
  'pdm-include',
  'pdm-order',
  'poetry-source',
]);
const briefPairs = new Set([
  'one two',
  'two one',
  'one none',
  'none one',
  'one forbidden',
  'forbidden one',
  'broken one',
  'one broken',
]);

const python = setups.flatMap((setup) =>
  requirements.flatMap(([requirement, list]) =>
    list
      .filter(([a, b]) => !brief.has(setup.id) || (requirement === '' && briefPairs.has(`${a} ${b}`)))
      .map(([a, b]) => toSituation(setup, requirement, { a, b })),
  ),
);

/** pip with hashes: only what has them counts. */
const hashed: readonly Situation[] = (
  [
    ['a', 'one', 'two', '1.0'],
    ['b', 'one', 'one', '1.0'],
    ['a', 'both', 'two', '1.0'],
    ['b', 'one', 'two', '2.0'],
  ] as const
).map(([index, a, b, version]) => ({
  id: `pip-hash_${index}_${a}_${b}`,
  client: 'pip' as const,
  name,
  requirement: `==${version}`,
  told: both,
  hashes: [`${index}:${version}`],
  files: {
    'requirements.txt': `--index-url {{a}}\n--extra-index-url {{b}}\n${name}==${version} --hash=sha256:{{hash:${index}:${version}}}\n`,
  },
  args: ['-r', 'requirements.txt'],
  indexes: { a: offerOf(a), b: offerOf(b) },
}));

export const situations: readonly Situation[] = [
  ...python,
  ...hashed,
  ...pythonSituations,
  ...archiveSituations,
  ...includeSituations,
  ...npmSituations,
];
