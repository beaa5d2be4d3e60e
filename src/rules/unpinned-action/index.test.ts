import { expect, it } from 'vitest';
import { type FactLiterals, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const action = (version: string, name = 'octo/setup-tool') => ({ ecosystem: 'githubactions', name, version });
const commit = '11bd71901bbe5b1630ceea73d27597364c9af683';

it('names the line of the file and asks for a commit', () => {
  const location = { path: '.github/workflows/ci.yml', startLine: 12, startColumn: 9, endLine: 12, endColumn: 33 };
  expect(runRule(rule, { subject: { dependency: { ...action('v1'), location } } })).toMatchObject([
    {
      severity: 'low',
      version: 'v1',
      message:
        'octo/setup-tool in .github/workflows/ci.yml, line 12, is the tag or branch v1, not a commit: it can be moved to other code.',
      remediation: expect.stringContaining('full hash of a commit'),
    },
  ]);
});

it.each([
  ['v1', 'octo/setup-tool', {}, 'low'],
  ['main', 'octo/setup-tool', {}, 'low'],
  [commit.slice(0, 7), 'octo/setup-tool', {}, 'low'],
  [`${commit}0`, 'octo/setup-tool', {}, 'low'],
  ['v4', 'actions-x/checkout', {}, 'low'],
  ['v4', 'actions/checkout', {}, 'info'],
  ['v3', 'github/codeql-action/init', {}, 'info'],
  ['v1', 'acme/ci', { ownScope: true }, 'info'],
  ['v1', 'acme/ci', { own: true }, 'info'],
])('grades the reference %s of %s', (version, name, subject, severity) => {
  const drafts = runRule(rule, { subject: { ...subject, dependency: action(version, name) } });
  expect(drafts.map((draft) => draft.severity)).toEqual([severity]);
});

it.each([
  ['a commit', action(commit)],
  ['a commit in capital letters', action(commit.toUpperCase())],
  ['a commit of a repository with SHA-256', action('a'.repeat(64))],
  ['a folder', { ...action('v1'), source: { kind: 'path', path: './x' } } as const],
  [
    'an image with a digest',
    { ecosystem: 'docker', name: 'alpine', rawName: 'docker://alpine', version: `sha256:${'a'.repeat(64)}` },
  ],
  ['an image of a Dockerfile', { ecosystem: 'docker', name: 'alpine', version: '3' }],
  ['a package', { ecosystem: 'npm', name: 'left-pad', version: '1.0.0' }],
])('is silent for %s', (_, dependency) => {
  expect(runRule(rule, { subject: { dependency } })).toEqual([]);
});

it('tells a commit that only a fork has, and leaves what is no commit to others', () => {
  const judge = (facts: FactLiterals) => runRule(rule, { subject: { own: true, dependency: action(commit) }, facts });
  const absent = { state: 'absent', proof: 'on none of 3 branches' } as const;
  const there = { state: 'present', value: { version: commit } } as const;
  expect(judge({ commit: absent, release: there })).toMatchObject([
    { severity: 'high', confidence: 'medium', version: commit, message: expect.stringContaining('through a fork') },
  ]);
  expect(judge({ commit: absent, release: absent })).toEqual([]);
  expect(judge({ commit: absent, release: { state: 'unknown', reason: 'it timed out' } })).toEqual([]);
  expect(judge({ commit: { state: 'unknown', reason: 'it did not answer' } })).toEqual([]);
  expect(judge({ commit: { state: 'present', value: { ref: 'branch main' } } })).toEqual([]);
});

it('tells an image that follows its newest tag', () => {
  const dependency = { ecosystem: 'docker', name: 'alpine', rawName: 'docker://alpine' };
  expect(runRule(rule, { subject: { dependency } })).toMatchObject([
    { message: expect.stringContaining('without a digest') },
  ]);
});
