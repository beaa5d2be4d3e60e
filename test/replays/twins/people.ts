import type { NpmTraits, Twin } from '../replay.ts';
import { bump, years } from './bump.ts';

/** Other accounts than before publish. */

const earlier = years('1.0.0 1.1.0 1.2.0 2.0.0 3.0.0 3.1.0 3.2.0');

interface Hands {
  readonly people: readonly string[];
  readonly before: NpmTraits;
  readonly after: NpmTraits;
}

const handed = (id: string, title: string, name: string, { people, before, after }: Hands): Twin =>
  bump([id, title], {
    name,
    people,
    earlier,
    releases: [
      { version: '3.3.0', when: '-60d', ...before },
      { version: '3.3.1', when: '0', ...after },
    ],
  });

const both = ['maintainer-a', 'maintainer-b'];

const now: NpmTraits = {
  by: 'maintainer-b',
  maintainers: ['maintainer-b'],
  scripts: { postinstall: 'node build.js' },
};

const late = bump(['late-bump', 'a bump over years in which others took over and added a script'], {
  name: 'etag',
  people: both,
  earlier,
  releases: [
    { version: '3.2.9', when: '-1400d', by: 'maintainer-a', maintainers: ['maintainer-a'] },
    { version: '3.3.0', when: '-700d', ...now },
    { version: '3.3.1', when: '0', ...now },
  ],
});

export const people: readonly Twin[] = [
  { ...late, change: { ...late.change, before: { etag: '3.2.9' } } },
  handed('colleague', 'a colleague who might publish for years does so for the first time', 'express', {
    people: both,
    before: { by: 'maintainer-a' },
    after: { by: 'maintainer-b' },
  }),
  handed('colleague-again', 'two maintainers who take turns', 'mocha', {
    people: both,
    before: { by: 'maintainer-b' },
    after: { by: 'maintainer-a' },
  }),
  handed('new-colleague', 'a new maintainer, named before the last release, publishes', 'body-parser', {
    people: both,
    before: { by: 'maintainer-a', maintainers: both },
    after: { by: 'maintainer-b', maintainers: both },
  }),
  handed('hand-over', 'a package is handed over to a new account', 'cookie-session', {
    people: both,
    before: { by: 'maintainer-a', maintainers: ['maintainer-a'] },
    after: { by: 'maintainer-b', maintainers: both },
  }),
  handed('team-bot', 'the account of the team instead of one of its people', 'serve-static', {
    people: ['maintainer-a', 'team-bot'],
    before: { by: 'maintainer-a' },
    after: { by: 'team-bot' },
  }),
  handed('maintainer-left', 'one of two maintainers left, the other one publishes as before', 'finalhandler', {
    people: ['maintainer-a'],
    before: { by: 'maintainer-a', maintainers: both },
    after: { by: 'maintainer-a', maintainers: ['maintainer-a'] },
  }),
  handed('maintainer-joined', 'somebody joined, the other one publishes as before', 'send', {
    people: both,
    before: { by: 'maintainer-a', maintainers: ['maintainer-a'] },
    after: { by: 'maintainer-a', maintainers: both },
  }),
  bump(['second-release', 'the second release of those who took over months ago'], {
    name: 'vary',
    people: both,
    earlier,
    releases: [
      { version: '3.2.9', when: '-400d', by: 'maintainer-a', maintainers: ['maintainer-a'] },
      { version: '3.3.0', when: '-150d', by: 'maintainer-b' },
      { version: '3.3.1', when: '0', by: 'maintainer-b' },
    ],
  }),
];
