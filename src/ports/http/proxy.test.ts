import { expect, it } from 'vitest';
import { startProxy } from '../../../test/support/registries/proxy.ts';
import { startServer } from '../../../test/support/registries/server.ts';
import { createHttp } from './index.ts';
import { proxyFetch } from './proxy.ts';

it('asks outside hosts through the proxy and loopback without it', async () => {
  const [proxy, server] = await Promise.all([startProxy(), startServer(() => ({ json: {} }))]);
  const http = createHttp({ userAgent: 'gazetteer/1.2.3', allowed: () => true, env: proxy.env, retries: 0 });
  try {
    const outside = await http.send({ url: 'https://npm.acme.example/x', maxBytes: 1000 });
    expect(outside).toMatchObject({ kind: 'failure', code: 'network' });
    expect(JSON.stringify(outside)).not.toContain('hunter2');
    expect(proxy.asked).toEqual(['npm.acme.example:443']);
    expect(await http.send({ url: `${server.url}/x`, maxBytes: 1000 })).toMatchObject({ status: 200 });
    expect(proxy.asked).toHaveLength(1);
  } finally {
    await http.close();
    await server.close();
    proxy.close();
  }
});

it('says that the address of the proxy is wrong without showing it', async () => {
  const http = createHttp({
    userAgent: 'gazetteer/1.2.3',
    allowed: () => true,
    env: { https_proxy: 'http://u:hunter2@[' },
    retries: 0,
  });
  const answer = await http.send({ url: 'https://npm.acme.example/x', maxBytes: 1000 });
  expect(answer).toMatchObject({ code: 'network', detail: 'the address of the proxy is not valid' });
  await http.close();
});

it('gives a fetch that uses the proxy, and the built-in one where there is none', async () => {
  const proxy = await startProxy();
  try {
    await expect((await proxyFetch(proxy.env))('https://api.acme.example/x')).rejects.toThrow();
    expect(proxy.asked).toEqual(['api.acme.example:443']);
    expect(await proxyFetch({})).toBe(globalThis.fetch);
  } finally {
    proxy.close();
  }
});

it('sends what writes as it is, also beside a proxy', async () => {
  const server = await startServer(() => ({ json: {} }));
  try {
    const fetch = await proxyFetch({ HTTPS_PROXY: 'http://127.0.0.1:1' });
    for (const method of ['POST', 'PATCH', 'DELETE']) await fetch(`${server.url}/x`, { method, body: '{"a":1}' });
    expect(server.log.map(({ method, body }) => `${method} ${body}`)).toEqual([
      'POST {"a":1}',
      'PATCH {"a":1}',
      'DELETE {"a":1}',
    ]);
    await expect(fetch(`${server.url}/x`, { method: 'TRACE' })).rejects.toThrow('TRACE');
  } finally {
    await server.close();
  }
});
