import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBundled } from '../../ports/bundled.ts';
import { createNames } from './index.ts';
import { openSketch } from './sketch.ts';
import { createSlipFinder } from './slips.ts';

const names = createNames(readBundled);
const { findSlip, publishesPublicly, isWellKnown, adoptionOf, countOf, placeholderClassOf } = names;

/** Text that no table of names has, and that breaks careless ones. */
const hostile = [
  '',
  ' ',
  '\0',
  'a'.repeat(10_000),
  '\uD800',
  '__proto__',
  'hasOwnProperty',
  '@',
  '@/',
  '\n',
  'é',
  '\u202Ereact',
];

describe('findSlip', () => {
  it.each([
    ['action/checkout', 'actions/checkout', 'a letter left out'],
    ['actoins/checkout', 'actions/checkout', 'two letters swapped'],
    ['actionss/checkout', 'actions/checkout', 'a letter written twice'],
    ['githbu/codeql-action/init', 'github/codeql-action/init', 'two letters swapped'],
    ['awsactions/configure-aws-credentials', 'aws-actions/configure-aws-credentials', 'a separator left out'],
    ['aws_actions/configure-aws-credentials', 'aws-actions/configure-aws-credentials', 'another separator'],
    ['aktions/checkout', undefined, 'keys that are far apart'],
    ['actions/checkout', undefined, 'it is well known itself'],
    ['actions/checkout2', undefined, 'a digit was added'],
    ['', undefined, 'empty'],
    ['__proto__', undefined, 'a key of objects'],
  ])('%s: %s (%s)', (name, target, slip) => {
    expect(findSlip('githubactions', name)).toEqual(target === undefined ? undefined : { name: target, slip });
  });

  it.each(['npm', 'cargo', 'constructor'])('is for actions only: %s', (ecosystem) => {
    expect(findSlip(ecosystem, 'exrpess')).toBeUndefined();
  });

  it.each([
    ['exrpess', 'express', 'two letters swapped'],
    ['reactd-om', 'react-dom', 'a letter and a separator swapped'],
    ['exppress', 'express', 'a letter written twice'],
    ['expres', 'express', 'a double letter written once'],
    ['lodsh', 'lodash', 'a letter left out'],
    ['chalj', 'chalk', 'a neighbouring key hit'],
    ['react_dom', 'react-dom', 'another separator'],
    ['reactdom', 'react-dom', 'a separator left out'],
    ['expresss2', undefined, 'a digit was added'],
    ['lodas', undefined, 'the last letter is missing, as in an abbreviation'],
    ['lo-dash', undefined, 'a separator was added'],
    ['msx', undefined, 'too short'],
  ])('knows the slips of fingers: %s, %s (%s)', (name, target, slip) => {
    const find = createSlipFinder(['express', 'react-dom', 'lodash', 'chalk', 'ms']);
    expect(find(name)).toEqual(target === undefined ? undefined : { name: target, slip });
  });

  it('takes the most used of several targets', () => {
    expect(createSlipFinder(['board', 'beard'])('bgard')).toBeUndefined();
    expect(createSlipFinder(['wander', 'wonder'])('wnder')?.name).toBe('wander');
    expect(createSlipFinder(['wonder', 'wander'])('wnder')?.name).toBe('wonder');
  });

  it('answers any text, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(findSlip('githubactions', name)).toEqual(findSlip('githubactions', name));
      }),
    );
    expect(findSlip('githubactions', 'a'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('knownBefore', () => {
  const { knownBefore } = names;

  it.each([
    ['npm', 'left-pad', 1],
    // Of PyPI it is known which names are older than the last months.
    ['pypi', 'requests', -3],
  ] as const)('tells the month of the list for ranked names, without error: %s %s', (ecosystem, name, months) => {
    const date = names.rankedNames(ecosystem)?.date ?? new Date(0);
    const moment = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
    expect(knownBefore(ecosystem, name)).toEqual({ moment, errorRate: 0 });
  });

  it('tells how often a sketch errs, and of PyPI that a name is older than its list', () => {
    const list = names.rankedNames('pypi')?.date.getTime() ?? 0;
    const old = knownBefore('pypi', '0-0-1');
    expect(old?.errorRate).toBe(2 ** -9);
    expect(old?.moment.getTime()).toBeLessThan(list);
    expect(knownBefore('npm', '@hi-ui/use-resize-observer')?.errorRate).toBeLessThanOrEqual(2 ** -8);
  });

  it.each([
    ['npm', 'react-hallucinated-router'],
    ['cargo', 'serde'],
    ['npm', ''],
  ])('knows nothing of %s %s', (ecosystem, name) => {
    expect(knownBefore(ecosystem, name)).toBeUndefined();
  });
});

describe('publishesPublicly', () => {
  it.each(['@types', '@babel', '@angular', '@aws-sdk'])('knows %s', (scope) => {
    expect(publishesPublicly('npm', scope)).toBe(true);
  });

  it.each([
    ['npm', 'types'],
    ['npm', '@no-such-scope-anywhere'],
    ['npm', '@'],
    ['npm', '@constructor'],
    ['pypi', '@types'],
  ])('%s knows nothing of %s', (ecosystem, scope) => {
    expect(publishesPublicly(ecosystem, scope)).toBe(false);
  });
});

describe('isWellKnown', () => {
  it('holds for the first 1,500 names of a list, and for the actions of theirs', () => {
    const ranked = names.rankedNames('npm');
    expect([1, 1500, 1501].map((rank) => isWellKnown('npm', ranked?.nameAt(rank) ?? ''))).toEqual([true, true, false]);
    expect(isWellKnown('pypi', 'requests')).toBe(true);
    expect(isWellKnown('githubactions', 'actions/checkout')).toBe(true);
    expect(isWellKnown('githubactions', 'lodash')).toBe(false);
    expect(isWellKnown('cargo', 'serde')).toBe(false);
    for (const name of hostile) expect(isWellKnown('npm', name)).toBe(false);
  });
});

describe('adoptionOf', () => {
  const ranked = names.rankedNames('npm')?.date ?? new Date(Number.NaN);
  const registered = openSketch(readBundled('pypi-registered.bin')).date;
  const daysAfter = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000);
  const later = daysAfter(registered, 1000);

  it('gives the rank of an adopted name, and none of an unknown one', () => {
    const semver = { isKnown: true, rank: 1, isExact: true };
    expect(adoptionOf('npm', 'semver', ranked)).toEqual({ ...semver, isEstablished: false });
    expect(adoptionOf('npm', 'semver', daysAfter(ranked, 89))).toEqual({ ...semver, isEstablished: false });
    expect(adoptionOf('npm', 'semver', daysAfter(ranked, 90))).toEqual({ ...semver, isEstablished: true });
    expect(adoptionOf('npm', 'react-hallucinated-router', later)).toEqual({ isKnown: false, isEstablished: false });
    expect(adoptionOf('cargo', 'serde', later)).toEqual({ isKnown: false, isEstablished: false });
  });

  it('gives the middle of a band to names of npm after the ranked ones', () => {
    const { isKnown, rank = 0, isExact } = adoptionOf('npm', '@hi-ui/use-resize-observer', ranked);
    expect([isKnown, isExact]).toEqual([true, false]);
    expect(rank).toBeGreaterThan(195_000);
    expect(rank).toBeLessThan(226_974);
  });

  it('knows names of PyPI by their last release, three months before the list', () => {
    // Its last release is of 2017.
    expect(adoptionOf('pypi', '0-0-1', registered)).toEqual({ isKnown: true, isEstablished: true });
    const { rank, ...requests } = adoptionOf('pypi', 'requests', later);
    expect(rank).toBeLessThan(50);
    expect(requests).toEqual({ isKnown: true, isExact: true, isEstablished: true });
    // What the list says holds for its own time, not for one long before.
    expect(adoptionOf('pypi', '0-0-1', daysAfter(registered, -30)).isEstablished).toBe(false);
  });

  it('answers any text', () => {
    for (const name of hostile) {
      for (const ecosystem of ['npm', 'pypi'])
        expect(adoptionOf(ecosystem, name, later), name).toEqual({ isKnown: false, isEstablished: false });
    }
  });
});

describe('what names have in common', () => {
  it('is counted by ecosystem', () => {
    expect(countOf('npm', 't:react')).toBeGreaterThan(5000);
    expect(countOf('npm', 's:@types')).toBeGreaterThan(5000);
    expect(countOf('npm', 'b:utils')).toBeGreaterThan(300);
    expect(countOf('pypi', 't:django')).toBeGreaterThan(8000);
    expect(countOf('pypi', 's:@types')).toBe(0);
    expect(countOf('cargo', 't:serde')).toBe(0);
    expect(countOf('npm', 't:hallucinated')).toBe(0);
  });

  it('and so is their spelling', () => {
    const cost = (ecosystem: string, name: string) =>
      names
        .lettersOf(ecosystem)
        ?.bitsOf(name)
        .reduce((total, bits) => total + bits, 0) ?? Number.NaN;
    for (const ecosystem of ['npm', 'pypi'])
      expect(cost(ecosystem, 'request')).toBeLessThan(cost(ecosystem, 'qreusxt'));
    expect(names.lettersOf('cargo')).toBeUndefined();
  });
});

describe('placeholderClassOf', () => {
  it.each([
    ['npm', 'crossenv', 'security-holding'],
    ['npm', 'build-storybook', 'confusion-guard'],
    ['npm', 'react', undefined],
    ['pypi', 'crossenv', undefined],
    ['pypi', 'geotab', 'reserved'],
    ['pypi', 'requests', undefined],
    ['cargo', 'serde', undefined],
  ])('%s %s: %s', (ecosystem, name, expected) => {
    expect(placeholderClassOf(ecosystem, name)).toBe(expected);
  });

  it('answers any text', () => {
    for (const name of hostile) expect(placeholderClassOf('npm', name)).toBeUndefined();
  });
});

describe('the first question', () => {
  /** The files that a question has read, and their bytes together. */
  function watch(ask: (from: typeof names) => unknown) {
    const files: string[] = [];
    let bytes = 0;
    const own = createNames((file) => {
      files.push(file);
      const content = readBundled(file);
      bytes += content.length;
      return content;
    });
    ask(own);
    ask(own);
    return { files, bytes };
  }

  it.each<[string, (from: typeof names) => unknown, readonly string[], number]>([
    ['nothing', () => undefined, [], 0],
    ['of an ecosystem without tables', (from) => from.adoptionOf('cargo', 'serde', new Date()), [], 0],
    ['of an action', (from) => from.findSlip('githubactions', 'action/checkout'), [], 0],
    ['of a scope', (from) => from.publishesPublicly('npm', '@types'), ['npm-scopes.bin.br'], 60_000],
    ['of a well-known name', (from) => from.isWellKnown('npm', 'react'), ['npm-ranked.bin.br'], 1_300_000],
    [
      'of the use of a name',
      (from) => from.adoptionOf('pypi', 'requests', new Date()),
      ['pypi-ranked.bin.br', 'pypi-registered.bin'],
      1_700_000,
    ],
    ['of a token', (from) => from.countOf('npm', 't:react'), ['npm-counts.bin'], 100_000],
  ])('%s reads what it needs, once', (_, ask, files, most) => {
    const watched = watch(ask);
    expect(watched.files).toEqual(files);
    expect(watched.bytes).toBeLessThanOrEqual(most);
  });
});
