import type { FileRead } from '../../model/ports.ts';
import { tooLarge, unreadable } from '../disk.ts';
import type { Git } from './run-git.ts';

const newline = 10;
const maxHeaderBytes = 1024;
const deadlineMs = 120_000;

/**
 * Reads blobs by id with one `git cat-file --batch`. Content over the limit is skipped, never held.
 * @param ids full object ids
 */
export async function readBlobs(
  git: Git,
  ids: readonly string[],
  maxBytes: number,
): Promise<ReadonlyMap<string, FileRead>> {
  const answers = new Map<string, FileRead>();
  if (ids.length === 0) return answers;
  const unique = [...new Set(ids)];
  const child = git.start('cat-file', '--batch');
  const timer = setTimeout(() => child.kill(), deadlineMs);
  // A program that ended early is told by the answers that are missing.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stderr.resume();
  child.stdin.end(unique.map((id) => `${id}\n`).join(''));
  try {
    await collectAnswers(child.stdout, unique, maxBytes, answers);
  } finally {
    clearTimeout(timer);
    child.kill();
  }
  for (const id of unique) if (!answers.has(id)) answers.set(id, unreadable('git cat-file did not answer'));
  return answers;
}

/** The answers, in the order of the questions: `<id> <type> <size>LF<content>LF`, or `<id> missing`. */
async function collectAnswers(
  stdout: AsyncIterable<Buffer>,
  ids: readonly string[],
  maxBytes: number,
  answers: Map<string, FileRead>,
): Promise<void> {
  const reader = createReader(stdout);
  for (const id of ids) {
    const header = await reader.line();
    if (header === undefined) return;
    const [, type, sizeText] = header.split(' ');
    if (sizeText === undefined) {
      answers.set(id, unreadable('the object is not in this clone'));
      continue;
    }
    const size = Number(sizeText);
    const kept = type === 'blob' && size <= maxBytes;
    const content = await reader.bytes(size, kept);
    if (content === undefined || (await reader.bytes(1, false)) === undefined) return;
    if (kept) answers.set(id, { kind: 'bytes', bytes: content });
    else answers.set(id, type === 'blob' ? tooLarge(size, maxBytes) : unreadable(`the object is a ${type}`));
  }
}

/** Lines and counted bytes out of a stream of chunks; undefined where the stream ended before. */
function createReader(stream: AsyncIterable<Buffer>) {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const refill = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done === true) return false;
    rest = next.value;
    return true;
  };
  return {
    async line(): Promise<string | undefined> {
      let text = '';
      while (text.length <= maxHeaderBytes) {
        const end = rest.indexOf(newline);
        text += rest.subarray(0, end < 0 ? rest.length : end).toString('latin1');
        rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1);
        if (end >= 0) return text;
        if (!(await refill())) return undefined;
      }
      return undefined;
    },
    async bytes(count: number, keep: boolean): Promise<Buffer | undefined> {
      const parts: Buffer[] = [];
      for (let missing = count; missing > 0; ) {
        if (rest.length === 0 && !(await refill())) return undefined;
        const part = rest.subarray(0, missing);
        rest = rest.subarray(part.length);
        missing -= part.length;
        if (keep) parts.push(part);
      }
      return Buffer.concat(parts);
    },
  };
}
