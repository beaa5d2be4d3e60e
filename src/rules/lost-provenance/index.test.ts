import { describe, expect, it } from 'vitest';
import { now, privateRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { ReleaseOrigin } from '../../model/registry.ts';
import { day } from '../durations.ts';
import { rule } from './index.ts';

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();

/** From the most trusted to the least; those of one line are equal. */
const ranks: readonly (readonly ReleaseOrigin[])[] = [
  [
    { trustedBuild: 'oidc:1', approver: 'alice', isAttested: true },
    { publisher: 'robot', approver: 'alice', isAttested: false },
  ],
  [{ trustedBuild: 'oidc:1', isAttested: true }],
  [{ trustedBuild: 'oidc:1', isAttested: false }, { publisher: 'alice', isAttested: true }, { isAttested: true }],
  [{ publisher: 'alice', isAttested: false }, { isAttested: false }],
];
const [[approved], [built], [, signed], [plain]] = ranks as [
  ReleaseOrigin[],
  ReleaseOrigin[],
  ReleaseOrigin[],
  ReleaseOrigin[],
];

function judge(
  origin: ReleaseOrigin | undefined,
  before: ReleaseOrigin | undefined,
  input: RuleInput = {},
  age = 3 * day,
) {
  const version = input.subject?.dependency?.version ?? '1.14.1';
  const release = { version, publishedAt: ago(age), ...(origin && { origin }) };
  const former = { version: '1.14.0', publishedAt: ago(30 * day), ...(before && { origin: before }) };
  return runRule(rule, {
    ...input,
    subject: { ...input.subject, dependency: { name: 'axios', version, ...input.subject?.dependency } },
    facts: {
      release: { state: 'present', value: release },
      predecessor: { state: 'present', value: { basis: 'base', release: former } },
      ...input.facts,
    },
  });
}

describe('a release with less', () => {
  const pairs = ranks.flatMap((origins, rank) =>
    origins.flatMap((origin) =>
      ranks.flatMap((others, other) => others.map((before) => ({ origin, before, isLoss: rank > other }))),
    ),
  );

  it.each(pairs)('is told, and no other: $before, then $origin', ({ origin, before, isLoss }) => {
    expect(judge(origin, before)).toHaveLength(isLoss ? 1 : 0);
  });

  it('says what there was and what there is', () => {
    const drafts = judge(plain, built);
    expect(drafts).toMatchObject([
      {
        version: '1.14.1',
        message:
          'axios 1.14.1 was published by alice without a statement about its build; 1.14.0 before it was published by the trusted build oidc:1 with a statement about its build.',
        signal: { words: 'published by alice without a statement about its build, unlike 1.14.0 before it' },
        evidence: [
          { fact: 'release', value: 'published by alice without a statement about its build' },
          {
            fact: 'predecessor',
            value: '1.14.0 was published by the trusted build oidc:1 with a statement about its build',
          },
        ],
      },
    ]);
    expect(drafts[0]).not.toHaveProperty('severity');
    expect(judge(built, approved)[0]?.evidence[1]?.value).toMatch(/, let out by alice$/);
    expect(judge({ isAttested: false }, { isAttested: true })[0]?.message).toMatch(
      /was published without a statement about its build; 1\.14\.0 before it was published with a/,
    );
  });

  it('is no sign once it is there for 90 days', () => {
    const before = { publishedAt: ago(400 * day), version: '1.13.0', origin: built as ReleaseOrigin };
    const facts: RuleInput['facts'] = { predecessor: { state: 'present', value: { basis: 'base', release: before } } };
    const drafts = judge(plain, undefined, { facts }, 90 * day);
    expect(drafts).toMatchObject([{ severity: 'low' }]);
    expect(drafts[0]).not.toHaveProperty('signal');
    expect(judge(plain, undefined, { facts }, 90 * day - 1)[0]).toHaveProperty('signal');
  });
});

it.each<[string, ReleaseOrigin | undefined, ReleaseOrigin | undefined, RuleInput?, number?]>([
  ['an origin that is not known', undefined, signed],
  ['one before that is not known', plain, undefined],
  ['what was published before it', plain, built, {}, 31 * day],
  ['members of the workspace', plain, built, { subject: { own: true, fromWorkspace: true } }],
  ['what no registry serves', plain, built, { subject: { registries: [] } }],
  ['a private registry', plain, built, { subject: { privateBy: 'axios', registries: [privateRegistry] } }],
  ['the first release', plain, built, { facts: { predecessor: { state: 'absent', proof: 'no release is older' } } }],
  ['no answer', plain, built, { facts: { predecessor: { state: 'unknown', reason: 'it did not answer' } } }],
  ['no release', plain, built, { facts: { release: { state: 'unknown', reason: 'it did not answer' } } }],
])('is silent for %s', (_, origin, before, input = {}, age = 3 * day) => {
  expect(judge(origin, before, input, age)).toEqual([]);
});

it.each([
  ['1.14.0', '1.14.0-rc.1', 0],
  ['1.14.0-rc.2', '1.14.0-rc.1', 1],
  ['1.14.0-rc.1', '1.13.0', 1],
])('holds %s against %s', (version, formerly, findings) => {
  const release = { version: formerly, origin: built as ReleaseOrigin };
  const facts: RuleInput['facts'] = { predecessor: { state: 'present', value: { basis: 'base', release } } };
  expect(judge(plain, built, { subject: { dependency: { version } }, facts })).toHaveLength(findings);
});

describe('a project that publishes by hand now and then', () => {
  type Earlier = readonly [version: string, age: number, origin: ReleaseOrigin];
  const byHand = { publisher: 'alice', isAttested: false };
  const judgeAfter = (earlier: readonly Earlier[], origin: ReleaseOrigin = byHand) => {
    const versions = earlier.map(([version, age, one]) => ({ version, publishedAt: ago(age), origin: one }));
    return judge(origin, built, {
      facts: {
        package: { state: 'present', value: { name: 'axios', status: 'active', versions, removedVersions: [] } },
      },
    })[0];
  };
  const first: Earlier = ['1.12.0', 300 * day, built ?? byHand];

  it('did so before: then it is hardly a sign', () => {
    const draft = judgeAfter([first, ['1.12.1', 200 * day, byHand], ['1.13.0', 100 * day, built ?? byHand]]);
    expect(draft).toMatchObject({ severity: 'low', signal: { countsAs: 'ordinary' } });
    expect(draft?.message).toMatch(/, and 1\.12\.1 before that as this one\.$/);
  });

  const many = (least: number): readonly Earlier[] =>
    Array.from({ length: 20 }, (_, at): Earlier => [`1.13.${at}`, least - at * day, built ?? byHand]);

  it('did so among its last 20 releases of two years, or within a year', () => {
    const began: Earlier = ['1.12.0', 900 * day, built ?? byHand];
    const counts = (...earlier: readonly Earlier[]) => judgeAfter([began, ...earlier])?.signal?.countsAs;
    expect(counts(['1.12.1', 700 * day, byHand], ...many(600 * day).slice(1))).toBe('ordinary');
    expect(counts(['1.12.1', 360 * day, byHand], ...many(300 * day))).toBe('ordinary');
    expect(counts(['1.12.1', 700 * day, byHand], ...many(600 * day))).toBeUndefined();
    expect(counts(['1.12.1', 800 * day, byHand])).toBeUndefined();
  });

  it.each<[string, readonly Earlier[], ReleaseOrigin?]>([
    ['before it ever had a build', [['1.11.0', 400 * day, byHand], first]],
    ['on an old line', [first, ['0.30.1', 200 * day, byHand]]],
    ['in a test release', [first, ['1.13.0-rc.1', 200 * day, byHand]]],
    ['by another account', [first, ['1.12.1', 200 * day, { publisher: 'bob', isAttested: false }]]],
    ['days ago alone, perhaps by the same hands', [first, ['1.13.0', 5 * day, byHand]]],
    ['in what is later by its number', [first, ['2.0.0', 200 * day, byHand]]],
    ['with more than now', [first, ['1.12.1', 200 * day, { publisher: 'alice', isAttested: true }]]],
  ])('is a sign where it did so only %s', (_, earlier) => {
    expect(judgeAfter(earlier)?.signal).toEqual({ words: expect.any(String) });
  });
});
