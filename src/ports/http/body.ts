import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type Zlib,
} from 'node:zlib';
import type { JsonProjector } from '../../text/json-projector.ts';
import { createProjector } from '../../text/json-stream.ts';
import { HttpError } from './failure.ts';

export interface Body {
  readonly text: string;
  /** Set where the body is JSON and only a part of it was kept. */
  readonly json?: unknown;
  /** What it costs to keep it, in bytes. */
  readonly weight: number;
}

export interface BodyOptions {
  readonly host: string;
  /** As the header says; undefined where there is none. */
  readonly encoding: string | undefined;
  readonly maxBytes: number;
  readonly select: readonly (readonly string[])[] | undefined;
}

type Chunks = AsyncIterable<Uint8Array>;

/**
 * Registry documents shrink to a tenth, thousands of alike versions to a hundredth, as each has hashes of its own. What
 * unpacks to more is no document: it is given up before all of it was made.
 */
const maxRatio = 500;
/** From here on, in bytes after decompression: what is small does no harm. */
const ratioCountsFrom = 1024 * 1024;

/** Some registries forget the header: a gzip body is told by its first bytes (RFC 1952). */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
/** `deflate` means zlib (RFC 9110, 8.4.1.2), but some servers send the bare format. */
const isZlib = (bytes: Uint8Array): boolean => ((bytes[0] ?? 0) & 0x0f) === 8;

type Decoder = Transform & Pick<Zlib, 'bytesWritten'>;

/** The two ways to unpack a format. */
interface Packing {
  createDecoder(): Decoder;
  /** Throws when there is more than so many bytes. */
  unpack(bytes: Uint8Array, options: { readonly maxOutputLength: number }): Buffer;
}

const gzip: Packing = { createDecoder: () => createGunzip(), unpack: gunzipSync };
const brotli: Packing = { createDecoder: () => createBrotliDecompress(), unpack: brotliDecompressSync };
const zlib: Packing = { createDecoder: () => createInflate(), unpack: inflateSync };
const raw: Packing = { createDecoder: () => createInflateRaw(), unpack: inflateRawSync };

/** Undefined where nothing is packed. */
function packingOf(encoding: string, first: Uint8Array, host: string): Packing | undefined {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return gzip;
    case 'br':
      return brotli;
    case 'deflate':
      return isZlib(first) ? zlib : raw;
    case '':
    case 'identity':
      return isGzip(first) ? gzip : undefined;
    default:
      throw new HttpError('malformed', `${host}: unknown content encoding`);
  }
}

/** Up to this size, in bytes on the wire, a body is unpacked at once: a stream for each costs ten times as much. */
const smallBody = 64 * 1024;

interface Gathered {
  /** All of it, or more than a small body has. */
  readonly start: Buffer;
  /** What comes after; undefined where that is all. */
  readonly rest: Chunks | undefined;
}

async function gather(chunks: Chunks): Promise<Gathered> {
  const iterator = chunks[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  for (let size = 0; size <= smallBody; size += parts.at(-1)?.length ?? 0) {
    const next = await iterator.next();
    if (next.done === true) return { start: Buffer.concat(parts), rest: undefined };
    parts.push(next.value);
  }
  return { start: Buffer.concat(parts), rest: { [Symbol.asyncIterator]: () => iterator } };
}

/** Bytes that so many may unpack to. */
const maxUnpacked = (packed: number): number => Math.max(ratioCountsFrom, packed * maxRatio);

const unpacksTooFar = ({ host }: BodyOptions): HttpError =>
  new HttpError('too-large', `${host}: the body unpacks to more than ${maxRatio} times its size`);

const tooLarge = ({ host, maxBytes }: Pick<BodyOptions, 'host' | 'maxBytes'>): HttpError =>
  new HttpError('too-large', `${host}: the body is larger than ${maxBytes} bytes`);

/** Takes decoded bytes: projects JSON, collects everything else. */
class Sink {
  readonly #options: BodyOptions;
  readonly #parts: Uint8Array[] = [];
  #projector: JsonProjector | undefined;
  #decided = false;
  #size = 0;

  constructor(options: BodyOptions) {
    this.#options = options;
  }

  /** @param packed bytes that it was all unpacked from so far */
  take(chunk: Uint8Array, packed: number): void {
    this.#size += chunk.length;
    if (this.#size > maxUnpacked(packed)) throw unpacksTooFar(this.#options);
    if (this.#size > this.#options.maxBytes) throw tooLarge(this.#options);
    if (!this.#decided) this.#decide(chunk);
    if (this.#projector === undefined) this.#parts.push(chunk);
    else this.#projector.push(chunk);
  }

  /** What begins like an object or a list is read as JSON, whatever the content type says. */
  #decide(chunk: Uint8Array): void {
    const start = chunk.find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
    if (start === undefined) return;
    this.#decided = true;
    if (this.#options.select === undefined || (start !== 0x7b && start !== 0x5b)) return;
    this.#projector = createProjector(this.#options.select);
    for (const part of this.#parts.splice(0)) this.#projector.push(part);
  }

  end(): Body {
    if (this.#projector !== undefined) {
      return { text: '', json: this.#projector.end(), weight: this.#projector.weight() };
    }
    const text = Buffer.concat(this.#parts).toString('utf8');
    return { text: text.startsWith('\ufeff') ? text.slice(1) : text, weight: text.length * 2 };
  }
}

/** Reads a body to its end. Throws `HttpError`, `JsonStreamError` and what streams and zlib throw. */
export async function readBody(chunks: Chunks, options: BodyOptions): Promise<Body> {
  const { start, rest } = await gather(chunks);
  const sink = new Sink(options);
  const packing = start.length === 0 ? undefined : packingOf(options.encoding ?? '', start, options.host);
  if (packing !== undefined && rest === undefined) sink.take(unpackSmall(start, packing, options), start.length);
  else if (packing !== undefined) await readDecoded(joinChunks(start, rest), packing.createDecoder(), sink);
  else for await (const chunk of joinChunks(start, rest)) sink.take(chunk, Number.POSITIVE_INFINITY);
  return sink.end();
}

async function* joinChunks(start: Uint8Array, rest: Chunks | undefined): Chunks {
  yield start;
  if (rest !== undefined) yield* rest;
}

function unpackSmall(bytes: Buffer, packing: Packing, options: BodyOptions): Buffer {
  const most = maxUnpacked(bytes.length);
  try {
    return packing.unpack(bytes, { maxOutputLength: Math.min(most, options.maxBytes) });
  } catch (error) {
    if (!isTooLong(error)) throw error;
    throw most < options.maxBytes ? unpacksTooFar(options) : tooLarge(options);
  }
}

const isTooLong = (error: unknown): boolean =>
  error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

/** Reads a body to its end as it is: bytes of a file that look packed are the file's own. Throws `HttpError`. */
export async function readBytes(
  chunks: Chunks,
  { maxBytes, ...options }: Pick<BodyOptions, 'host' | 'maxBytes'>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge({ ...options, maxBytes });
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

async function readDecoded(chunks: Chunks, decoder: Decoder, sink: Sink): Promise<void> {
  // A pipeline may report that one part was closed instead of why another one closed it.
  const causes: unknown[] = [];
  async function* source() {
    try {
      yield* chunks;
    } catch (error) {
      causes.push(error);
      throw error;
    }
  }
  const drain = async (decoded: AsyncIterable<Buffer>) => {
    for await (const chunk of decoded) {
      try {
        sink.take(chunk, decoder.bytesWritten);
      } catch (error) {
        causes.push(error);
        throw error;
      }
    }
  };
  try {
    await pipeline(Readable.from(source(), { objectMode: true, highWaterMark: 1 }), decoder, drain);
  } catch (error) {
    throw causes[0] ?? error;
  }
}
