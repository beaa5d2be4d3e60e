import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Fault, sendFault } from '../registries/fault.ts';
import type { Reply } from '../registries/reply.ts';
import { selfSigned } from './certificate.ts';

/** What stands in the place of a service. */
export interface Front {
  /** Without a slash at the end. */
  readonly url: string;
  /** Requests that went where none may go, in words. */
  readonly strayed: readonly string[];
  close(): Promise<void>;
}

/** What becomes of one request: a fault, or another answer than the right one; undefined leaves it as it is. */
export interface Trouble {
  readonly fault?: Fault;
  alter?(reply: Reply): Reply;
}

/** @param asked how often this address was asked before */
export type Troubles = (path: string, asked: number) => Trouble;

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

/** Hands requests on to the service at `target`, and does to them what `troubles` says. */
export async function startFront(target: string, troubles: Troubles): Promise<Front> {
  const counts = new Map<string, number>();
  const handle = async (...[request, response]: Parameters<RequestListener>) => {
    const path = request.url ?? '/';
    const asked = counts.get(path) ?? 0;
    counts.set(path, asked + 1);
    const { fault = { delayMs: 0 }, alter = (reply: Reply) => reply } = troubles(path, asked);
    const right = needsAnswer(fault) ? alter(await askBehind(target, request)) : undefined;
    if (right === undefined) request.resume();
    await sendFault(fault, response, () => right ?? {});
  };
  const server = createPlainServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return { url, strayed: [], close: () => closeServer(server) };
}

/** Whether something of the right answer is sent. */
const needsAnswer = ({ kind, status }: Fault): boolean =>
  kind === undefined ? status === undefined : /^(?:gzip-(?:un|tr)|tr)/.test(kind);

/** Right answers by request: services in good order say the same each time, and some of them take their time. */
const known = new Map<string, Promise<Reply>>();

/** The right answer, unpacked. */
async function askBehind(target: string, request: IncomingMessage): Promise<Reply> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const { method = 'GET', url = '/' } = request;
  const { accept = '*/*', authorization, 'content-type': type } = request.headers;
  const init = {
    method,
    headers: {
      accept,
      ...(authorization === undefined ? {} : { authorization }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(method === 'POST' ? { body: Buffer.concat(parts).toString('utf8') } : {}),
  };
  const key = JSON.stringify([target, url, init]);
  const reply = known.get(key) ?? ask(`${target}${url}`, init);
  known.set(key, reply);
  return reply;
}

async function ask(url: string, init: RequestInit): Promise<Reply> {
  const answer = await fetch(url, { ...init, redirect: 'manual' });
  const headers = Object.fromEntries(
    [...answer.headers].filter(
      ([name]) => !/^(?:content-(?:length|encoding)|connection|keep-alive|transfer-encoding|date)$/.test(name),
    ),
  );
  return { status: answer.status, headers, raw: Buffer.from(await answer.arrayBuffer()) };
}

/** An address that nothing is to be got from. */
export const nowhere = (url: string): Front => ({ url, strayed: [], close: async () => {} });

/** Speaks TLS with a certificate that nobody vouches for. */
export async function startUntrusted(): Promise<Front> {
  const strayed: string[] = [];
  const server = createSecureServer(selfSigned(), (request, response) => {
    strayed.push(`${request.method} ${request.url} was sent to somebody without a valid certificate`);
    response.end('{}');
  });
  return { url: `https://127.0.0.1:${await listen(server)}`, strayed, close: () => closeServer(server) };
}

/** Sends everybody on to another server of the private network. */
export async function startLure(target: string, affects: (path: string) => boolean = () => true): Promise<Front> {
  const strayed: string[] = [];
  const inside = createPlainServer((request, response) => {
    strayed.push(`a redirect to a private address was followed: ${request.method} ${request.url}`);
    response.end('{}');
  });
  const location = `http://127.0.0.1:${await listen(inside)}/latest/meta-data`;
  const fault = { status: 302, headers: { location } };
  const front = await startFront(target, (path) => (affects(path) ? { fault } : {}));
  return {
    ...front,
    strayed,
    close: async () => {
      await Promise.all([front.close(), closeServer(inside)]);
    },
  };
}
