import { describe, expect, it } from 'vitest';
import { type ChoiceLiteral, type ChoiceLiterals, choicesOf, registriesOf } from '../../test/support/choices.ts';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import type { Dependency } from '../model/dependency.ts';
import { present } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { RegistryCandidate, ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { fact as choiceFact } from './choice.ts';
import type { FactContext } from './kind.ts';
import { fact as packageFact } from './package.ts';
import { fact, holderOf, timelessSource } from './release.ts';

const builds = 'https://builds.example/whl';
const open = 'https://pypi.example/simple';
const candidate = (url: string, more: Partial<RegistryCandidate> = {}): RegistryCandidate => ({
  url,
  public: url === open,
  trusted: true,
  origin: 'test',
  ...more,
});

type Offers = Readonly<Record<string, readonly (string | ReleaseFact)[]>>;

function contextOf(offers: Offers): FactContext {
  const context = factContext({
    answer: <Q extends Question>(question: Q) => {
      const registry = 'registry' in question ? question.registry : '';
      const releases = (offers[registry] ?? []).map((one) => (typeof one === 'string' ? { version: one } : one));
      if (question.kind === 'package')
        return present({ name: 'torch', status: 'active', versions: releases, removedVersions: [] }, registry) as never;
      const release = question.kind === 'release' && releases.find(({ version }) => version === question.version);
      return (release ? present(release, registry) : undefined) as never;
    },
    kinds: [packageFact, choiceFact],
    publicRegistry: () => open,
  });
  return context;
}

const torch = (dependency: Partial<Dependency>, more: Partial<DependencySubject> = {}): DependencySubject => {
  const subject = subjectOf({ registries: [candidate(builds)] });
  return {
    ...subject,
    dependency: { ...subject.dependency, ecosystem: 'pypi', name: 'torch', ...dependency },
    ...more,
  };
};

const asked = (subject: DependencySubject, offers: Offers) =>
  fact
    .plan(subject, contextOf(offers))
    .map((one) => ('version' in one && 'registry' in one ? [one.registry, one.version] : []));

const hashed = (version: string, hash: string): ReleaseFact => ({ version, integrity: [hash] });

describe('the release that is asked for', () => {
  it.each<[string, Partial<Dependency>, Offers[string], string, Partial<DependencySubject>?]>([
    ['a local version of the one that is named', { version: '1.0', requirement: '==1.0' }, ['1.0+cpu'], '1.0+cpu'],
    ['the highest of them', { version: '1.0', requirement: '==1.0' }, ['1.0', '1.0+cpu', '1.1'], '1.0+cpu'],
    ['the local version that is named', { version: '1.0+a', requirement: '==1.0+a' }, ['1.0+a', '1.0+b'], '1.0+a'],
    ['the text that is named', { version: '1.0', requirement: '===1.0' }, ['1.0', '1.0+cpu'], '1.0'],
    ['what is named and not there', { version: '1.0', requirement: '==1.0' }, ['1.1'], '1.0'],
    [
      'what is locked',
      { version: '1.0', requirement: '==1.0' },
      ['1.0+a', '1.0+b'],
      '1.0+a',
      { lockedVersion: '1.0+a' },
    ],
    [
      'not what is locked and does not fit',
      { version: '1.0', requirement: '==1.0' },
      ['1.0+a'],
      '1.0+a',
      { lockedVersion: '2.0' },
    ],
    [
      'the one whose hash is written',
      { version: '1.0', requirement: '==1.0', integrity: ['sha256:aa'] },
      [hashed('1.0', 'sha256:aa'), hashed('1.0+cpu', 'sha256:bb')],
      '1.0',
    ],
    ['the entry of a lockfile', { version: '1.0' }, ['1.0', '1.0+cpu'], '1.0', { fileRole: 'lockfile' }],
    [
      'the same with a requirement',
      { version: '1.0', requirement: '==1.0' },
      ['1.0+cpu'],
      '1.0',
      { fileRole: 'lockfile' },
    ],
  ])('is %s', (_, dependency, offer, version, more = {}) => {
    expect(asked(torch(dependency, more), { [builds]: offer })).toEqual([[builds, version]]);
  });

  const both = (client: string, requirement: string): ChoiceLiteral => ({
    client,
    requirement,
    indexes: [
      { url: open, weight: 'default', public: true },
      { url: builds, weight: 'extra' },
    ],
  });
  const choosing = (
    choices: ChoiceLiterals,
    dependency: Partial<Dependency>,
    more: Partial<DependencySubject> = {},
  ) => {
    const list = choicesOf(choices, 'torch');
    return torch(dependency, { choices: list, registries: registriesOf(list), ...more });
  };
  const offers = { [open]: ['1.0', '1.1'], [builds]: ['1.0+cpu', '0.9'] };

  it.each<[string, string, string, [string, string]]>([
    ['the highest', 'pip', '==1.0', [builds, '1.0+cpu']],
    ['the highest, of another index', 'pip', '>=1', [open, '1.1']],
    ['the first', 'uv', '>=1', [builds, '1.0+cpu']],
  ])('is that of the index that serves it: %s, for %s', (_, client, requirement, expected) => {
    const subject = choosing(both(client, requirement), { requirement });
    expect(asked(subject, offers)).toEqual([expected]);
    expect(holderOf(subject, contextOf(offers))?.url).toBe(expected[0]);
  });

  it('is that of the public index where one of several clients takes it from there', () => {
    const subject = choosing([both('uv', '>=1'), both('pip', '>=1')], { requirement: '>=1' });
    expect(asked(subject, offers)).toEqual([[open, '1.1']]);
  });

  it('is looked for everywhere where the entry of a lockfile is another than the client would take', () => {
    const subject = choosing(both('pip', '1.0'), { version: '1.0' }, { fileRole: 'lockfile' });
    expect(asked(subject, offers)).toEqual([
      [open, '1.0'],
      [builds, '1.0'],
    ]);
  });

  it('is never that of a public index where the name is private', () => {
    const subject = choosing(both('pip', '>=1'), { requirement: '>=1' }, { privateBy: 'torch' });
    expect(asked(subject, offers)).toEqual([[builds, '1.0+cpu']]);
  });
});

const page = candidate('https://builds.example/stable.html', { isLinks: true });

describe('a page of links', () => {
  const resolve = (version: string) => {
    const subject = torch({ version, requirement: `==${version}` }, { registries: [page] });
    const context = contextOf({ [page.url]: ['1.0+cpu', '0.9'] });
    expect(fact.plan(subject, context)).toEqual([]);
    return fact.resolve(subject, context);
  };

  it('tells of a release with the package', () => {
    expect(resolve('1.0')).toMatchObject({ state: 'present', value: { version: '1.0+cpu' }, source: page.url });
    expect(resolve('0.9')).toMatchObject({ state: 'present', value: { version: '0.9' } });
  });

  it('tells what it does not link to', () => {
    expect(resolve('2.0')).toMatchObject({ state: 'absent', source: page.url });
  });
});

describe('an age that nobody can tell', () => {
  const dated = { version: '0.9', publishedAt: '2020-01-01T00:00:00Z' };
  const usual = 'https://pypi.org/simple';

  it.each<[string, RegistryCandidate, Offers[string], boolean]>([
    ['where the index tells none at all', candidate(builds), ['0.9', '1.0'], true],
    ['where it is a page of links', page, ['1.0'], true],
    ['where it stands for the public one', candidate(open), ['1.0'], true],
    ['not where it tells that of another release', candidate(builds), [dated, '1.0'], false],
    ['not where it tells that of the release', candidate(builds), [{ ...dated, version: '1.0' }], false],
    ['not where it is the public default, which knows', candidate(usual, { public: true }), ['1.0'], false],
  ])('is %s', (_, registry, offer, expected) => {
    const subject = torch({ version: '1.0', requirement: '==1.0' }, { registries: [registry] });
    const context = contextOf({ [registry.url]: offer });
    expect(timelessSource(subject, context)?.url).toBe(expected ? registry.url : undefined);
  });
});
