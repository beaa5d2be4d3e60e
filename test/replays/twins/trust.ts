import type { Build, NpmTraits, Twin } from '../replay.ts';
import { bump, years } from './bump.ts';

/** Builds that publish, and what attests them. */

const earlier = years('1.0.0 1.1.0 1.2.0 1.3.0 2.0.0 2.1.0 2.2.0 2.3.0');
const build: Build = { build: 'oidc:release' };
const people = ['maintainer-a', 'maintainer-b'];

const published = (id: string, title: string, name: string, before: NpmTraits, after: NpmTraits = before): Twin =>
  bump([id, title], {
    name,
    people,
    earlier,
    usual: before,
    releases: [
      { version: '2.4.0', when: '-35d' },
      { version: '2.4.1', when: '0', by: 'maintainer-a', attested: false, ...after },
    ],
  });

const byBuild: NpmTraits = { by: build, attested: true };
const byToken: NpmTraits = { by: 'maintainer-a' };
const attestedToken: NpmTraits = { by: 'maintainer-a', attested: true };

export const trust: readonly Twin[] = [
  published('oidc-same', 'published by a trusted build, as before', 'vitest', byBuild),
  published('oidc-approved', 'staged by a build and let out by a maintainer, as before', 'undici', {
    by: { ...build, approver: 'maintainer-a' },
    attested: true,
  }),
  published(
    'oidc-other-approver',
    'staged by a build and let out by the other maintainer',
    'got',
    { by: { ...build, approver: 'maintainer-a' }, attested: true },
    { by: { ...build, approver: 'maintainer-b' }, attested: true },
  ),
  published('oidc-new', 'moved from an account to a trusted build', 'fastify', byToken, byBuild),
  published(
    'oidc-from-attested',
    'moved from an account that attests to a trusted build',
    'semver',
    attestedToken,
    byBuild,
  ),
  published('attested-same', 'an account that attests, as before', 'pino', attestedToken),
  published('attested-new', 'an account that begins to attest', 'yaml', byToken, attestedToken),
  published(
    'oidc-private-source',
    'a trusted build of a private repository, which attests nothing, as before',
    'posthog-js',
    { by: build },
  ),
  published('staging-new', 'a build that begins to stage', 'rollup', byBuild, {
    by: { ...build, approver: 'maintainer-a' },
    attested: true,
  }),
  bump(
    ['old-line-by-hand', 'a fix of the old line, which was always published by hand, while the new one has its build'],
    {
      name: 'commander',
      people,
      earlier,
      releases: [
        { version: '3.0.0', when: '-200d', ...byBuild },
        { version: '3.1.0', when: '-20d', ...byBuild },
        { version: '2.4.0', when: '-300d' },
        { version: '2.4.1', when: '0' },
      ],
      latest: '3.1.0',
    },
  ),
  bump(['canary-by-hand', 'a release by its build after test releases by hand'], {
    name: 'prettier',
    people,
    earlier,
    usual: byBuild,
    releases: [
      { version: '2.5.0-rc.1', when: '-3d', by: 'maintainer-a', attested: false },
      { version: '2.4.0', when: '-35d' },
      { version: '2.5.0', when: '0' },
    ],
  }),
];
