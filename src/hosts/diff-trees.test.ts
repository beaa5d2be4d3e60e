import { describe, expect, it } from 'vitest';
import type { TreeEntry } from '../model/ports.ts';
import { blobId } from './blob-id.ts';
import { diffTrees } from './diff-trees.ts';

const file = (path: string, id: string): TreeEntry => ({ path, mode: 'file', id });
const all = (): boolean => true;
const empty = blobId(new Uint8Array());

describe('diffTrees', () => {
  it.each([
    ['nothing', [file('a', '1')], [file('a', '1')], []],
    ['content', [file('a', '1')], [file('a', '2')], [{ path: 'a', change: 'modified' }]],
    ['mode', [file('a', '1')], [{ path: 'a', mode: 'symlink', id: '1' }], [{ path: 'a', change: 'modified' }]],
    ['a move', [file('a', '1')], [file('b', '1')], [{ path: 'b', previousPath: 'a', change: 'modified' }]],
    ['a copy', [file('a', '1')], [file('a', '1'), file('b', '1')], [{ path: 'b', change: 'added' }]],
    [
      'empty files are not moved',
      [file('a', empty)],
      [file('b', empty)],
      [
        { path: 'a', change: 'removed' },
        { path: 'b', change: 'added' },
      ],
    ],
    [
      'of two moves each keeps its name',
      [file('x/a', '1'), file('x/b', '1')],
      [file('y/a', '1'), file('y/b', '1')],
      [
        { path: 'y/a', previousPath: 'x/a', change: 'modified' },
        { path: 'y/b', previousPath: 'x/b', change: 'modified' },
      ],
    ],
    [
      'one source moves once',
      [file('a', '1')],
      [file('b', '1'), file('c', '1')],
      [
        { path: 'b', previousPath: 'a', change: 'modified' },
        { path: 'c', change: 'added' },
      ],
    ],
  ] as const)('%s', (_title, base, head, expected) => {
    expect(diffTrees(base, head, all)).toEqual(expected);
  });

  it('believes told renames of wanted files only', () => {
    const renames = new Map([
      ['b', 'a'],
      ['d', 'c'],
    ]);
    const wanted = (path: string): boolean => path !== 'c';
    expect(diffTrees([file('a', '1'), file('c', '3')], [file('b', '2'), file('d', '3')], wanted, renames)).toEqual([
      { path: 'b', previousPath: 'a', change: 'modified' },
      { path: 'd', change: 'added' },
    ]);
  });

  it('does not believe a rename whose old file is still there', () => {
    const both = [file('a', '1'), file('b', '2')];
    expect(diffTrees([file('a', '1')], both, all, new Map([['b', 'a']]))).toEqual([{ path: 'b', change: 'added' }]);
  });
});

describe('blobId', () => {
  it('is what git hash-object prints', () => {
    expect(blobId(new Uint8Array())).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(blobId(Buffer.from('hello\n'))).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    expect(blobId(Buffer.from('hello\n'), 'sha256')).toBe(
      '2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4',
    );
  });
});
