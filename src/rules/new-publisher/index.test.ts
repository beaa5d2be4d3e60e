import { expect, it } from 'vitest';
import { now, privateRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { ReleaseOrigin } from '../../model/registry.ts';
import { day } from '../durations.ts';
import { rule } from './index.ts';

type Origin = Partial<ReleaseOrigin>;

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();
const releaseOf = (version: string, age: number | undefined, origin: Origin | undefined, repository?: string) => ({
  version,
  ...(repository === undefined ? {} : { about: { repository } }),
  ...(age === undefined ? {} : { publishedAt: ago(age) }),
  ...(origin === undefined ? {} : { origin: { isAttested: false, ...origin } }),
});

interface Pair {
  /** Who built it and the one before, where that is told apart from their origin. */
  readonly builds?: readonly [string, string];
  readonly origin?: Origin;
  readonly before?: Origin;
  readonly age?: number | undefined;
  readonly ageBefore?: number | undefined;
  readonly version?: string;
  readonly formerly?: string;
  readonly subject?: RuleInput['subject'];
  /** The repository that both name. */
  readonly repository?: string;
  readonly repositoryBefore?: string;
  /** Releases that went before both, each with its age. */
  readonly earlier?: readonly (readonly [version: string, age: number, origin: Origin])[];
}

const buildsOf = ([own, former]: readonly [string, string]) =>
  ({
    state: 'present',
    value: { release: { trustedBuild: own }, predecessor: { trustedBuild: former } },
  }) as const;

function judge(pair: Pair) {
  const {
    age,
    ageBefore,
    version = '1.3.1',
    formerly = '1.3.0',
    subject,
  } = { age: 3 * day, ageBefore: 400 * day, ...pair };
  const { repository, repositoryBefore = repository, earlier = [] } = pair;
  const release = releaseOf(formerly, ageBefore, pair.before, repositoryBefore);
  const versions = earlier.map(([past, since, origin]) => releaseOf(past, since, origin));
  const facts: RuleInput['facts'] = {
    package: { state: 'present', value: { name: 'left-pad', status: 'active', versions, removedVersions: [] } },
    release: { state: 'present', value: releaseOf(version, age, pair.origin, repository) },
    predecessor: { state: 'present', value: { basis: 'base', release } },
    ...(pair.builds === undefined ? {} : { build: buildsOf(pair.builds) }),
  };
  return runRule(rule, { subject: { dependency: { version }, ...subject }, facts });
}

const alice = { publisher: 'alice' };
const mallory = { publisher: 'mallory' };
const build = { trustedBuild: 'oidc:1' };
const otherBuild = { trustedBuild: 'oidc:2' };
const team = { maintainers: ['alice', 'bob'] };

it.each<[string, Origin, Origin, string]>([
  ['another account', mallory, alice, 'published by mallory, not by alice as 1.3.0 before it'],
  [
    'one that is no maintainer',
    mallory,
    { ...alice, ...team },
    'published by mallory, not by alice as 1.3.0 before it',
  ],
  [
    'one that came with this release',
    { ...mallory, maintainers: ['mallory'] },
    { ...alice, ...team },
    'published by mallory, not by alice as 1.3.0 before it',
  ],
  ['another trusted build', otherBuild, build, 'published by another trusted build than 1.3.0 before it'],
  [
    'one after an approved one',
    otherBuild,
    { ...build, approver: 'alice' },
    'published by another trusted build than 1.3.0 before it',
  ],
  [
    'one that a stranger approved',
    { ...otherBuild, approver: 'mallory' },
    build,
    'published by another trusted build than 1.3.0 before it',
  ],
  [
    'an account that lets out',
    { ...build, approver: 'mallory' },
    alice,
    'let out by mallory, not by alice as 1.3.0 before it',
  ],
  [
    'another one that lets out',
    { ...otherBuild, approver: 'mallory' },
    { ...build, approver: 'alice' },
    'let out by mallory, not by alice as 1.3.0 before it',
  ],
  [
    'one that uploads for itself',
    mallory,
    { publisher: 'robot', approver: 'alice' },
    'published by mallory, not by alice as 1.3.0 before it',
  ],
  ['an account of an odd name', { publisher: 'a b' }, alice, 'published by "a b", not by alice as 1.3.0 before it'],
])('tells %s', (_, origin, before, words) => {
  expect(judge({ origin, before })).toMatchObject([
    {
      version: '1.3.1',
      message: `left-pad 1.3.1 was ${words}.`,
      signal: { words },
      evidence: [
        { fact: 'release', observed: 'present' },
        { fact: 'predecessor', observed: 'present', value: expect.stringMatching(/^1\.3\.0 was published/) },
      ],
    },
  ]);
  expect(judge({ origin, before })[0]).not.toHaveProperty('severity');
});

it.each<[string, Pair]>([
  ['the same account', { origin: alice, before: alice }],
  ['the same trusted build', { origin: build, before: build }],
  [
    'the same build, whoever lets it out',
    { origin: { ...build, approver: 'mallory' }, before: { ...build, approver: 'alice' } },
  ],
  ['the first trusted build', { origin: build, before: alice }],
  ['an account in place of a trusted build', { origin: mallory, before: build }],
  ['an account in place of an approved build', { origin: mallory, before: { ...build, approver: 'alice' } }],
  ['the account that published, now letting out', { origin: { ...build, approver: 'alice' }, before: alice }],
  [
    'another build let out by the same',
    { origin: { ...otherBuild, approver: 'alice' }, before: { ...build, approver: 'alice' } },
  ],
  ['a registry without accounts', { origin: {}, before: {} }],
  ['an account that is not told', { origin: {}, before: alice }],
  ['an account that was not told', { origin: mallory, before: {} }],
  ['an empty name', { origin: { publisher: '' }, before: alice }],
  ['an origin that is not known', { before: alice }],
  ['one before that is not known', { origin: mallory }],
  ['one that was published first', { origin: mallory, before: alice, age: 401 * day }],
  ['a lower version without times', { origin: mallory, before: alice, age: undefined, formerly: '2.0.0' }],
  ['a test release before it', { origin: mallory, before: alice, formerly: '1.3.1-rc.1' }],
  ['members of the workspace', { origin: mallory, before: alice, subject: { own: true, fromWorkspace: true } }],
  ['what no registry serves', { origin: mallory, before: alice, subject: { registries: [] } }],
  [
    'a private registry',
    { origin: mallory, before: alice, subject: { privateBy: 'left-*', registries: [privateRegistry] } },
  ],
])('is silent for %s', (_, pair) => {
  expect(judge(pair)).toEqual([]);
});

it.each<[string, Pair]>([
  ['a colleague', { origin: { publisher: 'bob' }, before: { ...alice, ...team } }],
  ['a colleague who lets out', { origin: { ...otherBuild, approver: 'bob' }, before: { ...build, ...team } }],
])('finds %s ordinary', (_, pair) => {
  expect(judge(pair)).toMatchObject([{ severity: 'low', signal: { countsAs: 'ordinary' } }]);
  expect(judge({ ...pair, age: 90 * day })[0]).not.toHaveProperty('signal');
});

it.each<[string, Pair]>([
  ['a release of an unknown time', { origin: mallory, before: alice, age: undefined }],
  ['a release of 90 days', { origin: mallory, before: alice, age: 90 * day }],
])('finds no sign in %s', (_, pair) => {
  const drafts = judge(pair);
  expect(drafts).toMatchObject([{ severity: 'low' }]);
  expect(drafts[0]).not.toHaveProperty('signal');
});

it('says that a colleague was there already', () => {
  const [draft] = judge({ origin: { publisher: 'bob' }, before: { ...alice, ...team } });
  expect(draft?.message).toBe(
    'left-pad 1.3.1 was published by bob, not by alice as 1.3.0 before it; bob was among the maintainers already.',
  );
});

it.each<[string, Pair]>([
  ['just before the 90 days are over', { age: 90 * day - 1 }],
  ['published in the future', { age: -day }],
  ['of an unknown time before', { ageBefore: undefined }],
  ['of a lower line that was published later', { formerly: '2.0.0' }],
  ['that is a test release like the one before', { version: '1.3.1-rc.2', formerly: '1.3.1-rc.1' }],
  ['that is a test release after an ordinary one', { version: '1.4.0-rc.1' }],
])('finds a sign in a release %s', (_, pair) => {
  expect(judge({ origin: mallory, before: alice, ...pair })[0]).toHaveProperty('signal');
});

it('judges first-party packages that a registry serves', () => {
  expect(judge({ origin: mallory, before: alice, subject: { own: true } })[0]?.signal).toBeDefined();
});

it.each(['absent', 'unknown'] as const)('is silent where the one before is %s', (state) => {
  const release = { state: 'present', value: releaseOf('1.3.1', day, mallory) } as const;
  const predecessor = state === 'absent' ? { state, proof: 'the first one' } : { state, reason: 'it did not answer' };
  expect(runRule(rule, { facts: { release, predecessor } })).toEqual([]);
});

it('bounds what accounts put into a message', () => {
  const long = (letter: string) => ({ publisher: letter.repeat(100_000) });
  const [draft] = judge({ origin: long('a'), before: long('b') });
  expect(draft?.message.length).toBeLessThan(300);
  expect(draft?.signal?.words.length).toBeLessThan(300);
  for (const { value } of draft?.evidence ?? []) expect(value.length).toBeLessThan(600);
});

it('compares who built them, where statements tell it', () => {
  const attested = { isAttested: true };
  const judgeBuilds = (...builds: readonly [string, string]) => judge({ origin: attested, before: attested, builds });
  const [draft] = judgeBuilds('github:mallory/tools', 'github:acme/tools');
  expect(draft).toMatchObject({
    signal: { words: 'published by another trusted build than 1.3.0 before it' },
    evidence: [
      { value: 'published by the trusted build github:mallory/tools with a statement about its build' },
      { value: '1.3.0 was published by the trusted build github:acme/tools with a statement about its build' },
    ],
  });
  expect(judgeBuilds('github:acme/tools', 'github:acme/tools')).toEqual([]);
  expect(judge({ origin: attested, before: attested })).toEqual([]);
});

const attested = { isAttested: true };
const repository = 'https://code.acme.example/acme/left-pad';

it.each<[string, Pair, string]>([
  [
    'a trust that was set up anew for the same repository',
    { origin: { ...otherBuild, ...attested }, before: { ...build, ...attested }, repository },
    `both are built from ${repository}, as the statements about their builds say`,
  ],
  [
    'another repository of the same owner',
    { origin: {}, before: {}, builds: ['github:acme/monorepo', 'github:acme/left-pad'] },
    'both are built from repositories of github:acme',
  ],
  [
    'one who had it before those that leave it',
    {
      origin: mallory,
      before: alice,
      ageBefore: 100 * day,
      earlier: [['1.0.0', 360 * day, { ...alice, maintainers: ['alice', 'mallory'] }]],
    },
    'mallory might publish 1.0.0 already',
  ],
  [
    'one who published it before',
    { origin: mallory, before: alice, earlier: [['1.0.0', 720 * day, mallory]] },
    'mallory might publish 1.0.0 already',
  ],
  [
    'one who joins while another of the former people stays',
    { origin: { ...mallory, maintainers: ['bob', 'mallory'] }, before: { ...alice, ...team } },
    'bob is among the maintainers still',
  ],
])('is hardly a sign: %s', (_, pair, words) => {
  const [draft] = judge(pair);
  expect(draft?.message).toMatch(new RegExp(`; ${words}[.]$`));
  expect(draft).toMatchObject({ severity: 'low', signal: { countsAs: 'ordinary' } });
});

it.each<[string, Pair]>([
  ['is not attested', { origin: otherBuild, before: { ...build, ...attested }, repository }],
  ['follows one that is not attested', { origin: { ...otherBuild, ...attested }, before: build, repository }],
  [
    'names another repository',
    {
      origin: { ...otherBuild, ...attested },
      before: { ...build, ...attested },
      repository,
      repositoryBefore: 'https://code.acme.example/other/left-pad',
    },
  ],
  ['names none', { origin: { ...otherBuild, ...attested }, before: { ...build, ...attested } }],
  ['is of another owner', { origin: {}, before: {}, builds: ['github:evil/left-pad', 'github:acme/left-pad'] }],
  ['is of another platform', { origin: {}, before: {}, builds: ['gitlab:acme/left-pad', 'github:acme/left-pad'] }],
  ['is of several builds', { origin: {}, before: {}, builds: ['github:acme/a and github:evil/b', 'github:acme/a'] }],
  [
    'is of an account that came only after the former release',
    { origin: mallory, before: alice, earlier: [['1.3.1-rc.1', 4 * day, mallory]] },
  ],
  [
    'is of an account that had rights years ago',
    {
      origin: mallory,
      before: alice,
      ageBefore: 100 * day,
      earlier: [['1.0.0', 370 * day, { ...alice, maintainers: ['alice', 'mallory'] }]],
    },
  ],
  [
    'is of an account that published years ago',
    { origin: mallory, before: alice, earlier: [['1.0.0', 740 * day, mallory]] },
  ],
  ['is of a stranger', { origin: mallory, before: alice, earlier: [['1.0.0', 900 * day, alice]] }],
])('is a sign still where the release %s', (_, pair) => {
  expect(judge(pair)[0]?.signal).toEqual({ words: expect.any(String) });
});
