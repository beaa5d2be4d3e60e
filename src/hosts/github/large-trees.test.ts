import { describe, expect, it } from 'vitest';
import { pullRequestEvent, scheduleEvent } from '../../../test/support/github/events.ts';
import { makeRepository, manifest, open, operations, start, wanted } from '../../../test/support/github/harness.ts';
import type { TestRepository } from '../../../test/support/github/repository.ts';
import type { LoopbackGitHub } from '../../../test/support/github/server.ts';
import type { ChangeSource } from '../../model/ports.ts';

const maxBytes = 1_000_000;
/** A folder may hold this many entries. */
const levelEntries = 100_000;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const pathOf = (index: number): string => `modules/m${index}/app/package.json`;
const configPath = 'zzz/config/gazetteer.yml';

/** `folders` packages with three files each; the head changes the manifests of `changed` of them, and other files. */
function makeMonorepo(repository: TestRepository, folders: number, changed: number, others = 0) {
  const files = numbers(folders).flatMap((index) => [
    [pathOf(index), manifest(`before-${index}`)],
    [`modules/m${index}/app/package-lock.json`, `{ "lock": ${index} }\n`],
    [`modules/m${index}/src/index.js`, `// ${index}\n`],
  ]);
  const base = repository.commit({
    ...Object.fromEntries(files),
    'package.json': '{ "workspaces": ["modules/*"] }\n',
    [configPath]: 'version: 1\n',
    'tools/deps/list': 'one\n',
  });
  repository.git('checkout', '--quiet', '-b', 'topic');
  const step = Math.floor(folders / changed);
  const head = repository.commit({
    ...Object.fromEntries(numbers(changed).map((index) => [pathOf(index * step), manifest(`after-${index}`)])),
    ...Object.fromEntries(numbers(others).map((index) => [`docs/${index}.txt`, `${index}\n`])),
  });
  repository.git('checkout', '--quiet', 'main');
  const tip = repository.commit({ 'zzz/later.txt': 'x\n' });
  return { base, head, tip };
}

/** Everything an audit asks for, in its order. */
async function readLikeAnAudit(source: ChangeSource) {
  const config = await source.policy.entries((path) => path === configPath, new Set([configPath]));
  const first = await source.changed(wanted);
  const context = await source.head.entries(wanted);
  const included = await source.head.entries((path) => path === 'tools/deps/list', new Set(['tools/deps/list']));
  const { paths } = await source.changed(wanted);
  const base = await source.base.entries(wanted);
  const head = await source.head.entries(wanted);
  const named = new Set(paths.map(({ path }) => path));
  const isChanged = ({ path }: { path: string }): boolean => named.has(path);
  const before = await source.base.read(base.entries.filter(isChanged), maxBytes);
  const after = await source.head.read(head.entries.filter(isChanged), maxBytes);
  return { config, first, paths, context, included, base, head, before, after };
}

const count = (server: LoopbackGitHub, operation: string): number =>
  operations(server).filter((one) => one === operation).length;

describe('a pull request in a tree that is too large for one answer', () => {
  it.each([100, 250])('of %d folders costs few requests, and misses no change', async (folders) => {
    const repository = makeRepository();
    const { base, head, tip } = makeMonorepo(repository, folders, 20);
    const server = await start(repository, { treeEntries: 60, levelEntries });
    const source = await open(server, pullRequestEvent({ base: tip, head }));
    const seen = await readLikeAnAudit(source);
    expect(source.base.label).toBe(base);
    expect(seen.first).toEqual({ paths: seen.paths });
    expect(seen.paths).toHaveLength(20);
    expect([...seen.after.values()].filter(({ kind }) => kind === 'bytes')).toHaveLength(20);
    expect([...seen.before.values()].filter(({ kind }) => kind === 'bytes')).toHaveLength(20);
    expect(server.requests.length).toBeLessThanOrEqual(20);
    for (const listing of [seen.config, seen.context, seen.included, seen.base, seen.head]) {
      expect(listing.incomplete).toBeUndefined();
      expect(listing.partial).toContain('too large');
    }
    expect(seen.config.entries.map(({ path }) => path)).toEqual([configPath]);
    expect(seen.included.entries.map(({ path }) => path)).toEqual(['tools/deps/list']);
  });

  it('knows what stands beside and above a change', async () => {
    const repository = makeRepository();
    const { head, tip } = makeMonorepo(repository, 100, 20);
    const server = await start(repository, { treeEntries: 1, levelEntries });
    const source = await open(server, pullRequestEvent({ base: tip, head }));
    const { entries } = await source.head.entries(() => true);
    const known = new Map(entries.map((entry) => [entry.path, entry]));
    expect(known.size).toBe(entries.length);
    expect(known.has('package.json')).toBe(true);
    for (const { path } of (await source.changed(wanted)).paths) {
      expect(known.get(path)).toMatchObject({ mode: 'file', size: expect.any(Number) });
      expect(known.has(path.replace('package.json', 'package-lock.json'))).toBe(true);
    }
    expect(known.has(pathOf(1))).toBe(false);
  });

  it('reads links, submodules, names of all kinds and folders that came or went as git does', async () => {
    const repository = makeRepository();
    const odd = ['__proto__', 'a b', 'été', 'x.y', 'x-y', 'x', '日本', 'tab\there'];
    const base = repository.commit({
      ...Object.fromEntries(odd.map((name) => [`${name}/in/package.json`, manifest(name)])),
      'gone/deep/er/package.json': manifest('gone'),
    });
    const head = repository.commit(
      {
        ...Object.fromEntries(odd.map((name) => [`${name}/in/package.json`, manifest(`${name}-2`)])),
        'new/deep/er/package.json': manifest('new'),
        'run/package.json': manifest('run'),
      },
      {
        remove: ['gone'],
        symlinks: { 'links/package.json': '../new/deep/er/package.json' },
        submodules: { 'sub.bin': '1'.repeat(40) },
        executable: ['run/package.json'],
      },
    );
    const event = pullRequestEvent({ base, head });
    const whole = await open(await start(repository), event);
    const cut = await open(await start(repository, { treeEntries: 3, levelEntries }), event);
    expect((await whole.changed(() => true)).paths).toHaveLength(odd.length + 5);
    expect(await cut.changed(() => true)).toEqual(await whole.changed(() => true));
    expect((await cut.head.entries(() => true)).entries).toEqual((await whole.head.entries(() => true)).entries);
  });

  it('believes no folder that is not what its id names', async () => {
    const repository = makeRepository();
    const { head, tip } = makeMonorepo(repository, 30, 10);
    const server = await start(repository, { treeEntries: 1, levelEntries });
    const empty = Object.fromEntries(numbers(50).map((index) => [`o${index}`, { entries: [] }]));
    server.fail({
      operation: 'graphql',
      status: 200,
      raw: Buffer.from(JSON.stringify({ data: { repository: empty } })),
    });
    const source = await open(server, pullRequestEvent({ base: tip, head }));
    const { paths, incomplete } = await source.changed(wanted);
    expect([paths.length, incomplete]).toEqual([10, undefined]);
  });

  it('says which paths asked for by name it did not reach, and not those that are not there', async () => {
    const repository = makeRepository();
    const { head, tip } = makeMonorepo(repository, 100, 1);
    const server = await start(repository, { treeEntries: 1, levelEntries });
    const source = await open(server, pullRequestEvent({ base: tip, head }));
    const missing = new Set([
      'nowhere/at/all',
      'modules',
      'modules/m7/none',
      '',
      '/',
      'modules//x',
      '../x',
      '__proto__',
    ]);
    const absent = await source.head.entries((path) => missing.has(path), missing);
    expect([absent.entries, absent.incomplete]).toEqual([[], undefined]);
    server.fail({ operation: 'graphql', status: 403 });
    const names = new Set(numbers(100).map(pathOf));
    const before = server.requests.length;
    const many = await source.head.entries((path) => names.has(path), names);
    expect(many.entries.length).toBeGreaterThan(0);
    expect(many.incomplete).toContain(`did not reach ${100 - many.entries.length} of the files`);
    expect(server.requests.length - before).toBeLessThanOrEqual(20);
    expect(source.notes().join()).toContain('Folders are listed one by one');
  });

  it('finds each of many paths with one request for 50 folders', async () => {
    const repository = makeRepository();
    const { head, tip } = makeMonorepo(repository, 100, 1);
    const server = await start(repository, { treeEntries: 1, levelEntries });
    const source = await open(server, pullRequestEvent({ base: tip, head }));
    await source.changed(wanted);
    const names = new Set(numbers(100).map(pathOf));
    const before = server.requests.length;
    const found = await source.head.entries((path) => names.has(path), names);
    expect([found.entries.length, found.incomplete]).toEqual([100, undefined]);
    expect(server.requests.length - before).toBeLessThanOrEqual(5);
  });

  it('looks up changes by name where only the list of files tells them, or says that it did not', async () => {
    const repository = makeRepository();
    const { head, tip } = makeMonorepo(repository, 40, 20, 300);
    const event = pullRequestEvent({ base: tip, head });
    const pulls = { 1: { base: tip, head } };
    const full = await start(repository, { treeEntries: 1, levelEntries, pulls });
    const listed = await open(full, event, { maxTreeRequests: 0 });
    expect((await listed.changed(wanted)).paths).toHaveLength(20);
    const found = await listed.head.entries(wanted);
    expect([found.entries.length >= 20, found.incomplete]).toEqual([true, undefined]);
    const moved = { 1: { base: tip, head: tip } };
    const cut = await start(repository, { treeEntries: 1, levelEntries, pulls: moved });
    const blind = await open(cut, event, { maxTreeRequests: 0 });
    expect((await blind.changed(wanted)).incomplete).toContain('too large');
    expect((await blind.head.entries(wanted)).incomplete).toContain('too large');
  });

  it('is listed as a whole where everything is audited', async () => {
    const repository = makeRepository();
    const { head } = makeMonorepo(repository, 20, 1);
    const setup = { treeEntries: 15, levelEntries };
    const whole = await (await open(await start(repository, setup), scheduleEvent({ sha: head }))).head.entries(wanted);
    expect(whole).toEqual({ entries: expect.anything() });
    expect(whole.entries).toHaveLength(21);
    const event = scheduleEvent({ sha: head });
    const cut = await open(await start(repository, setup), event, { maxTreeRequests: 3 });
    expect((await cut.head.entries(wanted)).incomplete).toContain('too large');
  });
});

describe('asking twice', () => {
  it.each([
    ['trees', {}, {}],
    ['lists of files', { treeEntries: 1, levelEntries }, { maxTreeRequests: 0 }],
  ])('what changed costs nothing: %s', async (_, setup, access) => {
    const repository = makeRepository();
    const { head, tip } = makeMonorepo(repository, 20, 10, 300);
    const pulls = { 1: { base: tip, head } };
    const server = await start(repository, { ...setup, pulls });
    const source = await open(server, pullRequestEvent({ base: tip, head }), access);
    const first = await source.changed(wanted);
    expect(first.paths).toHaveLength(10);
    const before = server.requests.length;
    expect(await source.changed(wanted)).toEqual(first);
    expect((await source.changed((path) => path === pathOf(0))).paths).toHaveLength(1);
    expect(server.requests.length).toBe(before);
  });
});

describe('many small files', () => {
  const make = (repository: TestRepository, files: number) => {
    const base = repository.commit({ 'README.md': 'x\n' });
    const paths = numbers(files).map((index) => [`many/${index}/package.json`, manifest(`name-${index}`)]);
    return pullRequestEvent({ base, head: repository.commit(Object.fromEntries(paths)) });
  };

  it('are read with few queries', async () => {
    const repository = makeRepository();
    const event = make(repository, 1500);
    const server = await start(repository);
    const source = await open(server, event);
    const { entries } = await source.head.entries(wanted);
    const before = server.requests.length;
    const reads = await source.head.read(entries, maxBytes);
    expect([...reads.values()].filter(({ kind }) => kind === 'bytes')).toHaveLength(1500);
    expect(server.requests.length - before).toBeLessThanOrEqual(6);
  });

  it('are read with smaller queries where GitHub does not answer large ones', async () => {
    const repository = makeRepository();
    const event = make(repository, 300);
    const server = await start(repository);
    const source = await open(server, event);
    const { entries } = await source.head.entries(wanted);
    // Both queries, each with two more tries.
    server.fail({ operation: 'graphql', status: 502, times: 6 });
    const reads = await source.head.read(entries, maxBytes);
    expect([...reads.values()].filter(({ kind }) => kind === 'bytes')).toHaveLength(300);
    expect(count(server, 'graphql')).toBe(6 + 6);
    expect(count(server, 'git/get-blob')).toBe(0);
  });
});
