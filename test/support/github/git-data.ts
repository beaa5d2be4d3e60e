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

/** What git said, by repository and arguments. */
const known = new Map<string, Buffer>();
const maxKnown = 500;

/** What git says of objects by their ids, which is the same each time: a process takes longer than most answers. */
export function askOnce(dir: string, ...args: readonly string[]): Buffer {
  const key = JSON.stringify([dir, args]);
  const answer = known.get(key) ?? runGit(dir, ...args);
  if (known.size >= maxKnown) known.clear();
  known.set(key, answer);
  return answer;
}

/** The id that a revision names, or undefined. */
export function resolve(dir: string, revision: string): string | undefined {
  const ask = /^[0-9a-f]{40}(?:\^\{\w+\})?$/.test(revision) ? askOnce : runGit;
  try {
    return ask(dir, 'rev-parse', '--verify', '--quiet', '--end-of-options', revision).toString('utf8').trim();
  } catch {
    return undefined;
  }
}

export function listTree(dir: string, tree: string, recursive: boolean): StoredEntry[] {
  return records(askOnce(dir, 'ls-tree', '-z', '-l', '--full-tree', ...(recursive ? ['-r', '-t'] : []), tree)).map(
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
    return askOnce(dir, 'cat-file', 'blob', id);
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

/** The entries of many trees whose contents are read already: one more process, for the sizes. */
export function readTrees(
  dir: string,
  trees: ReadonlyMap<string, StoredObject>,
): ReadonlyMap<string, readonly StoredEntry[]> {
  const read = [...trees].flatMap(([id, { type, content }]) =>
    type === 'tree' ? [[id, parseTree(content)] as const] : [],
  );
  const blobs = new Set(
    read.flatMap(([, entries]) => entries.flatMap((one) => (one.type === 'blob' ? [one.sha] : []))),
  );
  const sizes = blobs.size === 0 ? new Map<string, number>() : readSizes(dir, blobs);
  const withSize = (entry: StoredEntry): StoredEntry => {
    const size = sizes.get(entry.sha);
    return size === undefined ? entry : { ...entry, size };
  };
  return new Map(read.map(([id, entries]) => [id, entries.map(withSize)]));
}

function readSizes(dir: string, blobs: ReadonlySet<string>): ReadonlyMap<string, number> {
  const lines = feedGit(dir, `${[...blobs].join('\n')}\n`, 'cat-file', '--batch-check')
    .toString('latin1')
    .split('\n');
  const found = lines.map((line) => line.split(' ')).filter(([, type]) => type === 'blob');
  return new Map(found.map(([id = '', , size]) => [id, Number(size)]));
}

const typesOfModes: Readonly<Record<string, string>> = { '40000': 'tree', '160000': 'commit' };

/** A tree as git stores it: mode, blank, path, NUL and the bytes of the id of each entry. */
function parseTree(content: Buffer): readonly StoredEntry[] {
  const entries: StoredEntry[] = [];
  for (let start = 0; start < content.length; ) {
    const blank = content.indexOf(' ', start);
    const end = content.indexOf('\0', blank);
    const mode = content.toString('latin1', start, blank);
    const path = content.toString('utf8', blank + 1, end);
    const sha = content.toString('hex', end + 1, end + 21);
    entries.push({ path, mode, type: typesOfModes[mode] ?? 'blob', sha });
    start = end + 21;
  }
  return entries;
}

export function findMergeBase(dir: string, base: string, head: string): string | undefined {
  try {
    return askOnce(dir, 'merge-base', base, head).toString('utf8').trim();
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
  const fields = records(askOnce(dir, 'diff-tree', '-r', '-z', '--raw', '-M', base, head));
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

/** The hunks of each difference, in their order; undefined where there are none to show. */
export function readPatches(dir: string, base: string, head: string): readonly (string | undefined)[] {
  const whole = askOnce(dir, 'diff', '-M', '--no-ext-diff', '--no-color', base, head).toString('utf8');
  return whole
    .split(/^diff --git /m)
    .slice(1)
    .map((one) => {
      const start = one.search(/^@@ /m);
      return start < 0 ? undefined : one.slice(start).replace(/\n$/, '');
    });
}

export function countCommits(dir: string, from: string, to: string): number {
  return Number(askOnce(dir, 'rev-list', '--count', `${from}..${to}`).toString('utf8'));
}
