import { describe, expect, it } from 'vitest';
import { findSourceSwitch, isSourceOnly } from './sdist-only.ts';

const wheel = 'py3-none-any';
type Kinds = readonly string[] | undefined;
const archivesOf = (kinds: Kinds) => (kinds === undefined ? {} : { archives: kinds });
const now = new Date('2026-06-15T12:00:00Z');
const has = (archives: Kinds, before: Kinds) => findSourceSwitch(archivesOf(archives), archivesOf(before), now)?.has;

const on = (platform: string, ...pythons: readonly number[]) => pythons.map((n) => `cp3${n}-cp3${n}-${platform}`);
const linux = 'manylinux_2_17_x86_64.manylinux2014_x86_64';
const everywhere = (...pythons: readonly number[]) =>
  [linux, 'win_amd64', 'macosx_11_0_arm64'].flatMap((platform) => on(platform, ...pythons));

describe('a switch to source', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['wheels are gone', ['sdist'], ['sdist', wheel]],
    ['wheels are gone, and there are several sources', ['sdist', 'sdist'], on(linux, 12)],
    ['wheels of a rare platform are gone', ['sdist'], ['sdist', ...on('win32', 12)]],
  ])('is one for all where %s', (_, archives, before) => {
    expect(has(archives, before)).toBe('only a source archive');
  });

  it.each<[string, readonly string[], readonly string[], string]>([
    ['a wheel is left for Python 2', ['cp27-none-win32'], [wheel], 'Linux (x86_64), Windows (amd64), macOS (arm64)'],
    ['a wheel is left for no Python that exists', ['py399-none-any'], [wheel], 'Linux'],
    ['the same in C', ['cp399-abi3-any'], [wheel], 'Linux'],
    ['a wheel is left that keeps to no interface that is used', ['py3-cp27mu-any'], [wheel], 'Linux'],
    ['a wheel is left for Pythons without a lock', ['cp313-cp313t-any'], [wheel], 'Linux'],
    ['a wheel is left for Pythons that are long out of use', on('any', 4), [wheel], 'Linux'],
    ['one platform lost its wheels', [...on('win_amd64', 13), ...on('macosx_11_0_arm64', 13)], [wheel], 'Linux'],
    ['newer Pythons lost theirs', everywhere(10, 11), everywhere(10, 11, 12, 13), 'Linux'],
    ['a wheel is left for others alone', on('musllinux_1_2_x86_64', 13), on(linux, 13), 'on Linux (x86_64)'],
  ])('is one for some where %s', (_, wheels, before, words) => {
    expect(has(['sdist', ...wheels], ['sdist', ...before])).toContain(words);
    expect(has(wheels, before)).toBeUndefined();
  });

  it.each<[string, Kinds, Kinds]>([
    ['there never were wheels', ['sdist'], ['sdist']],
    ['a wheel for all is left', ['sdist', wheel], ['sdist', wheel, '1-cp312-cp312-win_amd64']],
    ['there are only wheels', [wheel], ['sdist']],
    ['nothing is known of the release', undefined, [wheel]],
    ['nothing is left of the release', [], [wheel]],
    ['nothing is known of the predecessor', ['sdist'], undefined],
    ['old Pythons are given up', ['sdist', ...everywhere(11, 12, 13)], ['sdist', ...everywhere(6, 7, 8, 9)]],
    ['there is a build number', ['sdist', '2-py3-none-any'], ['sdist', wheel]],
    ['Python 2 is given up', ['sdist', wheel], ['sdist', 'py2.py3-none-any', 'cp27-none-any']],
    ['there were wheels for Python 2 alone', ['sdist', ...on(linux, 13)], ['cp27-cp27mu-win_amd64', 'py2-none-any']],
    ['a rare platform is given up', ['sdist', ...everywhere(13)], ['sdist', ...everywhere(13), ...on('win32', 13)]],
    ['it begins to be built for each', ['sdist', ...everywhere(10, 11, 12, 13, 14)], ['sdist', wheel]],
    ['each is replaced by the stable interface', ['sdist', 'cp310-abi3-any'], ['sdist', ...everywhere(10, 13)]],
    ['one is for both processors', ['sdist', ...on('macosx_10_9_universal2', 13)], on('macosx_11_0_arm64', 13)],
  ])('is none where %s', (_, archives, before) => {
    expect(has(archives, before)).toBeUndefined();
  });
});

it.each<[Kinds, boolean]>([
  [['sdist'], true],
  [['sdist', wheel], false],
  [[], false],
  [undefined, false],
])('source alone: %j is %s', (kinds, expected) => {
  expect(isSourceOnly(archivesOf(kinds))).toBe(expected);
});
