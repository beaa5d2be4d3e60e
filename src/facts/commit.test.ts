import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import type { Source } from '../model/dependency.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import { questionKey } from '../model/question.ts';
import type { CommitFact, RegistryCandidate } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { commitQuestions, fact } from './commit.ts';
import type { FactContext } from './kind.ts';

const commit = '11bd71901bbe5b1630ceea73d27597364c9af683';
const publicApi = 'https://api.public.example';
const ownApi = 'https://github.acme.example/api/v3';

const contextOf = (answers: ReadonlyMap<string, Fact<unknown>> = new Map()): FactContext =>
  factContext({
    answers,
    publicRegistry: () => publicApi,
    configuredRegistries: ({ type }) => (type === 'githubactions' ? [ownApi] : []),
  });
const git = (url: string, ref?: string): Source => ({ kind: 'git', url, ...(ref === undefined ? {} : { ref }) });
const from = (source: Source): DependencySubject => subjectOf({ registries: [], dependency: { source } });
const candidate = (url: string, more: Partial<RegistryCandidate> = {}): RegistryCandidate => ({
  url,
  public: true,
  trusted: true,
  origin: 'the public default',
  ...more,
});
const action = (version: string, more: Partial<DependencySubject> = {}): DependencySubject => {
  const dependency = { ecosystem: 'githubactions', name: 'octo/tool/sub', version };
  return { ...subjectOf({ registries: [candidate(publicApi)], dependency }), ...more };
};
const asked = (subject: DependencySubject, context = contextOf()) =>
  commitQuestions(subject, context).map(({ name, version, registry }) => [name, version, registry]);

describe('the question', () => {
  it.each<[Source, string, string]>([
    [git('https://github.com/Octo/Tool.git', commit.toUpperCase()), 'octo/tool', publicApi],
    [{ kind: 'url', url: `https://codeload.github.com/octo/tool/tar.gz/${commit}` }, 'octo/tool', publicApi],
    [git('ssh://git@github.acme.example/team/tool.git', commit), 'team/tool', ownApi],
  ])('goes to the host of the repository: %j', (source, name, registry) => {
    expect(asked(from(source))).toEqual([[name, commit, registry]]);
  });

  it.each<[string, Source]>([
    ['a branch', git('https://github.com/octo/tool', 'main')],
    ['an abbreviation', git('https://github.com/octo/tool', commit.slice(0, 12))],
    ['no reference', git('https://github.com/octo/tool')],
    ['a host that nobody named', git('https://git.other.example/octo/tool', commit)],
    ['a host that looks alike', git('https://github.com.evil.example/octo/tool', commit)],
    ['an archive of a tag', { kind: 'url', url: 'https://github.com/octo/tool/archive/refs/tags/v1.zip' }],
    ['a folder', { kind: 'path', path: '../x' }],
  ])('is not asked for %s', (_, source) => {
    expect(asked(from(source))).toEqual([]);
    expect(fact.resolve(from(source), contextOf()).state).toBe('unknown');
  });

  it('is asked for actions at a commit, of registries that may be asked for the name', () => {
    expect(asked(action(commit))).toEqual([['octo/tool/sub', commit, publicApi]]);
    expect(asked(action('v4'))).toEqual([]);
    expect(asked(action(commit, { registries: [candidate(ownApi, { trusted: false })] }))).toEqual([]);
    expect(asked(action(commit, { privateBy: 'octo/*' }))).toEqual([]);
  });

  it('is asked where the repository is, of several registries', () => {
    const subject = action(commit, { registries: [candidate(ownApi), candidate(publicApi)] });
    expect(asked(subject)).toEqual([]);
    const question = { kind: 'package', ecosystem: 'githubactions', name: 'octo/tool/sub', registry: ownApi } as const;
    const value = { name: 'octo/tool', status: 'active', versions: [], removedVersions: [] } as const;
    const context = contextOf(new Map([[questionKey(question), present(value, ownApi)]]));
    expect(asked(subject, context)).toEqual([['octo/tool/sub', commit, ownApi]]);
  });
});

it.each<Fact<CommitFact>>([
  present({ ref: 'tag v1' }, publicApi),
  absent('on no branch', publicApi),
  unknown('a limit', publicApi),
])('is what was answered: %j', (answer) => {
  const subject = action(commit);
  const answers = new Map(commitQuestions(subject, contextOf()).map((question) => [questionKey(question), answer]));
  expect(fact.resolve(subject, contextOf(answers))).toEqual(answer);
  expect(fact.resolve(subject, contextOf()).state).toBe('unknown');
});
