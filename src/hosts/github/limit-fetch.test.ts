import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { limitFetch } from './limit-fetch.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/path?secret=1`;
}

describe('limitFetch', () => {
  const notes: string[] = [];
  const within = (deadlineMs: number) =>
    limitFetch(undefined, { maxBytes: 10, deadlineMs, note: (text) => notes.push(text) });
  // Far beyond what a busy machine needs for one answer.
  const limited = within(30_000);
  const hasty = within(200);
  afterEach(() => notes.splice(0));

  it('passes what is within the limit, with its address', async () => {
    const url = await serve((_request, response) => response.end('0123456789'));
    const response = await limited(url);
    expect([await response.text(), response.url, response.status]).toEqual(['0123456789', url, 200]);
    expect(notes).toEqual([]);
  });

  it('follows what was renamed on the same server, and nobody to another', async () => {
    const strayed: string[] = [];
    const elsewhere = await serve((request, response) => {
      strayed.push(request.url ?? '');
      response.end('inside');
    });
    const url = await serve(({ url: path = '' }, response) => {
      const to = { '/path?secret=1': '/named', '/loop': '/loop', '/away': elsewhere }[path];
      if (to === undefined) return response.end(path);
      return response.writeHead(301, { location: to }).end();
    });
    const response = await limited(url);
    expect([await response.text(), response.url]).toEqual(['/named', new URL('/named', url).href]);
    await expect(limited(new URL('/loop', url))).rejects.toThrow('more than 5 redirects');
    await expect(limited(new URL('/away', url))).rejects.toThrow('redirects to 127.0.0.1:');
    for (const method of ['POST', 'PATCH', 'DELETE'])
      await expect(limited(url, { method })).rejects.toThrow('redirects to 127.0.0.1:');
    expect(strayed).toEqual([]);
  });

  it('fails over the limit, without reading on', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(1_000_000)));
    await expect((await limited(url)).text()).rejects.toThrow('over the limit');
  });

  it('ends an answer that does not come, or does not end', async () => {
    const silent = await serve(() => {});
    await expect(hasty(silent)).rejects.toThrow();
    expect(notes).toEqual(['GitHub did not answer /path.']);
    const dripping = await serve((_request, response) => response.write('x'));
    // The deadline may pass before the head of the answer is here, too.
    await expect(hasty(dripping).then((response) => response.text())).rejects.toThrow();
  });

  it('notes a server in trouble', async () => {
    const url = await serve((_request, response) => response.writeHead(503).end());
    expect((await limited(url)).status).toBe(503);
    expect(notes).toEqual(['GitHub answered 503 to /path.']);
  });
});
