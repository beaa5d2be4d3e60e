import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, type Documents, documents, startDocuments } from '../../../test/support/documents.ts';
import { startServer } from '../../../test/support/registries/server.ts';
import { createHttp } from './index.ts';

let server: Documents['server'];
let start: Documents['start'];
let get: Documents['get'];
let sent: Documents['sent'];
beforeEach(async () => {
  ({ server, start, get, sent } = await startDocuments());
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
    const plain = await startServer(() => ({ json: documents['/doc'] }), { gzip: false });
    onTestFinished(() => plain.close());
    const http = start({ budget });
    const codes: (string | number)[] = [];
    for (let i = 0; i < 4; i++) codes.push(codeOf(await http.send(get(`${plain.url}/doc?${i}`))));
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
    onTestFinished(() => http.close());
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
