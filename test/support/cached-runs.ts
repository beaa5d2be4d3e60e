import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../src/model/http.ts';
import { openAnswerCache } from '../../src/ports/http/cache/index.ts';
import { createHttp, type HttpPort } from '../../src/ports/http/index.ts';
import type { HttpOptions } from '../../src/ports/http/options.ts';
import type { Reply } from './registries/reply.ts';
import { type LoggedRequest, startServer } from './registries/server.ts';

export type RunOptions = Partial<HttpOptions> & {
  /** Whose files count. */
  readonly owner?: number;
  /** Below the root. */
  readonly audited?: string;
  /** Bytes of all files. */
  readonly limit?: number;
};

/** Runs that share nothing but a folder of answers and a server, both gone after the test. */
export async function startCachedRuns() {
  const root = mkdtempSync(join(tmpdir(), 'gazetteer-cache-'));
  const world = {
    /** Milliseconds since 1970, for the cache. */
    time: Date.parse('2026-06-15T12:00:00Z'),
    reply: (_: LoggedRequest): Reply | undefined => ({
      json: { name: 'doc', list: [1, 2] },
      headers: { 'cache-control': 'max-age=300', etag: '"one"' },
    }),
  };
  const server = await startServer((request) => world.reply(request));
  onTestFinished(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const folder = join(root, 'gazetteer/answers');

  async function run<T>(ask: (http: HttpPort) => Promise<T>, options: RunOptions = {}): Promise<T> {
    const { owner, audited = 'repository', limit, ...more } = options;
    const place = { folder: join(root, 'gazetteer'), audited: join(root, audited) };
    mkdirSync(place.audited, { recursive: true });
    const http = createHttp({
      userAgent: 'gazetteer/1.2.3',
      allowed: (url) => url.startsWith('http://127.0.0.1'),
      retries: 0,
      env: {},
      cache: await openAnswerCache(place, {
        now: () => world.time,
        ...(owner === undefined ? {} : { owner }),
        ...(limit === undefined ? {} : { limit }),
      }),
      ...more,
    });
    try {
      return await ask(http);
    } finally {
      await http.close();
    }
  }

  const get = (path = '/doc', more: Partial<HttpRequest> = {}): HttpRequest => ({
    url: server.url + path,
    maxBytes: 1_000_000,
    select: [['name'], ['list', '0']],
    ...more,
  });
  return {
    root,
    folder,
    server,
    world,
    run,
    get,
    ask: (request: HttpRequest, options?: RunOptions): Promise<HttpAnswer> =>
      run((http) => http.send(request), options),
    /** Names of the files that hold answers. */
    answers: (): readonly string[] => readdirSync(folder).filter((name) => name.length === 64),
    sent: (): number => server.log.length,
  };
}
