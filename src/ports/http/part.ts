import type { ByteRange, FilePart } from '../../model/http.ts';
import { readBytes } from './body.ts';
import { HttpError } from './failure.ts';
import type { Exchange } from './transport.ts';

/** Ranges count the bytes that are sent: packed on the way, they would be those of something else (RFC 9110, 14.2). */
export const rangeHeaders = (range: ByteRange): Readonly<Record<string, string>> => ({
  range: 'last' in range ? `bytes=-${range.last}` : `bytes=${range.from}-${range.to}`,
  'accept-encoding': 'identity',
});

/**
 * The bytes of a successful answer to a range: one part, or the whole file from a host that knows no ranges, as long as it
 * is no larger than the part may be. Throws `HttpError`.
 */
export async function readPart(
  { status, headers, body }: Pick<Exchange, 'status' | 'headers' | 'body'>,
  options: { readonly host: string; readonly maxBytes: number },
): Promise<FilePart> {
  const { host, maxBytes } = options;
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new HttpError('malformed', `${host}: a part of a file came packed`);
  if (status === 200) {
    if (Number(headers['content-length'] ?? 0) > maxBytes)
      throw new HttpError('too-large', `${host} gives files as a whole only, and this one is large`);
    const bytes = await readBytes(body, options);
    return { bytes, from: 0, size: bytes.length };
  }
  const told = status === 206 ? readContentRange(headers) : undefined;
  if (told === undefined) throw new HttpError('malformed', `${host}: which part of a file came is not said`);
  const bytes = await readBytes(body, options);
  if (bytes.length !== told.to - told.from + 1)
    throw new HttpError('malformed', `${host}: another part of a file came than was said`);
  return { bytes, from: told.from, size: told.size };
}

/** Several parts in one answer are told inside of it (RFC 9110, 15.3.7.2): nobody asks for such. */
function readContentRange(headers: Exchange['headers']) {
  const { 'content-range': range = '', 'content-type': type = '' } = headers;
  const numbers = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(range.trim())?.slice(1).map(Number);
  const [from = 0, to = 0, size = 0] = numbers ?? [];
  const isSound = numbers !== undefined && from <= to && to < size && !/^\s*multipart\//i.test(type);
  return isSound ? { from, to, size } : undefined;
}
