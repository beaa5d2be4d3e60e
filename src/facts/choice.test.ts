import { describe, expect, it } from 'vitest';
import { type ChoiceLiterals, choicesOf, type IndexLiteral, resolveChoices } from '../../test/support/choices.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { questionKey } from '../model/question.ts';
import type { ChoiceFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { fact } from './choice.ts';

const open = 'https://pypi.example/simple';
const inner = 'https://pypi.acme.example/simple';

function subjectFor(choices: ChoiceLiterals): DependencySubject {
  const dependency = { ecosystem: 'pypi', name: 'acme-utils' };
  return subjectOf({ dependency, choices: choicesOf(choices, dependency.name) });
}

function resolve(choices: ChoiceLiterals): ChoiceFact {
  const found = resolveChoices(choices, subjectFor(choices)).choice;
  if (found.state !== 'present') throw new Error(found.state);
  return found.value;
}

const decide = (other: Partial<IndexLiteral>, everyone: Partial<IndexLiteral> = {}, client = 'pip') => {
  const indexes: readonly IndexLiteral[] = [
    { url: open, weight: 'default', public: true, ...everyone },
    { url: inner, weight: 'extra', ...other },
  ];
  const [decision] = resolve({ client, indexes }).decisions;
  if (decision === undefined) throw new Error('no decision');
  return decision;
};

describe('what an index says', () => {
  const released = {
    versions: [
      { version: '1.0', hashes: ['sha256:aa'], yanked: 'broken' },
      { version: '2.0', archives: ['sdist'] },
    ],
  };

  it('is heard: releases with their hashes and kinds of archives, and what was withdrawn', () => {
    expect(decide(released).answers.get(inner)).toEqual({
      state: 'present',
      releases: [
        { version: '1.0', yanked: 'broken', hashes: ['sha256:aa'] },
        { version: '2.0', archives: ['sdist'] },
      ],
    });
  });

  it.each<[string, Partial<IndexLiteral>, object]>([
    ['absence', {}, { state: 'absent' }],
    ['a status that the client acts upon', { status: 403 }, { state: 'refused', status: 403 }],
    ['no answer', { unknown: 'it timed out' }, { state: 'unknown', reason: 'it timed out' }],
    [
      'nothing, for it may not be asked',
      { ...released, trusted: false },
      { state: 'unknown', reason: 'not contacted: the configuration does not trust it (requirements.txt:1)' },
    ],
    [
      'the word of the public index, passed on',
      { ...released, says: { forwarded: { to: `${open}/acme-utils/` } } },
      { state: 'absent' },
    ],
    [
      'the same to a stranger, who may not see the name',
      { ...released, says: { forwarded: { to: `${open}/acme-utils/`, mayHide: true } } },
      { state: 'unknown', reason: `it forwards to ${open}/acme-utils/, and may hide the name` },
    ],
  ])('is %s', (_, index, answer) => {
    expect(decide(index).answers.get(inner)).toEqual(answer);
  });

  it('tells what it offers by default', () => {
    expect(decide({ versions: ['1.0'], says: { latest: '1.0' } }).answers.get(inner)).toMatchObject({ latest: '1.0' });
  });
});

describe('what the client takes', () => {
  it.each<[string, Partial<IndexLiteral>, Partial<IndexLiteral>, string, object]>([
    ['the highest', { versions: ['1.0'] }, { versions: ['2.0'] }, 'pip', { kind: 'served', url: open, version: '2.0' }],
    ['the first', { versions: ['1.0'] }, { versions: ['2.0'] }, 'uv', { kind: 'served', url: inner, version: '1.0' }],
    ['what is left', { status: 500 }, { versions: ['2.0'] }, 'pip', { kind: 'served', url: open, version: '2.0' }],
    ['nothing after a refusal', { status: 403 }, { versions: ['2.0'] }, 'uv', { kind: 'nothing' }],
    ['nothing known', { unknown: 'it timed out' }, { versions: ['2.0'] }, 'pip', { kind: 'open' }],
    ['nothing', {}, {}, 'pip', { kind: 'nothing' }],
  ])('is %s', (_, other, everyone, client, outcome) => {
    expect(decide(other, everyone, client).outcome).toMatchObject(outcome);
  });

  it('is told for each plausible client', () => {
    const indexes: readonly IndexLiteral[] = [
      { url: open, weight: 'default', public: true, versions: ['2.0'] },
      { url: inner, weight: 'extra', versions: ['1.0'] },
    ];
    const { decisions } = resolve([
      { client: 'pip', indexes },
      { client: 'uv', indexes },
    ]);
    expect(decisions.map(({ choice, outcome }) => [choice.client.id, 'url' in outcome && outcome.url])).toEqual([
      ['pip', open],
      ['uv', inner],
    ]);
  });

  it('comes with the version that would make another index win', () => {
    expect(decide({ versions: ['1.2.3'] }).openings).toEqual([{ url: open, version: '1.2.4' }]);
    expect(decide({ versions: ['1.2.3'] }, {}, 'uv').openings).toEqual([]);
  });
});

describe('mirrors', () => {
  const hashed = (...hashes: string[]) => ({ versions: [{ version: '1.0', hashes }] });
  const files = [new URL(endpoints.pypiFiles).host];

  it.each<[string, Partial<IndexLiteral>, Partial<IndexLiteral>, readonly string[]]>([
    ['by their hashes', hashed('sha256:aa'), hashed('sha256:aa'), [inner]],
    ['not by other hashes', hashed('sha256:bb'), hashed('sha256:aa'), []],
    ['not where the public index has nothing', hashed('sha256:aa'), {}, []],
    [
      'by links to the archives of the public index alone',
      { versions: [{ version: '1.0', archiveHosts: files }] },
      { unknown: 'it timed out' },
      [inner],
    ],
    ['not by the word of the public index itself', {}, hashed('sha256:aa'), []],
  ])('%s', (_, other, everyone, mirrors) => {
    expect(decide(other, everyone).mirrors).toEqual(mirrors);
  });
});

describe('the questions', () => {
  const choice = {
    client: 'pip',
    indexes: [
      { url: open, weight: 'default', public: true },
      { url: inner, weight: 'extra', trusted: false },
      { url: 'https://wheels.example/all.html', weight: 'extra', isLinks: true },
    ],
  } as const satisfies ChoiceLiterals;

  it('go to the indexes that are trusted, to pages of links as such', () => {
    const context = { answer: () => undefined } as never;
    const asked = fact.plan(subjectFor(choice), context).map(questionKey);
    const question = { kind: 'package', ecosystem: 'pypi', name: 'acme-utils' } as const;
    expect(asked).toEqual([
      questionKey({ ...question, registry: 'https://wheels.example/all.html', isLinks: true }),
      questionKey({ ...question, registry: open }),
    ]);
  });

  it('leave nothing to choose where there is one index', () => {
    const subject = subjectOf({ dependency: { ecosystem: 'pypi' } });
    expect(resolveChoices(choice, subject).choice).toMatchObject({ state: 'unknown' });
  });

  it('go no further for what many people use', () => {
    const subject = { ...subjectFor([]), otherwise: { by: 'base' as const, choices: subjectFor(choice).choices } };
    const plan = (isKnown: boolean) => fact.plan(subject, { isWellKnown: () => isKnown } as never).length;
    expect([plan(false), plan(true)]).toEqual([2, 0]);
  });

  it('tell a mirror of the registry that serves the name now', () => {
    const hashed = (hash: string) => ({ versions: [{ version: '1.0', hashes: [hash] }] });
    const base = { client: 'pip', indexes: [{ url: inner, weight: 'default', ...hashed('sha256:aa') }] } as const;
    const mirrorsOf = (hash: string) => {
      const now = {
        client: 'pip',
        indexes: [{ url: open, weight: 'default', public: true, ...hashed(hash) }],
      } as const;
      const registries = [{ url: open, public: true, trusted: true, origin: 'the public default' }];
      const otherwise = { by: 'base', choices: choicesOf(base, 'acme-utils') } as const;
      const found = resolveChoices([base, now], { ...subjectFor([]), registries, otherwise }).choice;
      return found.state === 'present' ? found.value.otherwise?.map(({ mirrors }) => mirrors) : found;
    };
    expect(mirrorsOf('sha256:aa')).toEqual([[inner]]);
    expect(mirrorsOf('sha256:bb')).toEqual([[]]);
  });

  it('say whom they went to, without credentials', () => {
    const url = 'https://user:secret@pypi.acme.example/simple/?token=secret';
    const secret = { client: 'pip', indexes: [{ url, weight: 'extra', versions: ['1.0'] }] } as const;
    expect(resolveChoices(secret, subjectFor(secret)).choice.source).toBe(inner);
  });
});
