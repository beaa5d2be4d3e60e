import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import type { RegistryUse } from '../model/dependency.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import { startOf } from '../model/location.ts';
import type { Question } from '../model/question.ts';
import type { DependencySubject } from '../model/subject.ts';
import { holderOf } from './release.ts';
import { lackedTime, needsWhole, smallQuestions } from './small.ts';

const url = 'https://registry.npmjs.org';
const claimedBy: RegistryUse = {
  ecosystem: 'npm',
  url: 'https://npm.acme.example',
  role: 'explicit',
  names: ['@acme/*'],
  location: startOf('a/.npmrc'),
};

interface World {
  readonly name?: string;
  readonly subject?: Partial<DependencySubject>;
  readonly credentials?: boolean;
  /** By the kind of the question. */
  readonly answers?: Partial<Record<Question['kind'], Fact<unknown>>>;
}

const there = present({ version: '1.0.0' }, url);
const old = present({ publishedAt: '2020-01-01T00:00:00Z' }, 'https://deps.example');

/** An update of what the repository has already, as a lockfile names it. */
function world({ name = 'acme-part', subject: more = {}, credentials = false, answers = {} }: World) {
  const given = subjectOf({ fileRole: 'lockfile', newToRepository: false });
  const dependency = { ...given.dependency, name, rawName: name, version: '1.0.0', direct: false };
  const registries = [{ url, public: true, trusted: true, origin: 'test' }];
  const subject: DependencySubject = { ...given, ...more, dependency, registries };
  const context = factContext({
    answer: ({ kind }) => answers[kind] as never,
    consults: () => true,
    now: new Date('2026-06-15T12:00:00Z'),
    authenticates: () => credentials,
  });
  return { subject, context };
}

const kinds = (input: World): readonly string[] => {
  const { subject, context } = world(input);
  return smallQuestions(subject, context).map(({ kind }) => kind);
};

describe('what is asked for of small documents', () => {
  it.each<[string, World, readonly string[]]>([
    ['the one of the release first', {}, ['manifest']],
    ['and its time at once where the lists have the name', { name: 'left-pad' }, ['manifest', 'published']],
    ['and its time once it is there', { answers: { manifest: there } }, ['manifest', 'published']],
    ['but not of one that is missing', { answers: { manifest: absent('404', url) } }, ['manifest']],
    [
      'none of a name that credentials may show alone',
      { name: '@acme/x', subject: { mayHide: true }, credentials: true, answers: { manifest: there } },
      [],
    ],
    [
      'none of a name that other settings send elsewhere',
      { name: '@acme/x', subject: { claimedBy }, answers: { manifest: there } },
      [],
    ],
  ])('%s', (_, input, expected) => {
    expect(kinds(input)).toEqual(expected);
  });
});

it.each<[string, World['answers'], boolean, boolean]>([
  ['nothing is known yet', {}, false, false],
  ['only its document is', { manifest: there }, true, false],
  ['its time is known, too', { manifest: there, published: old }, true, false],
  ['nobody knows its time', { manifest: there, published: absent('unknown', 'x') }, true, true],
  ['nobody answers for its time', { manifest: there, published: unknown('silent', 'x') }, true, true],
  ['its document is missing', { manifest: absent('404', url) }, false, true],
  [
    'an advisory speaks of it',
    { manifest: there, published: old, advisories: present({ ids: ['MAL-1'] }, 'x') },
    true,
    true,
  ],
  [
    'a list of malware has its name',
    {
      manifest: there,
      published: old,
      malware: present({ advisories: [{ id: 'GHSA-1', aliases: [], ranges: [], isUnderstood: false }] }, 'x'),
    },
    true,
    true,
  ],
  [
    'a list of malware has not',
    { manifest: there, published: old, malware: present({ advisories: [] }, 'x') },
    true,
    false,
  ],
])(
  'where %s, the registry is known to have it or not, and its package is asked for or not',
  (_, answers, has, closer) => {
    const { subject, context } = world(answers === undefined ? {} : { answers });
    expect([holderOf(subject, context)?.url, needsWhole(subject, context)]).toEqual([has ? url : undefined, closer]);
  },
);

it('lacks a time only where somebody was asked for it and did not answer', () => {
  const lacked = (published: Fact<unknown>) => {
    const { subject, context } = world({ answers: { manifest: there, published } });
    return lackedTime(subject, context)?.reason;
  };
  expect([unknown('silent', 'x'), absent('not known', 'x'), old].map(lacked)).toEqual(['silent', undefined, undefined]);
});
