import { feedGit, runGit } from './repository.ts';

/** Plain git commands, as the loopback GitHub reads its repository. */
export interface StoredEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

export interface StoredDifference {
  readonly status: string;
  readonly path: string;
  readonly previous?: string;
  readonly sha: string;
}

const records = (output: Buffer): string[] => output.toString('utf8').split('\0').slice(0, -1);

/** The id that a revision names, or undefined. */
export function resolve(dir: string, revision: string): string | undefined {
  try {
    return runGit(dir, 'rev-parse', '--verify', '--quiet', '--end-of-options', revision).toString('utf8').trim();
  } catch {
    return undefined;
  }
}

export function listTree(dir: string, tree: string, recursive: boolean): StoredEntry[] {
  return records(runGit(dir, 'ls-tree', '-z', '-l', '--full-tree', ...(recursive ? ['-r', '-t'] : []), tree)).map(
    (record) => {
      const tab = record.indexOf('\t');
      const [mode = '', type = '', sha = '', size = '-'] = record.slice(0, tab).split(/ +/);
      const entry = { path: record.slice(tab + 1), mode, type, sha };
      return size === '-' ? entry : { ...entry, size: Number(size) };
    },
  );
}

export function readBlob(dir: string, id: string): Buffer | undefined {
  try {
    return runGit(dir, 'cat-file', 'blob', id);
  } catch {
    return undefined;
  }
}

export interface StoredObject {
  readonly type: string;
  readonly content: Buffer;
}

/** Many objects with one process (`git cat-file --batch`): a line with id, type and size, the content and a line end. */
export function readObjects(dir: string, ids: readonly string[]): ReadonlyMap<string, StoredObject> {
  const output = feedGit(dir, `${ids.join('\n')}\n`, 'cat-file', '--batch');
  const found = new Map<string, StoredObject>();
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf('\n', start);
    const [id = '', type = '', size = ''] = output.subarray(start, end).toString('latin1').split(' ');
    start = end + 1;
    if (type === 'missing') continue;
    found.set(id, { type, content: output.subarray(start, start + Number(size)) });
    start += Number(size) + 1;
  }
  return found;
}

export function findMergeBase(dir: string, base: string, head: string): string | undefined {
  try {
    return runGit(dir, 'merge-base', base, head).toString('utf8').trim();
  } catch {
    return undefined;
  }
}

const statusWords: Readonly<Record<string, string>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  T: 'changed',
  R: 'renamed',
};

/** Differences as GitHub tells them: renames by likeness, sorted by path. */
export function diffCommits(dir: string, base: string, head: string): StoredDifference[] {
  const fields = records(runGit(dir, 'diff-tree', '-r', '-z', '--raw', '-M', base, head));
  const found: StoredDifference[] = [];
  for (let index = 0; index < fields.length; ) {
    const [, , oldId = '', newId = '', letters = ''] = (fields[index] ?? '').split(' ');
    const status = statusWords[letters.charAt(0)] ?? 'modified';
    const first = fields[index + 1] ?? '';
    const renamed = status === 'renamed';
    const sha = status === 'removed' ? oldId : newId;
    const path = renamed ? (fields[index + 2] ?? '') : first;
    found.push(renamed ? { status, path, previous: first, sha } : { status, path, sha });
    index += renamed ? 3 : 2;
  }
  return found;
}

export function countCommits(dir: string, from: string, to: string): number {
  return Number(runGit(dir, 'rev-list', '--count', `${from}..${to}`).toString('utf8'));
}
