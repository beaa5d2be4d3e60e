import { beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type Documents, startDocuments } from '../../../test/support/documents.ts';
import { startServer } from '../../../test/support/registries/server.ts';

let server: Documents['server'];
let start: Documents['start'];
let get: Documents['get'];
let sent: Documents['sent'];
beforeEach(async () => {
  ({ server, start, get, sent } = await startDocuments());
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
