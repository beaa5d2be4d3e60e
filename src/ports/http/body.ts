import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, type Zlib } from 'node:zlib';
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

function createDecoder(encoding: string, first: Uint8Array, host: string): Decoder | undefined {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return isZlib(first) ? createInflate() : createInflateRaw();
    case '':
    case 'identity':
      return isGzip(first) ? createGunzip() : undefined;
    default:
      throw new HttpError('malformed', `${host}: unknown content encoding`);
  }
}

/** At least two bytes, so that the format can be told, and then everything from the start. */
async function peek(chunks: Chunks): Promise<{ first: Uint8Array; all: Chunks }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  let first: Uint8Array = new Uint8Array();
  while (first.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    start.push(next.value);
    first = Buffer.concat([first, next.value]);
  }
  async function* all() {
    yield* start;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { first, all: all() };
}

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
    if (this.#size > ratioCountsFrom && this.#size > packed * maxRatio) {
      const { host } = this.#options;
      throw new HttpError('too-large', `${host}: the body unpacks to more than ${maxRatio} times its size`);
    }
    if (this.#size > this.#options.maxBytes) {
      throw new HttpError(
        'too-large',
        `${this.#options.host}: the body is larger than ${this.#options.maxBytes} bytes`,
      );
    }
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
  const { first, all } = await peek(chunks);
  const sink = new Sink(options);
  const decoder = first.length === 0 ? undefined : createDecoder(options.encoding ?? '', first, options.host);
  if (decoder === undefined) {
    for await (const chunk of all) sink.take(chunk, Number.POSITIVE_INFINITY);
  } else await readDecoded(all, decoder, sink);
  return sink.end();
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
