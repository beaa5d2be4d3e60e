import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PyPi, type PyPiOptions, startPyPi } from '../../../test/support/registries/pypi.ts';
import type { PyPiProject } from '../../../test/support/registries/pypi-documents.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { createHttp, type HttpPort } from '../../ports/http/index.ts';
import { lookups } from './lookups.ts';

const day = (n: number): string => `2024-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;

const tools: PyPiProject = {
  name: 'Acme.Tools',
  releases: [
    {
      version: '1.0',
      uploadedAt: day(1),
      files: [
        { filename: 'acme_tools-1.0-py3-none-any.whl', uploadedAt: day(7) },
        { filename: 'Acme.Tools-1.0.tar.gz', uploadedAt: day(1) },
      ],
    },
    { version: '1.10', uploadedAt: day(3) },
    { version: '1.9', uploadedAt: day(2), yanked: 'broken' },
    {
      version: '1.8',
      uploadedAt: day(2),
      files: [{ filename: 'acme_tools-1.8.tar.gz', yanked: true }, { filename: 'acme_tools-1.8.zip' }],
    },
    { version: '2.0rc1', uploadedAt: day(5) },
  ],
};

let pypi: PyPi;
let http: HttpPort;

async function start(options: PyPiOptions = {}): Promise<void> {
  pypi = await startPyPi(
    [
      tools,
      {
        name: 'held',
        releases: [{ version: '1.0', uploadedAt: day(1) }],
        status: 'quarantined',
        statusReason: 'suspicious',
      },
      { name: 'done', releases: [{ version: '1.0', uploadedAt: day(1) }], status: 'archived' },
      { name: 'empty', releases: [] },
    ],
    options,
  );
  http = createHttp({
    userAgent: 'gazetteer/0',
    allowed: (url) => url.startsWith(pypi.url),
    retries: 0,
    deadlineMs: 300,
    env: {},
  });
}

async function restart(options: PyPiOptions): Promise<void> {
  await stop();
  await start(options);
}

async function stop(): Promise<void> {
  await http.close();
  await pypi.close();
}

beforeEach(() => start());
afterEach(stop);

const askPackage = (name: string) => runLookup(lookups.package(name, `${pypi.index}/`), http.send);
const askRelease = (name: string, version: string) => runLookup(lookups.release(name, version, pypi.index), http.send);
const paths = () => pypi.log.map(({ url }) => url);

describe('the origin of a release', () => {
  const at = day(1);
  const wheel = 'signed-1.0-py3-none-any.whl';
  const sdist = 'signed-1.0.tar.gz';

  it.each<[string, PyPiProject['releases'][number], object | undefined]>([
    ['attested', { version: '1.0', uploadedAt: at, provenance: true }, { isAttested: true }],
    ['not attested', { version: '1.0', uploadedAt: at, provenance: false }, { isAttested: false }],
    ['not told', { version: '1.0', uploadedAt: at, provenance: 'untold' }, undefined],
    [
      'not attested where one file is not',
      { version: '1.0', uploadedAt: at, files: [{ filename: wheel, provenance: true }, { filename: sdist }] },
      { isAttested: false },
    ],
    [
      'not told where one file does not tell',
      {
        version: '1.0',
        uploadedAt: at,
        provenance: 'untold',
        files: [{ filename: wheel, provenance: true }, { filename: sdist }],
      },
      undefined,
    ],
    ['not told where there are no files', { version: '1.0', uploadedAt: at, files: [] }, undefined],
  ])('is %s', async (_, release, expected) => {
    pypi.put({ name: 'signed', releases: [release] });
    const fact = await askRelease('signed', '1.0');
    expect(fact.state === 'present' && fact.value.origin).toEqual(expected);
  });

  it('is not told by pages of links, nor by the older interface', async () => {
    await restart({ html: true });
    const fact = await askRelease('acme-tools', '1.10');
    expect(fact).toMatchObject({ state: 'present', value: { publishedAt: day(3) } });
    expect(fact.state === 'present' && fact.value).not.toHaveProperty('origin');
  });
});

describe('package', () => {
  it('reads versions, times, yanks and hashes', async () => {
    const fact = await askPackage('acme_tools');
    expect(fact).toMatchObject({
      state: 'present',
      source: `${pypi.index}/acme-tools/`,
      value: { name: 'acme-tools', status: 'active', latest: '1.10', firstPublishedAt: day(1), removedVersions: [] },
    });
    expect(fact.state === 'present' && fact.value.versions).toMatchObject([
      {
        version: '1.0',
        publishedAt: day(7),
        integrity: [expect.stringMatching(/^sha256:[0-9a-f]{64}$/), expect.anything()],
      },
      { version: '1.10', publishedAt: day(3) },
      { version: '1.9', yanked: 'broken' },
      { version: '1.8' },
      { version: '2.0rc1' },
    ]);
    expect(fact.state === 'present' && fact.value.versions[3]).not.toHaveProperty('yanked');
    expect(paths()).toEqual(['/simple/acme-tools/']);
    expect(pypi.log[0]?.headers['accept']).toMatch(/^application\/vnd\.pypi\.simple\.v1\+json,/);
  });

  it.each([
    ['held', { status: 'quarantined', statusReason: 'suspicious', versions: [] }],
    ['done', { status: 'archived', latest: '1.0' }],
    ['empty', { status: 'active', versions: [] }],
  ])('tells the status of %s', async (name, value) => {
    expect(await askPackage(name)).toMatchObject({ state: 'present', value });
  });

  it('believes a 404 only when it is repeated past the caches', async () => {
    expect(await askPackage('missing')).toMatchObject({ state: 'absent', source: `${pypi.index}/missing/` });
    expect(paths()).toEqual(['/simple/missing/', '/simple/missing/']);
    expect(pypi.log[1]?.headers['cache-control']).toBe('no-cache');
    pypi.fail('/simple/done/', { status: 404, times: 1 });
    expect(await askPackage('done')).toMatchObject({ state: 'present' });
    pypi.fail('/simple/empty/', { status: 404, times: 1 });
  });

  it.each([
    ['401', { status: 401 }],
    ['403', { status: 403 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['something else than the index page of acme-tools', { kind: 'html' as const }],
    ['ended too early', { kind: 'truncated' as const }],
    ['no JSON', { kind: 'malformed' as const }],
    ['no complete answer', { kind: 'hang' as const }],
    ['something else', { status: 200, body: '{}' }],
    ['something else', { status: 200, body: '{"name":"other","files":[],"versions":[]}' }],
    ['something else', { status: 200, body: '{"name":"acme-tools","versions":["1.0"]}' }],
    ['something else', { status: 200, body: '{"meta":{"api-version":"2.0"},"name":"acme-tools","files":[]}' }],
  ])('knows nothing after: %s', async (reason, fault) => {
    pypi.fail('*', fault);
    const fact = await askPackage('acme-tools');
    expect(fact).toMatchObject({ state: 'unknown', reason: expect.stringContaining(reason) });
    expect(fact).toMatchObject({ reason: expect.stringContaining(new URL(pypi.url).host) });
    const refused = 'status' in fault && fault.status !== 200 ? fault.status : undefined;
    expect(fact.state === 'unknown' && fact.status).toBe(refused);
  });
});

describe('HTML pages', () => {
  it('are an answer, and the older API adds the times', async () => {
    await restart({ html: true });
    expect(await askPackage('Acme_Tools')).toMatchObject({
      state: 'present',
      value: {
        latest: '1.10',
        firstPublishedAt: day(1),
        versions: [
          { version: '1.0', publishedAt: day(7) },
          { version: '1.10' },
          { version: '1.9', yanked: 'broken' },
          {},
          {},
        ],
      },
    });
    expect(paths()).toEqual(['/simple/acme-tools/', '/pypi/acme-tools/json']);
  });

  it('leave the times open where the older API does not answer', async () => {
    await restart({ html: true, api: false });
    const fact = await askPackage('acme-tools');
    expect(fact).toMatchObject({ state: 'present', value: { latest: '1.10' } });
    expect(fact.state === 'present' && fact.value).not.toHaveProperty('firstPublishedAt');
    expect(fact.state === 'present' && fact.value.versions[0]).not.toHaveProperty('publishedAt');
  });

  it.each<[string, HttpAnswer, object]>([
    ['it has none', respond(404, 'no', 'text/plain'), { state: 'present', value: { version: '1.0' } }],
    ['it refuses', respond(403, 'no', 'text/plain'), { state: 'present', value: { version: '1.0' } }],
    ['it fails', respond(503, 'no', 'text/plain'), { state: 'unknown', status: 503 }],
    ['it asks to wait', respond(429, 'no', 'text/plain'), { state: 'unknown', status: 429 }],
    ['it gives no answer', { kind: 'failure', code: 'timeout', detail: 'it timed out' }, { state: 'unknown' }],
  ])('leave those of a release open only where the older API may answer later: %s', (_, api, expected) => {
    const html = respond(200, '<a href="acme_tools-1.0.tar.gz">acme_tools-1.0.tar.gz</a>', 'text/html');
    const registry = 'https://pypi.acme.example/simple';
    expect(replayLookup(lookups.release('acme-tools', '1.0', registry), [html, api]).value).toMatchObject(expected);
    expect(replayLookup(lookups.package('acme-tools', registry), [html, api]).value).toMatchObject({
      state: 'present',
    });
  });

  it.each([
    ['a login page', '<html><a href="/login">Sign in</a></html>'],
    ['files of another project', '<a href="other-1.0.tar.gz">other-1.0.tar.gz</a>'],
    ['a list of projects', '<a href="acme-tools/">acme-tools</a>'],
    ['nothing', '<!DOCTYPE html><html><body></body></html>'],
  ])('are no answer with %s', (_, html) => {
    const { value } = replayLookup(lookups.package('acme-tools', 'https://pypi.acme.example/whl'), [
      respond(200, html, 'text/html'),
    ]);
    expect(value).toMatchObject({ state: 'unknown' });
  });

  it('are asked for no times where the index is not a standard one', () => {
    const html = '<a href="acme_tools-1.0.tar.gz">acme_tools-1.0.tar.gz</a>';
    const { value, asked } = replayLookup(lookups.package('acme-tools', 'https://pypi.acme.example/whl/cpu'), [
      respond(200, html, 'text/html'),
    ]);
    expect(value).toMatchObject({ state: 'present', value: { versions: [{ version: '1.0' }] } });
    expect(asked.map(({ url }) => url)).toEqual(['https://pypi.acme.example/whl/cpu/acme-tools/']);
  });
});

describe('JSON pages of others', () => {
  it('may lack versions, times and hashes; bad elements are dropped', () => {
    const page = {
      name: 'Acme.Tools',
      files: [
        { filename: 'acme_tools-1.0.tar.gz', 'upload-time': 'yesterday', yanked: 7, hashes: { sha256: 'zz' } },
        { filename: 5 },
        { filename: 'acme_tools-1.0.0-py3-none-any.whl', 'upload-time': day(4) },
        { filename: 'other-9.0.tar.gz', 'upload-time': day(1) },
      ],
    };
    const { value } = replayLookup(lookups.package('acme-tools', 'https://pypi.acme.example/simple'), [
      respond(200, page),
    ]);
    expect(value).toMatchObject({
      state: 'present',
      value: { latest: '1.0', firstPublishedAt: day(4), versions: [{ version: '1.0', publishedAt: day(4) }] },
    });
    expect(value.state === 'present' && value.value.versions).toHaveLength(1);
  });
});

describe('release', () => {
  it.each(['1.0', '1.0.0', 'v1', '1'])('is found in any spelling: %s', async (version) => {
    expect(await askRelease('acme-tools', version)).toMatchObject({
      state: 'present',
      value: { version: '1.0', publishedAt: day(7) },
    });
  });

  it('shares the page with the package', async () => {
    await askPackage('acme-tools');
    await askRelease('acme-tools', '1.10');
    expect(paths()).toEqual(['/simple/acme-tools/']);
  });

  it('is denied only by a second page', async () => {
    expect(await askRelease('acme-tools', '3.0')).toMatchObject({
      state: 'absent',
      proof: expect.stringContaining('does not list'),
    });
    expect(paths()).toHaveLength(2);
    expect(await askRelease('missing', '1.0')).toMatchObject({ state: 'absent' });
    expect(await askRelease('held', '1.0')).toMatchObject({
      state: 'absent',
      proof: expect.stringContaining('quarantined'),
    });
  });

  it('is unknown where the second page does not come', () => {
    const page = { name: 'x', files: [{ filename: 'x-1.0.tar.gz', 'upload-time': day(1) }] };
    const ask = (second: Parameters<typeof replayLookup>[1][number]) =>
      replayLookup(lookups.release('x', '2.0', 'https://pypi.acme.example/simple'), [respond(200, page), second]).value
        .state;
    expect(ask(respond(500, ''))).toBe('unknown');
    expect(ask(respond(200, { ...page, files: [{ filename: 'x-2.0.tar.gz', 'upload-time': day(2) }] }))).toBe(
      'present',
    );
  });
});
