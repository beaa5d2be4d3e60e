import { expect, it } from 'vitest';
import { findCachePlace } from './place.ts';

const home = '/home/me';
const audited = '/work/shop';
const find = (platform: string, env: Record<string, string>, folder = home) =>
  findCachePlace({ platform, env, home: folder, audited });

it.each<[string, Record<string, string>, string]>([
  ['linux', {}, '/home/me/.cache/gazetteer'],
  ['linux', { XDG_CACHE_HOME: '/var/me' }, '/var/me/gazetteer'],
  ['linux', { XDG_CACHE_HOME: 'cache' }, '/home/me/.cache/gazetteer'],
  ['linux', { XDG_CACHE_HOME: '' }, '/home/me/.cache/gazetteer'],
  ['darwin', {}, '/home/me/Library/Caches/gazetteer'],
  ['darwin', { XDG_CACHE_HOME: '/var/me' }, '/var/me/gazetteer'],
  ['win32', { LOCALAPPDATA: '/users/me/local' }, '/users/me/local/gazetteer/Cache'],
  ['linux', { RUNNER_TEMP: '/runner/temp' }, '/home/me/.cache/gazetteer'],
])('on %s with %j it is %s', (platform, env, folder) => {
  expect(find(platform, env)).toEqual({ folder, audited });
});

it.each<[string, Record<string, string>, string]>([
  ['linux', {}, ''],
  ['linux', {}, 'me'],
  ['win32', {}, home],
  ['win32', { LOCALAPPDATA: 'local' }, home],
  ['linux', { GITHUB_ACTIONS: 'true', XDG_CACHE_HOME: '/var/me' }, home],
  ['linux', { GITHUB_ACTIONS: 'true', RUNNER_TEMP: 'temp' }, home],
])('on %s with %j and the home %j there is none', (platform, env, folder) => {
  expect(find(platform, env, folder)).toBeUndefined();
});

it('is in a workflow the temporary folder of the job, whatever the machine shares', () => {
  const env = { GITHUB_ACTIONS: 'true', RUNNER_TEMP: '/runner/temp', XDG_CACHE_HOME: '/shared' };
  expect(find('linux', env)).toEqual({ temporary: '/runner/temp' });
});
