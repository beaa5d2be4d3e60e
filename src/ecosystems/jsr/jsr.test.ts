import { describe, expect, it } from 'vitest';
import { endpoints } from '../../knowledge/endpoints.ts';
import { ecosystem } from './index.ts';

const { names, versions, registries } = ecosystem;

describe('names', () => {
  it.each([['@std/assert'], ['@luca/esbuild-deno-loader'], ['@a1/b']])('allows %s', (name) => {
    expect(names.reject(name)).toBeUndefined();
    expect(names.normalise(name)).toBe(name);
  });

  it.each([
    ['assert'],
    ['@std'],
    ['@std/'],
    ['@Std/assert'],
    ['@std/as_sert'],
    ['@std/-a'],
    ['@-a/b'],
    ['@std/a/b'],
    ['__proto__'],
  ])('refuses %s', (name) => {
    expect(names.reject(name)).toEqual(expect.any(String));
  });

  it('has the scope as namespace', () => {
    expect(names.scopeOf('@std/assert')).toBe('@std');
    expect(names.scopeOf('assert')).toBeUndefined();
  });
});

describe('versions', () => {
  it.each([
    ['1.2.3', '^1', true],
    ['2.0.0', '^1', false],
    ['1.0.0-rc.1', '^1', false],
    ['1.2.3', 'latest', false],
    ['one', '*', false],
    ['1.2.3', `${'>=1 '.repeat(1_000)}`, false],
  ])('%s satisfies %s: %s', (version, requirement, expected) => {
    expect(versions.satisfies(version, requirement)).toBe(expected);
  });

  it('orders versions, and texts that are none first', () => {
    expect(['1.10.0', 'x', '1.9.0', '1.9.0-rc.1', 'a'].sort(versions.compare)).toEqual([
      'a',
      'x',
      '1.9.0-rc.1',
      '1.9.0',
      '1.10.0',
    ]);
    expect([versions.isPrerelease('1.0.0-rc.1'), versions.isPrerelease('1.0.0')]).toEqual([true, false]);
  });

  it('chooses the highest that is not yanked', () => {
    const offer = {
      versions: [{ version: '1.0.0' }, { version: '1.2.0', yanked: '' }, { version: '1.1.0' }, { version: '2.0.0' }],
    };
    expect(versions.choose('^1', offer)).toBe('1.1.0');
    expect(versions.choose('1.2.0', offer)).toBe('1.2.0');
    expect(versions.choose(undefined, offer)).toBe('2.0.0');
    expect(versions.choose('tag', offer)).toBeUndefined();
  });
});

describe('registries', () => {
  it('knows one registry', () => {
    expect(registries.serving?.('@std/assert', [])).toEqual([{ url: endpoints.jsr }]);
    expect(registries.canonical(`${endpoints.jsr.toUpperCase()}/`)).toBe(endpoints.jsr);
    expect(registries.archiveHosts(endpoints.jsr)).toEqual([
      new URL(endpoints.jsr).host,
      new URL(endpoints.jsrNpm).host,
    ]);
    expect(registries.archiveHosts('not an address')).toEqual([]);
  });

  it.each([
    [`${endpoints.jsr}/@std/assert/1.0.0/mod.ts`, { name: '@std/assert', version: '1.0.0' }],
    [`${endpoints.jsr}/@std/assert/meta.json`, { name: '@std/assert' }],
    ['https://modules.acme.example/@std/assert/1.0.0/mod.ts', {}],
  ])('reads %s', (url, expected) => {
    expect(registries.readArchive(url)).toEqual({ host: new URL(url).host, ...expected });
  });

  it('reads nothing out of other texts', () => {
    expect([registries.readArchive('x'), registries.readArchive('file:///x')]).toEqual([undefined, undefined]);
  });
});
