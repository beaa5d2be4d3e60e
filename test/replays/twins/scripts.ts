import type { NpmTraits, Twin } from '../replay.ts';
import { bump, years } from './bump.ts';

/** Packages that run something when they are installed, as they always did. */

const earlier = years('0.10.0 0.11.0 0.12.0 0.14.0 0.17.0 0.20.0 0.23.0');

const releases = (before: NpmTraits, after: NpmTraits) => [
  { version: '0.25.3', when: '-24d', ...before },
  { version: '0.25.4', when: '0', ...after },
];

const scripted = (id: string, title: string, name: string, before: NpmTraits, after: NpmTraits = before): Twin =>
  bump([id, title], {
    name,
    people: ['maintainer-a', 'maintainer-b'],
    earlier,
    usual: before,
    releases: releases(before, after),
  });

const install = (command: string): NpmTraits => ({ scripts: { install: command } });
const postinstall = (command: string): NpmTraits => ({ scripts: { postinstall: command } });

export const scripts: readonly Twin[] = [
  scripted(
    'postinstall-same',
    'a bundler that puts its program in place, as before',
    'esbuild',
    postinstall('node install.js'),
  ),
  scripted(
    'install-same',
    'an image library that looks for its binary, as before',
    'sharp',
    install('node install/check.js'),
  ),
  scripted(
    'postinstall-banner',
    'a postinstall script that thanks, as before',
    'core-js',
    postinstall('node -e "try{require(\'./postinstall\')}catch(e){}"'),
  ),
  scripted(
    'postinstall-edited',
    'a postinstall script with one more flag',
    'puppeteer',
    postinstall('node install.mjs'),
    postinstall('node install.mjs --quiet'),
  ),
  scripted(
    'install-prebuilt',
    'a build that now looks for a finished binary first',
    'better-sqlite3',
    install('node-gyp rebuild'),
    install('prebuild-install || node-gyp rebuild'),
  ),
  scripted(
    'postinstall-gone',
    'a postinstall script that was taken out',
    'nodemon',
    postinstall('node bin/postinstall || exit 0'),
    {},
  ),
  scripted(
    'other-scripts',
    'scripts that only its own people run',
    'husky',
    { scripts: { test: 'sh test.sh' } },
    { scripts: { test: 'sh test.sh', prepare: 'tsc', prepublishOnly: 'npm test', build: 'tsc -p .' } },
  ),
  scripted('gyp-same', 'a native package that is built when it is installed, as before', 'node-pty', {
    gypfile: true,
    scripts: { install: 'node-gyp rebuild' },
  }),
  scripted('gyp-unscripted', 'a binding.gyp without a script, as before', 'bufferutil', { gypfile: true }),
  scripted(
    'gyp-spelled-out',
    'a binding.gyp whose build the manifest now spells out',
    'utf-8-validate',
    { gypfile: true },
    { gypfile: true, scripts: { install: 'node-gyp rebuild' } },
  ),
];
