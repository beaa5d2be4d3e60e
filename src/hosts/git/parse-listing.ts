import type { EntryMode, TreeEntry } from '../../model/ports.ts';
import { decodePath } from '../decode-path.ts';

const tab = 9;

/** The records of `-z` output, without their terminating NUL. */
export function* splitRecords(output: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < output.length; ) {
    const found = output.indexOf(0, start);
    const end = found < 0 ? output.length : found;
    yield output.subarray(start, end);
    start = end + 1;
  }
}

/** `git ls-tree -r -z`: `<mode> <type> <id>TAB<path>`. */
export function* parseTree(output: Uint8Array): Generator<TreeEntry> {
  for (const record of splitRecords(output)) {
    const at = record.indexOf(tab);
    const [mode = '', , id = ''] = latin1(record.subarray(0, at)).split(' ');
    yield { path: decodePath(record.subarray(at + 1)), mode: entryMode(mode), id };
  }
}

export interface IndexEntry extends TreeEntry {
  readonly raw: Uint8Array;
  /** Not checked out on purpose (sparse checkout): its content is only in the object store. */
  readonly sparse: boolean;
}

/** `git ls-files -z --stage -t`: `<tag> <mode> <id> <stage>TAB<path>`; one entry a path, also amid a merge. */
export function* parseIndex(output: Uint8Array): Generator<IndexEntry> {
  const seen = new Set<string>();
  for (const record of splitRecords(output)) {
    const at = record.indexOf(tab);
    const [tag, mode = '', id = ''] = latin1(record.subarray(0, at)).split(' ');
    const raw = record.subarray(at + 1);
    const key = latin1(raw);
    if (seen.has(key)) continue;
    seen.add(key);
    yield { path: decodePath(raw), raw, mode: entryMode(mode), id, sparse: tag === 'S' };
  }
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** git-scm.com/book, "Git Objects": the modes a tree may hold besides folders. */
export function entryMode(mode: string): EntryMode {
  if (mode === '120000') return 'symlink';
  return mode === '160000' ? 'submodule' : 'file';
}
