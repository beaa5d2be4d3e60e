import { expect, it } from 'vitest';
import { isSameFile, parsePolicyAddress, sayPolicyAddress } from './address.ts';

it('reads a file of another repository, and says it again', () => {
  const address = parsePolicyAddress('acme/policy.d/teams/web.yml@release/v1');
  expect(address).toEqual({ owner: 'acme', repo: 'policy.d', path: 'teams/web.yml', ref: 'release/v1' });
  if (address === undefined) return;
  expect(sayPolicyAddress(address)).toBe('acme/policy.d/teams/web.yml@release/v1');
  expect(sayPolicyAddress(address, 'abc')).toBe('acme/policy.d/teams/web.yml@abc');
  expect(isSameFile(address, { ...address, owner: 'ACME', ref: 'main' })).toBe(true);
  expect(isSameFile(address, { ...address, path: 'teams/WEB.yml' })).toBe(false);
});

it.each([
  '.github/gazetteer.yml',
  './acme/policy/x.yml@main',
  'acme/policy@main',
  'acme/policy/x.yml',
  'acme/policy/x.yml@',
  'acme/policy/../x.yml@main',
  'acme/../x/y.yml@main',
  'acme//x/y.yml@main',
  'acme/policy/x.yml@a..b',
  'acme/policy/x.yml@a b',
  'https://acme.example/policy/x.yml@main',
])('leaves %s alone', (text) => {
  expect(parsePolicyAddress(text)).toBeUndefined();
});
