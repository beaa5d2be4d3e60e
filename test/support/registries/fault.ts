import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { encodeReply, type Reply } from './reply.ts';

/** What goes wrong with an answer. */
export interface Fault {
  /**
   * - `status` (default): answers `status` with `body`
   * - `html`: 200 and a login page
   * - `malformed`: 200 and JSON with an error in it
   * - `truncated`: the right answer, ended after half of what `content-length` promises
   * - `gzip-unlabelled`: the right answer in gzip without `content-encoding`
   * - `gzip-truncated`: the right answer in gzip, cut in half, with a matching `content-length`
   * - `gzip-bomb`: 64 MiB of blanks in gzip
   * - `endless`: a body that never ends
   * - `trickle`: the right answer, one byte a second
   * - `hang`: no answer at all
   * - `reset`: the connection is closed before an answer
   */
  readonly kind?:
    | 'status'
    | 'html'
    | 'malformed'
    | 'truncated'
    | 'gzip-unlabelled'
    | 'gzip-truncated'
    | 'gzip-bomb'
    | 'endless'
    | 'trickle'
    | 'hang'
    | 'reset';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Value of `Retry-After`: seconds or a date. */
  readonly retryAfter?: string;
  /** Pause before the answer; alone, the answer is right but late. */
  readonly delayMs?: number;
  /** Only the first so many requests. */
  readonly times?: number;
}

export const loginPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login"><a href="/help">Help</a></form></body></html>';

/** Made once: it takes longer to pack than to unpack. */
let bomb: Buffer | undefined;

/** Sends a faulty answer; `reply` is what would have been right. */
export async function sendFault(fault: Fault, response: ServerResponse, reply: () => Reply): Promise<void> {
  if (fault.delayMs !== undefined) await pause(fault.delayMs);
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  switch (fault.kind ?? (fault.status === undefined ? 'late' : 'status')) {
    case 'status':
      return sendBody(
        response,
        fault.status ?? 500,
        { 'content-type': 'application/json', ...retry, ...fault.headers },
        fault.body ?? '{}',
      );
    case 'html':
      return sendBody(response, fault.status ?? 200, { 'content-type': 'text/html' }, loginPage);
    case 'malformed':
      return sendBody(response, 200, { 'content-type': 'application/json' }, '{"name": "x", "versions": {,}}');
    case 'hang':
      return;
    case 'reset':
      response.destroy();
      return;
    case 'endless':
      return await sendEndless(response);
    case 'trickle':
      return await sendSlowly(response, reply());
    case 'gzip-bomb':
      bomb ??= gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
      return sendBody(response, 200, { 'content-encoding': 'gzip' }, bomb);
    default:
      return sendDamaged(fault, response, reply());
  }
}

function sendBody(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Byte by byte, until it is whole or nobody listens any more. */
async function sendSlowly(response: ServerResponse, reply: Reply): Promise<void> {
  const { body, headers } = encodeReply(reply);
  response.writeHead(reply.status ?? 200, { ...headers, 'content-length': body.length });
  for (let at = 0; at < body.length && !response.destroyed; at++) {
    response.write(body.subarray(at, at + 1));
    await pause(1000, undefined, { ref: false });
  }
  response.end();
}

function sendDamaged(fault: Fault, response: ServerResponse, reply: Reply): void {
  const { body, headers } = encodeReply(reply);
  const status = reply.status ?? 200;
  if (fault.kind === 'truncated') {
    response.writeHead(status, { ...headers, 'content-length': body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  } else if (fault.kind === 'gzip-unlabelled') sendBody(response, status, headers, gzipSync(body));
  else if (fault.kind === 'gzip-truncated') {
    const packed = gzipSync(body);
    const half = packed.subarray(0, packed.length / 2);
    sendBody(response, status, { ...headers, 'content-encoding': 'gzip' }, half);
  } else sendBody(response, status, headers, body);
}

async function sendEndless(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"readme":"');
  while (!response.destroyed && response.writable) {
    response.write('x'.repeat(65_536));
    await pause(1);
  }
}
