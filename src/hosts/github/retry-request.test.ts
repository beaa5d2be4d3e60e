import { describe, expect, it } from 'vitest';
import { pullRequestEvent } from '../../../test/support/github/events.ts';
import {
  changePackages,
  makeRepository,
  manifest,
  open,
  operations,
  readAll,
  start,
} from '../../../test/support/github/harness.ts';
import type { Fault } from '../../../test/support/github/server.ts';

/** Headers of a used-up limit that ends at a time, in seconds. */
const usedUp = (reset: number) => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Math.ceil(reset)}` });
const soon = Date.now() / 1000 + 30;
const late = Date.now() / 1000 + 3000;
const secondary = 'You have exceeded a secondary rate limit.';

describe('a request', () => {
  const openWith = async (fault: Fault) => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 1);
    const server = await start(repository);
    server.fail(fault);
    return { server, opened: open(server, pullRequestEvent({ base, head })) };
  };

  it.each<[string, Omit<Fault, 'times'>, number]>([
    ['the server is in trouble', { status: 500 }, 2],
    ['the gateway is', { status: 503 }, 2],
    ['the rate limit ended already', { status: 403, headers: usedUp(0) }, 1],
    ['the rate limit ends within a minute', { status: 429, headers: usedUp(soon) }, 1],
    ['a secondary rate limit says when', { status: 403, message: secondary, headers: { 'retry-after': '60' } }, 1],
    ['a secondary rate limit does not say when', { status: 429, message: secondary }, 1],
    ['too many were made, as the status alone says', { status: 429 }, 1],
    ['it is to be made again later, as a header alone says', { status: 403, headers: { 'retry-after': '2' } }, 1],
  ])('is made again where %s, but not for ever', async (_title, fault, tries) => {
    const passing = await openWith({ ...fault, times: tries });
    expect((await passing.opened).base.label).toMatch(/^[0-9a-f]{40}$/);
    expect(operations(passing.server)).toHaveLength(tries + 1);
    const lasting = await openWith(fault);
    await expect(lasting.opened).rejects.toMatchObject({ code: 'source' });
    expect(operations(lasting.server)).toHaveLength(tries + 1);
  });

  it.each<[string, Fault]>([
    ['it is refused', { status: 403, message: 'Resource not accessible by integration' }],
    ['it is wrong', { status: 422 }],
    ['nothing is there', { status: 404 }],
    ['the rate limit ends later', { status: 403, headers: usedUp(late) }],
    ['a secondary rate limit ends later', { status: 429, message: secondary, headers: { 'retry-after': '61' } }],
  ])('is made once where %s', async (_title, fault) => {
    const { server, opened } = await openWith(fault);
    await expect(opened).rejects.toMatchObject({ code: 'source' });
    expect(operations(server)).toHaveLength(1);
  });
});

describe('a query', () => {
  const readWith = async (fault: Omit<Fault, 'operation'>) => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 3);
    const server = await start(repository);
    server.fail({ operation: 'graphql', ...fault });
    const source = await open(server, pullRequestEvent({ base, head }));
    expect((await readAll(source.head))['packages/p2/package.json']).toBe(manifest('after-2'));
    return { asked: operations(server).filter((one) => one === 'graphql').length, notes: source.notes().join('\n') };
  };
  const told = (error: object): Uint8Array => Buffer.from(JSON.stringify({ data: null, errors: [error] }));
  const slow = { message: 'Something went wrong while executing your query. This may be the result of a timeout.' };
  const limit = { type: 'RATE_LIMITED', message: 'API rate limit exceeded' };

  it('that took too long is made again', async () => {
    expect(await readWith({ status: 200, raw: told(slow), times: 2 })).toEqual({ asked: 3, notes: '' });
    const { asked, notes } = await readWith({ status: 200, raw: told(slow) });
    expect([asked, notes]).toEqual([3, expect.stringContaining('one by one')]);
  });

  it('that met the limit is made again where it ends soon', async () => {
    const { asked, notes } = await readWith({ status: 200, raw: told(limit), headers: usedUp(soon), times: 1 });
    expect([asked, notes]).toEqual([2, expect.stringMatching(/rate limit asks to wait \d+ s: waited and asked again/)]);
    expect((await readWith({ status: 200, raw: told(limit), headers: usedUp(late) })).asked).toBe(1);
  });

  it('with another fault is made once', async () => {
    const { asked, notes } = await readWith({ status: 200, raw: told({ type: 'NOT_FOUND', message: 'Could not' }) });
    expect([asked, notes]).toEqual([1, expect.stringContaining('Could not')]);
  });
});
