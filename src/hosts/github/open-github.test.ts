import { describe, expect, it } from 'vitest';
import { mergeGroupEvent, pullRequestEvent, pushEvent, scheduleEvent } from '../../../test/support/github/events.ts';
import {
  changePackages,
  makeRepository,
  manifest,
  open,
  operations,
  readAll,
  start,
  wanted,
} from '../../../test/support/github/harness.ts';

describe('requests', () => {
  it('are three where nothing that matters changed', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest('one') });
    const head = repository.commit({ 'README.md': 'text\n' });
    const server = await start(repository);
    const source = await open(server, pullRequestEvent({ base, head }));
    expect(await source.changed(wanted)).toEqual({ paths: [] });
    expect(operations(server)).toEqual(['repos/compare-commits-with-basehead', 'git/get-tree', 'git/get-tree']);
  });

  it('are few for 20 manifests on both sides, their context and the configuration', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 20);
    const server = await start(repository);
    const source = await open(server, pullRequestEvent({ base, head }));
    expect((await source.changed(wanted)).paths).toHaveLength(20);
    expect(Object.keys(await readAll(source.base))).toHaveLength(20);
    expect((await readAll(source.head))['packages/p7/package.json']).toBe(manifest('after-7'));
    expect(await readAll(source.policy, (path) => path.endsWith('gazetteer.yml'))).toEqual({
      '.github/gazetteer.yml': 'version: 1\n',
    });
    expect(operations(server).sort()).toEqual([
      'git/get-blob',
      'git/get-tree',
      'git/get-tree',
      'graphql',
      'graphql',
      'repos/compare-commits-with-basehead',
    ]);
  });

  it('ask once for a blob that both sides share', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'a/package.json': manifest('kept'), 'b/package.json': manifest('kept') });
    const head = repository.commit({ 'c/package.json': manifest('new') });
    const server = await start(repository);
    const source = await open(server, pullRequestEvent({ base, head }));
    await readAll(source.base);
    expect((await readAll(source.head))['b/package.json']).toBe(manifest('kept'));
    expect(operations(server).filter((operation) => operation === 'git/get-blob')).toHaveLength(2);
  });
});

describe('the base', () => {
  it('is where the head left it; the configuration is that of its tip', async () => {
    const repository = makeRepository();
    const fork = repository.commit({ 'package.json': manifest('one'), '.github/gazetteer.yml': 'old\n' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    const head = repository.commit({ 'package.json': manifest('two'), '.github/gazetteer.yml': 'mine\n' });
    repository.git('checkout', '--quiet', 'main');
    const tip = repository.commit({ 'other/package.json': manifest('later'), '.github/gazetteer.yml': 'new\n' });
    const config = (path: string): boolean => path.endsWith('gazetteer.yml');
    for (const event of [
      pullRequestEvent({ base: tip, head }),
      pushEvent({ before: fork, after: head, ref: 'refs/heads/topic' }),
    ]) {
      const source = await open(await start(repository), event);
      expect([source.base.label, source.head.label, source.policy.label]).toEqual([fork, head, tip]);
      expect((await source.changed(wanted)).paths).toEqual([{ path: 'package.json', change: 'modified' }]);
      expect(await readAll(source.policy, config)).toEqual({ '.github/gazetteer.yml': 'new\n' });
      expect([source.owner, source.workflowPath]).toEqual(['acme', '.github/workflows/gazetteer.yml']);
    }
  });

  it('is what was there before a forced push', async () => {
    const repository = makeRepository();
    const start1 = repository.commit({ 'package.json': manifest('one') });
    const before = repository.commit({ 'package.json': manifest('two'), 'old/package.json': manifest('dropped') });
    repository.git('reset', '--quiet', '--hard', start1);
    const after = repository.commit({ 'package.json': manifest('three') });
    const source = await open(await start(repository), pushEvent({ before, after }));
    expect(source.base.label).toBe(before);
    expect((await source.changed(wanted)).paths).toEqual([
      { path: 'old/package.json', change: 'removed' },
      { path: 'package.json', change: 'modified' },
    ]);
  });

  it('is given by a merge group', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 1);
    const source = await open(await start(repository), mergeGroupEvent({ base, head }));
    expect((await source.changed(wanted)).paths).toHaveLength(1);
  });

  it('is empty for a schedule', async () => {
    const repository = makeRepository();
    const { head } = changePackages(repository, 2);
    const source = await open(await start(repository), scheduleEvent({ sha: head }));
    expect(source.mode).toBe('all');
    expect((await source.changed(wanted)).paths).toHaveLength(2);
    expect(source.policy).toBe(source.head);
  });

  it('is the tip where the histories have nothing in common', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest('one') });
    repository.git('checkout', '--quiet', '--orphan', 'other');
    const head = repository.commit({ 'package.json': manifest('two') });
    const source = await open(await start(repository), pullRequestEvent({ base, head }));
    expect((await source.changed(wanted)).paths).toEqual([{ path: 'package.json', change: 'modified' }]);
    expect(source.notes()).toHaveLength(1);
  });
});

describe('a file that moved', () => {
  it('is followed by likeness, and only from a path that is read', async () => {
    const repository = makeRepository();
    const body = Array.from({ length: 40 }, (_, index) => `"key${index}": ${index}`).join(',\n');
    const base = repository.commit({ 'a/package.json': `{${body}}`, 'docs/example.txt': `{"x": 1, ${body}}` });
    const head = repository.commit(
      { 'b/package.json': `{"new": 1,\n${body}}`, 'c/package.json': `{"x": 1, "y": 2, ${body}}` },
      { remove: ['a', 'docs'] },
    );
    const source = await open(await start(repository), pullRequestEvent({ base, head }));
    expect((await source.changed(wanted)).paths).toEqual([
      { path: 'b/package.json', previousPath: 'a/package.json', change: 'modified' },
      { path: 'c/package.json', change: 'added' },
    ]);
  });
});

describe('a tree that is too large', () => {
  const setup = { treeEntries: 12 };

  it('is listed folder by folder', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 9);
    const server = await start(repository, setup);
    const source = await open(server, pullRequestEvent({ base, head }));
    const { paths, incomplete } = await source.changed(wanted);
    expect([paths.length, incomplete]).toEqual([9, undefined]);
    expect(Object.keys(await readAll(source.head))).toHaveLength(9);
  });

  it('is said to be incomplete where the requests end', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 30);
    const limited = { maxTreeRequests: 1 };
    const whole = await open(await start(repository, setup), scheduleEvent({ sha: head }), limited);
    expect((await whole.head.entries(wanted)).incomplete).toContain('too large');
    const server = await start(repository, { ...setup, levelEntries: 100 });
    server.fail({ operation: 'graphql', status: 403 });
    const source = await open(server, pushEvent({ before: base, after: head }), limited);
    expect((await source.head.entries(wanted)).incomplete).toContain('too large');
  });

  it('is replaced by the files of the pull request where the requests end', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 130);
    const pulls = { 1: { base, head } };
    const server = await start(repository, { treeEntries: 12, pulls });
    const limited = { maxTreeRequests: 0 };
    const event = pullRequestEvent({ base, head });
    expect((await (await open(server, event, limited)).changed(wanted)).paths).toHaveLength(130);
    expect(operations(server)).not.toContain('pulls/list-files');
    const { head: later } = changePackages(repository, 310);
    const many = await start(repository, { treeEntries: 12, pulls: { 1: { base, head: later } } });
    const found = await (await open(many, pullRequestEvent({ base, head: later }), limited)).changed(wanted);
    expect([found.paths.length, found.incomplete]).toEqual([310, undefined]);
    expect(operations(many).filter((operation) => operation === 'pulls/list-files')).toHaveLength(4);
  });

  it('is incomplete where those files belong to another head', async () => {
    const repository = makeRepository();
    const { base, head } = changePackages(repository, 310);
    const moved = repository.commit({ 'later.txt': 'x' });
    const server = await start(repository, { treeEntries: 12, pulls: { 1: { base, head: moved } } });
    const found = await (await open(server, pullRequestEvent({ base, head }), { maxTreeRequests: 0 })).changed(wanted);
    expect(found.incomplete).toContain('too large');
  });

  it('of a change of more than 3,000 files is exact, or said to be incomplete', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'README.md': 'x' });
    const files = Object.fromEntries(Array.from({ length: 3010 }, (_, index) => [`many/${index}.txt`, `${index}`]));
    const head = repository.commit({ ...files, 'zzz/package.json': manifest('last') });
    const event = pullRequestEvent({ base, head });
    const whole = await open(await start(repository), event);
    expect(await whole.changed(wanted)).toEqual({
      paths: [{ path: 'zzz/package.json', change: 'added' }],
    });
    const cut = await start(repository, { treeEntries: 1, pulls: { 1: { base, head } } });
    const found = await (await open(cut, event, { maxTreeRequests: 0 })).changed(wanted);
    expect(found.incomplete).toContain('too large');
    expect(operations(cut).filter((operation) => operation === 'pulls/list-files')).toHaveLength(30);
  });
});
