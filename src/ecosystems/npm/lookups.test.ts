import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NpmRegistry, startNpmRegistry } from '../../../test/support/registries/npm.ts';
import { type NpmPackage, npmIntegrity, securityPlaceholder } from '../../../test/support/registries/npm-documents.ts';
import { replayLookup, respond, runLookup } from '../../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { createHttp, type HttpPort } from '../../ports/http/index.ts';
import { lookups } from './lookups.ts';
import { decodePackument } from './schema.ts';

const day = (n: number): string => `2024-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;

const leftPad: NpmPackage = {
  name: 'left-pad',
  versions: [
    { version: '1.0.0', publishedAt: day(2) },
    { version: '1.1.0', publishedAt: day(3), deprecated: 'use 2' },
    { version: '2.0.0-rc.1', publishedAt: day(4) },
  ],
  latest: '1.0.0',
  removed: [{ version: '0.9.0', publishedAt: day(1) }],
};

let registry: NpmRegistry;
let http: HttpPort;

async function start(options: { bare?: boolean } = {}): Promise<void> {
  registry = await startNpmRegistry(
    [
      leftPad,
      { name: '@acme/tool', versions: [{ version: '1.0.0', publishedAt: day(5) }] },
      { name: 'gone', versions: [{ version: '1.0.0', publishedAt: day(1) }], unpublishedAt: day(9) },
      { name: 'old', versions: [{ version: '1.0.0', publishedAt: day(1), deprecated: 'no longer kept' }] },
      { name: 'back', versions: [{ version: '1.0.0', publishedAt: day(1), deprecated: '' }] },
      securityPlaceholder('evil', day(6)),
    ],
    options,
  );
  http = createHttp({
    userAgent: 'gazetteer/0',
    allowed: (url) => url.startsWith(registry.url),
    retries: 0,
    deadlineMs: 300,
    env: {},
  });
}

beforeEach(() => start());
afterEach(async () => {
  await http.close();
  await registry.close();
});

const askPackage = (name: string) => runLookup(lookups.package(name, `${registry.url}/`), http.send);
const askRelease = (name: string, version: string) =>
  runLookup(lookups.release(name, version, registry.url), http.send);
const paths = () => registry.log.map(({ url }) => url);

describe('package', () => {
  it('reads versions, times, deprecations, hashes and what is gone', async () => {
    const fact = await askPackage('left-pad');
    expect(fact).toMatchObject({ state: 'present', source: `${registry.url}/left-pad` });
    expect(fact.state === 'present' && fact.value).toMatchObject({
      name: 'left-pad',
      status: 'active',
      latest: '1.0.0',
      removedVersions: ['0.9.0'],
      firstPublishedAt: day(1),
      versions: [
        {
          version: '1.0.0',
          publishedAt: day(2),
          integrity: [npmIntegrity('left-pad', '1.0.0'), expect.stringMatching(/^sha1:[0-9a-f]{40}$/)],
        },
        { version: '1.1.0', publishedAt: day(3), deprecated: 'use 2' },
        { version: '2.0.0-rc.1', publishedAt: day(4) },
      ],
    });
    expect(paths()).toEqual(['/left-pad']);
  });

  it('reads who is behind it, and when its name was taken', async () => {
    const value = async (more: Partial<NpmPackage>) => {
      registry.put({ ...leftPad, ...more });
      const fact = await askPackage('left-pad');
      return fact.state === 'present' ? fact.value : undefined;
    };
    expect(await value({ createdAt: '2020-01-01T00:00:00.000Z', maintainers: ['b', 'a', 'b'] })).toMatchObject({
      createdAt: '2020-01-01T00:00:00.000Z',
      firstPublishedAt: day(1),
      about: {
        publishers: ['a', 'b'],
        repository: 'https://code.acme.example/acme/left-pad',
        summary: 'Tools for left-pad',
      },
    });
    expect(
      decodePackument('x', { versions: { '1.0.0': {} }, repository: 'acme/x', maintainers: [null, 7] })?.about,
    ).toEqual({
      publishers: [],
      repository: 'https://github.com/acme/x',
    });
    // A mirror that leaves the people out leaves the rest out, too.
    expect(decodePackument('x', { versions: { '1.0.0': {} }, repository: 'acme/x' })).not.toHaveProperty('about');
    expect(decodePackument('x', { versions: { '1.0.0': {} }, maintainers: [] })?.about).toEqual({ publishers: [] });
  });

  it('bounds what documents say of people', () => {
    const maintainers = Array.from({ length: 5000 }, (_, at) => ({
      name: `${at}`.padStart(at % 2 === 0 ? 200 : 5, 'x'),
    }));
    const document = {
      versions: { '1.0.0': {} },
      maintainers,
      description: 'x'.repeat(100_000),
      repository: 'a/'.repeat(9999),
    };
    const about = decodePackument('x', document)?.about;
    expect(about?.publishers?.length).toBe(50);
    expect(about?.summary?.length).toBe(400);
    expect(about?.repository).toBeUndefined();
  });

  it('remembers that a package was withdrawn as a whole and came back', () => {
    const time = { '2.0.0': day(9), unpublished: { time: day(5), versions: ['1.0.0'] } };
    expect(decodePackument('x', { versions: { '2.0.0': {} }, time })).toMatchObject({
      status: 'active',
      unpublishedAt: day(5),
      removedVersions: ['1.0.0'],
    });
  });

  it('asks for scoped names in one segment', async () => {
    expect(await askPackage('@acme/tool')).toMatchObject({ state: 'present', value: { firstPublishedAt: day(5) } });
    expect(paths()).toEqual(['/@acme%2ftool']);
  });

  it.each([
    [
      'gone',
      { status: 'unpublished', statusReason: `unpublished at ${day(9)}`, versions: [], removedVersions: ['1.0.0'] },
    ],
    ['evil', { status: 'security-placeholder', statusReason: 'security holding package', latest: '0.0.1-security' }],
    ['old', { status: 'deprecated', statusReason: 'no longer kept' }],
    ['back', { status: 'active', versions: [{ version: '1.0.0', publishedAt: day(1) }] }],
  ])('tells the status of %s', async (name, value) => {
    expect(await askPackage(name)).toMatchObject({ state: 'present', value });
  });

  it('believes a 404 only when it is repeated past the caches', async () => {
    const fact = await askPackage('missing');
    expect(fact).toMatchObject({
      state: 'absent',
      proof: expect.stringContaining(`${registry.url}/missing answered 404`),
    });
    expect(paths()).toEqual(['/missing', '/missing?write=true']);
    expect(registry.log[1]?.headers['cache-control']).toBe('no-cache');
  });

  it('tells the word of a registry that denies what it cannot fetch, too', async () => {
    const error = { error: 'no such package available' };
    registry.fail('/left-pad', { status: 404, body: JSON.stringify(error, null, 2) });
    expect(await askPackage('left-pad')).toMatchObject({ state: 'absent', isPassedOn: true });
    expect(await askPackage('missing')).not.toHaveProperty('isPassedOn');
  });

  it('finds what only a cache denied', async () => {
    registry.fail('/left-pad', { status: 404, times: 1 });
    expect(await askPackage('left-pad')).toMatchObject({
      state: 'present',
      source: `${registry.url}/left-pad?write=true`,
    });
  });

  it.each([
    ['401', { status: 401 }],
    ['402', { status: 402 }],
    ['403', { status: 403 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a web page', { kind: 'html' as const }],
    ['ended too early', { kind: 'truncated' as const }],
    ['no JSON', { kind: 'malformed' as const }],
    ['no complete answer', { kind: 'hang' as const }],
    ['connection', { kind: 'reset' as const }],
    ['not found', { kind: 'html' as const, status: 404 }],
    ['names no package', { status: 200, body: '{}' }],
    ['something else', { status: 200, body: 'ok' }],
    ['another package', { status: 200, body: '{"name":"other","versions":{"1.0.0":{}}}' }],
    ['no versions', { status: 200, body: '{"name":"left-pad","versions":{}}' }],
  ])('knows nothing after: %s', async (reason, fault) => {
    registry.fail('*', fault);
    const fact = await askPackage('left-pad');
    expect(fact.state).toBe('unknown');
    expect(fact.state === 'unknown' && fact.reason).toContain(reason);
    expect(fact.state === 'unknown' && fact.reason).toContain(new URL(registry.url).host);
  });

  it.each([401, 403, 503])('tells the status %i of one name beside the absence of another', async (status) => {
    registry.fail('/left-pad', { status });
    registry.fail('/left-pad/1.0.0', { status });
    expect(await askPackage('left-pad')).toMatchObject({ state: 'unknown', status });
    expect(await askRelease('left-pad', '1.0.0')).toMatchObject({ state: 'unknown', status });
    expect(await askPackage('missing')).toMatchObject({ state: 'absent' });
  });

  it('knows nothing when the second answer is no 404', async () => {
    registry.fail('/left-pad', { status: 404 });
    registry.fail('/left-pad?write=true', { status: 500 });
    expect(await askPackage('left-pad')).toMatchObject({ state: 'unknown', reason: expect.stringContaining('500') });
  });

  it.each(['..', '.', '', 'a/b', '@/x', '@acme/..', '@acme/a/b'])('asks nobody for %j', async (name) => {
    expect(await askPackage(name)).toMatchObject({ state: 'unknown' });
    expect(paths()).toEqual([]);
  });

  it('reads stripped mirrors', async () => {
    await http.close();
    await registry.close();
    await start({ bare: true });
    const fact = await askPackage('left-pad');
    expect(fact).toMatchObject({
      state: 'present',
      value: { status: 'active', firstPublishedAt: day(2), removedVersions: [] },
    });
    expect(await askPackage('evil')).toMatchObject({ value: { status: 'security-placeholder' } });
    expect(await askPackage('missing')).toMatchObject({ state: 'absent' });
  });
});

describe('package, from documents', () => {
  const read = (document: unknown) =>
    replayLookup(lookups.package('x', 'https://npm.acme.example'), [respond(200, document)]).value;

  it('needs neither times, tags nor a name', () => {
    const fact = read({ _id: 'x', versions: { '1.0.0': {}, '1.2.0': {} } });
    expect(fact).toMatchObject({
      state: 'present',
      value: { latest: '1.2.0', versions: [{ version: '1.0.0' }, { version: '1.2.0' }] },
    });
    expect(fact.state === 'present' && fact.value).not.toHaveProperty('firstPublishedAt');
  });

  it('drops bad elements and keeps the rest', () => {
    const time = {
      created: day(1),
      modified: day(9),
      '1.0.0': 'yesterday',
      '1.1.0': day(4),
      __proto__: null,
      '0.1.0': 7,
    };
    const versions = {
      '1.0.0': { deprecated: 7, dist: [] },
      '1.1.0': { deprecated: true, dist: { integrity: 5, shasum: 'zz' } },
    };
    expect(read({ name: 'x', 'dist-tags': { latest: {} }, time, versions })).toMatchObject({
      value: {
        versions: [{ version: '1.0.0' }, { version: '1.1.0', publishedAt: day(4), deprecated: '' }],
        firstPublishedAt: day(4),
        removedVersions: [],
      },
    });
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['published last', { '4.2.1': day(3), '0.0.1-security': day(5) }, 'security-placeholder'],
    ['published before another owner came', { '0.0.1-security': day(3), '1.0.0': day(5) }, 'active'],
    ['beside a release without a time', { '4.2.1': 'x', '0.0.1-security': day(5) }, 'active'],
    ['without a time', { '4.2.1': day(3), '0.0.1-security': 'x' }, 'active'],
    ['alone', { '0.0.1-security': 'x' }, 'security-placeholder'],
  ])('knows a placeholder beside what a mirror has kept: %s', (_, time, status) => {
    const versions = Object.fromEntries(Object.keys(time).map((version) => [version, {}]));
    expect(read({ name: 'x', 'dist-tags': { latest: Object.keys(time)[0] }, time, versions })).toMatchObject({
      value: { status },
    });
    const described = { name: 'x', description: 'tools', time, versions };
    expect(read(described)).toMatchObject({ value: { status: 'active' } });
  });

  it('marks the end of a budget', () => {
    const over: HttpAnswer = { kind: 'failure', code: 'budget', detail: 'the requests of this run are used up (1)' };
    const { value } = replayLookup(lookups.package('x', 'https://npm.acme.example'), [over]);
    expect(value).toMatchObject({ state: 'unknown', overBudget: true });
  });

  it('shows no credentials of a registry address', () => {
    const { value, asked } = replayLookup(lookups.package('x', 'https://u:hunter2@npm.acme.example/npm/?t=hunter2'), [
      respond(500, ''),
    ]);
    expect(asked[0]?.url).toBe('https://npm.acme.example/npm/x');
    expect(JSON.stringify(value)).not.toContain('hunter2');
  });
});

describe('release', () => {
  it('takes the small document first, and the time from the full one', async () => {
    const fact = await askRelease('left-pad', '1.1.0');
    expect(fact).toMatchObject({
      state: 'present',
      source: `${registry.url}/left-pad/1.1.0`,
      value: { version: '1.1.0', publishedAt: day(3), deprecated: 'use 2' },
    });
    await askPackage('left-pad');
    expect(paths()).toEqual(['/left-pad/1.1.0', '/left-pad']);
  });

  it('asks for the time again where the full document is older than the release', async () => {
    const [first] = leftPad.versions;
    const old = { name: 'left-pad', versions: { [first?.version ?? '']: {} } };
    registry.fail('/left-pad', { status: 200, body: JSON.stringify(old), times: 1 });
    expect(await askRelease('left-pad', '1.1.0')).toMatchObject({ value: { publishedAt: day(3) } });
  });

  it('takes no number of the small document for an age', async () => {
    registry.fail('/left-pad', { status: 500 });
    const fact = await askRelease('left-pad', '1.0.0');
    expect(fact).toMatchObject({ state: 'present' });
    expect(fact.state === 'present' && fact.value.publishedAt).toBeUndefined();
  });

  it('says that a version was never there, or is gone', async () => {
    expect(await askRelease('left-pad', '9.9.9')).toMatchObject({
      state: 'absent',
      proof: expect.not.stringContaining('gone'),
    });
    expect(await askRelease('left-pad', '0.9.0')).toMatchObject({
      state: 'absent',
      proof: expect.stringContaining('is gone'),
    });
    expect(await askRelease('gone', '1.0.0')).toMatchObject({ state: 'absent' });
    expect(await askRelease('missing', '1.0.0')).toMatchObject({ state: 'absent' });
  });

  it('finds a version that only a cache denied', async () => {
    registry.fail('/left-pad/1.0.0', { status: 404 });
    expect(await askRelease('left-pad', '1.0.0')).toMatchObject({ state: 'present', value: { publishedAt: day(2) } });
  });

  it.each([{ status: 500 }, { status: 401 }, { kind: 'html' as const }, { kind: 'hang' as const }])(
    'denies no version after %j',
    async (fault) => {
      registry.fail('/left-pad/9.9.9', fault);
      expect(await askRelease('left-pad', '9.9.9')).toMatchObject({ state: 'unknown' });
    },
  );

  it('does not believe the document of another version', async () => {
    registry.fail('/left-pad/9.9.9', { status: 200, body: '{"name":"left-pad","version":"1.0.0"}' });
    expect(await askRelease('left-pad', '9.9.9')).toMatchObject({ state: 'unknown' });
  });
});

describe('a document of one version that was kept from before the release was withdrawn', () => {
  const manifest = respond(200, { name: 'x', version: '1.0.0', dist: {} });
  const others = respond(200, { name: 'x', versions: { '0.9.0': {} }, time: { '1.0.0': day(1) } });
  const gone = respond(404, { error: 'Not found' });
  const ask = (...answers: readonly HttpAnswer[]) =>
    replayLookup(lookups.release('x', '1.0.0', 'https://npm.acme.example'), answers);

  it('is asked for again, past all caches, before it counts', () => {
    const { value, asked } = ask(manifest, others, others, gone, others);
    expect(value).toMatchObject({ state: 'absent' });
    expect(asked.map(({ fresh = false, lasts = 0 }) => [fresh, lasts])).toEqual([
      [false, 86_400],
      [false, 0],
      [true, 0],
      [true, 86_400],
      [true, 0],
    ]);
    expect(ask(manifest, gone, gone, gone).value).toMatchObject({ state: 'absent' });
  });

  it('counts where the registry still has it', () => {
    expect(ask(manifest, others, others, manifest).value).toMatchObject({ state: 'present' });
    expect(ask(manifest, others, others, respond(500, '')).value).toMatchObject({ state: 'unknown', status: 500 });
  });
});
