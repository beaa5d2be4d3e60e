import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookups } from '../../src/ecosystems/pypi/lookups.ts';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import { createHttp, type HttpPort } from '../../src/ports/http/index.ts';
import { runLookup } from '../support/registries/run-lookup.ts';
import { type LoopbackServer, startServer } from '../support/registries/server.ts';
import { type StaticIndex, startStaticIndex } from '../support/registries/static-index.ts';

const hash = (digit: string): string => digit.repeat(64);
const wheel = (version: string, python: string): string => `torch-${version}-${python}-${python}-linux_x86_64.whl`;

let server: StaticIndex;
let elsewhere: LoopbackServer;
let http: HttpPort;

beforeAll(async () => {
  server = await startStaticIndex({
    torch: [
      { filename: wheel('2.1.0+cpu', 'cp310'), sha256: hash('a') },
      { filename: wheel('2.1.0+cpu', 'cp311'), sha256: hash('b') },
      { filename: wheel('2.2.0.dev20231101+cpu', 'cp311') },
    ],
    'Typing-Extensions': [
      {
        filename: 'typing_extensions-4.8.0-py3-none-any.whl',
        sha256: hash('c'),
        address: `${endpoints.pypiFiles}/packages/24/21/typing_extensions-4.8.0-py3-none-any.whl`,
      },
    ],
  });
  elsewhere = await startServer(({ url }) => ({ status: 302, headers: { location: `${server.url}${url}` }, text: '' }));
});
afterAll(async () => {
  await server.close();
  await elsewhere.close();
});

beforeEach(() => {
  const allowed = (url: string) => url.startsWith(server.url) || url.startsWith(elsewhere.url);
  http = createHttp({ userAgent: 'gazetteer/0', allowed, retries: 0, env: {} });
  return () => http.close();
});

const ask = (name: string, registry = server.index) => runLookup(lookups.package(name, registry), http.send);
const askedSince = (start: number) => server.log.slice(start).map(({ url }) => url);

describe('an index of static pages', () => {
  it('tells local versions and their hashes, and no times', async () => {
    const start = server.log.length;
    const fact = await ask('torch');
    expect(fact).toMatchObject({ state: 'present', value: { status: 'active', latest: '2.1.0+cpu' } });
    expect(fact.state === 'present' && fact.value.versions).toEqual([
      {
        version: '2.1.0+cpu',
        integrity: [`sha256:${hash('a')}`, `sha256:${hash('b')}`],
        archives: ['cp310-cp310-linux_x86_64', 'cp311-cp311-linux_x86_64'],
      },
      { version: '2.2.0.dev20231101+cpu', archives: ['cp311-cp311-linux_x86_64'] },
    ]);
    expect(fact.state === 'present' && fact.value).not.toHaveProperty('firstPublishedAt');
    expect(askedSince(start)).toEqual(['/whl/cpu/torch/']);
  });

  it('shows that it only links to the files of the public index', async () => {
    expect(await ask('typing_extensions')).toMatchObject({
      value: {
        versions: [
          {
            version: '4.8.0',
            integrity: [`sha256:${hash('c')}`],
            archiveHosts: [new URL(endpoints.pypiFiles).host],
          },
        ],
      },
    });
  });

  it('denies what its list does not name, and is asked for the list once', async () => {
    const start = server.log.length;
    const names = ['torchtriton', 'acme-internal', 'requests'];
    const facts = await Promise.all(names.map((name) => ask(name)));
    expect(facts.map(({ state }) => state)).toEqual(['absent', 'absent', 'absent']);
    expect(askedSince(start).sort()).toEqual(['/whl/cpu/', ...names.map((name) => `/whl/cpu/${name}/`)].sort());
  });

  it('denies nothing that its list names, or without the list', async () => {
    server.fail('/whl/cpu/torch/', { status: 403 });
    expect(await ask('torch')).toMatchObject({ state: 'unknown', status: 403 });
    server.fail('/whl/cpu/', { status: 403 });
    await http.close();
    http = createHttp({ userAgent: 'gazetteer/0', allowed: () => true, retries: 0, env: {} });
    expect(await ask('missing')).toMatchObject({ state: 'unknown', status: 403 });
    server.heal();
  });

  it('is asked once more at most where its address is a usual one', async () => {
    const page = '<a href="../x-1.0.tar.gz">x-1.0.tar.gz</a>';
    const usual = await startServer(({ url }) =>
      url === '/simple/x/' ? { text: page, headers: { 'content-type': 'text/html' } } : { status: 403, text: '' },
    );
    try {
      const own = createHttp({ userAgent: 'gazetteer/0', allowed: () => true, retries: 0, env: {} });
      const fact = await runLookup(lookups.release('x', '1.0', `${usual.url}/simple`), own.send);
      await runLookup(lookups.package('x', `${usual.url}/simple`), own.send);
      await own.close();
      const value = { version: '1.0', archives: ['sdist'] };
      expect(fact).toEqual({ state: 'present', value, source: `${usual.url}/simple/x/` });
      expect(usual.log.map(({ url }) => url)).toEqual(['/simple/x/', '/pypi/x/json']);
    } finally {
      await usual.close();
    }
  });

  it('does not answer for another one that sends those who ask on to it', async () => {
    const { host } = new URL(server.url);
    for (const name of ['torch', 'missing']) {
      expect(await ask(name, `${elsewhere.url}/whl/cpu`)).toMatchObject({
        state: 'unknown',
        reason: expect.stringContaining(`forwards to ${host}`),
      });
    }
  });
});
