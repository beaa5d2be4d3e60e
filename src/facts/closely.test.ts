import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import { type Question, questionKey } from '../model/question.ts';
import type { PackageFact, RegistryCandidate, ReleaseFact } from '../model/registry.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { fact as build } from './build.ts';
import type { FactKind } from './kind.ts';
import { fact as packageFact } from './package.ts';
import { fact as startup } from './startup.ts';

const index: RegistryCandidate = { url: 'https://pypi.example/simple', public: true, trusted: true, origin: 'test' };
const day = 86_400_000;
const now = new Date('2026-03-24T12:00:00Z');
const ago = (days: number): string => new Date(now.getTime() - days * day).toISOString();

const wheels = { archives: ['py3-none-any', 'sdist'], origin: { isAttested: true } };
const old: ReleaseFact = { version: '1.0', publishedAt: ago(400), ...wheels };
const young: ReleaseFact = { version: '1.1', publishedAt: ago(6), ...wheels };

interface World {
  readonly releases?: readonly ReleaseFact[];
  readonly before?: Fact<ReleaseFact>;
  /** Answers by kind and version. */
  readonly answers?: Readonly<Record<string, Fact<unknown>>>;
  readonly isAdopted?: boolean;
}

function contextOf({
  releases = [old, young],
  before = present(old, index.url),
  answers = {},
  isAdopted = true,
}: World) {
  const pkg: PackageFact = { name: 'tools', status: 'active', versions: releases, removedVersions: [] };
  const adoption = { isKnown: isAdopted, isUsed: isAdopted, isEstablished: isAdopted, errorRate: 0 };
  const facts: Partial<Record<FactName, Fact<unknown>>> = {
    adoption: present(adoption, 'test'),
    predecessor: before.state === 'present' ? present({ basis: 'base', release: before.value }, index.url) : before,
  };
  const context = factContext({
    answer: <Q extends Question>(question: Q) =>
      (question.kind === 'package'
        ? present(pkg, index.url)
        : answers[`${question.kind} ${versionIn(question)}`]) as never,
    fact: (name, subject) =>
      (name === 'package'
        ? packageFact.resolve(subject, context)
        : (facts[name] ?? unknown('not asked', 'test'))) as never,
    publicRegistry: () => index.url,
    now,
  });
  return context;
}
const versionIn = (question: Question): string => ('version' in question ? (question.version ?? '') : '');

const subjectAt = (version: string, more: Partial<DependencySubject> = {}, ecosystem = 'pypi'): DependencySubject => ({
  ...subjectOf({ dependency: { ecosystem, name: 'tools', version }, registries: [index] }),
  fileRole: 'lockfile',
  newToRepository: false,
  ...more,
});
const asked = (kind: FactKind<'startup'> | FactKind<'build'>, world: World = {}, subject = subjectAt('1.1')) =>
  kind.plan(subject, contextOf(world)).map((question) => `${question.kind} ${versionIn(question)}`);

const holds = (...files: readonly string[]) => present({ files, archives: 1, skipped: 0 }, 'archives');
const made = (trustedBuild: string) => present({ trustedBuild }, 'statements');

describe('a release that is looked at closely', () => {
  const aged = (days: number) => ({ releases: [old, { ...young, publishedAt: ago(days) }] });

  it.each<[string, World, Partial<DependencySubject>, boolean]>([
    ['is young', {}, {}, true],
    ['has a time in the future', aged(-1), {}, true],
    ['has no time', { releases: [old, { ...wheels, version: '1.1' }] }, {}, false],
    [
      'is new here and young in all',
      { releases: [{ ...young, publishedAt: ago(60) }], isAdopted: false },
      { newToRepository: true },
      true,
    ],
    ['is a first-party one that a registry serves', {}, { own: true }, true],
    ['is a member of the workspace', {}, { own: true, fromWorkspace: true }, false],
    ['is called private', {}, { privateBy: 'tools' }, false],
    ['comes from an index that may not be asked', {}, { registries: [{ ...index, trusted: false }] }, false],
    ['comes from a page of links', {}, { registries: [{ ...index, isLinks: true }] }, false],
  ])('%s', (_, world, more, isAsked) => {
    expect(asked(startup, world, subjectAt('1.1', more))).toEqual(isAsked ? ['startup 1.1'] : []);
    expect(asked(build, world, subjectAt('1.1', more))).toEqual(isAsked ? ['build 1.1', 'build 1.0'] : []);
  });

  it.each<[string, World]>([
    ['in use', { releases: [{ ...young, publishedAt: ago(60) }] }],
    ['of an old package', { releases: [old, { ...young, publishedAt: ago(60) }], isAdopted: false }],
  ])('is not looked into where it is new here, and %s', (_, world) => {
    expect(asked(startup, world, subjectAt('1.1', { newToRepository: true }))).toEqual([]);
  });

  it.each([
    [7, [], ['build 1.1', 'build 1.0']],
    [89, [], ['build 1.1', 'build 1.0']],
    [90, [], []],
  ])(
    'of %d days is asked who built it as long as that is a sign, and what it runs for a week',
    (days, runs, builds) => {
      expect([asked(startup, aged(days)), asked(build, aged(days))]).toEqual([runs, builds]);
    },
  );

  it('is found by another spelling of its version, and asked for as its index spells it', () => {
    expect(asked(startup, {}, subjectAt('1.1.0'))).toEqual(['startup 1.1']);
  });

  it('is none of an ecosystem whose registry tells all of it at once', () => {
    expect(asked(startup, {}, subjectAt('1.1', {}, 'npm'))).toEqual([]);
    expect(asked(build, {}, subjectAt('1.1', {}, 'npm'))).toEqual([]);
  });
});

describe('what runs at each start', () => {
  const resolve = (world: World) => startup.resolve(subjectAt('1.1'), contextOf(world));

  it('is asked of the release before only where this one has any', () => {
    expect(asked(startup, { answers: { 'startup 1.1': holds() } })).toEqual(['startup 1.1']);
    expect(asked(startup, { answers: { 'startup 1.1': unknown('timed out', 'archives') } })).toEqual(['startup 1.1']);
    expect(asked(startup, { answers: { 'startup 1.1': holds('a.pth') } })).toEqual(['startup 1.1', 'startup 1.0']);
    const first = { before: absent('no release of it is older', index.url) };
    expect(asked(startup, { ...first, answers: { 'startup 1.1': holds('a.pth') } })).toEqual(['startup 1.1']);
  });

  it('is not looked for where there is no wheel', () => {
    expect(asked(startup, { releases: [old, { ...young, archives: ['sdist'] }] })).toEqual([]);
  });

  it('is told of both, and what is not known of one stays so', () => {
    const own = holds('a.pth');
    expect(resolve({ answers: { 'startup 1.1': own, 'startup 1.0': holds() } })).toMatchObject({
      state: 'present',
      value: { release: { files: ['a.pth'] }, predecessor: { state: 'present', value: { files: [] } } },
    });
    const silent = unknown('timed out', 'archives');
    expect(resolve({ answers: { 'startup 1.1': own, 'startup 1.0': silent } })).toMatchObject({
      value: { predecessor: silent },
    });
    expect(resolve({ answers: { 'startup 1.1': own } })).toMatchObject({
      value: { predecessor: { state: 'unknown' } },
    });
    expect(resolve({ answers: { 'startup 1.1': silent } })).toEqual(silent);
    expect(resolve({})).toMatchObject({ state: 'unknown' });
  });
});

describe('who made a release', () => {
  const resolve = (answers: World['answers'] = {}) => build.resolve(subjectAt('1.1'), contextOf({ answers }));

  it.each<[string, World]>([
    ['this one is not attested', { releases: [old, { ...young, origin: { isAttested: false } }] }],
    ['the one before was not', { before: present({ ...old, origin: { isAttested: false } }, index.url) }],
    ['nobody tells of either', { before: present({ version: '1.0' }, index.url) }],
    ['there is none before', { before: absent('no release of it is older', index.url) }],
  ])('is not asked where %s', (_, world) => {
    expect(asked(build, world)).toEqual([]);
  });

  it('is told of both or of none', () => {
    const both = { 'build 1.1': made('github:b/b'), 'build 1.0': made('github:a/a') };
    const value = { release: { trustedBuild: 'github:b/b' }, predecessor: { trustedBuild: 'github:a/a' } };
    expect(resolve(both)).toMatchObject({ state: 'present', value });
    const silent = unknown('404', 'statements');
    expect(resolve({ ...both, 'build 1.0': silent })).toEqual(silent);
    expect(resolve({ ...both, 'build 1.1': silent })).toEqual(silent);
    expect(resolve({ 'build 1.1': made('github:b/b') })).toMatchObject({ state: 'unknown' });
  });

  it('is another question than what runs, of the same release', () => {
    const keys = [startup, build].map((kind) => kind.plan(subjectAt('1.1'), contextOf({}))[0]);
    expect(new Set(keys.map((question) => question && questionKey(question))).size).toBe(2);
  });
});
