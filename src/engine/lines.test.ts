import { expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import type { Region } from '../model/location.ts';
import { readLines } from './lines.ts';
import type { LoadedFile } from './read.ts';

const token = `ghp_${'a8Fk2Lq9Zx3Vb7Nm4Tr6Yw1Pd5Hs0Jc8GuE3'}`;

function fileOf(text: string, ...secrets: readonly Region[]): LoadedFile {
  const none = { dependencies: [], registries: [], includes: [], own: [], unparsed: [] };
  const tools = secrets.map((region) => ({
    kind: 'secret' as const,
    holder: 'the variable A',
    what: 'a key',
    isCertain: false,
    digest: '0',
    location: { path: 'a', ...region },
  }));
  const parsed = { path: 'a', format: 'mcp', role: 'script' as const, ...none, tools };
  return { path: 'a', id: '0', text, configures: false, parsed };
}

function linesOf(head: LoadedFile | undefined, base?: LoadedFile, texts?: Parameters<typeof readLines>[1]) {
  const side = (file: LoadedFile | undefined) => ({ files: new Map(file === undefined ? [] : [['a', file]]) });
  return readLines({ head: side(head), base: side(base) }, texts);
}

const region = (startLine: number, startColumn: number, endLine: number, endColumn: number): Region => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});

it('blots out secrets and leaves all else where it stands', () => {
  const line = linesOf(fileOf('{\r\n  "key": "hunter2",\n  "b": 1\n', region(2, 10, 2, 19)));
  expect([1, 2, 3, 5].map((number) => line('a', number))).toEqual(['{', '  "key": *********,', '  "b": 1', undefined]);
  expect(line('other', 1)).toBeUndefined();
});

it('blots out what goes over several lines, and tokens that their shape tells', () => {
  const line = linesOf(fileOf(`a: |\n  one\n  two\nb: ${token}\n`, region(2, 3, 3, 6)));
  expect([2, 3, 4].map((number) => line('a', number))).toEqual(['  ***', '*****', `b: ${'*'.repeat(token.length)}`]);
});

it('shows the file as it is, else as it was', () => {
  expect(linesOf(fileOf('new'), fileOf('old'))('a', 1)).toBe('new');
  expect(linesOf(undefined, fileOf('old'))('a', 1)).toBe('old');
});

it('shows code and other texts that findings speak of, without their tokens', () => {
  const text = `import os\r\nkey = "${token}"\n`;
  const line = linesOf(undefined, undefined, [{ path: 'app.py', text, isChanged: true }]);
  expect([1, 2, 3, 4].map((number) => line('app.py', number))).toEqual([
    'import os',
    `key = "${'*'.repeat(token.length)}"`,
    '',
    undefined,
  ]);
  expect(line('a', 1)).toBeUndefined();
});

it('reads a long line once, however many findings it holds', async () => {
  const make = (size: number) => {
    const text = '{"url":"https://h.example/sk-a1b2c3d4e5"},'.repeat(size);
    const lineAt = linesOf(fileOf(text));
    return Array.from({ length: size }, () => lineAt);
  };
  expect(make(1)[0]?.('a', 1)).toBe('{"url":"https://h.example/*************"},');
  const read = (all: ReturnType<typeof make>) => all.map((lineAt) => lineAt('a', 1));
  expect(await measureGrowth(make, read, 400)).toBeLessThan(nearlyLinear);
});
