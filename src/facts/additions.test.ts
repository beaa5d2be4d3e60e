import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { privateRegistry, publicRegistry, subjectOf } from '../../test/support/rules.ts';
import { absent, type Fact, present } from '../model/fact.ts';
import { questionKey } from '../model/question.ts';
import type { PackageFact, ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { fact } from './additions.ts';
import { facts } from './index.gen.ts';
import type { FactContext } from './kind.ts';

const now = new Date('2027-02-15T12:00:00Z');
const { url } = publicRegistry;
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

type Requires = Readonly<Record<string, string>>;

interface Scene {
  readonly before?: Requires | undefined;
  readonly after?: Requires | undefined;
  readonly days?: number;
  readonly subject?: Partial<DependencySubject>;
  /** What the registry says of other names. */
  readonly known?: Readonly<Record<string, Fact<PackageFact>>>;
  readonly publishers?: readonly string[];
  readonly isPrivate?: FactContext['isPrivate'];
  readonly name?: string;
}

const packageOf = (name: string, days: number, more: Partial<PackageFact> = {}): Fact<PackageFact> =>
  present(
    {
      name,
      status: 'active',
      versions: [{ version: '1.0.0', publishedAt: daysAgo(days) }],
      removedVersions: [],
      ...more,
    },
    url,
  );

/** The release 1.0.1 of a package, after 1.0.0. */
function look(scene: Scene) {
  const { before = {}, after = {}, days = 1, name = 'axios', publishers = ['alice'], known = {} } = scene;
  const subject: DependencySubject = {
    ...subjectOf({ dependency: { name, version: '1.0.1' } }),
    ...scene.subject,
  };
  const registry = subject.registries[0]?.url ?? url;
  const answers = new Map<string, Fact<unknown>>();
  const release = (version: string, age: number, requires: Requires | undefined): ReleaseFact => ({
    version,
    publishedAt: daysAgo(age),
    ...(requires === undefined ? {} : { content: { scripts: {}, requires } }),
  });
  const contents = [
    release('1.0.0', 400, 'before' in scene ? scene.before : before),
    release('1.0.1', days, 'after' in scene ? scene.after : after),
  ];
  const own = packageOf(name, 400, { versions: contents, about: { publishers } });
  for (const [one, found] of Object.entries({ ...known, [name]: own }))
    answers.set(questionKey({ kind: 'package', ecosystem: 'npm', name: one, registry }), found);
  for (const one of contents)
    answers.set(
      questionKey({ kind: 'release', ecosystem: 'npm', name, version: one.version, registry }),
      present(one, url),
    );
  const context = factContext({
    answers,
    kinds: facts,
    publicRegistry: () => url,
    publishesPublicly: (_, scope) => scope === '@types',
    isPrivate: scene.isPrivate ?? (() => false),
    now,
  });
  const found = fact.resolve(subject, context);
  return {
    state: found.state,
    asked: fact.plan(subject, context).map((question) => `${question.kind} ${question.name}`),
    added: found.state === 'present' ? found.value.added : [],
    further: found.state === 'present' ? found.value.further : undefined,
  };
}

const namesOf = (scene: Scene) => look(scene).added.map((one) => one.name);

describe('what a release adds', () => {
  it('is what the one before it did not require, and the same registry is asked about it', () => {
    const { asked, added } = look({
      before: { lodash: '^4.0.0' },
      after: { lodash: '^4.17.0', 'plain-crypto-js': '^4.2.0' },
      known: { 'plain-crypto-js': packageOf('plain-crypto-js', 0.75) },
    });
    expect(asked).toEqual(['package plain-crypto-js']);
    expect(added).toMatchObject([
      {
        name: 'plain-crypto-js',
        requirement: '^4.2.0',
        package: { state: 'present', value: { name: 'plain-crypto-js' } },
        adoption: { state: 'present', value: { isUsed: false, isEstablished: false } },
      },
    ]);
  });

  it.each<[string, string, string | undefined, boolean]>([
    ['a short form of a host', 'github:acme/tools#79ac49e', undefined, true],
    ['an owner and a repository', 'acme/tools', undefined, true],
    ['an owner and a repository with a commit', 'acme/tools#79ac49e', undefined, true],
    ['an address', 'http://packages.evil.example/npm/tools', undefined, true],
    ['a repository', 'git+ssh://git@git.acme.example/tools.git', undefined, true],
    ['an address without slashes before its host', 'http:evil.example/x.tgz', '^1.0.0', true],
    ['an address after a blank', ' github:evil/ms', '^1.0.0', true],
    ['an address that could be read as a range', 'http://evil.example/x.tgz || *', undefined, true],
    ['a repository as ssh writes it', 'git@git.acme.example:acme/tools.git', undefined, true],
    ['an address in the place of a version', 'https://packages.evil.example/tools.tgz', '^1.0.0', true],
    ['a folder', 'file:./vendor/tools', undefined, false],
    ['a file', 'file:///tools.tgz', undefined, false],
    ['a member of a workspace', 'workspace:*', undefined, false],
  ])('from %s is told as what it is, and nobody is asked', (_, requirement, before, isFromAddress) => {
    const { asked, added } = look({
      before: before === undefined ? {} : { tools: before },
      after: { tools: requirement },
    });
    expect(asked).toEqual([]);
    expect(added).toMatchObject([{ name: 'tools', requirement, package: { state: 'unknown' } }]);
    expect(added[0]?.isFromAddress === true).toBe(isFromAddress);
  });

  it.each<[string, string, string, boolean]>([
    ['not another commit of the same people', 'github:acme/a#1', 'github:acme/a#2', false],
    ['a repository of other people', 'github:acme/a#1', 'github:evil/a#1', true],
    ['another host', 'https://cdn.acme.example/a.tgz', 'https://evil.example/a.tgz', true],
    ['what the registry has under the name', 'github:acme/a', '^1.0.0', true],
  ])('is, of what came from an address before, %s', (_, before, after, isTold) => {
    expect(namesOf({ before: { a: before }, after: { a: after } })).toEqual(isTold ? ['a'] : []);
  });

  it('is not confused by names of what every object has', () => {
    const requires = Object.assign(Object.create(null), { constructor: '^1.0.0' });
    expect(namesOf({ before: {}, after: requires })).toEqual(['constructor']);
  });

  it('tells what does not exist, except where a registry may hide it', () => {
    const known = Object.fromEntries(
      ['gone', '@acme-hidden/gone', '@types/gone'].map((name) => [name, absent('404', url)]),
    );
    const { added } = look({ after: { gone: '*', '@acme-hidden/gone': '*', '@types/gone': '*' }, known });
    expect(added.map((one) => [one.name, one.package.state]).sort()).toEqual([
      ['@acme-hidden/gone', 'unknown'],
      ['@types/gone', 'absent'],
      ['gone', 'absent'],
    ]);
  });

  it('looks at twenty, those first that no list has, and counts the others', () => {
    const many = (count: number, name: string): Requires =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}-${at}`, '^1.0.0']));
    const after = { lodash: '^4.0.0', react: '^19.0.0', ...many(25, 'acme-unlisted'), evil: 'acme/evil' };
    const { added, asked, further } = look({ after });
    expect([added.length, asked.length, further]).toEqual([20, 19, 6]);
    expect(added[0]).toMatchObject({ name: 'evil', isFromAddress: true });
    expect(added.some((one) => one.name === 'lodash')).toBe(false);
    expect(look({ after: { lodash: '^4.0.0', ...many(19, '@acme/one') }, name: '@acme/all' }).further).toBe(0);
  });
});

describe('kin', () => {
  const known = { other: packageOf('other', 1, { about: { publishers: ['bob', 'alice'] } }) };

  it.each<[string, Scene, boolean]>([
    ['of the same namespace', { name: '@acme/a', after: { '@acme/b': '1' } }, true],
    ['of another namespace', { name: '@acme/a', after: { '@acmee/b': '1' } }, false],
    [
      'of accounts that may publish both',
      { after: { other: '1' }, known, publishers: ['alice', 'bob', 'carol'] },
      true,
    ],
    ['of one that names an account of the other beside its own', { after: { other: '1' }, known }, false],
    ['of another account', { after: { other: '1' }, known, publishers: ['mallory'] }, false],
    ['of an account that is not told', { after: { other: '1' } }, false],
  ])('%s', (_, scene, expected) => {
    expect(look(scene).added.map((one) => one.isKin === true)).toEqual([expected]);
  });
});

describe('nobody is asked', () => {
  const after = { 'plain-crypto-js': '^4.2.0' };

  it.each<[string, Scene]>([
    ['about an old release', { after, days: 91 }],
    ['where the release does not tell', { after: undefined }],
    ['where the one before it does not tell', { after, before: undefined }],
    ['about a member of the workspace', { after, subject: { own: true, fromWorkspace: true } }],
    ['about a private one', { after, subject: { privateBy: 'ax*' } }],
    ['on a private registry', { after, subject: { registries: [privateRegistry] } }],
    ['on one that is not trusted', { after, subject: { registries: [{ ...publicRegistry, trusted: false }] } }],
  ])('%s', (_, scene) => {
    expect(look(scene)).toMatchObject({ state: 'unknown', asked: [] });
  });

  it('for a name that the configuration calls private', () => {
    const { asked, added } = look({
      after: { 'acme-secret': '^1.0.0' },
      isPrivate: (ecosystem, name) => ecosystem === 'npm' && name.startsWith('acme-'),
    });
    expect(asked).toEqual([]);
    expect(added).toMatchObject([{ name: 'acme-secret', package: { state: 'unknown' } }]);
  });

  it('for a name that cannot be one', () => {
    expect(look({ after: { '../x': '^1.0.0', '': '1' } }).asked).toEqual([]);
  });
});
