import { onTestFinished } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../src/model/http.ts';
import { createHttp, type HttpPort } from '../../src/ports/http/index.ts';
import type { HttpOptions } from '../../src/ports/http/options.ts';
import { startServer } from './registries/server.ts';

export const documents: Readonly<Record<string, unknown>> = {
  '/doc': { name: 'doc', list: [1, 2, 3], text: 'x'.repeat(2000) },
  '/other': { name: 'other' },
};

/** A server with some documents, and ports that ask it; all are closed after the test. */
export async function startDocuments() {
  const server = await startServer(({ url, method, body }) => {
    if (method === 'POST') return { json: { echo: body } };
    if (url.startsWith('/to?'))
      return { status: 302, headers: { location: decodeURIComponent(url.slice(4)) }, text: '' };
    if (url === '/loop') return { status: 302, headers: { location: '/loop' }, text: '' };
    if (url === '/page') return { text: '<html>hello</html>', headers: { 'content-type': 'text/html' } };
    const document = documents[url.split('?', 1)[0] ?? ''];
    return document === undefined ? undefined : { json: document };
  });
  const open: HttpPort[] = [];
  onTestFinished(async () => {
    await Promise.all(open.map((http) => http.close()));
    await server.close();
  });
  return {
    server,
    start(options: Partial<HttpOptions> = {}): HttpPort {
      const http = createHttp({
        userAgent: 'gazetteer/1.2.3',
        allowed: (url) => url.startsWith('http://127.0.0.1'),
        retryDelayMs: 2,
        deadlineMs: 15_000,
        random: () => 0,
        env: {},
        ...options,
      });
      open.push(http);
      return http;
    },
    get: (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
      url: path.startsWith('/') ? server.url + path : path,
      maxBytes: 1_000_000,
      ...more,
    }),
    /** How often a path was asked for. */
    sent: (path: string): number => server.log.filter(({ url }) => url === path).length,
  };
}

export type Documents = Awaited<ReturnType<typeof startDocuments>>;

export const codeOf = (answer: HttpAnswer): string | number =>
  answer.kind === 'failure' ? answer.code : answer.status;
