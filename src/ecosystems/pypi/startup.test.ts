import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PyPi, type PyPiOptions, startPyPi } from '../../../test/support/registries/pypi.ts';
import { filesOf, type PyPiProject } from '../../../test/support/registries/pypi-documents.ts';
import { replayLookup, respond, runLookup, settle } from '../../../test/support/registries/run-lookup.ts';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { createHttp, type HttpPort } from '../../ports/http/index.ts';
import { lookUpStartup } from './startup.ts';

const at = '2026-03-24T10:52:00.000Z';
const any = '-py3-none-any.whl';
const wheels = (version: string, ...endings: readonly string[]) =>
  endings.map((ending) => ({ filename: `tools-${version}${ending}` }));
const platforms = ['manylinux_2_28_x86_64', 'macosx_11_0_arm64', 'win_amd64', 'musllinux_1_2_x86_64'].map(
  (platform) => `-cp313-cp313-${platform}.whl`,
);

const tools: PyPiProject = {
  name: 'tools',
  releases: [
    { version: '1.0', uploadedAt: at },
    { version: '1.1', uploadedAt: at, holds: ['tools_init.pth', 'tools/data.pth'] },
    { version: '1.2', uploadedAt: at, files: wheels('1.2', '.tar.gz') },
    {
      version: '1.3',
      uploadedAt: at,
      files: [...wheels('1.3', ...platforms), { filename: `tools-1.3${any}`, holds: ['x.pth'] }],
    },
    {
      version: '1.4',
      uploadedAt: at,
      files: wheels(
        '1.4',
        ...['310', '311', '312', '313'].flatMap((n) => platforms.map((one) => one.replaceAll('313', n))),
      ),
    },
    {
      version: '1.5',
      uploadedAt: at,
      files: [{ filename: `tools-1.5-1${any}`, yanked: true, holds: ['bad.pth'] }, ...wheels('1.5', any)],
    },
    // Its directory is larger than the last bytes that are asked for first.
    {
      version: '2.0',
      uploadedAt: at,
      holds: ['a.pth', ...Array.from({ length: 3_000 }, (_, index) => `tools/module_${index}.py`), 'z.pth'],
    },
  ],
};

let pypi: PyPi;
let http: HttpPort;

async function start(options: PyPiOptions = {}): Promise<void> {
  pypi = await startPyPi([tools], options);
  http = createHttp({ userAgent: 'gazetteer/0', allowed: () => true, retries: 0, env: {} });
}
async function stop(): Promise<void> {
  await http.close();
  await pypi.close();
}
async function restart(options: PyPiOptions): Promise<void> {
  await stop();
  await start(options);
}
beforeEach(() => start());
afterEach(stop);

const now = new Date('2026-06-15T12:00:00Z');
const ask = (version: string) => runLookup(lookUpStartup('Tools', version, `${pypi.index}/`, now), http.send);
const archives = () => pypi.log.filter(({ url }) => url.startsWith('/packages/'));
const pathOf = (filename: string): string =>
  new URL(archives().find(({ url }) => url.endsWith(filename))?.url ?? '', pypi.url).pathname;

describe('what a release runs at each start', () => {
  it.each<[string, string, object]>([
    ['nothing', '1.0', { files: [], archives: 1, skipped: 0 }],
    ['a file', '1.1', { files: ['tools_init.pth'], archives: 1, skipped: 0 }],
    ['a file in one of several wheels', '1.3', { files: ['x.pth'], archives: 5, skipped: 0 }],
    ['nothing in those that are looked into, of many', '1.4', { files: [], archives: 12, skipped: 4 }],
    ['nothing that was taken back', '1.5', { files: [], archives: 1, skipped: 0 }],
    ['what a large directory holds at both ends', '2.0', { files: ['a.pth', 'z.pth'], archives: 1, skipped: 0 }],
    ['the same of a version that is spelled otherwise', '1.1.0', { files: ['tools_init.pth'] }],
  ])('is %s', async (_, version, value) => {
    expect(await ask(version)).toMatchObject({ state: 'present', value });
  });

  it('takes one request, or two where the directory is large, and never more than its bytes', async () => {
    await ask('1.1');
    expect(archives()).toHaveLength(1);
    await ask('2.0');
    expect(archives()).toHaveLength(3);
    const [, tail, rest] = archives().map(({ headers }) =>
      /^bytes=(\d+)-(\d+)$/
        .exec(headers['range'] ?? '')
        ?.slice(1)
        .map(Number),
    );
    expect(rest?.[1]).toBe((tail?.[0] ?? 0) - 1);
  });

  it('is asked at the end of the file where the size is not told, and not known where that is refused', async () => {
    await restart({ ranges: 'suffix' });
    const url = `${pypi.url}/packages/0/tools-1.1${any}`;
    const page = respond(200, { name: 'tools', files: [{ filename: `tools-1.1${any}`, url }] });
    const sent: (string | undefined)[] = [];
    const send = async (request: Parameters<HttpPort['send']>[0]): Promise<HttpAnswer> => {
      sent.push(request.range === undefined ? undefined : JSON.stringify(request.range));
      return request.range === undefined ? settle(page, request) : http.send(request);
    };
    const found = await runLookup(lookUpStartup('tools', '1.1', pypi.index, now), send);
    expect(found).toMatchObject({ state: 'present', value: { files: ['tools_init.pth'] } });
    expect(sent).toEqual([undefined, '{"last":65633}']);
    await restart({});
    const refused = await runLookup(lookUpStartup('tools', '1.1', new URL(url).origin, now), send);
    expect(refused).toMatchObject({ state: 'unknown' });
  });

  it('is read of small files also where a host knows no ranges, and not of large ones', async () => {
    await restart({ ranges: 'none' });
    expect(await ask('1.1')).toMatchObject({ state: 'present', value: { files: ['tools_init.pth'] } });
    expect(await ask('2.0')).toMatchObject({ state: 'unknown', reason: expect.stringContaining('as a whole only') });
  });

  it('is nothing to look for where there are only source archives', async () => {
    expect(await ask('1.2')).toMatchObject({ state: 'absent' });
    expect(archives()).toEqual([]);
  });
});

describe('what is not known', () => {
  it('is what lies on a host that the index does not keep its archives on: that one is not asked', async () => {
    const other = await startPyPi([tools]);
    await restart({ archives: other.url });
    const found = await ask('1.1');
    expect(found).toMatchObject({ state: 'unknown', reason: expect.stringContaining('is not known to keep archives') });
    expect(other.log).toEqual([]);
    await other.close();
  });

  it.each([404, 416, 403, 500])('is what the host answers %i for', async (status) => {
    await ask('1.1');
    const path = pathOf(`tools-1.1${any}`);
    await http.close();
    http = createHttp({ userAgent: 'gazetteer/0', allowed: () => true, retries: 0, env: {} });
    pypi.fail(path, { status });
    expect(await ask('1.1')).toMatchObject({ state: 'unknown', status });
  });

  it('is what cannot be told of one wheel, while the others are told', async () => {
    const whole = filesOf(tools).filter(({ version }) => version === '1.3');
    const files = whole.map(({ filename, size }) => ({
      filename,
      size,
      url: `https://files.acme.example/${filename}`,
    }));
    const registry = 'https://files.acme.example/simple';
    const broken = Buffer.from('no archive');
    const parts = ['manylinux', 'win', 'macosx', '-any', 'musllinux'].map((platform): HttpAnswer => {
      const bytes = whole.find(({ filename }) => filename.includes(platform))?.bytes ?? Buffer.alloc(0);
      const sent = platform === 'musllinux' ? broken : bytes;
      return { ...partial, part: { bytes: sent, from: 0, size: sent.length } };
    });
    const { value } = replayLookup(lookUpStartup('tools', '1.3', registry, now), [
      respond(200, { name: 'tools', files }),
      ...parts,
    ]);
    expect(value).toMatchObject({
      state: 'present',
      value: {
        files: ['x.pth'],
        archives: 4,
        unread: { reason: expect.stringMatching(/^tools-1\.3-.*musllinux.* cannot be looked into/) },
      },
    });
  });

  it('is what comes after the end of a budget, and stays so beside what was found before', () => {
    const { bytes = Buffer.alloc(0) } = filesOf(tools).find(({ version }) => version === '1.1') ?? {};
    const names = ['any', 'win32'].map((platform) => `tools-1.1-py3-none-${platform}.whl`);
    const files = names.map((filename) => ({ filename, size: bytes.length, url: `/files/${filename}` }));
    const page = respond(200, { name: 'tools', files });
    const ended = { kind: 'failure', code: 'budget', detail: 'no requests are left' } as const;
    const found = { ...partial, part: { bytes, from: 0, size: bytes.length } };
    const ask = (...answers: readonly HttpAnswer[]) =>
      replayLookup(lookUpStartup('tools', '1.1', 'https://pypi.acme.example/simple', now), [page, ...answers]).value;
    expect(ask(ended)).toMatchObject({ state: 'unknown', overBudget: true });
    expect(ask(found, ended)).toMatchObject({
      state: 'present',
      value: { files: ['tools_init.pth'], archives: 1, unread: { overBudget: true } },
    });
  });

  it.each<[string, HttpAnswer]>([
    ['a page of another project', respond(200, { name: 'other', files: [] })],
    ['a page without files', respond(200, { name: 'tools' })],
    ['a web page', respond(200, '<html></html>', 'text/html')],
    ['an error', respond(500, {})],
    [
      'the answer of another index',
      { ...(respond(200, { name: 'tools', files: [] }) as typeof partial), url: 'https://other.example/' },
    ],
  ])('is what %s tells', (_, answer) => {
    const { value } = replayLookup(lookUpStartup('tools', '1.0', 'https://pypi.acme.example/simple', now), [answer]);
    expect(value.state).toBe('unknown');
  });

  it('is what a file says that changes between two requests', () => {
    const { bytes = Buffer.alloc(0) } = filesOf(tools).find(({ version }) => version === '2.0') ?? {};
    const size = bytes.length;
    const files = [{ filename: `tools-2.0${any}`, size, url: 'https://pypi.acme.example/tools.whl' }];
    const from = size - 65_633;
    const page = respond(200, { name: 'tools', files });
    const tail = { ...partial, part: { bytes: bytes.subarray(from), from, size } };
    const rest = { ...partial, part: { bytes: bytes.subarray(0, from), from: 0, size: size + 1 } };
    const lookup = lookUpStartup('tools', '2.0', 'https://pypi.acme.example/simple', now);
    expect(replayLookup(lookup, [page, tail, rest]).value).toMatchObject({ state: 'unknown' });
  });
});

const partial = { kind: 'response', status: 206, headers: {}, body: '', url: '' } as const;

describe('the public index', () => {
  it('keeps its archives on a host of its own, which is asked, and no other', () => {
    const asked = (host: string) => {
      const files = [{ filename: `tools-1.0${any}`, size: 70_000, url: `${host}/packages/ab/tools-1.0${any}` }];
      const answers = [respond(200, { name: 'tools', files }), respond(404, {})];
      return replayLookup(lookUpStartup('tools', '1.0', endpoints.pypi, now), answers).asked.map(({ url, range }) => [
        url,
        range,
      ]);
    };
    const page = [`${endpoints.pypi}/tools/`, undefined];
    const range = { from: 70_000 - 65_633, to: 69_999 };
    expect(asked(endpoints.pypiFiles)).toEqual([page, [`${endpoints.pypiFiles}/packages/ab/tools-1.0${any}`, range]]);
    expect(asked('https://evil.example')).toEqual([page]);
  });
});
