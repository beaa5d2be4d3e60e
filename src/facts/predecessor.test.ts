import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { RegistryCandidate, ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { FactContext } from './kind.ts';
import { fact as packageFact } from './package.ts';
import { fact } from './predecessor.ts';

const open: RegistryCandidate = { url: 'https://npm.example', public: true, trusted: true, origin: 'test' };
const silent: RegistryCandidate = { ...open, url: 'https://npm.acme.example', trusted: false };

interface World {
  /** What the package lists; undefined: it did not answer. */
  readonly listed?: readonly ReleaseFact[] | undefined;
  /** What is said of a single version. */
  readonly answer?: Fact<ReleaseFact> | undefined;
}

function contextOf({ listed, answer }: World): FactContext {
  const context = factContext({
    answer: <Q extends Question>(question: Q) => {
      const said =
        listed === undefined
          ? unknown('timed out', open.url)
          : present({ name: 'left-pad', status: 'active', versions: listed, removedVersions: [] }, open.url);
      return (question.kind === 'package' ? said : answer) as never;
    },
    kinds: [packageFact],
    publicRegistry: () => open.url,
  });
  return context;
}

/** `1.0.0@3`: published on the third day. */
const release = (text: string): ReleaseFact => {
  const [version = '', day] = text.split('@');
  return { version, ...(day === undefined ? {} : { publishedAt: `2026-01-${day.padStart(2, '0')}T00:00:00.000Z` }) };
};

const subjectAt = (version: string | undefined, had?: string, more: Partial<DependencySubject> = {}) => ({
  ...subjectOf({
    dependency: version === undefined ? { requirement: '^1.0.0' } : { version },
    ...(had === undefined ? {} : { previous: { version: had } }),
    registries: [open],
  }),
  fileRole: 'lockfile' as const,
  ...more,
});

const asked = (subject: DependencySubject, listed: readonly string[] | undefined, now?: Date): readonly string[] =>
  fact
    .plan(subject, { ...contextOf({ listed: listed?.map(release) }), ...(now && { now }) })
    .map((question) => ('version' in question ? question.version : question.kind));

describe('the release before', () => {
  it.each<[string, string, string | undefined, readonly string[] | undefined, string | undefined]>([
    ['what the repository had', '1.2.0', '1.0.0', ['1.0.0@1', '1.2.0@3'], '1.0.0'],
    ['what it had, where what came after that is young', '1.2.0', '1.0.0', ['1.0.0@1', '1.1.0@2', '1.2.0@3'], '1.0.0'],
    ['what it had, where all others came with this one', '1.2.0', '1.0.0', ['1.0.0@1', '1.1.0@3', '1.2.0@3'], '1.0.0'],
    ['what it had, also where that is higher', '1.0.0', '1.2.0', ['1.0.0@1', '1.2.0@3'], '1.2.0'],
    ['what it had, also where that is gone', '1.2.0', '1.0.5', ['1.2.0@3'], '1.0.5'],
    ['the highest below it', '1.2.0', undefined, ['1.1.0@2', '1.0.0@1', '1.2.0@3', '2.0.0@2'], '1.1.0'],
    ['that one where the version stays', '1.2.0', '1.2.0', ['1.1.0@2', '1.2.0@3'], '1.1.0'],
    ['none that was published later', '1.2.0', undefined, ['1.0.0@1', '1.1.9@5', '1.2.0@3'], '1.0.0'],
    ['none of the same moment', '1.2.0', undefined, ['1.0.0@1', '1.1.9@3', '1.2.0@3'], '1.0.0'],
    ['one of the same moment, where no other is older', '1.2.0', undefined, ['1.1.9@3', '1.2.0@3'], '1.1.9'],
    ['no test release', '1.2.0', undefined, ['1.0.0@1', '1.2.0-rc.1@2', '1.2.0@3'], '1.0.0'],
    [
      'a test release before another',
      '1.2.0-rc.2',
      undefined,
      ['1.0.0@1', '1.2.0-rc.1@2', '1.2.0-rc.2@3'],
      '1.2.0-rc.1',
    ],
    ['an ordinary one before a test release', '1.2.0-rc.1', undefined, ['1.1.0@1', '1.2.0-rc.1@3'], '1.1.0'],
    ['one without a time', '1.2.0', undefined, ['1.1.0', '1.2.0@3'], '1.1.0'],
    ['the highest below one without a time', '1.2.0', undefined, ['1.1.0@9', '1.2.0'], '1.1.0'],
    ['one below a version that is not listed', '1.2.0', undefined, ['1.1.0@2', '1.3.0@3'], '1.1.0'],
    ['none of the first release', '1.0.0', undefined, ['1.0.0@1', '1.1.0@2'], undefined],
    ['none where the package did not answer', '1.2.0', '1.0.0', undefined, undefined],
  ])('is %s', (_, version, had, listed, expected) => {
    expect(asked(subjectAt(version, had), listed)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('is the last one after what the repository had that is young no more', () => {
    const now = new Date('2026-04-05T00:00:00Z');
    const listed = ['1.0.0@1', '1.1.0@2', '1.1.1@10', '1.2.0@20'];
    expect(asked(subjectAt('1.2.0', '1.0.0'), listed, now)).toEqual(['1.1.0']);
    expect(asked(subjectAt('1.2.0'), listed, now)).toEqual(['1.1.0']);
    // Of a release that is 90 days old itself it says little what came before.
    expect(asked(subjectAt('1.1.0', '1.0.0'), listed, now)).toEqual(['1.0.0']);
  });

  it.each([
    ['1.2.0', '1.1'],
    ['1.1.0', '1.1.0'],
  ])('of a version that is only spelled otherwise is one below it: had %s, asked for %s', (had, expected) => {
    const subject = subjectAt('1.2', had);
    const dependency = { ...subject.dependency, ecosystem: 'pypi' };
    expect(asked({ ...subject, dependency }, ['1.1@2', '1.2@3'])).toEqual([expected]);
  });

  it('is asked of the registry that has the package', () => {
    expect(fact.plan(subjectAt('1.2.0', '1.0.0'), contextOf({ listed: [release('1.2.0')] }))).toEqual([
      { kind: 'release', ecosystem: 'npm', name: 'left-pad', version: '1.0.0', registry: open.url },
    ]);
  });

  it.each<[string, Partial<DependencySubject>]>([
    ['that may not be contacted', { registries: [silent] }],
    ['where there is none', { registries: [] }],
    ['that is a page of links', { registries: [{ ...open, isLinks: true }] }],
  ])('is not asked of a registry %s', (_, more) => {
    expect(asked(subjectAt('1.2.0', '1.0.0', more), ['1.0.0@1', '1.2.0@3'])).toEqual([]);
  });
});

describe('the fact', () => {
  const listed = ['1.0.0@1', '1.1.0@2', '1.2.0@3'].map(release);
  const answer = present({ version: '1.1.0', origin: { publisher: 'alice', isAttested: false } }, open.url);
  const resolve = (subject: DependencySubject, world: World) => fact.resolve(subject, contextOf(world));

  it.each<[string, DependencySubject, 'base' | 'history']>([
    ['the base', subjectAt('1.2.0', '1.1.0'), 'base'],
    ['the history', subjectAt('1.2.0'), 'history'],
  ])('says that it is by %s', (_, subject, basis) => {
    expect(resolve(subject, { listed, answer })).toEqual(present({ release: answer.value, basis }, open.url));
  });

  it('is absent where the release is the first', () => {
    expect(resolve(subjectAt('1.0.0'), { listed })).toMatchObject({ state: 'absent', source: open.url });
  });

  it.each<[string, DependencySubject, World]>([
    ['nothing says what would be installed', subjectAt(undefined), { listed: [] }],
    ['the package did not answer', subjectAt('1.2.0'), {}],
    ['it was not asked', subjectAt('1.2.0'), { listed }],
    ['it did not answer', subjectAt('1.2.0'), { listed, answer: unknown('timed out', open.url) }],
    ['it did not answer, nor the package', subjectAt('1.2.0', '1.0.0'), {}],
  ])('is unknown where %s', (_, subject, world) => {
    expect(resolve(subject, world)).toMatchObject({ state: 'unknown' });
  });

  it('is absent where the release that the repository had is gone', () => {
    const gone = absent('404', open.url);
    expect(resolve(subjectAt('1.2.0', '1.0.5'), { listed, answer: gone })).toEqual(gone);
  });
});

it('is looked for but once among thousands of old releases', () => {
  const at = (days: number) => new Date(Date.UTC(2026, 5, 1) - days * 86_400_000).toISOString();
  const olds = Array.from({ length: 500 }, (_, patch) => ({ version: `1.0.${patch}`, publishedAt: at(700 - patch) }));
  const context = contextOf({ listed: [...olds, { version: '1.1.0', publishedAt: at(3) }] });
  let compared = 0;
  const ecosystems = context.ecosystems.map((one) => {
    const compare = (a: string, b: string) => {
      compared++;
      return one.versions.compare(a, b);
    };
    return { ...one, versions: { ...one.versions, compare } };
  });
  const questions = fact.plan(subjectAt('1.1.0'), { ...context, ecosystems, now: new Date(at(0)) });
  expect(questions).toMatchObject([{ version: '1.0.499' }]);
  expect(compared).toBeLessThan(2.5 * olds.length);
});
