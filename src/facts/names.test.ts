import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { privateRegistry, publicRegistry, subjectOf } from '../../test/support/rules.ts';
import { absent, type Fact, present } from '../model/fact.ts';
import { questionKey } from '../model/question.ts';
import type { AboutFact, PackageFact } from '../model/registry.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { facts } from './index.gen.ts';

const now = new Date('2027-02-15T12:00:00Z');
const url = publicRegistry.url;

type Known = Readonly<Record<string, Fact<PackageFact>>>;

/** The facts of a name, and what they ask, where the registry says this of names. */
function look(
  ecosystem: string,
  name: string,
  known: Known,
  patch: Partial<DependencySubject> = {},
  about?: AboutFact,
) {
  const base = subjectOf({ dependency: { ecosystem, name } });
  const subject: DependencySubject = { ...base, ...patch };
  const registry = subject.registries[0]?.url ?? url;
  const answers = new Map<string, Fact<unknown>>();
  for (const [one, fact] of Object.entries(known)) {
    answers.set(questionKey({ kind: 'package', ecosystem, name: one, registry }), fact);
    if (about !== undefined)
      answers.set(questionKey({ kind: 'about', ecosystem, name: one, registry }), present(about, url));
  }
  const context = factContext({
    answers,
    kinds: facts,
    publicRegistry: () => url,
    now,
  });
  const questions = (kind: FactName) =>
    facts.filter((fact) => fact.name === kind).flatMap((fact) => fact.plan(subject, context));
  const planned = (kind: FactName) => questions(kind).map((question) => `${question.kind} ${question.name}`);
  const asked = (kind: FactName) =>
    new Set(questions(kind).flatMap((question) => ('registry' in question ? [question.registry] : [])));
  return { asked, get: <N extends FactName>(kind: N) => context.fact(kind, subject), planned };
}

const gone = absent('404', url);
const day = 86_400_000;
const aged = (name: string, days: number, more: Partial<PackageFact> = {}): Fact<PackageFact> => {
  const publishedAt = new Date(now.getTime() - days * day).toISOString();
  const versions = [{ version: '1.0.0', publishedAt }];
  return present(
    { name, status: 'active', versions, removedVersions: [], firstPublishedAt: publishedAt, ...more },
    url,
  );
};
const there = (name: string) => aged(name, 2000);

describe('adoption', () => {
  it('tells use and age out of the lists', () => {
    expect(look('pypi', 'requests', { requests: there('requests') }).get('adoption')).toMatchObject({
      state: 'present',
      value: {
        isKnown: true,
        isUsed: true,
        isEstablished: true,
        errorRate: 0,
        knownBefore: '2026-08-01T00:00:00.000Z',
      },
    });
    expect(look('npm', 'react-hallucinated-router', {}).get('adoption')).toMatchObject({
      value: { isKnown: false, isUsed: false, isEstablished: false },
    });
  });

  it('is unknown without a list, which is no word of disuse', () => {
    expect(look('githubactions', 'acme/shop', {}).get('adoption').state).toBe('unknown');
    expect(look('cargo', 'serde', {}).get('adoption').state).toBe('unknown');
  });

  it('is that of a former package where all that is there today is younger than the list', () => {
    expect(look('npm', 'left-pad', { 'left-pad': aged('left-pad', 20) }).get('adoption')).toMatchObject({
      value: { isUsed: true, isOfFormer: true },
    });
    expect(look('npm', 'left-pad', { 'left-pad': there('left-pad') }).get('adoption')).not.toMatchObject({
      value: { isOfFormer: true },
    });
    // Old nightly builds are pruned.
    const at = (days: number) => new Date(now.getTime() - days * day).toISOString();
    const nightlies = Array.from({ length: 50 }, (_, of) => ({ version: `2.0.dev${of}`, publishedAt: at(75 - of) }));
    const pruned = aged('tf-nightly', 75, { versions: nightlies });
    const adoption = look('pypi', 'tf-nightly', { 'tf-nightly': pruned }).get('adoption');
    expect(adoption).toMatchObject({ value: { isUsed: true } });
    expect(adoption).not.toHaveProperty('value.isOfFormer');
    // The times of what was withdrawn are none of today's.
    const revived = aged('left-pad', 20, { firstPublishedAt: '2014-01-01T00:00:00.000Z' });
    expect(look('npm', 'left-pad', { 'left-pad': revived }).get('adoption')).toMatchObject({
      value: { isOfFormer: true },
    });
  });
});

describe('lookalike', () => {
  it.each([
    [
      'pypi',
      'reqeusts',
      { name: 'requests', purl: 'pkg:pypi/requests', kind: 'swap', confidence: 'high', isOffered: true },
    ],
    ['npm', 'escape-html-in-jsonn', { name: 'escape-html-in-json', confidence: 'high', isOffered: false }],
    [
      'githubactions',
      'actons/checkout',
      { isOffered: true, name: 'actions/checkout', kind: 'slip', words: 'a letter left out' },
    ],
  ])('%s: %s', (ecosystem, name, value) => {
    expect(look(ecosystem, name, {}).get('lookalike')).toMatchObject({ state: 'present', value });
  });

  it('says what is left where its own use counts', () => {
    const value = (name: string) => {
      const fact = look('npm', name, {}).get('lookalike');
      return fact.state === 'present' ? fact.value : undefined;
    };
    expect(value('expresss')).toMatchObject({ name: 'express', confidence: 'high' });
    expect(value('expresss')).not.toHaveProperty('ifUsed');
    // Two letters of a name that everybody uses: never cleared.
    expect(value('wrap-asni')).toMatchObject({ name: 'wrap-ansi', confidence: 'high', ifUsed: 'low' });
  });

  it.each([
    ['npm', 'left-pad'],
    ['cargo', 'sedre'],
    ['npm', ''],
    ['npm', 'constructor-of-nothing-alike'],
    ['__proto__', 'lodahs'],
  ])('is unknown, never absent, where nothing is alike: %s %s', (ecosystem, name) => {
    expect(look(ecosystem, name, {}).get('lookalike').state).toBe('unknown');
  });
});

describe('meaning', () => {
  it('is looked for where a name does not exist', () => {
    const fact = look('pypi', 'cv2', { cv2: gone }).get('meaning');
    expect(fact).toMatchObject({
      state: 'present',
      value: { invention: { kind: 'import-name' }, meanings: [{ purl: 'pkg:pypi/opencv-python' }] },
    });
  });

  it.each<[string, Known, Partial<DependencySubject>, Fact<unknown>['state']]>([
    ['young and unused', { cv2: aged('cv2', 5) }, {}, 'present'],
    ['old', { cv2: aged('cv2', 500) }, {}, 'unknown'],
    ['not asked', {}, {}, 'unknown'],
    ['known to the repository', { cv2: aged('cv2', 5) }, { newToRepository: false }, 'unknown'],
    ['own', { cv2: gone }, { own: true }, 'unknown'],
  ])('of a name that is %s', (_, known, patch, state) => {
    expect(look('pypi', 'cv2', known, patch).get('meaning').state).toBe(state);
  });

  it.each([
    ['sklearn', 'redirect', 'pkg:pypi/scikit-learn'],
    ['weaviate', 'placeholder', 'pkg:pypi/weaviate-client'],
  ])('is read where a used package is none to be used: %s is a %s', (name, placeholder, purl) => {
    const found = look('pypi', name, { [name]: there(name) });
    expect(found.get('adoption')).toMatchObject({ value: { placeholder } });
    expect(found.get('meaning')).toMatchObject({
      value: { meanings: [{ purl }] },
    });
  });

  it('is not looked for where a package that is used is young by the registry only', () => {
    expect(look('pypi', 'requests', { requests: aged('requests', 500) }).get('meaning').state).toBe('unknown');
  });
});

describe('target and about', () => {
  it('asks for what a missing name meant, and for nobody behind it', () => {
    const found = look('pypi', 'cv2', { cv2: gone, 'opencv-python': there('opencv-python') });
    expect([found.planned('target'), found.planned('about')]).toEqual([['package opencv-python'], []]);
    expect(found.get('target')).toMatchObject({ state: 'present', value: { name: 'opencv-python' } });
  });

  it.each([
    ['pypi', 'reqeusts', 'requests', 'requests'],
    ['pypi', 'huggingface-api', 'huggingface', 'huggingface-hub'],
    ['npm', 'io.socket', 'socket.io', 'socket.io'],
    ['pypi', 'sklearn3', 'scikit-learn', 'scikit-learn'],
  ])('%s: asks of a missing %s, like %s, for %s', (ecosystem, name, like, meant) => {
    const found = look(ecosystem, name, { [name]: gone });
    expect(found.get('lookalike')).toMatchObject({ value: { name: like } });
    expect(found.planned('target')).toEqual([`package ${meant}`]);
  });

  it('asks for no word that no list has as a package', () => {
    const found = look('pypi', 'pyhton', { pyhton: there('pyhton') });
    expect(found.get('lookalike')).toMatchObject({ value: { name: 'python' } });
    expect(found.get('lookalike')).not.toHaveProperty('value.rank');
    expect(found.planned('target')).toEqual([]);
  });

  it('asks who is behind a lookalike and the other one, where their packages do not tell', () => {
    const known = { reqeusts: aged('reqeusts', 2), requests: there('requests') };
    const found = look('pypi', 'reqeusts', known, {}, { publishers: ['acme'] });
    expect(found.planned('target')).toEqual(['package requests', 'about requests']);
    expect(found.planned('about')).toEqual(['about reqeusts']);
    expect(found.get('target')).toMatchObject({ value: { name: 'requests', about: { publishers: ['acme'] } } });
    expect(found.get('about')).toMatchObject({ value: { publishers: ['acme'] } });
    const reserved = look('pypi', 'reqeusts', known, {}, { summary: 'This package name is reserved. Placeholder.' });
    expect(reserved.get('target')).toMatchObject({ value: { about: { placeholder: 'reserved' } } });
  });

  it('takes what the package itself tells, and reads its summary', () => {
    const about = { publishers: ['acme'], summary: 'Placeholder package, reserved to prevent dependency confusion.' };
    const found = look('npm', 'lodahs', { lodahs: aged('lodahs', 2, { about }), lodash: there('lodash') });
    expect([found.planned('target'), found.planned('about')]).toEqual([['package lodash'], []]);
    expect(found.get('about')).toMatchObject({ value: { placeholder: 'confusion-guard' } });
  });

  it.each([
    ['has', aged('reqeusts', 2)],
    ['lacks', gone],
  ])('asks the private registry that %s the name, and no other', (_, answer) => {
    const registries = [privateRegistry];
    const found = look('pypi', 'reqeusts', { reqeusts: answer, requests: there('requests') }, { registries });
    expect(found.planned('target')[0]).toBe('package requests');
    expect(found.asked('target')).toEqual(new Set([privateRegistry.url]));
    expect(found.get('target')).toMatchObject({ state: 'present', value: { name: 'requests' } });
    const page = { registries: [{ ...privateRegistry, isLinks: true as const }] };
    expect(look('pypi', 'reqeusts', { reqeusts: answer }, page).planned('target')).toEqual([]);
  });

  it.each<[string, string, Known, Partial<DependencySubject>]>([
    ['used itself', 'requests', { requests: there('requests') }, {}],
    ['known here', 'reqeusts', { reqeusts: aged('reqeusts', 2) }, { newToRepository: false }],
    ['not answered for', 'reqeusts', {}, {}],
    ['private', 'reqeusts', { reqeusts: gone }, { privateBy: 'req*' }],
    ['the own namespace', 'reqeusts', { reqeusts: gone }, { ownScope: true }],
  ])('asks nobody of a name that is %s', (_, name, known, patch) => {
    const found = look('pypi', name, known, patch);
    expect([...found.planned('target'), ...found.planned('about')]).toEqual([]);
    expect([found.get('target').state, found.get('about').state]).toEqual(['unknown', 'unknown']);
  });
});
