import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeOf, type Documents, documents, startDocuments } from '../../../test/support/documents.ts';
import { startServer } from '../../../test/support/registries/server.ts';

let server: Documents['server'];
let start: Documents['start'];
let get: Documents['get'];
let sent: Documents['sent'];
beforeEach(async () => {
  ({ server, start, get, sent } = await startDocuments());
});

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
