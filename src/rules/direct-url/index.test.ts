import { expect, it } from 'vitest';
import { type FactLiterals, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { Source } from '../../model/dependency.ts';
import { purl } from '../../model/purl.ts';
import { rule } from './index.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
type Subject = NonNullable<RuleInput['subject']>;
const from = (source: Source, patch: Subject = {}, integrity?: readonly string[]) =>
  runRule(rule, {
    subject: { dependency: { name: 'left-pad', source, ...(integrity === undefined ? {} : { integrity }) }, ...patch },
  });
const git = (ref?: string): Source => ({
  kind: 'git',
  url: 'https://git.acme.example/x.git',
  ...(ref === undefined ? {} : { ref }),
});
const url = (address: string): Source => ({ kind: 'url', url: address });

it.each<[Source, string, string]>([
  [git(), '', 'at whatever its default branch is then'],
  [git('main'), '', 'at "main", which can be moved'],
  [git('v1.0.0'), '', 'which can be moved'],
  [git('semver:^1'), '', 'at "semver:^1", which can be moved'],
  [git('0123456'), '', 'which is no whole commit name'],
  [git('feedfacecafe'), '', 'which is no whole commit name'],
  [git(commit), 'medium', 'at commit 0123456789ab'],
  [git(commit.toUpperCase()), 'medium', 'at commit 0123456789AB'],
  [git(commit + commit.slice(0, 24)), 'medium', 'at commit 0123456789ab'],
  [git(`${commit}0`), '', 'which can be moved'],
  [url('https://files.acme.example/x.tgz'), '', 'without a hash'],
  [url(`https://files.acme.example/${commit}.tgz`), '', 'without a hash'],
  [url(`https://codeload.github.com/acme/x/tar.gz/${commit}`), 'medium', 'at commit 0123456789ab'],
  [url(`https://github.com/acme/x/archive/${commit}.zip`), 'medium', 'at commit 0123456789ab'],
  [url('https://github.com/acme/x/archive/refs/tags/v1.tar.gz'), '', 'without a hash'],
  [url(`https://github.com.evil.example/acme/x/archive/${commit}.zip`), '', 'without a hash'],
])('judges what fixes %j', (source, severity, words) => {
  const drafts = from(source);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.severity ?? '').toBe(severity);
  expect(drafts[0]?.message).toContain(words);
});

it('says that nobody vouches for an archive of the repository, once it is newly asked for', () => {
  const source: Source = { kind: 'path', path: 'vendor/left-pad-1.3.0.tgz' };
  expect(from(source)).toMatchObject([
    { severity: 'low', message: expect.stringContaining('the archive vendor/left-pad-1.3.0.tgz of the repository') },
  ]);
  expect(from({ kind: 'path', path: 'vendor/left-pad' })).toEqual([]);
  const dependency = { name: 'left-pad', source };
  expect(runRule(rule, { subject: { dependency, previous: dependency } })).toEqual([]);
});

it('takes a hash for what fixes an archive', () => {
  expect(from(url('https://files.acme.example/x.tgz'), {}, ['sha256:x'])).toMatchObject([{ severity: 'medium' }]);
  expect(from(url('https://files.acme.example/x.tgz'), {}, [])[0]).not.toHaveProperty('severity');
});

it.each<[string, string, string]>([
  ['v4.5.0', 'low', 'which can be moved'],
  ['23.1', 'low', 'which can be moved'],
  ['v1', 'low', 'which can be moved'],
  ['v3.0.0-alpha.9-for-vscode', 'low', 'which can be moved'],
  [commit, 'low', 'at commit 0123456789ab'],
  ['main', '', 'which can be moved'],
  ['HEAD', '', 'which can be moved'],
  ['3.x', '', 'which can be moved'],
  ['4.0.x', '', 'which can be moved'],
  ['4.0-stable', '', 'which can be moved'],
  ['release/1.2', '', 'which can be moved'],
  ['1234567', '', 'which is no whole commit name'],
  [`1.${'1'.repeat(100_000)}`, '', 'which can be moved'],
])('grades hooks of pre-commit as actions: %.40s', (ref, severity, words) => {
  const place = (path: string) => ({ path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 });
  const hook = (path: string) =>
    runRule(rule, {
      subject: { fileRole: 'script', dependency: { ecosystem: 'generic', source: git(ref), location: place(path) } },
    });
  const drafts = hook('tools/.pre-commit-config.yaml');
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.severity ?? '').toBe(severity);
  expect(drafts[0]?.message).toContain(words);
  expect(hook('tools/install.sh')[0]?.severity).toBe(ref === commit ? 'medium' : undefined);
});

it.each<[Source, Subject]>([
  [git(commit), {}],
  [url(`https://codeload.github.com/acme/x/tar.gz/${commit}`), {}],
  [git(commit), { fileRole: 'script' }],
])('tells a commit that no branch or tag leads to: %j', (source, patch) => {
  const judge = (facts: FactLiterals) =>
    runRule(rule, { subject: { ...patch, dependency: { name: 'left-pad', source, integrity: ['sha256:x'] } }, facts });
  const [foreign] = judge({ commit: { state: 'absent', proof: 'on none of 3 branches' } });
  expect(foreign).not.toHaveProperty('severity');
  expect(foreign).toMatchObject({ confidence: 'medium', message: expect.stringContaining('through a fork') });
  expect(foreign?.evidence).toContainEqual(expect.objectContaining({ fact: 'commit', observed: 'absent' }));
  expect(judge({ commit: { state: 'unknown', reason: 'it did not answer' } })).toMatchObject([{ severity: 'medium' }]);
  expect(judge({ commit: { state: 'present', value: { ref: 'tag v1' } } })).toMatchObject([
    { severity: 'medium', evidence: [{}, { fact: 'commit', value: 'tag v1' }] },
  ]);
});

it('names what brings in a transitive package', () => {
  const introducedBy = [purl('npm', 'a', '1.0.0'), purl('npm', 'b', '2.0.0')];
  expect(from(git(commit), { introducedBy, fileRole: 'lockfile' })[0]?.message).toMatch(
    /, brought in by a 1.0.0 > b 2.0.0\.$/,
  );
});

it.each<[string, Source, Subject, readonly string[] | undefined]>([
  ['the same reference as before', git('main'), { previous: { source: git('main') } }, undefined],
  ['a text about the project itself', git('main'), { own: true, fileRole: 'prose' }, undefined],
  ['a folder', { kind: 'path', path: '../x' }, {}, undefined],
  ['an unknown source', { kind: 'unknown' }, {}, undefined],
])('is silent for %s', (_, source, subject, integrity) => {
  expect(from(source, subject, integrity)).toEqual([]);
});

it.each<[string, Source, Subject]>([
  ['another reference', git('main'), { previous: { source: git('v1') } }],
  ['a lost hash', url('x:y'), { previous: { source: url('x:y'), integrity: ['sha256:x'] } }],
  ['an own name, for that alone proves nothing', git('main'), { own: true }],
  ['a registry before', git(commit), { previous: { version: '1.0.0' } }],
])('tells of %s', (_, source, subject) => {
  expect(from(source, subject)).toHaveLength(1);
});
