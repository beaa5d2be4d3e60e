import { describe, expect, it } from 'vitest';
import { pullRequestEvent } from '../../../test/support/github/events.ts';
import {
  type Access,
  changePackages,
  makeRepository,
  manifest,
  open,
  operations,
  readAll,
  start,
  wanted,
} from '../../../test/support/github/harness.ts';
import { type Fault, startGitHub } from '../../../test/support/github/server.ts';

describe('content', () => {
  it('that is no text, or long, is read as bytes and checked against its id', async () => {
    const repository = makeRepository();
    const files = {
      'a/package.json': Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
      'b/package.json': Buffer.from([0xc3, 0x28]),
      'c/package.json': '\ufeff{}\r\n',
      'd/package.json': '',
      'e/package.json': 'é'.repeat(300_000),
      'f/package.json': manifest('text'),
    };
    const base = repository.commit({});
    const head = repository.commit(files);
    const source = await open(await start(repository), pullRequestEvent({ base, head }));
    const expected = Object.entries(files).map(([path, content]) => [path, Buffer.from(content).toString('latin1')]);
    expect(await readAll(source.head)).toEqual(Object.fromEntries(expected));
  });

  it('is refused where it is not what the tree names', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 1);
    const server = await start(repository);
    server.fail({ operation: 'git/get-blob', status: 200, raw: Buffer.from('{"other": true}') });
    const source = await open(server, pullRequestEvent({ base, head }));
    expect(Object.values(await readAll(source.head))).toEqual([
      'unreadable: GitHub answered other content than the tree names',
    ]);
  });

  it('is not asked for where it is over the limit or another repository', async () => {
    const repository = makeRepository();
    const base = repository.commit({});
    const head = repository.commit({ 'package.json': 'x'.repeat(101) }, { submodules: { 'sub.bin': '1'.repeat(40) } });
    const server = await start(repository);
    const source = await open(server, pullRequestEvent({ base, head }));
    const { entries } = await source.head.entries(wanted);
    const before = server.requests.length;
    const reads = await source.head.read(entries, 100);
    expect([...reads.values()].map((read) => read.kind)).toEqual(['unreadable', 'unreadable']);
    expect(server.requests.length).toBe(before);
  });

  it.each([403, 404, 500])('is read one by one where GraphQL answers %d', async (status) => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 3);
    const server = await start(repository);
    server.fail({ operation: 'graphql', status });
    const source = await open(server, pullRequestEvent({ base, head }));
    expect((await readAll(source.head))['packages/p2/package.json']).toBe(manifest('after-2'));
    expect(source.notes().some((note) => note.includes('one by one'))).toBe(true);
    expect(operations(server).filter((operation) => operation === 'git/get-blob')).toHaveLength(3);
  });

  it('is unreadable, with the reason and without more requests, once the rate limit is used up', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 3);
    const server = await start(repository);
    const source = await open(server, pullRequestEvent({ base, head }));
    await source.changed(wanted);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2114380800' };
    server.fail({ status: 403, message: 'API rate limit exceeded', headers });
    const before = server.requests.length;
    const reads = Object.values(await readAll(source.head));
    expect(new Set(reads)).toEqual(
      new Set(['unreadable: the rate limit of GitHub is used up until 2037-01-01T00:00:00.000Z']),
    );
    expect(operations(server).slice(before)).toEqual(['graphql']);
    expect(source.notes().some((note) => note.includes('not waited'))).toBe(true);
  });
});

describe('trouble', () => {
  const openWith = async (fault: Fault, access: Access = {}) => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 1);
    const server = await start(repository);
    server.fail(fault);
    return { server, opened: open(server, pullRequestEvent({ base, head }), access) };
  };

  it.each<[string, Fault, Access, RegExp, RegExp]>([
    ['a token without permission', { status: 403, message: 'Resource not accessible' }, {}, /403/, /contents: read/],
    ['an unknown repository', { status: 404 }, {}, /404/, /contents: read/],
    ['a wrong token', { status: 200, times: 0 }, { token: 'wrong' }, /token/, /contents: read/],
    ['an outage', { status: 502 }, {}, /502/, /later/],
    ['a limit with a long wait', { status: 429, headers: { 'retry-after': '3600' } }, {}, /3600 s/, /later/],
  ])('stops the run: %s', async (_title, fault, access, message, hint) => {
    const { opened } = await openWith(fault, access);
    await expect(opened).rejects.toMatchObject({
      code: 'source',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('that passes is waited for, and noted', async () => {
    const { opened } = await openWith({ status: 500, times: 2 });
    expect((await opened).notes().join()).toContain('500');
    const limited = await openWith({
      status: 429,
      message: 'secondary rate limit',
      headers: { 'retry-after': '2' },
      times: 1,
    });
    expect((await limited.opened).notes().join()).toContain('wait 2 s: waited and asked again');
    expect(operations(limited.server)).toHaveLength(2);
  });

  it('is said where nothing answers', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 1);
    const server = await startGitHub({ dir: repository.dir });
    await server.close();
    await expect(open(server, pullRequestEvent({ base, head }))).rejects.toThrow(/could not be reached/);
  });
});
