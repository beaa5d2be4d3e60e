import { describe, expect, it } from 'vitest';
import { findNew } from './commands.ts';

const one = (text: string, event = 'install') => [{ event, text }];
const isNew = (now: string, before: string): boolean => findNew(one(now), one(before)).length > 0;

describe('findNew', () => {
  it.each([
    ['node install.js', 'node install.js'],
    ['node lib/install.js', 'node ./scripts/install.cjs'],
    ['node install', 'node install.mjs'],
    ['node-gyp-build', '  node-gyp-build '],
    ['node install.js 1.2.3', 'node install.js 1.10.0-rc.1'],
    ['npx acme-fetch@2.0.0', 'npx acme-fetch@2.0.1'],
    ['prebuild-install || node-gyp rebuild', 'prebuild-install  ||  node-gyp rebuild'],
  ])('%s does the same as %s', (now, before) => {
    expect(isNew(now, before)).toBe(false);
  });

  it.each([
    ['node setup.mjs', 'node install.js'],
    ['node install.js && node setup.mjs', 'node install.js'],
    ['bun install.js', 'node install.js'],
    ['node install.js --all', 'node install.js'],
    ['node ../install.js', 'node install.js'],
    ['node /tmp/install.js', 'node install.js'],
    ['node ~/install.js', 'node install.js'],
    ['curl 10.0.0.2', 'curl 10.0.0.1'],
    ['curl https://b.example/1.js', 'curl https://a.example/1.js'],
    ['curl b.example/x', 'curl a.example/x'],
    [`node -e "evil();require('./x')"`, `node -e "require('./x')"`],
    ['node -e "fetch(\'/a\')"', 'node -e "fetch(\'/b\')"'],
    ['npx acme-fetcher@1.0.0', 'npx acme-fetch@1.0.0'],
  ])('%s does something else than %s', (now, before) => {
    expect(isNew(now, before)).toBe(true);
  });

  it('looks for the command, whatever its event', () => {
    expect(findNew(one('node-gyp rebuild', 'install'), one('node-gyp rebuild', 'binding.gyp'))).toEqual([]);
  });

  it('reads long and odd texts in no time', () => {
    for (const text of [
      'a/'.repeat(50_000),
      '1.'.repeat(50_000),
      '@'.repeat(100_000),
      '-a.'.repeat(30_000),
      '1-a'.repeat(30_000),
    ])
      expect(isNew(`${text}!`, text)).toBe(true);
  });
});
