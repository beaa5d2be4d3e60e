import { describe, expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const strong = `sha512-${'A'.repeat(86)}==`;
const plain = 'http://registry.npm.example/left-pad/-/left-pad-1.3.0.tgz';
type Dependency = NonNullable<NonNullable<RuleInput['subject']>['dependency']>;
const dependency = (patch: Dependency) => runRule(rule, { subject: { dependency: { name: 'left-pad', ...patch } } });

describe('dependencies', () => {
  it.each<[string, Dependency, string]>([
    ['a recorded address', { resolved: plain }, ''],
    ['a recorded address with a hash', { resolved: plain, integrity: [strong] }, ''],
    [
      'an archive with a hash',
      { source: { kind: 'url', url: 'http://files.acme.example/x.tgz' }, integrity: [strong] },
      '',
    ],
    ['a weak hash', { resolved: plain, integrity: [`sha1-${'A'.repeat(27)}=`] }, ''],
    ['a registry', { source: { kind: 'registry', url: 'http://npm.acme.example/' } }, ''],
    ['a repository', { source: { kind: 'git', url: 'git://git.acme.example/x' } }, ''],
    ['a commit', { source: { kind: 'git', url: 'git+http://git.acme.example/x', ref: 'a'.repeat(40) } }, 'medium'],
    ['an archive', { source: { kind: 'url', url: 'http://files.acme.example/x.tgz' } }, ''],
    [
      'only the registry, not the address',
      { source: { kind: 'registry', url: 'http://a.example' }, resolved: 'https://a.example/x' },
      '',
    ],
  ])('are told: %s', (_, patch, severity) => {
    const drafts = dependency(patch);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.severity ?? '').toBe(severity);
    expect(drafts[0]?.message).toContain('is fetched without encryption from');
  });

  it.each<[string, Dependency]>([
    ['an encrypted address', { resolved: plain.replace('http:', 'https:') }],
    ['this machine', { resolved: 'http://127.0.0.1:4873/x/-/x-1.0.0.tgz' }],
    ['a folder', { source: { kind: 'path', path: 'http:/x' } }],
    ['no address', {}],
  ])('are left out: %s', (_, patch) => {
    expect(dependency(patch)).toEqual([]);
  });
});

it('never shows the credentials of a registry', () => {
  const drafts = runRule(rule, { registry: { use: { url: 'http://user:hunter2@npm.acme.example/' } } });
  expect(drafts).toHaveLength(1);
  expect(JSON.stringify(drafts)).not.toContain('hunter2');
  expect(drafts[0]?.message).toContain('http://***@npm.acme.example/');
});

describe('settings', () => {
  const setting = { setting: 'trusted-host', value: 'npm.acme.example', guard: 'transport', byDefault: 1 } as const;

  it.each<[string, RuleInput['safeguard'], string]>([
    ['set', { after: { ...setting, strength: 0 } }, 'sets "trusted-host" to "npm.acme.example"'],
    ['taken away', { before: { ...setting, strength: 1, byDefault: 0 } }, 'no longer sets "trusted-host"'],
  ])('are told where they weaken: %s', (_, safeguard, words) => {
    const drafts = runRule(rule, safeguard === undefined ? {} : { safeguard });
    expect(drafts).toMatchObject([{ message: expect.stringContaining(words), cwe: ['CWE-295'] }]);
  });

  it.each<[string, NonNullable<RuleInput['safeguard']>]>([
    ['another guard', { after: { ...setting, guard: 'verification', strength: 0 } }],
    ['as before', { before: { ...setting, strength: 0 }, after: { ...setting, strength: 0 } }],
    ['stronger', { before: { ...setting, strength: 0 }, after: { ...setting, strength: 1 } }],
    ['this machine', { after: { ...setting, strength: 0, value: ' 127.0.0.1:8080' } }],
  ])('are left out: %s', (_, safeguard) => {
    expect(runRule(rule, { safeguard })).toEqual([]);
  });
});
