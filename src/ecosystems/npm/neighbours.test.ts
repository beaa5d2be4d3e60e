import { describe, expect, it } from 'vitest';
import type { PathIndex } from '../../model/ecosystem.ts';
import { neighboursAbove, neighboursBeside } from './neighbours.ts';

const paths = [
  '.npmrc',
  'a/.npmrc',
  'a/b/package-lock.json',
  'a/b/package.json',
  'a/c/package.json',
  'a/package.json',
  'npm-shrinkwrap.json',
];
const tree: PathIndex = { all: paths, has: (path) => paths.includes(path), inFolder: () => [] };

describe('neighbours', () => {
  it('are beside a file and in all folders above, never beside those', () => {
    expect(neighboursAbove('a/b/package.json', tree)).toEqual([
      'a/b/package-lock.json',
      'a/.npmrc',
      'a/package.json',
      '.npmrc',
      'npm-shrinkwrap.json',
    ]);
  });

  it('of configuration are in its own folder', () => {
    expect(neighboursBeside('a/.npmrc', tree)).toEqual(['a/package.json']);
  });

  it('are looked for in a bounded number of folders', () => {
    const asked: string[] = [];
    const counting: PathIndex = { ...tree, has: (path) => asked.push(path) < 0 };
    expect(neighboursAbove(`${'x/'.repeat(5_000)}package.json`, counting)).toEqual([]);
    expect(asked.length).toBeLessThan(1200);
  });
});
