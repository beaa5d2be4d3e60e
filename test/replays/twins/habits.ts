import type { Build, NpmHistory, NpmTraits, Twin } from '../replay.ts';
import { adoption, bump, bumpPypi, years } from './bump.ts';

/** What projects do now and then, and resembles a sign of a hijacked release. */

const people = ['maintainer-a', 'maintainer-b'];
const earlier = years('1.0.0 1.1.0 1.2.0 2.0.0 2.1.0 2.2.0');
const build: Build = { build: 'oidc:release' };
const byBuild: NpmTraits = { by: build, attested: true };
const byHand: NpmTraits = { by: 'maintainer-a', attested: false };

const changed = (
  id: string,
  title: string,
  name: string,
  before: NpmTraits,
  after: NpmTraits,
  others: readonly NpmHistory[] = [],
): Twin =>
  bump(
    [id, title],
    {
      name,
      people,
      earlier,
      releases: [
        { version: '2.3.0', when: '-50d', ...before },
        { version: '2.3.1', when: '0', ...after },
      ],
    },
    { others, after: Object.fromEntries(others.map((one) => [one.name, one.releases.at(-1)?.version ?? ''])) },
  );

const used = (name: string, version: string): NpmHistory => ({
  name,
  earlier: years('0.1.0 1.0.0 2.0.0 3.0.0'),
  releases: [{ version, when: '-200d' }],
});

const three = ['maintainer-a', 'maintainer-b', 'maintainer-c'];

const byOwners = (repository: string) => ({
  provenance: true,
  builtBy: { kind: 'GitHub', repository, workflow: 'ci.yml' },
});

const platform = (name: string): NpmHistory => ({
  name,
  people,
  usual: byBuild,
  releases: [{ version: '2.3.1', when: '-2m' }],
});

export const habits: readonly Twin[] = [
  changed('trust-anew', 'a trust in the build that was set up anew', 'zod', byBuild, {
    by: { build: 'oidc:release-2' },
    attested: true,
  }),
  changed(
    'gyp-first',
    'a package that begins to build natively, with what that takes',
    'ws',
    {},
    { gypfile: true, dependencies: { 'node-addon-api': '^8.0.0' } },
    [used('node-addon-api', '8.5.0')],
  ),
  changed(
    'prebuilt-first',
    'a package that begins to look for a finished binary, and to build it else',
    'level',
    {},
    {
      scripts: { install: 'prebuild-install || node-gyp rebuild' },
      dependencies: { 'prebuild-install': '^7.1.0', bindings: '^1.5.0' },
    },
    [used('prebuild-install', '7.1.3'), used('bindings', '1.5.0')],
  ),
  changed(
    'binary-packages',
    'finished binaries as optional packages instead of a script that loads them',
    '@parcel/watcher',
    { ...byBuild, scripts: { install: 'node scripts/build-from-source.js' } },
    {
      ...byBuild,
      optionalDependencies: { '@parcel/watcher-linux-x64': '2.3.1', '@parcel/watcher-darwin-arm64': '2.3.1' },
    },
    [platform('@parcel/watcher-linux-x64'), platform('@parcel/watcher-darwin-arm64')],
  ),
  changed(
    'loader-version',
    'a script that loads the binary of its own version',
    'chromedriver',
    { scripts: { install: 'node install.js --version 2.3.0' } },
    { scripts: { install: 'node install.js --version 2.3.1' } },
  ),
  changed(
    'hooks-prepared',
    'hooks for those who work on it',
    'supertest',
    {},
    { scripts: { prepare: 'husky install', postpublish: 'git push --follow-tags' } },
  ),
  bump(['handed-back', 'a maintainer of former years takes over again from the one who leaves'], {
    name: 'cors',
    people: ['maintainer-b'],
    earlier,
    releases: [
      { version: '2.2.9', when: '-700d', by: 'maintainer-b', maintainers: people },
      { version: '2.3.0', when: '-60d', by: 'maintainer-a', maintainers: ['maintainer-a'] },
      { version: '2.3.1', when: '0', by: 'maintainer-b', maintainers: ['maintainer-b'] },
    ],
  }),
  bump(['colleague-for-another', 'one of two maintainers leaves, and a new one publishes'], {
    name: 'morgan',
    people: three,
    earlier,
    releases: [
      { version: '2.3.0', when: '-60d', by: 'maintainer-a', maintainers: people },
      { version: '2.3.1', when: '0', by: 'maintainer-c', maintainers: ['maintainer-b', 'maintainer-c'] },
    ],
  }),
  bump(['hotfix-by-hand', 'a fix by hand, as there was one before, while its build is out of order'], {
    name: 'nanoid',
    people,
    earlier: years('1.0.0 1.1.0'),
    usual: byBuild,
    releases: [
      { version: '2.0.0', when: '-700d' },
      { version: '2.0.1', when: '-690d', ...byHand },
      { version: '2.3.0', when: '-50d' },
      { version: '2.3.1', when: '0', ...byHand },
    ],
  }),
  {
    ...bump(['revert-to-young', 'a bad release is taken back, and the one before it is young as well'], {
      name: 'fast-glob',
      people,
      earlier,
      releases: [
        { version: '2.3.0', when: '-1h' },
        { version: '2.4.0', when: '0' },
      ],
    }),
    change: { as: 'package-lock', before: { 'fast-glob': '2.4.0' }, after: { 'fast-glob': '2.3.0' } },
  },
  adoption(
    ['adopt-native-small', 'an old small package that is built when it is installed is adopted'],
    {
      name: 'acme-serial-bus',
      usual: { gypfile: true, scripts: { install: 'node-gyp-build' }, dependencies: { 'node-gyp-build': '^4.8.0' } },
      earlier: years('0.1.0 0.2.0 1.0.0 1.1.0'),
      releases: [{ version: '1.2.0', when: '0' }],
    },
    { others: [used('node-gyp-build', '4.8.4')], after: { 'node-gyp-build': '4.8.4' } },
  ),
  adoption(['adopt-loader-small', 'an old small package with its own script, as before, is adopted'], {
    name: 'acme-map-renderer',
    usual: { scripts: { postinstall: 'node scripts/fetch-binary.js' } },
    earlier: years('0.1.0 0.2.0 1.0.0 1.1.0'),
    releases: [{ version: '1.2.0', when: '0' }],
  }),
  adoption(['adopt-renumbered', 'an old small package that took over the number of its family is adopted'], {
    name: 'acme-router-adapter',
    earlier: years('0.1.0 0.2.0 1.0.0 1.1.0'),
    releases: [{ version: '24.0.0', when: '0' }],
  }),
  bumpPypi(['pypi-moved-within', 'attested by another repository of the same owner'], 'uv.lock', {
    name: 'pydantic-settings',
    people,
    earlier,
    releases: [
      { version: '2.3.0', when: '-45d', ...byOwners('pydantic/pydantic-settings') },
      { version: '2.3.1', when: '0', ...byOwners('pydantic/pydantic') },
    ],
  }),
  bumpPypi(['pypi-by-hand', 'a release without attestations, as there was one before'], 'requirements', {
    name: 'tqdm',
    people,
    earlier: years('1.0 1.1'),
    usual: { provenance: true },
    releases: [
      { version: '2.0', when: '-700d' },
      { version: '2.1', when: '-400d', provenance: false },
      { version: '2.2', when: '-45d' },
      { version: '2.3', when: '0', provenance: false },
    ],
  }),
];
