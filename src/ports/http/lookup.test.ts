import type { LookupAddress } from 'node:dns';
import { Agent } from 'undici';
import { afterEach, expect, it } from 'vitest';
import { type LoopbackServer, startServer } from '../../../test/support/registries/server.ts';
import { connectionError } from './failure.ts';
import { guardedLookup, type Resolve } from './lookup.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A resolver whose answers change with every question. */
function resolverOf(...answers: readonly (readonly string[])[]): Resolve {
  let asked = 0;
  return (_, __, done) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

/** Asks a server by a name that the resolver knows; what undici makes of it. */
async function ask(server: LoopbackServer, resolve: Resolve, configured: boolean, name = 'npm.acme.example') {
  const agent = new Agent({ connect: { lookup: guardedLookup(() => configured, resolve) }, pipelining: 0 });
  cleanups.push(() => agent.destroy());
  const origin = `http://${name}:${new URL(server.url).port}`;
  return agent.request({ origin, path: '/x', method: 'GET' }).then(
    ({ statusCode }) => statusCode,
    (error: unknown) => {
      const { code, message } = connectionError(error, name);
      return `${code}: ${message}`;
    },
  );
}

async function serve(): Promise<LoopbackServer> {
  const server = await startServer(() => ({ json: {} }));
  cleanups.push(() => server.close());
  return server;
}

it('connects a name to an internal address only where the name is configured', async () => {
  const server = await serve();
  expect(await ask(server, resolverOf(['127.0.0.1']), true)).toBe(200);
  expect(await ask(server, resolverOf(['127.0.0.1']), false)).toMatch(
    /^refused: npm\.acme\.example stands for the internal address 127\.0\.0\.1/,
  );
  expect(server.log).toHaveLength(1);
});

it('leaves out the addresses that are refused', async () => {
  const server = await serve();
  expect(await ask(server, resolverOf(['169.254.169.254', '127.0.0.1']), true)).toBe(200);
  expect(await ask(server, resolverOf(['169.254.169.254', 'fd00:ec2::254']), true)).toMatch(/^refused/);
});

it('is the resolution of the connection itself: an address that changes afterwards gains nothing', async () => {
  const seen: string[] = [];
  const lookup = guardedLookup(() => false, resolverOf(['203.0.113.80'], ['127.0.0.1']));
  for (let turn = 0; turn < 2; turn++) {
    lookup('npm.acme.example', { all: true }, (error, found) => {
      seen.push(error === null ? JSON.stringify(found) : error.message);
    });
  }
  expect(seen[0]).toBe('[{"address":"203.0.113.80","family":4}]');
  expect(seen[1]).toContain('internal address 127.0.0.1');
});

it('gives one address where one is asked for, and errors as they are', () => {
  const seen: unknown[] = [];
  const done = (...values: unknown[]) => seen.push(values);
  guardedLookup(() => true, resolverOf(['10.0.0.1', '10.0.0.2']))('a.example', { family: 'IPv4' }, done);
  const failing: Resolve = (_, __, answer) => answer(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), []);
  guardedLookup(() => true, failing)('a.example', {}, (error) => seen.push(error?.code));
  expect(seen).toEqual([[null, '10.0.0.1', 4], 'ENOTFOUND']);
});
