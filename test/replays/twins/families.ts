import type { NpmHistory, NpmTraits, Twin } from '../replay.ts';
import { bump, burst, years } from './bump.ts';

/** Packages that are released together, and what releases bring in. */

const earlier = years('7.0.0 7.8.0 7.16.0 7.20.0 7.24.0');
const people = ['maintainer-a', 'maintainer-b'];

/** So many packages of a scope, released within minutes, each a minute before the one it is after. */
const members = (scope: string, count: number, usual: NpmTraits = {}): readonly NpmHistory[] =>
  Array.from({ length: count }, (_, place) => ({
    name: `${scope}/part-${String.fromCharCode(97 + place)}`,
    people,
    earlier,
    usual,
    releases: [
      { version: '7.28.0', when: '-40d' },
      { version: '7.28.1', when: place === 0 ? '0' : `-${place}m` },
    ],
  }));

const ms: NpmHistory = {
  name: 'ms',
  earlier: years('2.0.0 2.1.0'),
  releases: [{ version: '2.1.3', when: '2020-12-08' }],
};

const bringing = (
  id: string,
  title: string,
  name: string,
  after: NpmTraits,
  found: NpmHistory,
  usual: NpmTraits = {},
): Twin =>
  bump(
    [id, title],
    {
      name,
      people,
      earlier,
      usual,
      releases: [
        { version: '7.28.0', when: '-40d' },
        { version: '7.28.1', when: '0', ...after },
      ],
    },
    { others: [found], after: { [found.name]: found.releases.at(-1)?.version ?? '' } },
  );

const sibling = (name: string, when: string, usual: NpmTraits = {}): NpmHistory => ({
  name,
  people,
  usual,
  releases: [{ version: '7.28.1', when }],
});

const trusted: NpmTraits = { by: { build: 'oidc:release' }, attested: true };

export const families: readonly Twin[] = [
  burst(['burst', 'twenty packages of a monorepo, released within twenty minutes'], members('@babel', 20)),
  burst(['burst-oidc', 'twenty packages of a monorepo, by their build'], members('@storybook', 20, trusted)),
  burst(
    ['burst-scripts', 'twenty packages that all have a script, as before'],
    members('@swc', 20, { scripts: { postinstall: 'node postinstall.js' } }),
  ),
  bringing(
    'known-dependency',
    'a release brings in a package that everybody uses',
    'mime-types',
    { dependencies: { ms: '^2.1.3' } },
    ms,
  ),
  bringing(
    'known-dependency-fresh',
    'a release brings in a used package in its newest release',
    'send',
    { dependencies: { debug: '^4.4.0' } },
    {
      name: 'debug',
      people,
      earlier: years('2.0.0 3.0.0 4.0.0 4.3.0'),
      releases: [{ version: '4.4.3', when: '-6d' }],
    },
  ),
  bringing(
    'small-dependency',
    'a release brings in a small old package of another author',
    'router',
    { dependencies: { 'acme-is-path': '^1.0.0' } },
    {
      name: 'acme-is-path',
      people: ['maintainer-c'],
      earlier: years('0.1.0 0.2.0 1.0.0'),
      releases: [{ version: '1.0.1', when: '2021-06-01' }],
    },
  ),
  bringing(
    'sibling',
    'a release brings in a package of its own scope that is as new as itself',
    '@vitest/expect',
    { dependencies: { '@vitest/diffing-parts': '7.28.1' } },
    sibling('@vitest/diffing-parts', '-2m', trusted),
    trusted,
  ),
  bringing(
    'sibling-by-hand',
    'the same, published by hand',
    '@fastify/static',
    { dependencies: { '@fastify/static-parts': '7.28.1' } },
    sibling('@fastify/static-parts', '-2m'),
  ),
  bringing(
    'sibling-of-weeks',
    'a release brings in a package of its own scope that is some weeks old',
    '@nestjs/core',
    { dependencies: { '@nestjs/core-parts': '^7.28.1' } },
    sibling('@nestjs/core-parts', '-45d'),
  ),
  bringing(
    'platform-sibling',
    'an optional package for one more platform',
    '@rollup/native',
    { optionalDependencies: { '@rollup/native-linux-riscv64': '7.28.1' } },
    sibling('@rollup/native-linux-riscv64', '-3m', trusted),
    trusted,
  ),
  bringing(
    'platform-sibling-unscoped',
    'the same without a scope, by the same account in the same minute',
    'esbuild',
    { optionalDependencies: { 'esbuild-linux-loong65': '7.28.1' } },
    sibling('esbuild-linux-loong65', '-1m'),
  ),
  bringing(
    'peer',
    'a release begins to name a peer that everybody uses',
    '@testing-library/react-hooks',
    { peerDependencies: { react: '>=18' } },
    {
      name: 'react',
      earlier: years('15.0.0 16.0.0 17.0.0 18.0.0'),
      releases: [{ version: '19.2.0', when: '-300d' }],
    },
  ),
  bump(
    ['dependency-gone', 'a release that needs one package less'],
    {
      name: 'raw-body',
      people,
      earlier,
      releases: [
        { version: '7.28.0', when: '-40d', dependencies: { ms: '^2.1.3' } },
        { version: '7.28.1', when: '0' },
      ],
    },
    { others: [ms], before: { ms: '2.1.3' } },
  ),
  bump(
    ['dependency-moved', 'a dependency that becomes optional'],
    {
      name: 'chokidar',
      people,
      earlier,
      releases: [
        { version: '7.28.0', when: '-40d', dependencies: { ms: '^2.1.3' } },
        { version: '7.28.1', when: '0', optionalDependencies: { ms: '^2.1.3' } },
      ],
    },
    { others: [ms], beside: { ms: '2.1.3' } },
  ),
];
