import { describe, expect, it } from 'vitest';
import { type FactLiterals, privateRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const sha512 = (letter: string): string => `sha512-${letter.repeat(86)}==`;
const sha256 = (digit: string): string => `sha256:${digit.repeat(64)}`;
type Subject = NonNullable<RuleInput['subject']>;
const entry = { name: 'left-pad', version: '1.3.0', integrity: [sha512('B')] };
const release = (...integrity: readonly string[]): FactLiterals => ({
  release: { state: 'present', value: { version: '1.3.0', ...(integrity.length === 0 ? {} : { integrity }) } },
});
const run = (subject: Subject, facts: FactLiterals = {}) =>
  runRule(rule, { subject: { fileRole: 'lockfile', ...subject }, facts });

describe('against the base', () => {
  const previous = { version: '1.3.0', integrity: [sha512('A')] };

  it('is certain without any answer', () => {
    const drafts = run({ dependency: entry, previous });
    expect(drafts).toMatchObject([{ confidence: 'high' }]);
    expect(drafts[0]?.message).toContain('for the same version.');
    expect(drafts[0]?.evidence.map(({ fact }) => fact)).toEqual(['hash']);
  });

  it.each<[string, Subject, FactLiterals, string]>([
    ['neither old nor new is listed', {}, release(sha512('C')), 'high'],
    ['the new one is listed', {}, release(sha512('B')), 'medium'],
    [
      'another registry',
      { dependency: { ...entry, source: { kind: 'registry', url: 'https://x.example' } } },
      {},
      'medium',
    ],
    [
      'another host',
      {
        dependency: { ...entry, resolved: 'https://b.example/x.tgz' },
        previous: { ...previous, resolved: 'https://a.example/x.tgz' },
      },
      {},
      'medium',
    ],
    [
      'an address in place of a registry',
      { dependency: { ...entry, source: { kind: 'url', url: 'x' } } },
      {},
      'medium',
    ],
  ])('is as sure as can be: %s', (_, patch, facts, confidence) => {
    expect(run({ dependency: entry, previous, ...patch }, facts)).toMatchObject([{ confidence }]);
  });

  it.each<[string, Subject]>([
    ['another version', { dependency: entry, previous: { ...previous, version: '1.2.0' } }],
    ['another package', { dependency: entry, previous: { ...previous, name: 'right-pad' } }],
    ['no version', { dependency: { name: 'left-pad', integrity: [sha512('B')] }, previous }],
    ['the same hash', { dependency: { ...entry, integrity: previous.integrity }, previous }],
    ['no hash', { dependency: { name: 'left-pad', version: '1.3.0' }, previous }],
    ['another cache key of Yarn', { dependency: { ...entry, integrity: [`10c0/${'a'.repeat(128)}`] }, previous }],
  ])('is silent for %s', (_, subject) => {
    expect(run(subject)).toEqual([]);
  });
});

describe('several hashes', () => {
  const python = { ecosystem: 'pypi', name: 'requests', version: '1.3.0' };
  const pair = (ecosystem: 'npm' | 'pypi', before: readonly string[], after: readonly string[]): Subject => ({
    dependency: { ...(ecosystem === 'npm' ? entry : python), integrity: after },
    previous: { version: '1.3.0', integrity: before },
  });

  it.each<[string, Subject, string, string]>([
    [
      'one more that npm accepts too',
      pair('npm', [sha512('A')], [sha512('A'), sha512('B')]),
      'high',
      'accepts other bytes too, sha512-BBB',
    ],
    [
      'one of two of npm',
      pair('npm', [sha512('A'), sha512('C')], [sha512('A'), sha512('B')]),
      'high',
      'has other hashes among those it had, sha512-BBB',
    ],
    [
      'one file of two',
      pair('pypi', [sha256('a'), sha256('b')], [sha256('a'), sha256('c')]),
      'medium',
      'sha256:ccccccccccccccccc… instead of sha256:bbb',
    ],
    ['all files', pair('pypi', [sha256('a'), sha256('b')], [sha256('c')]), 'high', 'another hash than before'],
  ])('are told where they were replaced: %s', (_, subject, confidence, words) => {
    const drafts = run(subject);
    expect(drafts).toMatchObject([{ confidence, message: expect.stringContaining(words) }]);
    expect(drafts[0]).not.toHaveProperty('severity');
  });

  it('are doubted less where the registry lists them all', () => {
    const subject = pair('pypi', [sha256('a'), sha256('b')], [sha256('a'), sha256('c')]);
    expect(run(subject, release(sha256('a'), sha256('b'), sha256('c')))).toMatchObject([{ confidence: 'low' }]);
  });

  it.each<[string, Subject]>([
    ['a file that was published later', pair('pypi', [sha256('a')], [sha256('a'), sha256('b')])],
    ['a file that was left out', pair('pypi', [sha256('a'), sha256('b')], [sha256('b')])],
    ['a hash of npm that is gone', pair('npm', [sha512('A'), sha512('B')], [sha512('B')])],
    ['a hash of another kind', pair('npm', [`sha1-${'A'.repeat(27)}=`], [`sha1-${'A'.repeat(27)}=`, sha512('B')])],
  ])('are passed over: %s', (_, subject) => {
    expect(run(subject)).toEqual([]);
  });
});

describe('against the registry', () => {
  const python = { ecosystem: 'pypi', name: 'requests', version: '1.3.0' };

  it.each<[string, Subject, FactLiterals, string, string]>([
    ['npm', { dependency: entry }, release(sha512('A')), 'high', 'a hash that the npm registry does not list'],
    [
      'none of several',
      { dependency: { ...python, integrity: [sha256('a'), sha256('b')] } },
      release(sha256('c')),
      'high',
      '2 of 2 hashes that PyPI does not list for it',
    ],
    [
      'one of several',
      { fileRole: 'manifest', dependency: { ...python, integrity: [sha256('a'), sha256('b')] } },
      release(sha256('a'), sha256('c')),
      'medium',
      '1 of 2 hashes',
    ],
    [
      'Corepack, in hexadecimal',
      { fileRole: 'manifest', dependency: { ...entry, scope: 'tool', integrity: [`sha512:${'0'.repeat(128)}`] } },
      release(sha512('B')),
      'high',
      'does not list',
    ],
  ])('tells of a hash that is not listed: %s', (_, subject, facts, confidence, words) => {
    const drafts = run(subject, facts);
    expect(drafts).toMatchObject([{ confidence, message: expect.stringContaining(words) }]);
    expect(drafts[0]?.evidence.map(({ fact }) => fact)).toEqual(['hash', 'release']);
  });

  it.each<[string, Subject, FactLiterals]>([
    ['a registry that lists no hashes', { dependency: entry }, release()],
    ['hashes of other kinds', { dependency: entry }, release(sha256('a'), `sha1:${'a'.repeat(40)}`)],
    [
      'hexadecimal for base64',
      { dependency: { ...entry, integrity: [`sha512:${'0'.repeat(128)}`] } },
      release(sha512('A')),
    ],
    ['an absent release', { dependency: entry }, { release: { state: 'absent', proof: '404' } }],
    ['a repository', { dependency: { ...entry, source: { kind: 'git', url: 'x' } } }, release(sha512('A'))],
    ['no registry at all', { dependency: entry, registries: [] }, release(sha512('A'))],
    [
      'several registries',
      { dependency: entry, registries: [privateRegistry, { ...privateRegistry, url: 'https://b.example/' }] },
      release(sha512('A')),
    ],
    [
      'a package manager that Corepack takes one file of',
      { dependency: { ...entry, name: '@yarnpkg/cli-dist', rawName: 'yarn', scope: 'tool' } },
      release(sha512('A')),
    ],
  ])('is silent for %s', (_, subject, facts) => {
    expect(run(subject, facts)).toEqual([]);
  });
});
