import { expect, it } from 'vitest';
import { ecosystem } from './index.ts';

const { names, versions, registries } = ecosystem;

it.each([
  ['Actions/Checkout', 'actions/checkout', '@actions'],
  ['GitHub/CodeQL-action/Init', 'github/codeql-action/Init', '@github'],
])('takes owner and repository of %s in any case', (written, name, scope) => {
  expect([names.normalise(written), names.scopeOf(written)]).toEqual([name, scope]);
  expect(names.reject(name)).toBeUndefined();
});

it.each(['checkout', 'left-pad', '@acme/tool', 'a/..', '-a/b', 'a b/c', '__proto__', ''])('refuses %j', (name) => {
  expect(names.reject(name)).toBeDefined();
});

it('orders tags as versions, before commits and branches no order but that of their letters', () => {
  expect(['v4', 'main', 'v10.1', 'v4.1.2', 'v4.1.2-rc1', 'abc'].toSorted(versions.compare)).toEqual([
    'abc',
    'main',
    'v4',
    'v4.1.2-rc1',
    'v4.1.2',
    'v10.1',
  ]);
  expect(['v1.0.0-beta', 'v1', 'main'].map(versions.isPrerelease)).toEqual([true, false, false]);
});

it('asks the public site, or the server that the configuration names', () => {
  const location = { path: 'configuration', startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  const use = {
    ecosystem: 'githubactions',
    url: 'https://github.acme.example/api/v3',
    role: 'primary',
    location,
  } as const;
  expect(registries.serving?.('a/b', [])).toEqual([{ url: registries.default }]);
  expect(registries.serving?.('a/b', [use, { ...use, ecosystem: 'npm' }])).toEqual([{ url: use.url, use }]);
  expect(registries.canonical('https://github.acme.example/api/v3/')).toBe(use.url);
});
