import type { NpmTraits, PypiTraits, Twin } from '../replay.ts';
import { bump, bumpPypi, years } from './bump.ts';

/** Ordinary changes that no registry tells from an incident: they show what hijacked releases showed. */

const people = ['maintainer-a', 'maintainer-b'];
const earlier = years('1.0.0 1.1.0 1.2.0 2.0.0 2.1.0 2.2.0');

const changed = (id: string, title: string, name: string, before: NpmTraits, after: NpmTraits): Twin =>
  bump([id, title], {
    name,
    people,
    earlier,
    usual: before,
    releases: [
      { version: '2.3.0', when: '-50d' },
      { version: '2.3.1', when: '0', ...after },
    ],
  });

const changedPypi = (id: string, title: string, name: string, before: PypiTraits, after: PypiTraits): Twin =>
  bumpPypi([id, title], 'uv.lock', {
    name,
    people,
    earlier,
    usual: before,
    releases: [
      { version: '2.3.0', when: '-45d' },
      { version: '2.3.1', when: '0', ...after },
    ],
  });

const builtAt = (kind: string, repository: string): PypiTraits => ({
  provenance: true,
  builtBy: { kind, repository, workflow: 'release.yml' },
});

export const mistaken: readonly Twin[] = [
  changed(
    'given-away',
    'all maintainers leave, and others follow that nobody has seen with the package',
    'depd',
    { by: 'maintainer-a', maintainers: people },
    { by: 'maintainer-c', maintainers: ['maintainer-c', 'maintainer-d'] },
  ),
  changed(
    'statement-lost',
    'the build moves to a service that makes no statements',
    'ora',
    {
      by: { build: 'oidc:release' },
      attested: true,
    },
    { by: { build: 'oidc:release' }, attested: false },
  ),
  changed(
    'staging-dropped',
    'releases are not staged any more',
    'globby',
    {
      by: { build: 'oidc:release', approver: 'maintainer-a' },
      attested: true,
    },
    { by: { build: 'oidc:release' }, attested: true },
  ),
  changed(
    'patches',
    'a package that begins to patch what it takes along',
    'react-scripts',
    {},
    {
      scripts: { postinstall: 'patch-package' },
    },
  ),
  changed(
    'installer-renamed',
    'a script of another name in the place of the one before',
    'cypress',
    {
      scripts: { postinstall: 'node index.js --exec install' },
    },
    { scripts: { postinstall: 'node lib/setup.js --exec install' } },
  ),
  changedPypi(
    'pypi-organisation-renamed',
    'attested by the repository of an organisation that was renamed',
    'starlette',
    builtAt('GitHub', 'encode/starlette'),
    builtAt('GitHub', 'kludex/starlette'),
  ),
  changedPypi(
    'pypi-platform-changed',
    'attested by a repository that moved to another platform',
    'pika',
    builtAt('GitHub', 'pika/pika'),
    builtAt('GitLab', 'pika/pika'),
  ),
  changedPypi('pypi-wheels-late', 'a release whose wheels nobody built', 'wrapt', {}, { files: ['.tar.gz'] }),
];
