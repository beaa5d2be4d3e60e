import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChoiceLiteral, choicesOf, type IndexLiteral, type VersionLiteral } from '../../test/support/choices.ts';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { versions as npmVersions } from '../ecosystems/npm/versions.ts';
import { versions } from '../ecosystems/pypi/versions.ts';
import type { Choice, Client, IndexAnswer, OfferedRelease, Opening } from '../model/resolution.ts';
import { findOpenings } from './openings.ts';

const open = 'https://pypi.example/simple';
const inner = 'https://pypi.acme.example/simple';

/** What an index has; a text: why it does not answer, a number: the status with which it refuses. */
type Said = readonly (string | VersionLiteral)[] | string | number | undefined;

type Told = Omit<ChoiceLiteral, 'client' | 'indexes'> & {
  readonly client?: string;
  /** What the other index, and the public one, say. */
  readonly has?: Said;
  readonly public?: Said;
  /** The public index stands in the place of the default, or beside it. */
  readonly publicIsExtra?: boolean;
  readonly supplemental?: boolean;
};

function choiceOf({ client = 'pip', publicIsExtra = false, supplemental = false, ...rest }: Told): Choice {
  const { has: _, public: __, ...told } = rest;
  const other = { url: inner, weight: supplemental ? 'supplemental' : publicIsExtra ? 'default' : 'extra' } as const;
  const everyone = { url: open, weight: publicIsExtra ? 'extra' : 'default', public: true } as const;
  const indexes = publicIsExtra ? [other, everyone] : [everyone, other];
  const [choice] = choicesOf({ client, ...told, indexes }, 'acme-utils');
  if (choice === undefined) throw new Error('no choice');
  return choice;
}

function answerOf(said: Said): IndexAnswer {
  if (said === undefined) return { state: 'absent' };
  if (typeof said === 'string') return { state: 'unknown', reason: said };
  if (typeof said === 'number') return { state: 'refused', status: said };
  return { state: 'present', releases: said.map(releaseOf) };
}

function releaseOf(said: string | VersionLiteral): OfferedRelease {
  if (typeof said === 'string') return { version: said };
  const { version, hashes, yanked } = said;
  return { version, ...(hashes && { hashes }), ...(yanked === undefined ? {} : { yanked: '' }) };
}

const answersOf = (told: Told) =>
  new Map([
    [open, answerOf(told.public)],
    [inner, answerOf(told.has)],
  ]);

const openingsIn = (told: Told): readonly Opening[] => findOpenings(choiceOf(told), answersOf(told), versions);

/** The version by which the public index would win. */
const openingIn = (told: Told): string | undefined => {
  const [first, ...more] = openingsIn(told);
  expect(more).toEqual([]);
  expect([open, undefined]).toContain(first?.url);
  return first?.version;
};

describe('what somebody would have to publish for pip', () => {
  it.each<[string, Told, string | undefined]>([
    ['one step above the other index', { has: ['1.2.3'] }, '1.2.4'],
    ['above what the public index itself has', { has: ['1.2.3'], public: ['1.4.0'] }, '1.4.1'],
    ['a short version', { has: ['7'] }, '7.0.1'],
    ['a date', { has: ['20240101'] }, '20240101.0.1'],
    ['a number that is larger than most', { has: ['202401011230456789'] }, '202401011230456789.0.1'],
    ['the epoch stays', { has: ['1!2.0'], public: ['99.0'] }, '1!2.0.1'],
    ['a post-release', { has: ['1.0.post3'] }, '1.0.1'],
    ['a pre-release', { has: ['2.0.0.dev20221225'], prereleases: true }, '2.0.1'],
    ['a local version', { has: ['2.0.0+0d7e753227'] }, '2.0.1'],
    ['what is yanked does not count', { has: ['1.0.0'], public: [{ version: '98.0.0', yanked: true }] }, '1.0.1'],
    ['nobody has it', {}, '1.0.1'],
    ['a lower bound', { has: ['3.1.0'], requirement: '>=2' }, '3.1.1'],
    ['an upper bound', { has: ['1.5.0'], requirement: '>=1,<1.6' }, '1.5.1'],
    ['an upper bound that leaves little room', { has: ['1.5.0'], requirement: '>=1,<1.5.1' }, '1.5.0.1'],
    ['an upper bound within the bound', { has: ['2.0.0rc1'], requirement: '<=2.0.0', prereleases: true }, '2.0.0'],
    ['a version that is left out', { has: ['1.5.0'], requirement: '!=1.5.1' }, '1.6.0'],
    ['a compatible release', { has: ['1.4.2'], requirement: '~=1.4.2' }, '1.4.3'],
    ['a wildcard', { has: ['1.4.2'], requirement: '==1.4.*' }, '1.4.3'],
    ['a pin: the index that is named last serves equal ones', { has: ['1.4.2'], requirement: '==1.4.2' }, undefined],
    ['a pin', { has: ['1.4.2'], requirement: '==1.4.2', publicIsExtra: true }, '1.4.2'],
    ['a pin that nobody has', { requirement: '==1.4.2' }, '1.4.2'],
    ['a pinned local version', { has: ['2.0.0+cpu'], requirement: '==2.0.0+cpu', publicIsExtra: true }, undefined],
    ['a pin of what is local there', { has: ['2.0.0+cpu'], requirement: '==2.0.0', publicIsExtra: true }, undefined],
    ['the other index refuses: pip passes over it', { has: 403 }, '1.0.1'],
    ['the other index fails', { has: 500, requirement: '>=4.2' }, '4.2.1'],
    ['the other index does not answer', { has: 'it timed out' }, '1.0.1'],
    ['it is taken to have what is asked for', { has: 'it timed out', requirement: '>=4.2' }, '4.2.1'],
    ['it is taken to have the pin', { has: 'it timed out', requirement: '==4.2' }, undefined],
    ['a bound below the first version', { has: 'it timed out', requirement: '<1' }, '0.0.2'],
    ['the public index does not answer', { has: ['1.2.3'], public: 'it timed out' }, '1.2.4'],
    ['text that is no requirement', { has: ['1.2.3'], requirement: 'no such thing' }, undefined],
  ])('%s', (_, told, version) => {
    expect(openingIn(told)).toBe(version);
  });

  it('is nothing where a hash is fixed', () => {
    const hashes = ['sha256:aa'];
    expect(openingsIn({ hashes, has: [{ version: '1.0.0', hashes }] })).toEqual([]);
    expect(openingsIn({ hashes, has: 'it timed out' })).toEqual([]);
    expect(openingsIn({ hashes, publicIsExtra: true })).toEqual([]);
  });
});

describe('what somebody would have to publish for other clients', () => {
  it.each<[string, Told, string | undefined]>([
    ['uv asks the other index first', { client: 'uv', has: ['1.2.3'] }, undefined],
    ['uv takes it to have the name', { client: 'uv', has: 'it timed out' }, undefined],
    ['uv stops at a refusal', { client: 'uv', has: 401 }, undefined],
    ['uv goes on where the other index has nothing', { client: 'uv' }, '1.0.1'],
    ['uv asks the default last', { client: 'uv', has: ['1.2.3'], publicIsExtra: true }, '1.2.4'],
    ['uv merges', { client: 'uv', strategy: 'unsafe-best-match', has: ['1.2.3'] }, '1.2.4'],
    ['uv takes the first that fits', { client: 'uv', strategy: 'unsafe-first-match', has: ['1.2.3'] }, undefined],
    [
      'uv goes on where nothing fits',
      { client: 'uv', strategy: 'unsafe-first-match', has: ['1.2.3'], requirement: '>=2' },
      '2.0.0',
    ],
    ['Poetry, with its caret', { client: 'poetry', has: ['1.2.3'], requirement: '^1.2' }, '1.2.4'],
    ['Poetry, with its tilde', { client: 'poetry', has: ['1.2.3'], requirement: '~1.2.3' }, '1.2.4'],
    ['Poetry asks supplemental sources later', { client: 'poetry', supplemental: true, has: ['9.0.0'] }, '9.0.1'],
    ['PDM', { client: 'pdm', has: ['1.2.3'], requirement: '>=1' }, '1.2.4'],
  ])('%s', (_, told, version) => {
    expect(openingIn(told)).toBe(version);
  });
});

/** A client that takes what npm would take of both together. */
const merging: Client = {
  id: 'merging',
  title: 'a client that merges',
  setUp: () => ({ indexes: [] }),
  candidates: ({ indexes }) => indexes,
  advise: () => '',
  choose({ indexes }, { requirement }, answer) {
    const offers = indexes.flatMap(({ url }) => {
      const said = answer(url);
      return said.state === 'present' ? said.releases.map(({ version }) => ({ url, version })) : [];
    });
    const version = npmVersions.choose(requirement, { versions: offers });
    const url = offers.find((one) => one.version === version)?.url;
    return version === undefined || url === undefined
      ? { kind: 'nothing', reason: 'nothing fits' }
      : { kind: 'served', url, version };
  },
};

it.each<[string | undefined, string, string | undefined]>([
  [undefined, '1.2.3', '1.2.4'],
  ['^1.2.0', '1.2.3', '1.2.4'],
  ['^0.2.3', '0.2.3', '0.2.4'],
  ['~1.2.0', '1.2.3', '1.2.4'],
  ['>=1.2.0 <1.2.4', '1.2.3', undefined],
  ['1.2.3 - 1.3', '1.2.9', '1.2.10'],
  ['1.x', '1.2.3', '1.2.4'],
  ['^1.0.0-beta.1', '1.0.0-beta.2', '1.0.1'],
  ['1.2.3', '1.2.3', undefined],
  ['^1.2.3', '1.2.3+build', '1.2.4'],
])('takes a step within %s above %s', (requirement, version, expected) => {
  const { setup, wanted, candidates } = choiceOf({ publicIsExtra: true });
  const choice = {
    client: merging,
    setup,
    wanted: { name: wanted.name, ...(requirement && { requirement }) },
    candidates,
  };
  const answers = answersOf({ has: [version] });
  expect(findOpenings(choice, answers, npmVersions).map((one) => one.version)).toEqual(expected ? [expected] : []);
});

const version = fc.constantFrom('0.1', '1.0', '1.0.post1', '1.2.3', '1.2.3+local', '2.0rc1', '2.0', '3.0.1', '1!0.5');
const releases = fc.array(
  fc.oneof(
    version,
    version.map((one) => ({ version: one, yanked: true })),
  ),
  { maxLength: 4 },
);
const said = fc.oneof(releases, fc.constantFrom<Said>(undefined, 403, 500));
const situation: fc.Arbitrary<Told> = fc.record(
  {
    client: fc.constantFrom('pip', 'uv', 'poetry', 'pdm'),
    strategy: fc.constantFrom('unsafe-best-match', 'unsafe-first-match', 'respect-source-order'),
    requirement: fc.constantFrom('>=1', '==1.2.3', '==1.2.3+local', '<2', '~=1.0', '!=2.0.1', '>=1.2,<1.2.4', '===2.0'),
    publicIsExtra: fc.boolean(),
    supplemental: fc.boolean(),
    has: said,
    public: said,
  },
  { requiredKeys: [] },
);

it('reports what the client really takes once it is published, and nothing that no public index would take', () => {
  fc.assert(
    fc.property(situation, (told) => {
      const { client, setup, wanted } = choiceOf(told);
      const answers = answersOf(told);
      for (const { url, version: published } of openingsIn(told)) {
        const before = answers.get(url);
        const kept = before?.state === 'present' ? before.releases.filter((one) => one.version !== published) : [];
        const after = new Map(answers).set(url, { state: 'present', releases: [...kept, { version: published }] });
        const outcome = client.choose(setup, wanted, (asked) => after.get(asked) ?? { state: 'absent' });
        expect(outcome).toEqual({ kind: 'served', url: open, version: published });
        expect(published).not.toContain('+');
      }
    }),
    { numRuns: 300 },
  );
});

it('always finds one where pip merges without bounds, and never one beside a hash', () => {
  fc.assert(
    fc.property(releases, said, (has, others) => {
      expect(openingsIn({ has, public: others })).toHaveLength(1);
      expect(openingsIn({ has, public: others, hashes: ['sha256:aa'] })).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

it('takes time that grows with the indexes and with the clauses, and not with their product', async () => {
  let runs = 0;
  const make = (size: number) => {
    runs += 1;
    const places = Array.from({ length: size }, (_, at) => at);
    const urls = Array.from({ length: 10 * size }, (_, at) => `https://pypi-${at}.acme.example/simple`);
    const requirement = ['==4.2', ...places.map((at) => `!=0.${runs}.${at}`)].join(',');
    const others = urls.map((url): IndexLiteral => ({ url, weight: 'extra' }));
    const indexes: readonly IndexLiteral[] = [...others, { url: open, weight: 'default', public: true }];
    return {
      choices: choicesOf({ client: 'pip', requirement, indexes }, 'acme-utils'),
      answers: new Map(urls.map((url) => [url, answerOf('it timed out')])),
    };
  };
  const run = ({ choices, answers }: ReturnType<typeof make>) =>
    choices.map((choice) => findOpenings(choice, answers, versions));
  expect(await measureGrowth(make, run, 96)).toBeLessThan(nearlyLinear);
});
