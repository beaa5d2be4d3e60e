import { describe, expect, it } from 'vitest';
import { endpoints } from '../../knowledge/endpoints.ts';
import { registries } from './registries.ts';

describe('registries', () => {
  it.each([
    ['https://NPM.acme.example:443/', 'https://npm.acme.example'],
    ['https://npm.acme.example/a/b//', 'https://npm.acme.example/a/b'],
    ['http://npm.acme.example:8080', 'http://npm.acme.example:8080'],
    ['https://user:secret@npm.acme.example/?x=1#y', 'https://npm.acme.example'],
    ['$' + '{REGISTRY}/', '$' + '{REGISTRY}'],
    [`${endpoints.npm}/`, endpoints.npm],
  ])('calls %j %j', (url, canonical) => {
    expect(registries.canonical(url)).toBe(canonical);
  });

  it('knows that only scoped names may be hidden', () => {
    expect([registries.mayHide('@acme/x'), registries.mayHide('x')]).toEqual([true, false]);
  });
});

describe('hosts of archives', () => {
  const tarball = '/@acme/x/-/x-1.0.0.tgz';
  it.each<[string, readonly string[]]>([
    [endpoints.npm, [endpoints.npm, endpoints.yarn]],
    [`${endpoints.yarn}/`, [endpoints.yarn, endpoints.npm]],
    ['https://npm.acme.example/a', ['https://npm.acme.example']],
  ])('are those of %s itself', (registry, hosts) => {
    expect(registries.archiveHosts(registry)).toEqual(hosts.map((url) => new URL(url).host));
  });

  it.each([
    [endpoints.npm, true],
    [endpoints.yarn, false],
    ['https://registry.npmjs.org.evil.example', false],
    ['https://npm.acme.example', false],
  ])('on %s an archive stands for the one of the default registry: %s', (host, stands) => {
    expect(registries.standsForDefault?.(host + tarball)).toBe(stands);
  });

  it.each([
    ['https://npm.jsr.io/~/11/@jsr/std__path/1.0.8.tgz', { name: '@jsr/std__path', version: '1.0.8' }],
    ['https://npm.evil.example/~/11/@jsr/std__path/1.0.8.tgz', {}],
    ['https://npm.jsr.io/~/11/@jsr/std__path', {}],
  ])('%s tells %j', (url, told) => {
    expect(registries.readArchive(url)).toEqual({ host: new URL(url).host, ...told });
  });
});

describe('another registry of the same host', () => {
  const host = 'https://npm.acme.example';
  it.each<[string, string, string]>([
    ['another repository', '/repository/own/', '/repository/public/@acme/x/-/x-1.0.0.tgz'],
    ['with the scope in the file, too', '/api/npm/own', '/api/npm/public/@acme/x/-/@acme/x-1.0.0.tgz'],
    ['written with escapes', '/own/', '/public/@acme%2fx/-/x-1.0.0.tgz'],
    ['another project', '/api/v4/projects/1/packages/npm/', '/api/v4/projects/2/packages/npm/@acme/x/-/x-1.0.0.tgz'],
    ['a folder of the repository', '/own/', '/own/other/@acme/x/-/x-1.0.0.tgz'],
  ])('is told by %s', (_, registry, archive) => {
    expect(registries.isKeptByAnother?.(host + registry, host + archive, '@acme/x')).toBe(true);
  });

  it.each<[string, string, string]>([
    ['the same repository', '/own', '/own/@acme/x/-/x-1.0.0.tgz'],
    ['the same, without the part for npm', '/artifactory/api/npm/own/', '/own/@acme/x/-/@acme/x-1.0.0.tgz'],
    ['a project of the instance', '/api/v4/packages/npm/', '/api/v4/projects/2/packages/npm/@acme/x/-/x-1.0.0.tgz'],
    [
      'a project of a group',
      '/api/v4/groups/7/-/packages/npm',
      '/api/v4/projects/2/packages/npm/@acme/x/-/x-1.0.0.tgz',
    ],
    [
      'an id',
      '/o/_packaging/own/npm/registry/',
      `/o/_packaging/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}/npm/registry/@acme/x/-/x-1.0.0.tgz`,
    ],
    ['another layout', '/own/', '/download/@acme/x/1.0.0/0123'],
    ['the archive of another name', '/own/', '/public/@acme/y/-/y-1.0.0.tgz'],
  ])('may not be, or is not told by, %s', (_, registry, archive) => {
    expect(registries.isKeptByAnother?.(host + registry, host + archive, '@acme/x')).toBe(false);
  });

  it('is nothing on another host, or where there is no address', () => {
    expect(registries.isKeptByAnother?.(host, 'https://npm.evil.example/a/x/-/x-1.tgz', 'x')).toBe(false);
    expect(registries.isKeptByAnother?.('own', `${host}/a/x/-/x-1.tgz`, 'x')).toBe(false);
  });
});
