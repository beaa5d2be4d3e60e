import { describe, expect, it } from 'vitest';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../model/dependency.ts';
import { startOf } from '../../model/location.ts';
import { registries } from './registries.ts';

const use = (url: string, names?: readonly string[], ecosystem = 'npm'): RegistryUse => ({
  ecosystem,
  url,
  role: 'primary',
  ...(names === undefined ? {} : { names }),
  location: startOf('.npmrc'),
});
const main = use('https://npm.acme.example/');
const scoped = use('https://scoped.acme.example/', ['@acme/*']);

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

  it.each([
    ['left-pad', [], [endpoints.npm]],
    ['left-pad', [main, scoped], [main.url]],
    ['@acme/x', [main, scoped], [scoped.url]],
    ['@acme-evil/x', [scoped], [endpoints.npm]],
    ['@acme/x', [use('https://first.acme.example', ['@acme/*']), scoped], ['https://first.acme.example']],
    ['left-pad', [use('https://pypi.acme.example', undefined, 'pypi')], [endpoints.npm]],
  ])('%s is served, under %o, by %j', (name, uses, urls) => {
    expect(registries.serving(name, uses).map(({ url }) => url)).toEqual(urls);
  });

  it('knows that only scoped names may be hidden', () => {
    expect([registries.mayHide('@acme/x'), registries.mayHide('x')]).toEqual([true, false]);
  });
});
