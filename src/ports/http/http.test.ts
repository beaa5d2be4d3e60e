import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackServer, startServer } from '../../../test/support/registries/server.ts';
import type { HttpAnswer, HttpRequest } from '../../model/http.ts';
import { createHttp, type HttpPort } from './index.ts';
import type { HttpOptions } from './options.ts';

let server: LoopbackServer;
const open: HttpPort[] = [];

const documents: Readonly<Record<string, unknown>> = {
  '/doc': { name: 'doc', list: [1, 2, 3], text: 'x'.repeat(2000) },
  '/other': { name: 'other' },
};

beforeEach(async () => {
  server = await startServer(({ url, method, body }) => {
    if (method === 'POST') return { json: { echo: body } };
    if (url.startsWith('/to?'))
      return { status: 302, headers: { location: decodeURIComponent(url.slice(4)) }, text: '' };
    if (url === '/loop') return { status: 302, headers: { location: '/loop' }, text: '' };
    if (url === '/page') return { text: '<html>hello</html>', headers: { 'content-type': 'text/html' } };
    const document = documents[url.split('?', 1)[0] ?? ''];
    return document === undefined ? undefined : { json: document };
  });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((http) => http.close()));
  await server.close();
});

function start(options: Partial<HttpOptions> = {}): HttpPort {
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
}

const get = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  url: path.startsWith('/') ? server.url + path : path,
  maxBytes: 1_000_000,
  ...more,
});

const codeOf = (answer: HttpAnswer): string | number => (answer.kind === 'failure' ? answer.code : answer.status);
const sent = (path: string): number => server.log.filter(({ url }) => url === path).length;

describe('answers', () => {
  it('gives the body, the status and the headers', async () => {
    const answer = await start().send(get('/doc'));
    expect(answer).toMatchObject({ kind: 'response', status: 200, url: `${server.url}/doc` });
    expect(answer.kind === 'response' && JSON.parse(answer.body)).toEqual(documents['/doc']);
    expect(server.log[0]?.headers).toMatchObject({
      'user-agent': 'gazetteer/1.2.3',
      'accept-encoding': 'gzip, deflate, br',
    });
  });

  it('keeps only what is selected of a JSON body', async () => {
    const answer = await start().send(get('/doc', { select: [['name'], ['list', '1']] }));
    expect(answer).toMatchObject({ body: '', json: { name: 'doc', list: [2] } });
  });

  it('gives text where something was selected and the body is no JSON', async () => {
    const answer = await start().send(get('/page', { select: [['name']] }));
    expect(answer).toMatchObject({ kind: 'response', body: '<html>hello</html>' });
    expect(answer).not.toHaveProperty('json');
  });

  it('gives a status that is no success with its body', async () => {
    const answer = await start().send(get('/missing', { select: [['name']] }));
    expect(answer).toMatchObject({ kind: 'response', status: 404, body: '{"error":"Not found"}' });
  });

  it('sends a POST with its body, each time', async () => {
    const http = start();
    const request = get('/query', { method: 'POST', body: '{"a":1}' });
    await http.send(request);
    expect(await http.send(request)).toMatchObject({ body: '{"echo":"{\\"a\\":1}"}' });
    expect(sent('/query')).toBe(2);
    expect(server.log[0]?.headers['content-type']).toBe('application/json');
  });

  it('reads gzip that no header announces', async () => {
    server.fail('/doc', { kind: 'gzip-unlabelled' });
    expect(await start().send(get('/doc', { select: [['name']] }))).toMatchObject({ json: { name: 'doc' } });
  });
});

describe('failures', () => {
  it.each([
    ['truncated', 'truncated'],
    ['gzip-truncated', 'truncated'],
    ['malformed', 'malformed'],
    ['gzip-bomb', 'too-large'],
    ['endless', 'too-large'],
    ['reset', 'network'],
    ['hang', 'timeout'],
  ] as const)('calls %s by its name', async (kind, code) => {
    server.fail('/doc', { kind });
    const http = start({ retries: 1, ...(kind === 'hang' ? { deadlineMs: 60 } : {}) });
    const answer = await http.send(get('/doc', { select: [['name'], ['versions']], maxBytes: 300_000 }));
    expect(codeOf(answer)).toBe(code);
    expect(answer).toMatchObject({ detail: expect.stringContaining(new URL(server.url).host) });
  });

  it('gives a body up that unpacks to more than any document does, before it is unpacked', async () => {
    server.fail('/doc', { kind: 'gzip-bomb' });
    const answer = await start().send(get('/doc', { maxBytes: 1e9 }));
    expect(answer).toMatchObject({ code: 'too-large', detail: expect.stringContaining('500 times its size') });
    expect(sent('/doc')).toBe(1);
  });

  it('reads what packs well, and small bodies however well they pack', async () => {
    const entry = (at: number) => `"1.0.${at}":{"text":"${'x'.repeat(5000)}","hash":"${(at * 7919).toString(36)}"}`;
    const large = `{"versions":{${Array.from({ length: 1000 }, (_, at) => entry(at)).join(',')}}}`;
    const bodies = [large, ' '.repeat(900_000)].map((body) => ({ body, packed: gzipSync(body) }));
    for (const { body, packed } of bodies) {
      const packer = await startServer(() => ({ raw: packed, headers: { 'content-encoding': 'gzip' } }), {
        gzip: false,
      });
      expect(await start().send(get(`${packer.url}/`, { maxBytes: 1e9 }))).toMatchObject({ body });
      await packer.close();
    }
    expect(bodies.map(({ body, packed }) => body.length / packed.length > 100)).toEqual([true, true]);
  });

  it('counts the size after decompression', async () => {
    const answer = await start().send(get('/doc', { maxBytes: 1000 }));
    expect(answer).toMatchObject({ code: 'too-large', detail: expect.stringContaining('1000 bytes') });
  });

  it('knows a broken compressed body and an unknown encoding', async () => {
    const body = gzipSync('{}').toString('latin1');
    server.fail('/doc', { status: 200, headers: { 'content-encoding': 'gzip' }, body });
    server.fail('/other', { status: 200, headers: { 'content-encoding': 'magic' }, body: '{}' });
    const http = start();
    expect(codeOf(await http.send(get('/doc')))).toBe('malformed');
    expect(codeOf(await http.send(get('/other')))).toBe('malformed');
  });

  it.each([
    ['no address', 'nonsense'],
    ['plain http to another host', 'http://npm.acme.example/doc'],
    ['a host that is not allowed', 'https://npm.acme.example/doc'],
    ['another protocol', 'file:///etc/hosts'],
  ])('refuses %s', async (_, url) => {
    expect(codeOf(await start().send(get(url)))).toBe('refused');
  });

  it('names no credentials', async () => {
    const answer = await start({ retries: 0 }).send(get('http://user:hunter2@127.0.0.1:1/doc?token=hunter2'));
    expect(codeOf(answer)).toBe('network');
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });
});

describe('retries', () => {
  it.each([429, 500, 502, 503, 504])('asks again after %i', async (status) => {
    server.fail('/doc', { status, times: 2 });
    const http = start();
    expect(codeOf(await http.send(get('/doc')))).toBe(200);
    expect(http.stats().hosts).toMatchObject([{ requests: 3, retries: 2 }]);
  });

  it.each([400, 401, 403, 404, 501])('does not ask again after %i', async (status) => {
    server.fail('/doc', { status });
    expect(codeOf(await start().send(get('/doc')))).toBe(status);
    expect(sent('/doc')).toBe(1);
  });

  it.each(['reset', 'truncated'] as const)('asks again after %s, also with a POST', async (kind) => {
    server.fail('*', { kind, times: 2 });
    const answer = await start().send(get('/query', { method: 'POST', body: '{}' }));
    expect(codeOf(answer)).toBe(200);
    expect(sent('/query')).toBe(3);
  });

  it('gives the last answer after three retries', async () => {
    server.fail('/doc', { status: 503 });
    expect(codeOf(await start().send(get('/doc')))).toBe(503);
    expect(sent('/doc')).toBe(4);
  });

  it('waits as long as the server asks, and a second where it asks for none', async () => {
    server.fail('/doc', { status: 429, retryAfter: '0', times: 1 });
    const started = performance.now();
    expect(codeOf(await start().send(get('/doc')))).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  it.each(['3600', new Date(Date.now() + 3_600_000).toUTCString(), '20'])(
    'gives up at once for Retry-After: %s',
    async (retryAfter) => {
      server.fail('/doc', { status: 429, retryAfter });
      expect(codeOf(await start().send(get('/doc')))).toBe(429);
      expect(sent('/doc')).toBe(1);
    },
  );

  it('stops asking a host that is down', async () => {
    server.fail('*', { kind: 'reset' });
    const http = start({ retries: 0, failuresUntilDown: 3 });
    for (let i = 0; i < 10; i++) expect(codeOf(await http.send(get(`/doc?${i}`)))).toBe('network');
    expect(server.log.length).toBe(3);
  });
});

describe('redirects', () => {
  const to = (location: string) => get(`/to?${encodeURIComponent(location)}`);

  it('follows one on the same host and says who answered', async () => {
    expect(await start().send(to('/doc'))).toMatchObject({ status: 200, url: `${server.url}/doc` });
  });

  it.each(['https://evil.acme.example/doc', 'http://evil.acme.example/doc', 'file:///etc/passwd', 'http://'])(
    'refuses one to %s',
    async (location) => {
      expect(codeOf(await start().send(to(location)))).toBe('refused');
    },
  );

  it('refuses another port that is not allowed, and a loop', async () => {
    const http = start({ allowed: (url) => url.startsWith(server.url) });
    expect(codeOf(await http.send(to('http://127.0.0.1:1/doc')))).toBe('refused');
    expect(codeOf(await http.send(get('/loop')))).toBe('refused');
    expect(sent('/loop')).toBe(6);
  });

  it('sends credentials to their host only', async () => {
    const other = await startServer(() => ({ json: { name: 'there' } }));
    try {
      const http = start({ credentials: (url) => (url.origin === server.url ? 'Bearer secret' : undefined) });
      expect(await http.send(to('/doc'))).toMatchObject({ withCredentials: true });
      expect(server.log.map(({ headers }) => headers['authorization'])).toEqual(['Bearer secret', 'Bearer secret']);
      const answer = await http.send({
        ...to(`${other.url}/there`),
        headers: { Authorization: 'Bearer secret', Cookie: 'a=b' },
      });
      expect(codeOf(answer)).toBe(200);
      expect(answer).toMatchObject({ url: `${other.url}/there`, withCredentials: true });
      expect(await http.send(get(`${other.url}/there`))).not.toHaveProperty('withCredentials');
      expect(other.log[0]?.headers).not.toHaveProperty('authorization');
      expect(other.log[0]?.headers).not.toHaveProperty('cookie');
    } finally {
      await other.close();
    }
  });
});

describe('credentials', () => {
  const secret = 'Bearer hunter2';

  it('are sent again with a retry, and to their origin alone', async () => {
    server.fail('/doc', { status: 503, times: 1 });
    const other = await startServer(() => ({ json: { name: 'there' } }));
    try {
      const http = start({ credentials: ({ origin }) => (origin === server.url ? secret : undefined) });
      expect(codeOf(await http.send(get('/doc')))).toBe(200);
      expect(server.log.map(({ headers }) => headers['authorization'])).toEqual([secret, secret]);
      expect(codeOf(await http.send(get(`${other.url}/there`)))).toBe(200);
      expect(other.log[0]?.headers).not.toHaveProperty('authorization');
    } finally {
      await other.close();
    }
  });

  it('are gone after a redirect to another origin, also those that belong there', async () => {
    const other = await startServer(() => ({ json: { name: 'there' } }));
    try {
      const http = start({ credentials: () => secret });
      expect(codeOf(await http.send(get(`/to?${encodeURIComponent(`${other.url}/there`)}`)))).toBe(200);
      expect(server.log[0]?.headers['authorization']).toBe(secret);
      expect(other.log[0]?.headers).not.toHaveProperty('authorization');
    } finally {
      await other.close();
    }
  });

  it('stand in no answer, no failure and no statistics', async () => {
    const http = start({ credentials: () => secret, retries: 0 });
    for (const kind of ['reset', 'truncated', 'malformed'] as const) {
      server.fail('/doc', { kind });
      expect(JSON.stringify(await http.send(get('/doc', { select: [['name']], fresh: true })))).not.toContain(
        'hunter2',
      );
    }
    server.fail('/doc', { status: 401, body: '{"error":"no"}' });
    expect(JSON.stringify(await http.send(get('/doc')))).not.toContain('hunter2');
    const odd = start({ credentials: () => 'Bearer hunter2\r\nx: y', retries: 0 });
    expect(JSON.stringify(await odd.send(get('/other')))).not.toContain('hunter2');
    expect(JSON.stringify([http.stats(), odd.stats()])).not.toContain('hunter2');
  });
});

describe('a run', () => {
  it('asks the same question once, also while the first is under way', async () => {
    const http = start();
    const answers = await Promise.all([http.send(get('/doc')), http.send(get('/doc')), http.send(get('/doc'))]);
    await http.send(get('/doc'));
    expect(answers.map(codeOf)).toEqual([200, 200, 200]);
    expect(sent('/doc')).toBe(1);
    expect(http.stats().hosts).toMatchObject([{ requests: 1, cacheHits: 3, revalidations: 0, failures: 0 }]);
  });

  it('asks again for what differs or must be fresh, past caches', async () => {
    const http = start();
    await http.send(get('/doc'));
    await http.send(get('/doc', { headers: { accept: 'text/html' } }));
    await http.send(get('/doc', { fresh: true }));
    expect(sent('/doc')).toBe(3);
    expect(server.log[2]?.headers['cache-control']).toBe('no-cache');
  });

  it('forgets the oldest answers when they take too much', async () => {
    const http = start({ memoryBytes: 10_000 });
    for (const path of ['/doc?1', '/doc?2', '/doc?3', '/doc?1', '/doc?3']) await http.send(get(path));
    expect([sent('/doc?1'), sent('/doc?2'), sent('/doc?3')]).toEqual([2, 1, 1]);
  });

  it('limits what is under way to one host', async () => {
    let answered = 0;
    let most = 0;
    const slow = await startServer(
      () => {
        most = Math.max(most, slow.log.length - answered++);
        return { json: {} };
      },
      { latencyMs: 10 },
    );
    try {
      const http = start({ concurrency: 4 });
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => http.send(get(`${slow.url}/${i}`))));
      expect(answers.map(codeOf)).toEqual(Array(20).fill(200));
      expect(most).toBe(4);
    } finally {
      await slow.close();
    }
  });

  it.each([
    ['requests', { requests: 2 }],
    ['bytes', { bytes: 2500 }],
  ] as const)('ends with its budget of %s', async (_, budget) => {
    await server.close();
    server = await startServer(() => ({ json: documents['/doc'] }), { gzip: false });
    const http = start({ budget });
    const codes: (string | number)[] = [];
    for (let i = 0; i < 4; i++) codes.push(codeOf(await http.send(get(`/doc?${i}`))));
    expect(codes.slice(-2)).toEqual(['budget', 'budget']);
    expect(codes[0]).toBe(200);
  });

  it('ends with its time, also in the middle of an answer and of a pause', async () => {
    server.fail('/doc', { kind: 'hang' });
    server.fail('/other', { status: 503 });
    const http = start({ budget: { seconds: 0.08 }, retryDelayMs: 40, retries: 9 });
    const codes = (await Promise.all([http.send(get('/doc')), http.send(get('/other'))])).map(codeOf);
    // Not the deadline of the request, and not all the attempts.
    expect(codes[0]).toBe('budget');
    expect([503, 'budget']).toContain(codes[1]);
    expect(sent('/other')).toBeLessThan(9);
    expect(codeOf(await http.send(get('/later')))).toBe('budget');
  });

  it('leaves other hosts half of its time when one is silent', async () => {
    const silent = await startServer(() => ({ json: {} }));
    silent.fail('*', { kind: 'hang' });
    const http = createHttp({ userAgent: 'x', allowed: () => true, env: {}, budget: { seconds: 4 } });
    open.push(http);
    expect(codeOf(await http.send(get(`${silent.url}/x`)))).toBe('timeout');
    expect(codeOf(await http.send(get('/doc')))).toBe(200);
    await silent.close();
  });

  it('gives up what is under way when it is closed', async () => {
    server.fail('/doc', { kind: 'hang' });
    const http = start();
    const answer = http.send(get('/doc'));
    setTimeout(() => void http.close(), 30);
    expect(codeOf(await answer)).toBe('refused');
    expect(codeOf(await http.send(get('/other')))).toBe('refused');
  });

  it('counts requests and bytes on the wire for each host', async () => {
    const http = start();
    await http.send(get('/doc'));
    const [host] = http.stats().hosts;
    expect(host).toMatchObject({ host: new URL(server.url).host, requests: 1, retries: 0 });
    expect(host?.bytes).toBeLessThan(1000);
    expect(host?.bytes).toBeGreaterThan(20);
  });
});
