import type { Twin } from '../replay.ts';
import { adoption, bump, years } from './bump.ts';

/** Versions that jump, go back or are tried out. */

const people = ['maintainer-a', 'maintainer-b'];
type Release = readonly [version: string, when: string];

const moved = (
  id: string,
  title: string,
  name: string,
  earlier: string,
  before: Release,
  after: Release,
  latest?: string,
): Twin =>
  bump([id, title], {
    name,
    people,
    earlier: years(earlier),
    releases: [before, after].map(([version, when]) => ({ version, when })),
    ...(latest === undefined ? {} : { latest }),
  });

export const versions: readonly Twin[] = [
  moved(
    'calendar',
    'a package that moves to calendar versions',
    '@sentry/cli-tools',
    '20.0.0 21.0.0 22.0.0 23.0.0',
    ['24.6.0', '-30d'],
    ['2026.10.0', '0'],
  ),
  moved(
    'browser-numbers',
    'versions that follow those of a browser',
    'chromedriver',
    '131.0.0 134.0.0 136.0.0 138.0.0',
    ['140.0.2', '-28d'],
    ['141.0.0', '0'],
  ),
  moved('major', 'a major version', 'typescript', '3.0.0 4.0.0 5.0.0 5.5.0', ['5.9.3', '-200d'], ['7.0.2', '0']),
  moved(
    'types',
    'types of the next major version',
    '@types/node',
    '16.0.0 18.0.0 20.0.0 22.0.0',
    ['24.9.0', '-12d'],
    ['25.0.0', '0'],
  ),
  moved(
    'nightly',
    'versions made of dates',
    'react-compiler-runtime',
    '0.0.0-20260101 0.0.0-20260301 0.0.0-20260601',
    ['0.0.0-20260930', '-6d'],
    ['0.0.0-20261006', '0'],
  ),
  moved(
    'candidate',
    'a release candidate after another one',
    'eslint',
    '8.0.0 9.0.0',
    ['10.0.0-rc.0', '-9d'],
    ['10.0.0-rc.1', '0'],
    '9.0.0',
  ),
  moved('stable', 'the release after its candidate', 'jest', '28.0.0 29.0.0', ['30.0.0-rc.1', '-9d'], ['30.0.0', '0']),
  moved(
    'security-fix',
    'a fix that was out within hours',
    'qs',
    '6.10.0 6.11.0 6.12.0 6.13.0',
    ['6.14.0', '-300d'],
    ['6.14.1', '0'],
  ),
  moved(
    'security-backport',
    'a fix of an old line',
    'minimatch',
    '3.0.0 3.1.0 5.0.0 9.0.0 10.0.0',
    ['3.1.2', '-1500d'],
    ['3.1.3', '0'],
    '10.0.0',
  ),
  moved(
    'long-silence',
    'the first release after four years',
    'concat-map',
    '0.0.1',
    ['0.0.2', '-1500d'],
    ['0.0.3', '0'],
  ),
  {
    ...moved(
      'revert',
      'a bad release is taken back: the one before it is installed again',
      'cross-spawn',
      '7.0.0 7.0.3 7.0.5',
      ['7.0.6', '-20d'],
      ['7.1.0', '0'],
    ),
    change: { as: 'package-lock', before: { 'cross-spawn': '7.1.0' }, after: { 'cross-spawn': '7.0.6' } },
  },
  adoption(['calendar-adopted', 'a package with calendar versions is adopted'], {
    name: 'acme-timezones',
    people,
    earlier: years('2019.1.0 2021.1.0 2023.1.0 2024.1.0 2025.1.0 2026.1.0'),
    releases: [{ version: '2026.3.0', when: '0' }],
  }),
  adoption(['high-number-adopted', 'a package whose versions follow those of a browser is adopted'], {
    name: 'acme-browser-tables',
    people,
    earlier: years('91.0.0 98.0.0 105.0.0 112.0.0 120.0.0 131.0.0 139.0.0'),
    releases: [{ version: '141.0.0', when: '0' }],
  }),
];
