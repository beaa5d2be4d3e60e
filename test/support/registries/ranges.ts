import type { Reply } from './reply.ts';

/** `absolute`: those that count from the start; `suffix`: also those that count from the end; `none`: the whole file. */
export type Ranges = 'absolute' | 'suffix' | 'none';

const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'max-age=365000000, immutable, public' };

/** A file, or the part of it that a `range` header asks for (RFC 9110, 14.2). */
export function answerRange(bytes: Buffer, range: string | undefined, ranges: Ranges = 'absolute'): Reply {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (range === undefined || ranges === 'none') return { raw: bytes, headers };
  if (from === '' && ranges === 'absolute') return { status: 501, text: 'Unsupported client range' };
  const start = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from);
  const end = Math.min(from === '' || to === '' ? bytes.length - 1 : Number(to), bytes.length - 1);
  if (start > end) return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, text: '' };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${bytes.length}` },
    raw: bytes.subarray(start, end + 1),
  };
}
