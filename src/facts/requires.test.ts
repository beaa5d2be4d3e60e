import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { AboutFact, PackageFact, RegistryCandidate, ReleaseFact, RequiresFact } from '../model/registry.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { fact as additions } from './additions.ts';
import { fact as adoption } from './adoption.ts';
import { fact as packageFact } from './package.ts';

const index: RegistryCandidate = { url: 'https://pypi.example/simple', public: true, trusted: true, origin: 'test' };
const now = new Date('2026-03-24T12:00:00Z');
const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

const wheels = { archives: ['py3-none-any', 'sdist'] };
const old: ReleaseFact = { version: '1.0', publishedAt: ago(400), ...wheels };
const young: ReleaseFact = { version: '1.1', publishedAt: ago(89), ...wheels };

const requiring = (requires: RequiresFact['requires'], more: Partial<RequiresFact> = {}): Fact<RequiresFact> =>
  present({ requires, ...more }, 'metadata');
const lost = unknown('it answered 503', 'metadata');

interface World {
  readonly release?: ReleaseFact;
  readonly former?: ReleaseFact;
  readonly now?: Fact<RequiresFact> | undefined;
  readonly before?: Fact<RequiresFact> | undefined;
  /** Packages that are there for a day, and who may publish them. */
  readonly publishers?: Readonly<Record<string, AboutFact['publishers']>>;
  readonly subject?: Partial<DependencySubject>;
}

function look(world: World) {
  const { release = young, former = old, publishers = {} } = world;
  const subject: DependencySubject = {
    ...subjectOf({ dependency: { ecosystem: 'pypi', name: 'tools', version: release.version }, registries: [index] }),
    fileRole: 'lockfile',
    newToRepository: false,
    ...world.subject,
  };
  const packageOf = (name: string, versions: readonly ReleaseFact[]): Fact<PackageFact> =>
    present({ name, status: 'active', versions, removedVersions: [] }, index.url);
  const answer = (question: Question): Fact<unknown> | undefined => {
    const { kind, name } = question;
    if (kind === 'requires') return question.version === release.version ? world.now : world.before;
    if (kind === 'about') {
      const found = publishers[name];
      return found === undefined ? undefined : present({ publishers: found }, 'json');
    }
    if (kind !== 'package') return undefined;
    if (name === 'tools') return packageOf(name, [former, release]);
    return name in publishers ? packageOf(name, [{ version: '1.0', publishedAt: ago(1) }]) : undefined;
  };
  const told: Partial<Record<FactName, Fact<unknown>>> = {
    release: present(release, index.url),
    predecessor: present({ basis: 'base', release: former }, index.url),
  };
  const context = factContext({
    answer: (question) => answer(question) as never,
    fact: (kind, one) => {
      if (kind === 'package') return packageFact.resolve(one, context) as never;
      if (kind === 'adoption') return adoption.resolve(one, context) as never;
      return (told[kind] ?? unknown('not asked', 'test')) as never;
    },
    publicRegistry: () => index.url,
    now,
  });
  const found = additions.resolve(subject, context);
  return {
    found,
    asked: additions
      .plan(subject, context)
      .map((question) =>
        [
          question.kind,
          question.name,
          'version' in question && question.version,
          'extras' in question && question.extras,
        ]
          .filter(Boolean)
          .join(' '),
      ),
    added: found.state === 'present' ? found.value.added : [],
  };
}

const own = 'requires tools 1.1';
const both = [own, 'requires tools 1.0'];

describe('where the registry tells only when asked what releases require', () => {
  it('the young one is asked about, then the one before it, then what was added, then who may publish that', () => {
    expect(look({})).toMatchObject({ asked: [own], found: { state: 'unknown' } });
    const told = { now: requiring({ requests: '>=2', evil: '' }), before: requiring({ requests: '' }) };
    expect(look({ now: told.now })).toMatchObject({ asked: both, found: { state: 'unknown' } });
    expect(look(told).asked).toEqual([...both, 'package evil']);
    const asked = look({ ...told, publishers: { evil: undefined } });
    expect(asked.asked).toEqual([...both, 'package evil', 'about evil', 'about tools']);
    expect(asked.found).toMatchObject({ source: 'metadata', value: { added: [{ name: 'evil', requirement: '' }] } });
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['nothing', {}, [own]],
    ['what many use', { requests: '', six: '>=1' }, [own]],
    ['what comes from an address, whatever its name', { requests: 'https://evil.example/x' }, both],
    ['what no list has', { 'acme-unlisted': '' }, both],
  ])('of a release that requires %s, no more is asked than can tell', (_, requires, asked) => {
    expect(look({ now: requiring(requires) }).asked).toEqual(asked);
  });

  it('extras that are asked for are part of the question, of both releases', () => {
    const { dependency } = subjectOf({ dependency: { ecosystem: 'pypi', name: 'tools', version: '1.1' } });
    const subject = { dependency: { ...dependency, extras: ['http', 'test'] } };
    expect(look({ subject, now: requiring({ evil: '' }) }).asked).toEqual(both.map((one) => `${one} http,test`));
  });

  it('nobody is asked who may publish what many use', () => {
    const publishers = { requests: undefined };
    const required = { requests: '', 'acme-unlisted': '' };
    const before = requiring({ 'acme-unlisted': '' });
    expect(look({ now: requiring(required), before, publishers }).asked).toEqual([...both, 'package requests']);
  });

  it.each<[string, readonly string[] | undefined, true | undefined]>([
    ['of the same people', ['alice'], true],
    ['of one of them and of another', ['mallory', 'alice'], undefined],
    ['of others', ['mallory'], undefined],
    ['of nobody who is told', undefined, undefined],
  ])('an addition %s is told as such', (_, owners, isKin) => {
    const publishers = { evil: owners, tools: ['alice'] };
    const [one] = look({ now: requiring({ evil: '' }), before: requiring({}), publishers }).added;
    expect(one?.isKin).toBe(isKin);
    if (owners !== undefined)
      expect(one?.package).toMatchObject({ state: 'present', value: { about: { publishers: owners } } });
  });

  it.each<[string, World, (readonly string[])?]>([
    ['one answer is missing', { now: requiring({ evil: '' }), before: undefined }],
    ['the release gave no answer', { now: lost, before: requiring({}) }, [own]],
    ['the one before it gave none', { now: requiring({ evil: '' }), before: lost }],
    ['the one before it was read in part', { now: requiring({ evil: '' }), before: requiring({}, { unread: lost }) }],
    ['there is no metadata', { now: absent('none', index.url), before: requiring({}) }, [own]],
    [
      'the one before it has a source archive alone',
      { now: requiring({ evil: '' }), former: { ...old, archives: ['sdist'] } },
      [own],
    ],
  ])('what is new is not known where %s', (_, world, expected = both) => {
    const { found, asked } = look(world);
    expect([found.state === 'present', asked]).toEqual([false, expected]);
  });

  it('what was read of the release is told, though some was not', () => {
    const { added } = look({ now: requiring({ evil: '' }, { unread: lost }), before: requiring({}) });
    expect(added.map(({ name }) => name)).toEqual(['evil']);
  });

  it.each<[string, World]>([
    ['is 90 days old', { release: { ...young, publishedAt: ago(90) } }],
    ['has no time', { release: { version: '1.1', ...wheels } }],
    ['has a source archive alone', { release: { ...young, archives: ['sdist'] } }],
    ['is new to the repository', { subject: { newToRepository: true } }],
    ['is a member of the workspace', { subject: { own: true, fromWorkspace: true } }],
    ['is private', { subject: { privateBy: 'tools' } }],
    ['is of a private index', { subject: { registries: [{ ...index, public: false }] } }],
    ['is of an index that is not trusted', { subject: { registries: [{ ...index, trusted: false }] } }],
  ])('nothing is asked of a release that %s', (_, world) => {
    expect(look(world)).toMatchObject({ asked: [], found: { state: 'unknown' } });
  });
});
