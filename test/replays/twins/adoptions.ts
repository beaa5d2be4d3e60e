import type { Twin } from '../replay.ts';
import { adoption, years } from './bump.ts';

/** Packages that are new to the repository. */

export const adoptions: readonly Twin[] = [
  adoption(['adopt-known', 'a package that everybody uses is adopted'], {
    name: 'lodash',
    earlier: years('3.0.0 4.0.0 4.17.0 4.17.20'),
    releases: [{ version: '4.17.22', when: '0' }],
  }),
  adoption(['adopt-small', 'an old small package with its repository is adopted'], {
    name: 'acme-vector-tiles',
    earlier: years('0.1.0 0.2.0 0.3.0 1.0.0 1.1.0'),
    releases: [{ version: '1.1.1', when: '0' }],
  }),
  adoption(['adopt-finished', 'a small package that was finished years ago is adopted'], {
    name: 'acme-leap-seconds',
    releases: [
      { version: '1.0.0', when: '2018-05-01' },
      { version: '1.0.1', when: '2019-02-01' },
    ],
  }),
  adoption(['adopt-unlinked', 'the same without a repository'], {
    name: 'acme-hex-digits',
    repository: false,
    releases: [{ version: '1.0.0', when: '2017-05-01' }],
  }),
  adoption(['adopt-native', 'an old package that is built when it is installed is adopted'], {
    name: 'argon2',
    usual: { gypfile: true, scripts: { install: 'node-gyp-build' } },
    earlier: years('0.20.0 0.25.0 0.30.0 0.40.0'),
    releases: [{ version: '0.44.0', when: '0' }],
  }),
  adoption(['adopt-scoped', 'a package of a known scope is adopted'], {
    name: '@types/geojson',
    earlier: years('7946.0.1 7946.0.7 7946.0.14'),
    releases: [{ version: '7946.0.17', when: '0' }],
  }),
  adoption(
    ['adopt-tree', 'a framework is adopted with what it brings in'],
    {
      name: 'koa',
      earlier: years('1.0.0 2.0.0 2.13.0 2.15.0'),
      usual: { dependencies: { ms: '^2.1.3', depd: '^2.0.0' } },
      releases: [{ version: '3.1.0', when: '0' }],
    },
    {
      others: [
        { name: 'ms', earlier: years('2.0.0 2.1.0'), releases: [{ version: '2.1.3', when: '2020-12-08' }] },
        { name: 'depd', earlier: years('1.0.0 1.1.0'), releases: [{ version: '2.0.0', when: '2018-10-26' }] },
      ],
      after: { ms: '2.1.3', depd: '2.0.0' },
    },
  ),
];
