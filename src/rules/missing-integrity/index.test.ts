import { expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const resolved = 'https://registry.npm.example/left-pad/-/left-pad-1.3.0.tgz';
const strong = `sha512-${'A'.repeat(86)}==`;
const weak = `sha1-${'A'.repeat(27)}=`;
type Subject = NonNullable<RuleInput['subject']>;
const run = (patch: Subject) => runRule(rule, { subject: { fileRole: 'lockfile', ...patch } });
const entry = { name: 'left-pad', version: '1.3.0', resolved };

it.each<[string, Subject, string, string]>([
  ['none', { dependency: entry }, '', 'is locked without a hash:'],
  ['an empty list', { dependency: { ...entry, integrity: [] } }, '', 'is locked without a hash:'],
  [
    'a SHA-1 in the address',
    { dependency: { ...entry, resolved: `${resolved}#${'a'.repeat(40)}` } },
    '',
    'with no hash but the SHA-1 in its address',
  ],
  [
    'lost',
    { dependency: entry, previous: { integrity: [strong] } },
    'high',
    'no hash any more, where the base had sha',
  ],
  [
    'lost, another version',
    { dependency: entry, previous: { version: '1.2.0', integrity: [strong] } },
    'high',
    'records no hash any more',
  ],
  [
    'lost where no address is recorded',
    { dependency: { name: 'left-pad', version: '1.3.0' }, previous: { integrity: [strong] } },
    'high',
    'records no hash any more',
  ],
  ['lost, of an unknown kind', { dependency: entry, previous: { integrity: ['blake3-x'] } }, 'high', 'had a hash'],
  [
    'weakened',
    { dependency: { ...entry, integrity: [weak] }, previous: { integrity: [strong] } },
    'high',
    'records only a weak hash',
  ],
  [
    'of a kind that nobody knows',
    { dependency: { ...entry, integrity: ['sha999-AAAA'] }, previous: { integrity: [strong] } },
    'high',
    'records only hashes of kinds that clients pass over, where the base had sha512',
  ],
  [
    'of a kind that nobody knows, and a weak one',
    {
      dependency: { ...entry, integrity: ['sha999-AAAA', weak] },
      previous: { integrity: [strong] },
    },
    'high',
    'records only a weak hash',
  ],
  ['of a kind that nobody knows, new', { dependency: { ...entry, integrity: ['sha999-AAAA'] } }, '', 'without a hash:'],
  [
    'lost in a manifest',
    {
      fileRole: 'manifest',
      dependency: { ecosystem: 'pypi', name: 'requests', version: '2.32.0' },
      previous: { version: '2.31.0', integrity: [`sha256:${'a'.repeat(64)}`] },
    },
    'high',
    'records no hash any more, where the base had sha256',
  ],
  [
    'none, of a transitive package',
    { dependency: entry, introducedBy: [] },
    '',
    'is locked without a hash: other bytes',
  ],
])('tells of a hash that is missing: %s', (_, subject, severity, words) => {
  const drafts = run(subject);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.severity ?? '').toBe(severity);
  expect(drafts[0]?.message).toContain(words);
});

it.each<[string, Subject]>([
  [
    'a weak hash that was weak before',
    { dependency: { ...entry, integrity: [weak] }, previous: { integrity: [weak] } },
  ],
  ['a new entry with a weak hash', { dependency: { ...entry, integrity: [weak] } }],
  ['a stronger hash', { dependency: { ...entry, integrity: [strong] }, previous: { integrity: [weak] } }],
  [
    'a hash of a kind that only others know',
    {
      dependency: { ...entry, ecosystem: 'pypi', integrity: [`blake2b:${'a'.repeat(128)}`] },
      previous: { ecosystem: 'pypi', integrity: [`sha256:${'a'.repeat(64)}`] },
    },
  ],
  [
    'a checksum of Yarn in place of a strong one',
    { dependency: { ...entry, integrity: ['a'.repeat(128)] }, previous: { integrity: [strong] } },
  ],
  [
    'some of several hashes, gone',
    { dependency: { ...entry, integrity: [strong] }, previous: { integrity: [strong, strong.replace('A', 'B')] } },
  ],
  [
    'a manifest that had none before',
    { fileRole: 'manifest', dependency: entry, previous: { version: '1.2.0', resolved } },
  ],
  ['a text that had one', { fileRole: 'prose', dependency: entry, previous: { integrity: [strong] } }],
  ['an address of its own', { dependency: { ...entry, source: { kind: 'url', url: resolved } } }],
  ['a repository', { dependency: { ...entry, source: { kind: 'git', url: 'https://git.acme.example/x' } } }],
  ['a manifest', { fileRole: 'manifest', dependency: entry }],
])('is silent for %s', (_, subject) => {
  expect(run(subject)).toEqual([]);
});

it('has one cause for all entries of a file that lack it in the same way', () => {
  const causeOf = (name: string, path = 'package-lock.json', previous = {}) =>
    runRule(rule, {
      subject: {
        fileRole: 'lockfile',
        at: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
        dependency: { name, version: '1.0.0', resolved: `https://registry.npm.example/${name}/-/${name}-1.0.0.tgz` },
        previous,
      },
    })[0]?.cause;
  const cause = causeOf('left-pad');
  expect(cause).toMatchObject({
    name: 'left-pad 1.0.0',
    many: { least: 3, message: expect.stringMatching(/^entries of package-lock\.json are locked without a hash: /) },
  });
  expect(causeOf('right-pad')?.key).toBe(cause?.key);
  expect(causeOf('right-pad', 'b/package-lock.json')?.key).not.toBe(cause?.key);
  const lost = causeOf('right-pad', 'package-lock.json', { version: '1.0.0', integrity: ['sha512-AA=='] });
  expect(lost?.many?.message).toBe('entries of package-lock.json have lost the hash that the base had');
  expect(lost?.key).not.toBe(cause?.key);
});
