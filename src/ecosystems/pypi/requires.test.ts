import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PyPi, type PyPiOptions, startPyPi } from '../../../test/support/registries/pypi.ts';
import { filePath, type PyPiProject } from '../../../test/support/registries/pypi-documents.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { createHttp, type HttpPort } from '../../ports/http/index.ts';
import { lookUpRequires } from './requires.ts';

const at = '2026-03-24T10:52:00.000Z';
const any = '-py3-none-any.whl';
const wheel = (version: string, ending = any) => ({ filename: `tools-${version}${ending}` });
const platforms = ['win_amd64', 'macosx_11_0_arm64', 'manylinux_2_28_x86_64', 'musllinux_1_2_x86_64', 'win32'];

const tools: PyPiProject = {
  name: 'Tools',
  releases: [
    { version: '1.0', uploadedAt: at },
    { version: '1.1', uploadedAt: at, requires: ['Requests>=2', 'pytest; extra == "test"'] },
    { version: '1.2', uploadedAt: at, files: [wheel('1.2', '.tar.gz')] },
    {
      version: '1.3',
      uploadedAt: at,
      requires: ['requests'],
      files: platforms.map((platform) => wheel('1.3', `-cp313-cp313-${platform}.whl`)),
    },
    {
      version: '1.4',
      uploadedAt: at,
      files: platforms.map((one) => ({ ...wheel('1.4', `-cp313-cp313-${one}.whl`), requires: [`only-${one}`] })),
    },
    {
      version: '1.5',
      uploadedAt: at,
      files: [{ ...wheel('1.5', `-1${any}`), yanked: true, requires: ['evil'] }, wheel('1.5')],
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

const ask = (version: string) => runLookup(lookUpRequires('tools', version, `${pypi.index}/`, new Date()), http.send);
const asked = () => pypi.log.filter(({ url }) => url.startsWith('/packages/')).map(({ url }) => url);

describe('what a release requires', () => {
  it.each<[string, string, object, number]>([
    ['nothing', '1.0', { requires: {} }, 1],
    ['what stands in its metadata, without extras', '1.1', { requires: { requests: '>=2' } }, 1],
    ['what several wheels say alike', '1.3', { requires: { requests: '' } }, 1],
    ['nothing that was taken back', '1.5', { requires: {} }, 1],
    ['the same of a version that is spelled otherwise', '1.1.0', { requires: { requests: '>=2' } }, 1],
  ])('is %s', async (_, version, value, requests) => {
    expect(await ask(version)).toMatchObject({ state: 'present', value });
    expect(asked()).toHaveLength(requests);
    expect(asked().every((url) => url.endsWith('.whl.metadata'))).toBe(true);
  });

  it('is what four documents say, where each wheel has its own, and that there are more is told', async () => {
    const found = await ask('1.4');
    expect(asked()).toHaveLength(4);
    expect(found).toMatchObject({
      state: 'present',
      value: {
        requires: { 'only-manylinux-2-28-x86-64': '', 'only-win-amd64': '', 'only-macosx-11-0-arm64': '' },
        unread: { state: 'unknown', reason: 'what 1 more of its wheels require was not read' },
      },
    });
  });

  it('is not to be had where there are no wheels, or nothing is offered beside them: nobody is asked', async () => {
    expect(await ask('1.2')).toMatchObject({ state: 'absent' });
    await restart({ metadata: false });
    expect(await ask('1.1')).toMatchObject({ state: 'absent' });
    expect(asked()).toEqual([]);
  });
});

const document = (more = '', version = '1.0') => `Metadata-Version: 2.4\nName: tools\nVersion: ${version}\n${more}\n`;
const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const registry = 'https://pypi.acme.example/simple';
const page = (offer: object, url = `/files/tools-1.0${any}`) =>
  respond(200, { name: 'tools', files: [{ filename: `tools-1.0${any}`, url, ...offer }] });
const lookUp = (...answers: readonly HttpAnswer[]) =>
  replayLookup(lookUpRequires('tools', '1.0', registry, new Date(0)), answers);
const evil = document('Requires-Dist: evil\n');

describe('the document', () => {
  it.each<[string, object, number]>([
    ['with a hash', { 'core-metadata': { sha256: hashOf(evil).toUpperCase() } }, 2],
    ['without a hash', { 'core-metadata': true }, 2],
    ['with other hashes', { 'core-metadata': { sha512: 'x' } }, 2],
    ['in the older spelling', { 'data-dist-info-metadata': { sha256: hashOf(evil) } }, 2],
    ['in both, of which the newer counts', { 'core-metadata': false, 'data-dist-info-metadata': true }, 1],
    ['with something else', { 'core-metadata': 'yes' }, 1],
  ])('is asked for where the page offers it: %s', (_, offer, requests) => {
    const { value, asked: urls } = lookUp(page(offer), respond(200, evil, 'text/plain'));
    expect(urls).toHaveLength(requests);
    expect(value).toMatchObject(requests === 1 ? { state: 'absent' } : { value: { requires: { evil: '' } } });
  });

  it('lies beside the file, without its fragment', () => {
    const { asked: urls } = lookUp(page({ 'core-metadata': true }, 'a.whl#sha256=0'), respond(200, evil));
    expect(urls[1]?.url).toBe('https://pypi.acme.example/simple/tools/a.whl.metadata');
  });

  it.each<[string, HttpAnswer, object]>([
    ['is gone', respond(404, {}), { status: 404 }],
    [
      'is a web page',
      respond(200, '<html></html>', 'text/html'),
      { reason: expect.stringContaining('something else') },
    ],
    ['is of another project', respond(200, evil.replace('tools', 'other')), { state: 'unknown' }],
    ['is of another release', respond(200, document('', '2.0')), { state: 'unknown' }],
    ['ended with the budget', { kind: 'failure', code: 'budget', detail: 'none left' }, { overBudget: true }],
    ['never came', { kind: 'failure', code: 'timeout', detail: 'no answer' }, { reason: 'no answer' }],
  ])('that %s leaves it unknown', (_, answer, fact) => {
    expect(lookUp(page({ 'core-metadata': true }), answer).value).toMatchObject({ state: 'unknown', ...fact });
  });

  it('that is not the one of the page leaves it unknown', () => {
    const offer = { 'core-metadata': { sha256: hashOf(document()) } };
    const { value } = lookUp(page(offer), respond(200, evil));
    expect(value).toMatchObject({ state: 'unknown', reason: expect.stringContaining('other metadata') });
  });

  it.each<[string, Buffer]>([
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(evil), Buffer.from([0xff, 0xfe])])],
    ['a mark of its encoding', Buffer.from(`\ufeff${evil}`)],
  ])('with %s is read all the same: nothing hides behind them', (_, bytes) => {
    const text = bytes.toString('utf8').replace(/^\ufeff/, '');
    const { value } = lookUp(page({ 'core-metadata': { sha256: hashOf(bytes) } }), respond(200, text));
    expect(value).toMatchObject({ state: 'present', value: { requires: { evil: '' } } });
  });

  const tooLarge = { kind: 'failure', code: 'too-large', detail: 'larger than 2097152 bytes' } as const;
  const part = (text: string, from = 0): HttpAnswer => {
    const bytes = Buffer.from(text);
    return { kind: 'response', status: 206, headers: {}, body: '', url: '', part: { bytes, from, size: 9_000_000 } };
  };

  it('that is too large is read as far as its fields go', () => {
    const { value, asked: urls } = lookUp(
      page({ 'core-metadata': { sha256: '0' } }),
      tooLarge,
      part(`${evil}${'x'.repeat(999)}`),
    );
    expect(value).toMatchObject({ state: 'present', value: { requires: { evil: '' } } });
    expect(urls[2]?.range).toEqual({ from: 0, to: 262_143 });
  });

  it.each<[string, HttpAnswer]>([
    ['that goes on', part('Metadata-Version: 2.4\nName: tools\nVersion: 1.0\nRequires-Dist: evil\n')],
    ['from elsewhere in it', part(evil, 10)],
    ['that does not come', tooLarge],
  ])('that is too large is not known by a part %s', (_, answer) => {
    expect(lookUp(page({ 'core-metadata': true }), tooLarge, answer).value).toMatchObject({ state: 'unknown' });
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

  it('is told beside what was read before', async () => {
    pypi.fail(`${filePath('tools-1.4-cp313-cp313-win_amd64.whl')}.metadata`, { status: 503 });
    expect(await ask('1.4')).toMatchObject({
      state: 'present',
      value: { requires: { 'only-manylinux-2-28-x86-64': '' }, unread: { status: 503 } },
    });
  });

  it('is what a page tells that is none', () => {
    expect(lookUp(respond(200, '<html></html>', 'text/html')).value).toMatchObject({ state: 'unknown' });
  });
});

it('the public index keeps it on the host of its archives, which is asked, and no other', () => {
  const urlsFor = (host: string) => {
    const answers = [page({ 'core-metadata': true }, `${host}/packages/ab/tools-1.0${any}`), respond(404, {})];
    return replayLookup(lookUpRequires('tools', '1.0', endpoints.pypi, new Date(0)), answers).asked.map(
      ({ url }) => url,
    );
  };
  const first = `${endpoints.pypi}/tools/`;
  expect(urlsFor(endpoints.pypiFiles)).toEqual([first, `${endpoints.pypiFiles}/packages/ab/tools-1.0${any}.metadata`]);
  expect(urlsFor('https://evil.example')).toEqual([first]);
});
