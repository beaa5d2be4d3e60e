import type { Incident, NpmHistory, NpmTraits } from '../replay.ts';

/**
 * Waves that went through many packages at once. The accounts seldom name a package, so that one stands for all of them;
 * its neighbours of the wave are there too, minutes apart.
 */

const earlier = { since: '2019-05-01', versions: '1.0.0 1.1.0 1.2.0 1.3.0 1.4.0 2.0.0 2.1.0 2.2.0' };
const trusted: NpmTraits = { by: { build: 'oidc:release' }, attested: true };

/** Some packages of one scope, each with a release of the wave, minutes apart. */
const wave = (scope: string, names: readonly string[], usual: NpmTraits, bad: NpmTraits): readonly NpmHistory[] =>
  names.map((name, place) => ({
    name: `${scope}/${name}`,
    people: ['maintainer-a', 'maintainer-b'],
    earlier,
    usual,
    releases: [
      { version: '2.3.0', when: '-50d' },
      { version: '2.3.1', when: place === 0 ? '0' : `+${place}m`, ...bad },
    ],
  }));

const bump = (name: string) =>
  ({ as: 'package-lock', before: { [name]: '2.3.0' }, after: { [name]: '2.3.1' } }) as const;

const parts = ['core', 'colors', 'format', 'parse', 'types'];

/** A release that has nothing new but a script. */
function scripted(
  [id, title]: readonly [id: string, title: string],
  at: string,
  [usual, bad]: readonly [usual: NpmTraits, bad: NpmTraits],
  scope = '@acme-wave',
): Incident {
  return {
    id,
    title,
    at,
    after: '1h',
    expected: 'fail',
    rules: ['new-install-script', 'recent-release'],
    npm: wave(scope, parts, usual, bad),
    change: bump(`${scope}/core`),
  };
}

const commit = '79ac49eedf774dd4b0cfa308722bc463cfe5885c';
const address = (name: string): string => `git+ssh://git@github.com/tanstack/${name}.git#${commit}`;

/** A commit that no branch of the repository has stands under its name: anybody's fork put it there. */
const tanstack: Incident = {
  id: 'tanstack',
  title: 'TanStack: 84 versions in minutes, an optional dependency on a commit of a fork, valid provenance',
  at: '2026-05-11T19:20:00Z',
  after: '1h',
  expected: 'fail',
  rules: ['direct-url', 'recent-release'],
  npm: wave('@tanstack', ['router-core', 'react-router', 'start', 'history'], trusted, {
    optionalDependencies: { '@tanstack/setup': `github:tanstack/router#${commit}` },
  }),
  orphanCommits: true,
  change: {
    ...bump('@tanstack/router-core'),
    with: { after: { '@tanstack/setup': address('router') } },
  },
};

const dayjs = { name: 'dayjs', releases: [{ version: '1.11.18', when: '-300d' }] };

/** A bait without harm first, then the release that all the others ask for. */
const mastra: Incident = {
  id: 'mastra',
  title: 'Mastra: 141 packages in 88 minutes, each with the same new dependency, a lookalike of dayjs',
  at: '2026-06-17T04:00:00Z',
  after: '2h',
  expected: 'fail',
  rules: ['new-young-dependency', 'recent-release', 'young-package'],
  npm: [
    ...wave(
      '@mastra',
      ['core', 'memory', 'rag', 'evals', 'loggers'],
      { dependencies: { dayjs: '^1.11.18' } },
      {
        dependencies: { dayjs: '^1.11.18', 'easy-day-js': '^1.11.21' },
      },
    ),
    { ...dayjs, earlier: { since: '2018-04-01', versions: '1.0.0 1.5.0 1.8.0 1.10.0 1.11.0' } },
    {
      name: 'easy-day-js',
      people: ['account-x'],
      releases: [
        { version: '1.11.20', when: '-1d' },
        { version: '1.11.21', when: '-30m', scripts: { postinstall: 'node setup.js' } },
      ],
    },
  ],
  change: {
    ...bump('@mastra/core'),
    with: { before: { dayjs: '1.11.18' }, after: { dayjs: '1.11.18', 'easy-day-js': '1.11.21' } },
  },
};

const keyv: Incident = {
  id: 'keyv-cacheable',
  title: 'keyv and cacheable: 444 packages, a preinstall script, valid provenance',
  at: '2026-08-04T08:00:00Z',
  after: '2h',
  expected: 'fail',
  rules: ['new-install-script', 'recent-release'],
  npm: ['keyv', 'cacheable'].map((name) => ({
    name,
    people: ['maintainer-a'],
    earlier,
    usual: trusted,
    releases: [
      { version: '5.5.0', when: '-30d' },
      { version: '5.5.1', when: '0', scripts: { preinstall: 'node setup.mjs' } },
    ],
  })),
  change: {
    as: 'package-lock',
    before: { keyv: '5.5.0', cacheable: '5.5.0' },
    after: { keyv: '5.5.1', cacheable: '5.5.1' },
  },
};

const bad = { scripts: { preinstall: 'node setup.mjs' } };

/** Most of them were published several times. */
const keyvAgain: Incident = {
  ...keyv,
  id: 'keyv-again',
  title: 'keyv: two releases a minute apart, a day later',
  after: '30h',
  npm: [
    {
      name: 'keyv',
      people: ['maintainer-a'],
      earlier,
      usual: trusted,
      releases: [
        { version: '5.5.0', when: '-30d' },
        { version: '5.5.1', when: '-1m', ...bad },
        { version: '5.5.2', when: '0', ...bad },
      ],
    },
  ],
  change: { as: 'package-lock', before: { keyv: '5.5.0' }, after: { keyv: '5.5.2' } },
};

const untrusted: NpmTraits = {};
const preinstall = (command: string): NpmTraits => ({ scripts: { preinstall: command } });

export const worms: readonly Incident[] = [
  scripted(
    ['shai-hulud-september', 'Shai-Hulud, September 2025: a worm through 500 packages'],
    '2025-09-15T17:00:00Z',
    [untrusted, { scripts: { postinstall: 'node bundle.js' } }],
  ),
  scripted(
    ['shai-hulud-2', 'Shai-Hulud 2.0, November 2025: 795 packages, a preinstall script that fetches Bun'],
    '2025-11-24T03:00:00Z',
    [untrusted, preinstall('node setup_bun.js')],
  ),
  tanstack,
  scripted(
    ['antv', 'AntV: 643 versions of 323 packages within an hour'],
    '2026-05-19T02:00:00Z',
    [untrusted, preinstall('node setup.js')],
    '@antv',
  ),
  scripted(['red-hat', 'Red Hat: 31 packages, a preinstall script, valid provenance'], '2026-06-01T10:00:00Z', [
    trusted,
    preinstall('node setup.js'),
  ]),
  scripted(['ironworm', 'IronWorm: 37 packages, a preinstall script'], '2026-06-03T10:00:00Z', [
    untrusted,
    preinstall('node setup.js'),
  ]),
  scripted(
    ['phantom-gyp', 'Phantom Gyp: 57 packages, a binding.gyp that runs commands, and no script'],
    '2026-06-03T18:00:00Z',
    [untrusted, { gypfile: true }],
  ),
  mastra,
  keyv,
  keyvAgain,
];
