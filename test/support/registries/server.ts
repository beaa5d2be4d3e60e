import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Fault, sendFault } from './fault.ts';
import { encodeReply, type Reply } from './reply.ts';

/** One request as the server saw it. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ServerOptions {
  /** Pause before each answer, in milliseconds. */
  readonly latencyMs?: number;
  /** Whether answers are compressed where the client accepts gzip. Default true. */
  readonly gzip?: boolean;
}

/** A server on 127.0.0.1, at a free port. */
export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** All requests so far, in order. */
  readonly log: readonly LoggedRequest[];
  /**
   * What goes wrong for a path (`/name`, also with its query; `*`: for all). The exact address counts before the path
   * without its query, and that before `*`. A fault with `times` ends by itself.
   */
  fail(path: string, fault: Fault): void;
  /** Takes all faults back. */
  heal(): void;
  close(): Promise<void>;
}

/** Starts a server whose answers are a function of the request. */
export async function startServer(
  answer: (request: LoggedRequest) => Reply | undefined,
  options: ServerOptions = {},
): Promise<LoopbackServer> {
  const log: LoggedRequest[] = [];
  const faults = new Map<string, { fault: Fault; left: number }>();
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    void handle(incoming, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(incoming);
    log.push(request);
    if (options.latencyMs !== undefined) await pause(options.latencyMs);
    const reply = () => unlessUnchanged(request, answer(request) ?? { status: 404, json: { error: 'Not found' } });
    const fault = takeFault(faults, request.url);
    if (fault !== undefined) await sendFault(fault, response, reply);
    else
      sendReply(response, reply(), options.gzip !== false && /\bgzip\b/.test(request.headers['accept-encoding'] ?? ''));
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    log,
    fail: (path, fault) => void faults.set(path, { fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    heal: () => faults.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What the client has already is not sent again (RFC 9110, 13.1.2). */
function unlessUnchanged({ headers }: LoggedRequest, reply: Reply): Reply {
  const tag = reply.headers?.['etag'];
  if (tag === undefined || headers['if-none-match'] !== tag) return reply;
  return { status: 304, headers: { ...reply.headers }, text: '' };
}

async function readRequest(incoming: IncomingMessage): Promise<LoggedRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(parts).toString('utf8'),
  };
}

function takeFault(faults: Map<string, { fault: Fault; left: number }>, url: string): Fault | undefined {
  const entry = faults.get(url) ?? faults.get(url.split('?', 1)[0] ?? '') ?? faults.get('*');
  if (entry === undefined || entry.left <= 0) return undefined;
  entry.left--;
  return entry.fault;
}

function sendReply(response: ServerResponse, reply: Reply, gzip: boolean): void {
  const { body, headers } = encodeReply(reply);
  const sent = gzip && body.length > 0 ? gzipSync(body, { level: 1 }) : body;
  response.writeHead(reply.status ?? 200, {
    ...headers,
    ...(sent === body ? {} : { 'content-encoding': 'gzip' }),
    'content-length': sent.length,
  });
  response.end(sent);
}
