import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type RunOptions, startCachedRuns } from '../../../../test/support/cached-runs.ts';
import { answerRange } from '../../../../test/support/registries/ranges.ts';
import type { HttpRequest } from '../../../model/http.ts';

let runs: Awaited<ReturnType<typeof startCachedRuns>>;
let world: typeof runs.world;
beforeEach(async () => {
  runs = await startCachedRuns();
  world = runs.world;
});

const get: typeof runs.get = (...args) => runs.get(...args);
const ask: typeof runs.ask = (...args) => runs.ask(...args);
const run: typeof runs.run = (...args) => runs.run(...args);

const kept = { name: 'doc', list: [1, 2] };

describe('an answer', () => {
  it('is given to the next run as it was, without asking, and counted', async () => {
    const first = await ask(get());
    const second = await run(async (http) => ({ answer: await http.send(get()), hosts: http.stats().hosts }));
    expect(runs.sent()).toBe(1);
    expect(second.answer).toEqual({ ...first, headers: expect.objectContaining({ etag: '"one"' }) });
    expect(second.answer).toMatchObject({ kind: 'response', status: 200, json: { name: 'doc', list: [1] } });
    expect(second.hosts).toMatchObject([{ requests: 0, bytes: 0, cacheHits: 1, revalidations: 0, failures: 0 }]);
  });

  it('is asked for again once its time is over, and its word that nothing changed is taken', async () => {
    await ask(get());
    world.time += 301_000;
    const again = await run(async (http) => ({ answer: await http.send(get()), hosts: http.stats().hosts }));
    expect(again.answer).toMatchObject({ status: 200, json: { name: 'doc', list: [1] } });
    expect(again.hosts).toMatchObject([{ requests: 1, cacheHits: 0, revalidations: 1 }]);
    expect(runs.server.log[1]?.headers['if-none-match']).toBe('"one"');
    world.time += 299_000;
    await ask(get());
    expect(runs.sent()).toBe(2);
  });

  it('is replaced by what is new', async () => {
    await ask(get());
    world.time += 301_000;
    world.reply = () => ({ json: { name: 'new' }, headers: { etag: '"two"' } });
    expect(await ask(get())).toMatchObject({ json: { name: 'new' } });
    expect(await ask(get())).toMatchObject({ json: { name: 'new' } });
    expect(runs.sent()).toBe(2);
  });

  it('is asked for with the time of its change, too', async () => {
    const modified = 'Mon, 01 Jun 2026 00:00:00 GMT';
    world.reply = ({ headers }) =>
      headers['if-modified-since'] === modified
        ? { status: 304, text: '' }
        : { json: kept, headers: { 'last-modified': modified } };
    await ask(get());
    world.time += 301_000;
    expect(await ask(get())).toMatchObject({ status: 200, json: { name: 'doc' } });
    expect(runs.sent()).toBe(2);
  });

  it('keeps its text where nothing was selected', async () => {
    const whole = { url: `${runs.server.url}/doc`, maxBytes: 1000 };
    const first = await ask(whole);
    expect(await ask(whole)).toMatchObject({ body: first.kind === 'response' ? first.body : '' });
    expect(runs.sent()).toBe(1);
  });

  it.each<[string, Partial<HttpRequest>]>([
    ['address', { url: 'http://127.0.0.1:1/doc' }],
    ['form', { headers: { accept: 'text/html' } }],
    ['selection', { select: [['list']] }],
    ['largest size', { maxBytes: 999 }],
  ])('is given to no request of another %s', async (_, other) => {
    await ask(get());
    const answer = await ask(get('/doc', other));
    expect(runs.sent() === 2 || answer.kind === 'failure').toBe(true);
    expect(runs.answers().length + (answer.kind === 'failure' ? 1 : 0)).toBe(2);
  });

  it('of "not found" is kept for a minute, and never stands for the second word', async () => {
    world.reply = () => undefined;
    await ask(get());
    expect(await ask(get())).toMatchObject({ status: 404, body: '{"error":"Not found"}' });
    expect(runs.sent()).toBe(1);
    expect(await ask(get('/doc', { fresh: true }))).toMatchObject({ status: 404 });
    expect(runs.sent()).toBe(2);
    world.time += 61_000;
    await ask(get());
    expect(runs.sent()).toBe(3);
  });

  it.each([401, 403, 429, 500, 503])('with status %i is never kept', async (status) => {
    world.reply = () => ({ status, json: {}, headers: { 'cache-control': 'max-age=300' } });
    await ask(get());
    await ask(get());
    expect(runs.sent()).toBe(2);
  });

  it('that is kept never stands for a host in trouble', async () => {
    await ask(get());
    world.time += 301_000;
    runs.server.fail('*', { status: 503 });
    const found = await run(async (http) => ({ answer: await http.send(get()), hosts: http.stats().hosts }));
    expect(found).toMatchObject({ answer: { status: 503 }, hosts: [{ failures: 1 }] });
    runs.server.fail('*', { kind: 'reset' });
    expect(await ask(get())).toMatchObject({ kind: 'failure', code: 'network' });
  });

  it.each(['no-store', 'max-age=0', 'no-cache'])('under %s is not given without asking', async (control) => {
    world.reply = () => ({ json: kept, headers: { 'cache-control': control } });
    await ask(get());
    expect(runs.answers()).toEqual([]);
    await ask(get());
    expect(runs.sent()).toBe(2);
  });

  it('is forgotten when the server forbids to keep the next one', async () => {
    await ask(get());
    world.reply = () => ({ json: kept, headers: { 'cache-control': 'no-store' } });
    await ask(get('/doc', { fresh: true }));
    expect(runs.answers()).toEqual([]);
  });

  it('that another address gave is not kept', async () => {
    world.reply = ({ url }) =>
      url === '/doc'
        ? { status: 302, headers: { location: '/there', 'cache-control': 'max-age=300' }, text: '' }
        : { json: kept };
    await ask(get());
    await ask(get());
    expect(runs.sent()).toBe(4);
  });

  it('of a clock that was set back is asked for again', async () => {
    await ask(get());
    world.time -= 1000;
    await ask(get());
    expect(runs.sent()).toBe(2);
  });
});

it('parts of a file are asked for in each run, whatever their server says, and take no file', async () => {
  world.reply = ({ headers }) => answerRange(Buffer.from('0123456789'), headers['range']);
  for (const _ of ['first', 'second']) {
    const answer = await ask(get('/file', { range: { from: 2, to: 4 } }));
    expect(answer).toMatchObject({ part: { from: 2, size: 10 } });
  }
  expect(runs.sent()).toBe(2);
  expect(runs.answers()).toEqual([]);
});

describe('a question in a body', () => {
  const post = (body: string, more: Partial<HttpRequest> = {}) =>
    get('/query', { method: 'POST', body, lasts: 600, ...more });

  it('is asked once in the time that it says, and only as a whole', async () => {
    world.reply = ({ body }) => ({ json: { name: body } });
    for (const body of ['{"a":1}', '{"a":1}', '{"a":2}']) {
      expect(await ask(post(body))).toMatchObject({ json: { name: body } });
    }
    expect(runs.sent()).toBe(2);
    world.time += 601_000;
    await ask(post('{"a":1}'));
    expect(runs.sent()).toBe(3);
  });

  it('is asked each time where it says nothing', async () => {
    const { lasts: _, ...silent } = post('{}');
    await ask(silent);
    await ask(silent);
    expect(runs.sent()).toBe(2);
  });
});

describe('a fresh request', () => {
  it('goes past what is kept, and its answer takes the place', async () => {
    await ask(get());
    world.reply = () => ({ json: { name: 'new' }, headers: { etag: '"two"' } });
    expect(await ask(get('/doc', { fresh: true }))).toMatchObject({ json: { name: 'new' } });
    expect(runs.server.log[1]?.headers).not.toHaveProperty('if-none-match');
    expect(await ask(get())).toMatchObject({ json: { name: 'new' } });
    expect(runs.sent()).toBe(2);
  });
});

describe('304', () => {
  it('that nobody asked for is asked again past all caches, with and without a cache', async () => {
    world.reply = ({ headers }) =>
      headers['cache-control'] === 'no-cache' ? { json: kept } : { status: 304, text: '' };
    for (const more of [{}, { cache: undefined }]) {
      expect(await ask(get(`/${Object.keys(more)}`), more)).toMatchObject({ status: 200, json: { name: 'doc' } });
    }
    expect(runs.sent()).toBe(4);
  });

  it('about another state than the one that is kept is not believed', async () => {
    await ask(get());
    world.time += 301_000;
    world.reply = ({ headers }) =>
      headers['cache-control'] === 'no-cache'
        ? { json: { name: 'new' } }
        : { status: 304, headers: { etag: '"other"' }, text: '' };
    expect(await ask(get())).toMatchObject({ json: { name: 'new' } });
  });

  it('for ever is no answer', async () => {
    world.reply = () => ({ status: 304, text: '' });
    expect(await ask(get())).toMatchObject({ status: 304 });
    expect(runs.sent()).toBe(2);
    expect(runs.answers()).toEqual([]);
  });
});

describe('credentials', () => {
  const as = (header: string | undefined): RunOptions => ({ credentials: () => header });

  it('never share an answer with others, nor with none', async () => {
    world.reply = ({ headers }) => ({ json: { name: headers['authorization'] ?? 'nobody' } });
    for (const who of [undefined, 'Bearer hunter2', 'Bearer hunter3', undefined, 'Bearer hunter2', 'Bearer hunter3']) {
      const answer = await ask(get(), as(who));
      expect(answer).toMatchObject({ json: { name: who ?? 'nobody' } });
      expect('withCredentials' in answer).toBe(who !== undefined);
    }
    expect(runs.sent()).toBe(3);
  });

  it('stand in no file', async () => {
    await ask(get(), as('Bearer hunter2'));
    const texts = readdirSync(runs.folder).map((name) => name + readFileSync(join(runs.folder, name), 'utf8'));
    expect(texts.length).toBe(2);
    expect(texts.join()).not.toContain('hunter');
  });
});
