import { describe, expect, it } from 'vitest';
import { buildRanked } from '../../../../scripts/data/build-ranked.ts';
import { openRanked } from '../ranked.ts';
import { coreOf, createLikenessFinder, type Likeness } from './candidates.ts';
import { createFeatureReader, featureNames, type KindValues } from './features.ts';
import type { NameStatistics } from './statistics.ts';
import { openTable } from './table.ts';

const ranked = [
  'react',
  'express',
  'requests',
  'left-pad',
  'kafka-python',
  '@babel/core',
  '@types/node-fetch',
  'discord.js',
  'body-parser',
  'cross-env',
  '@testing-library/react',
  'moment',
  'express-session',
];
const table = openTable(openRanked(buildRanked(ranked, { exact: ranked.length, date: new Date('2026-11-01') })));
const names: NameStatistics = {
  table: () => table,
  words: () => ['python', 'server'],
  isWord: (text) => text === 'python' || text === 'server',
  countOf: (key) => (key === 't:left' || key === 's:@babel' ? 12 : 0),
  countsItself: () => false,
  bitsOf: (name) => Array.from(name, () => 2),
};
const find = createLikenessFinder(names);
const rowsOf = (name: string, kinds: KindValues) => {
  const rows: { likeness: Likeness; values: number[] }[] = [];
  createFeatureReader('pypi', names, kinds)(name, find(name), (likeness, row) =>
    rows.push({ likeness, values: [...row] }),
  );
  return rows;
};
const told = (name: string): readonly string[] =>
  find(name).map(({ kind, edit, target }) => [kind, edit, target].filter((part) => part !== undefined).join(' '));

describe('the likenesses of a name', () => {
  it('are the same when many were asked for', () => {
    const asked = ['reqeusts', 'expressor', 'expresk-helper', 'node-fetsh', '@babl/core', 'expres', 'nothing-like-it'];
    const often = createLikenessFinder(names);
    const first = asked.map((name) => often(name));
    for (let at = 0; at < 1_000; at++) often(`x${at}`);
    expect(asked.map((name) => often(name))).toEqual(first);
    expect(first.filter((found) => found.length > 0)).toHaveLength(6);
  });

  it.each([
    ['reqeusts', 'swap requests'],
    ['leftpad', 'dropped-separator left-pad'],
    ['left_pad', 'other-separator left-pad'],
    ['l-e-f-tpad', 'separators left-pad'],
    ['leftpda', 'swap left-pad'],
    ['pad-left', 'word-order left-pad'],
    ['expressor', 'two-edits express'],
    ['kafka', 'language-word kafka-python'],
    ['pythonkafka', 'language-word kafka-python'],
    ['express-helper', 'affix express'],
    ['nodeexpress', 'affix express'],
    ['express-tools-extra', 'affix express'],
    ['expresk-helper', 'affix-and-edit replaced-last express'],
    ['core', 'scope-dropped @babel/core'],
    ['node-fetsh', 'scope-dropped-and-edit replaced @types/node-fetch'],
    ['babel-core', 'scope-written-out @babel/core'],
    ['@acme/express', 'scope-added express'],
    ['@babl/core', 'scope-edit dropped-vowel @babel/core'],
    ['@testing-libary/react', 'scope-edit dropped @testing-library/react'],
    ['@tsting-libary/react', 'scope-two-edits @testing-library/react'],
    ['@babel-tools/core', 'scope-word @babel/core'],
    ['@thebabel/core', 'scope-word @babel/core'],
    ['@acme/core', 'other-scope @babel/core'],
    ['rnoment', 'lookalike-letter moment'],
    ['rceat', 'two-edits react'],
    ['react2.0.1', 'affix react'],
    ['pyhton', 'word swap python'],
    ['acme-pyhton', 'word-within swap acme-python'],
    ['pyhtonlib', 'word-within swap pythonlib'],
    ['discord-js', 'other-separator discord.js'],
  ])('%s: %s', (name, expected) => {
    expect(told(name)).toContain(expected);
  });

  it.each([
    '',
    'a',
    'nothing-like-it',
    '@babel/preset',
    'react'.repeat(40),
    '\uD800\uD800',
    '@',
    '@/',
    '--',
    '💥💥💥💥',
  ])('of %j are none', (name) => {
    expect(told(name)).toEqual([]);
  });

  it('are none of the name itself, and each stands once', () => {
    for (const name of [...ranked, 'expresss', '@types/react', 'crossenv-js']) {
      const found = told(name);
      expect(find(name).map(({ target }) => target)).not.toContain(name);
      expect(new Set(found).size).toBe(found.length);
    }
  });

  it('have a number for each feature', () => {
    for (const name of ['expresss', '@acme/core', 'express-helper', 'pyhton']) {
      const rows = rowsOf(name, { doubled: 3.5 });
      expect(rows.length).toBeGreaterThan(0);
      for (const { values } of rows) {
        expect(values).toHaveLength(featureNames.length);
        expect(values.filter((value) => !Number.isFinite(value))).toEqual([]);
      }
    }
    const [first] = rowsOf('expresss', { doubled: 3.5 });
    const values = Object.fromEntries(featureNames.map((name, at) => [name, first?.values[at]]));
    expect(values).toMatchObject({ kind: 3.5, 'target-rank': Math.log(2), 'name-length': 8, 'same-first-letter': 1 });
  });

  it.each([
    ['expresss', 'express', { 'same-start': 7 / 8, 'same-end': 0, 'changed-letters': 1, 'target-changed-letters': 0 }],
    ['expersss', 'express', { 'same-start': 3 / 8, 'same-end': 2 / 8, 'changed-letters': 3, 'same-letters': 0 }],
    ['reqeusts', 'requests', { 'same-letters': 1, 'lost-rarest-word': 0, 'new-known-words': 0 }],
    ['left-pda', 'left-pad', { 'new-rarest-word': 0, 'lost-rarest-word': 0, 'target-as-word': 0 }],
    ['express-tools', 'express', { 'target-family': Math.log1p(1) }],
    ['express-server2', 'express', { 'affix-bits': 2, 'is-affix-word': 0, 'affix-has-digit': 1, 'new-known-words': 0 }],
    [
      'express-server',
      'express',
      { 'is-affix-word': 1, 'affix-has-digit': 0, 'new-known-words': 1, 'lost-rarest-word': -1 },
    ],
  ])('say where %s and %s differ', (name, target, expected) => {
    const row = rowsOf(name, {}).find(({ likeness }) => likeness.target === target);
    expect(Object.fromEntries(featureNames.map((feature, at) => [feature, row?.values[at]]))).toMatchObject(expected);
  });
});

describe('coreOf', () => {
  it.each([
    ['kafka-python', 'kafka'],
    ['pythonkafka', 'kafka'],
    ['node-red', 'red'],
    ['b-a', 'ab'],
    ['js', ''],
    ['jsab', 'jsab'],
  ])('%s: %s', (name, core) => {
    expect(coreOf(name)).toBe(core);
  });
});
