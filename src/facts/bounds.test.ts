import { describe, expect, it } from 'vitest';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { VersionRange } from '../model/advisory.ts';
import { readRange } from '../services/github-advisories/range.ts';
import { isEverything, means } from './bounds.ts';

const orderOf = (type: string) => {
  const found = ecosystems.find((one) => one.type === type);
  if (found === undefined) throw new Error(`no ecosystem ${type}`);
  return found.versions;
};
const rangeOf = (text: string): VersionRange => readRange(text) ?? [];

/** What an advisory with these ranges says; one that is not understood is kept in mind. */
function judge(type: string, version: string | undefined, ...texts: readonly string[]): boolean | undefined {
  const ranges = texts.map(readRange);
  const understood = ranges.filter((range) => range !== undefined);
  const advisory = { id: 'GHSA-1', aliases: [], ranges: understood, isUnderstood: understood.length === texts.length };
  return means(advisory, version, orderOf(type));
}

describe('a range', () => {
  it.each<[string, string, string, boolean | undefined]>([
    ['npm', '1.2.3', '= 1.2.3', true],
    ['npm', '1.2.4', '= 1.2.3', false],
    ['npm', '1.9.9', '>= 1.0.0, < 2.0.0', true],
    ['npm', '2.0.0', '>= 1.0.0, < 2.0.0', false],
    ['npm', '0.9.0', '>= 1.0.0, < 2.0.0', false],
    ['npm', '2.0.0-rc.1', '>= 1.0.0, < 2.0.0', true],
    ['npm', '1.0.0', '> 1.0.0', false],
    ['npm', '1.0.8', '<= 1.0.8', true],
    // Too few numbers for the ecosystem.
    ['npm', '1.9.9', '>= 1.0, < 2.0', true],
    ['npm', '2.0.0', '>= 1, < 2', false],
    ['npm', '10.0.0', '>= 9, < 11', true],
    ['npm', '0.0.0-alpha', '>= 0', true],
    ['npm', '0.0.0-alpha', '>= 0.0.0, < 1.0.0', true],
    // What is no version, on either side.
    ['npm', '1.0.0', '< 1.x.y', undefined],
    ['npm', '1.0.0', '>= nightly', undefined],
    ['npm', '3.0.0', '>= nightly, < 2.0.0', false],
    ['npm', 'nightly', '>= 1.0.0', undefined],
    ['npm', 'nightly', '= nightly', true],
    ['npm', 'nightly', '>= 0', true],
    ['npm', '1.0.0', '= 01.0.0.0.0', undefined],
    ['pypi', '1.0', '= 1.0.0', true],
    ['pypi', '1.0rc1', '< 1.0', true],
    ['pypi', '1.0.post1', '<= 1.0', false],
    ['pypi', '1!0.5', '<= 2.0', false],
    ['pypi', '2024.10', '>= 2024.9', true],
    ['pypi', '0.dev0', '>= 0', true],
    ['pypi', '1.0', '>= 1.0-bogus-text', undefined],
  ])('of %s: %s in %s is %s', (type, version, text, expected) => {
    expect(judge(type, version, text)).toBe(expected);
  });
});

describe('an advisory with several ranges', () => {
  it.each<[string, readonly string[], string | undefined, boolean | undefined]>([
    ['means what lies in one of them', ['= 1.0.0', '= 2.0.0'], '2.0.0', true],
    ['means nothing else', ['= 1.0.0', '= 2.0.0'], '3.0.0', false],
    ['means it even where another one is not understood', ['~> 1', '= 2.0.0'], '2.0.0', true],
    ['may mean it where one is not understood', ['~> 1', '= 2.0.0'], '1.0.0', undefined],
    ['means nothing where it has none', [], '1.0.0', false],
    ['without a version: means all where one does', ['= 1.0.0', '>= 0'], undefined, true],
    ['without a version: means no single ones', ['= 1.0.0'], undefined, false],
  ])('%s', (_, texts, version, expected) => {
    expect(judge('npm', version, ...texts)).toBe(expected);
  });
});

it.each([
  ['>= 0', true],
  ['>= 0.0.0', true],
  ['>= 0, >= 0.0', true],
  ['>= 0.0.1', false],
  ['>= 0, < 9999', false],
  ['= 0', false],
  ['> 0', false],
  ['<= 99999', false],
])('%s covers everything: %s', (text, expected) => {
  expect(isEverything(rangeOf(text))).toBe(expected);
});
