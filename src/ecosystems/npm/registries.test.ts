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
