import { expect, it } from 'vitest';
import { mainPlatformOf, pythonsInUse, readWheelTags } from './wheels.ts';

it.each<[string, ReturnType<typeof readWheelTags>]>([
  ['py2.py3-none-any', { platforms: undefined, pythons: [[0, undefined]] }],
  ['1-cp312-cp312-win_amd64', { platforms: ['win_amd64'], pythons: [[12, 12]] }],
  ['cp37-abi3-linux_x86_64', { platforms: ['linux_x86_64'], pythons: [[7, undefined]] }],
  ['cp37-cp37m-win32', { platforms: ['win32'], pythons: [[7, 7]] }],
  [
    'cp311.cp312-none-a.b',
    {
      platforms: ['a', 'b'],
      pythons: [
        [11, 11],
        [12, 12],
      ],
    },
  ],
  ['cp313-cp313t-win32', { platforms: ['win32'], pythons: [] }],
  ['cp27-cp27mu-win32', { platforms: ['win32'], pythons: [] }],
  ['py3-abi3-win32', { platforms: ['win32'], pythons: [] }],
  ['cp31234-none-win32', { platforms: ['win32'], pythons: [] }],
  ['', { platforms: [], pythons: [] }],
])('reads %s', (kind, expected) => {
  expect(readWheelTags(kind)).toEqual(expected);
});

it.each([
  ['manylinux1_x86_64', 'linux x86_64'],
  ['manylinux2014_x86_64', 'linux x86_64'],
  ['manylinux_2_28_x86_64', 'linux x86_64'],
  ['linux_x86_64', 'linux x86_64'],
  ['manylinux_2_28_aarch64', 'linux aarch64'],
  ['macosx_11_0_arm64', 'macosx arm64'],
  ['macosx_10_9_universal2', 'macosx arm64'],
  ['win_amd64', 'win amd64'],
  ['macosx_10_9_x86_64', undefined],
  ['musllinux_1_2_x86_64', undefined],
  ['win32', undefined],
  ['any', undefined],
])('%s is one of %s', (tag, expected) => {
  expect(mainPlatformOf(tag)).toBe(expected);
});

// devguide.python.org/versions: 3.9 ended in October 2025, in which 3.14 came.
it.each([
  ['2025-09-30T23:59:59Z', 9, 14],
  ['2025-10-01T00:00:00Z', 10, 15],
  ['2026-06-15T12:00:00Z', 10, 15],
  ['2026-12-31T23:59:59Z', 11, 16],
  ['2031-01-01T00:00:00Z', 15, 20],
])('at %s the Pythons from 3.%i to 3.%i are in use', (now, oldest, newest) => {
  expect(pythonsInUse(new Date(now))).toEqual({ oldest, newest });
});
