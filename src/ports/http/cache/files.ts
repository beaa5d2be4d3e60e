import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readField } from '../../../text/decode.ts';
import { isPrivate } from './folder.ts';

/** Files of one folder under names that are hashes. Nothing here throws: what cannot be read or written is not there. */
export interface AnswerFiles {
  read(name: string): string | undefined;
  /** When nothing else is to be done; `content` is asked for then. */
  write(name: string, content: () => string): void;
  remove(name: string): void;
  /** Writes what is left, and makes room where that is due. */
  close(): void;
}

export interface FilesOptions {
  readonly folder: string;
  /** Whose files count; undefined: the system does not tell. */
  readonly owner: number | undefined;
  /** Bytes. */
  readonly maxFile: number;
  readonly maxTotal: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const day = 86_400_000;
/** Files that have not been written for so long are removed. */
const longestAge = 30 * day;
const abandoned = day / 24;
/** Of the bytes that are allowed, after room was made. */
const share = 0.75;
/** Milliseconds that writing may take of a run: a disk slower than that is no help. */
const patience = 1000;
const isName = (file: string): boolean => /^[0-9a-f]{64}$/.test(file);
const stateName = 'state';
const stateBytes = 1000;

/** Windows has no such flags. A pipe in the place of a file must not make anybody wait. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What a regular private file of the owner holds; undefined for a link, another's file, and one that is too large. */
function readOwn(path: string, maxBytes: number, owner: number | undefined): string | undefined {
  try {
    const file = openSync(path, readFlags);
    try {
      const info = fstatSync(file);
      if (!info.isFile() || info.size > maxBytes || !isPrivate(info, owner)) return undefined;
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Whole or not at all: under another name first, which is new. Its place may hold anything. */
function writeWhole(folder: string, name: string, content: string): void {
  const path = join(folder, `${randomUUID()}.tmp`);
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
    renameSync(path, join(folder, name));
  } catch (error) {
    remove(path);
    throw error;
  }
}

/** Another run may have been first. */
const remove = (path: string): void => rmSync(path, { force: true });

/** When room was made last, and how many bytes there are since then, rewritten ones counted twice. */
interface State {
  readonly prunedAt: number;
  readonly bytes: number;
}

function readState({ folder, owner, now }: FilesOptions): State {
  const never = { prunedAt: 0, bytes: 0 };
  try {
    const state: unknown = JSON.parse(readOwn(join(folder, stateName), stateBytes, owner) ?? '');
    const [prunedAt, bytes] = [readField(state, 'prunedAt'), readField(state, 'bytes')];
    // A moment that is still to come would put it off for ever.
    return typeof prunedAt === 'number' && typeof bytes === 'number' && prunedAt <= now() ? { prunedAt, bytes } : never;
  } catch {
    return never;
  }
}

/** Removes what is old, then the oldest, until what is left fits. @returns its bytes */
function prune({ folder, maxTotal, now }: FilesOptions): number {
  const kept: { readonly path: string; readonly size: number; readonly at: number }[] = [];
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    const info = lstatSync(path, { throwIfNoEntry: false });
    if (info === undefined || info.isDirectory() || file === stateName) continue;
    const age = now() - info.mtimeMs;
    if (isName(file) && age < longestAge) kept.push({ path, size: info.size, at: info.mtimeMs });
    else if (isName(file) || age > abandoned) remove(path);
  }
  kept.sort((a, b) => b.at - a.at);
  let total = 0;
  for (const { path, size } of kept) {
    if (total + size > maxTotal * share) remove(path);
    else total += size;
  }
  return total;
}

export function openFiles(options: FilesOptions): AnswerFiles {
  const { folder, owner, maxFile, maxTotal, now } = options;
  const room = maxTotal - readState(options).bytes;
  const queue: (() => void)[] = [];
  let next: NodeJS.Immediate | undefined;
  let written = 0;
  let spent = 0;

  const put = (name: string, text: string): void => {
    const size = Buffer.byteLength(text);
    // What it would have replaced is no answer any more.
    if (size > maxFile || written + size > room) return remove(join(folder, name));
    writeWhole(folder, name, text);
    written += size;
  };
  const work = (): void => {
    const started = performance.now();
    try {
      queue.shift()?.();
      spent += performance.now() - started;
    } catch {
      // A full disk, a folder that is gone: the run needs none of it.
      spent = patience;
    }
    if (spent >= patience) queue.length = 0;
  };
  const workLater = (): void => {
    next ??= setImmediate(() => {
      next = undefined;
      work();
      if (queue.length > 0) workLater();
    });
  };
  const add = (task: () => void): void => {
    if (spent < patience) queue.push(task);
    workLater();
  };

  return {
    read: (name) => readOwn(join(folder, name), maxFile, owner),
    write: (name, content) => add(() => put(name, content())),
    remove: (name) => add(() => remove(join(folder, name))),
    close() {
      clearImmediate(next);
      while (queue.length > 0) work();
      try {
        const { prunedAt, bytes } = readState(options);
        const isDue = now() - prunedAt >= day;
        if (!isDue && written === 0) return;
        const state: State = isDue ? { prunedAt: now(), bytes: prune(options) } : { prunedAt, bytes: bytes + written };
        writeWhole(folder, stateName, JSON.stringify(state));
      } catch {
        // Next time.
      }
    },
  };
}
