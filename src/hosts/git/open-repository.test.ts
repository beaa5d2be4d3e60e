import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRepository, type TestRepository } from '../../../test/support/github/repository.ts';
import type { Tree } from '../../model/ports.ts';
import { openRepository } from './open-repository.ts';

let repository: TestRepository;
let spare = '';
beforeEach(() => {
  repository = createRepository();
  spare = mkdtempSync(join(tmpdir(), 'gazetteer-git-'));
});
afterEach(() => {
  repository.dispose();
  rmSync(spare, { recursive: true, force: true });
});

const all = (): boolean => true;
const listPaths = async (tree: Tree): Promise<string[]> => (await tree.entries(all)).entries.map((entry) => entry.path);
async function readText(tree: Tree, path: string): Promise<string | undefined> {
  const { entries } = await tree.entries((candidate) => candidate === path);
  const read = (await tree.read(entries, 1_000_000)).get(path);
  return read?.kind === 'bytes' ? Buffer.from(read.bytes).toString('utf8') : read?.reason;
}

describe('the sides', () => {
  it('are the merge base with the default branch and the working tree', async () => {
    const fork = repository.commit({ 'package.json': '1', 'gone.txt': '' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ 'package.json': '2', '.gitignore': 'ignored.txt\n' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'later.txt': '' });
    repository.git('checkout', '--quiet', 'topic');
    for (const name of ['ignored.txt', 'untracked.txt']) writeFileSync(join(repository.dir, name), name);
    rmSync(join(repository.dir, 'gone.txt'));
    const source = await openRepository({ dir: repository.dir });
    expect(source.base.label).toBe(fork);
    expect(source.policy).toBe(source.base);
    expect(await listPaths(source.head)).toEqual(['.gitignore', 'package.json', 'untracked.txt']);
    expect(await readText(source.head, 'untracked.txt')).toBe('untracked.txt');
    expect((await source.changed(all)).paths.map((path) => `${path.change} ${path.path}`)).toEqual([
      'added .gitignore',
      'removed gone.txt',
      'modified package.json',
      'added untracked.txt',
    ]);
  });

  it('prefer origin/HEAD, and name the owner by origin', async () => {
    repository.commit({ a: '' });
    repository.git('branch', 'trunk');
    const tip = repository.git('rev-parse', 'trunk');
    repository.git('update-ref', 'refs/remotes/origin/trunk', tip);
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    repository.git('config', 'remote.origin.url', 'git@github.example:acme/shop.git');
    const head = repository.commit({ b: '' });
    const source = await openRepository({ dir: repository.dir, head });
    expect([source.base.label, source.head.label, source.owner]).toEqual([tip, head, 'acme']);
  });

  it('keep files that a sparse checkout left out, and find the root from a folder below', async () => {
    repository.commit({ 'in/package.json': 'in', 'out/package.json': 'out' });
    repository.git('sparse-checkout', 'set', '--no-cone', '/in/');
    expect(existsSync(join(repository.dir, 'out'))).toBe(false);
    const source = await openRepository({ dir: join(repository.dir, 'in') });
    expect(await readText(source.head, 'out/package.json')).toBe('out');
    expect((await source.changed(all)).paths).toEqual([]);
  });

  it('are read from disk where they are there, whatever the index is told', async () => {
    repository.commit({ 'package.json': 'old', 'gone.json': 'kept' });
    repository.git('update-index', '--skip-worktree', 'package.json', 'gone.json');
    writeFileSync(join(repository.dir, 'package.json'), 'new');
    rmSync(join(repository.dir, 'gone.json'));
    const source = await openRepository({ dir: repository.dir });
    expect((await source.changed(all)).paths).toEqual([{ path: 'package.json', change: 'modified' }]);
    expect(await readText(source.head, 'package.json')).toBe('new');
    expect(await readText(source.head, 'gone.json')).toBe('kept');
  });

  it('include a file amid a merge conflict once', async () => {
    repository.commit({ 'package.json': '0' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ 'package.json': '1' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'package.json': '2' });
    expect(() => repository.git('merge', 'topic')).toThrow();
    const { head } = await openRepository({ dir: repository.dir });
    expect(await listPaths(head)).toEqual(['package.json']);
    expect(await readText(head, 'package.json')).toContain('<<<<<<<');
  });

  it('do not follow a folder that became a link', async () => {
    repository.commit({ 'folder/package.json': 'inside' });
    writeFileSync(join(spare, 'package.json'), 'outside');
    rmSync(join(repository.dir, 'folder'), { recursive: true });
    symlinkSync(spare, join(repository.dir, 'folder'));
    const source = await openRepository({ dir: repository.dir });
    expect((await source.changed(all)).paths.map((path) => `${path.change} ${path.path}`)).toEqual([
      'added folder',
      'removed folder/package.json',
    ]);
    expect(await readText(source.head, 'folder')).toBe(spare);
  });

  it('cap what is read', async () => {
    const head = repository.commit({ big: 'x'.repeat(100_000), small: 'y' });
    const source = await openRepository({ dir: repository.dir, base: null, head });
    const { entries } = await source.head.entries(all);
    const reads = await source.head.read(entries, 10);
    expect([reads.get('big')?.kind, reads.get('small')?.kind]).toEqual(['unreadable', 'bytes']);
  });
});

describe('what cannot be compared', () => {
  it.each(['--output=/tmp/x', '-', '', 'no-such', 'main\n', 'HEAD..main', '$(touch x)', '--upload-pack=x'])(
    'is the revision %j',
    async (revision) => {
      repository.commit({ a: '' });
      await expect(openRepository({ dir: repository.dir, base: revision })).rejects.toMatchObject({ code: 'source' });
      await expect(openRepository({ dir: repository.dir, head: revision })).rejects.toMatchObject({ code: 'source' });
      expect(repository.git('status', '--porcelain')).toBe('');
    },
  );

  it('is a folder without a repository', async () => {
    await expect(openRepository({ dir: spare })).rejects.toThrow(/no git working tree/);
  });

  it('is a repository without commits, unless everything is new', async () => {
    writeFileSync(join(repository.dir, 'package.json'), '{}');
    await expect(openRepository({ dir: repository.dir })).rejects.toMatchObject({
      hint: expect.stringContaining('none'),
    });
    const source = await openRepository({ dir: repository.dir, base: null });
    expect((await source.changed(all)).paths).toEqual([{ path: 'package.json', change: 'added' }]);
  });

  it('is a shallow clone without the merge base', async () => {
    repository.commit({ a: '1' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ a: '2' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ a: '3' });
    const clone = join(spare, 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth=1', '--no-single-branch', `file://${repository.dir}`, clone]);
    execFileSync('git', ['-C', clone, 'checkout', '--quiet', 'topic']);
    await expect(openRepository({ dir: clone })).rejects.toMatchObject({
      hint: expect.stringContaining('fetch-depth'),
    });
  });
});

describe('a hostile repository', () => {
  it('runs nothing that its configuration or attributes name', async () => {
    const trap = join(spare, 'trap.sh');
    const sprung = join(spare, 'sprung');
    writeFileSync(trap, `#!/bin/sh\ntouch ${sprung}\ncat\n`);
    chmodSync(trap, 0o755);
    repository.commit({ 'package.json': '1', '.gitattributes': '* filter=trap diff=trap\n' });
    const settings = {
      'core.fsmonitor': trap,
      'core.pager': trap,
      'core.sshCommand': trap,
      'core.askPass': trap,
      'diff.external': trap,
      'diff.trap.textconv': trap,
      'diff.trap.command': trap,
      'filter.trap.clean': trap,
      'filter.trap.smudge': trap,
      'filter.trap.process': trap,
      'remote.origin.url': `ext::${trap}`,
      'remote.origin.uploadpack': trap,
      'remote.origin.promisor': 'true',
      'extensions.partialClone': 'origin',
      'protocol.ext.allow': 'always',
      'alias.ls-files': `!${trap}`,
    };
    for (const [key, value] of Object.entries(settings)) repository.git('config', key, value);
    for (const hook of ['post-index-change', 'reference-transaction', 'pre-auto-gc']) {
      writeFileSync(join(repository.dir, '.git/hooks', hook), `#!/bin/sh\ntouch ${sprung}\n`, { mode: 0o755 });
    }
    writeFileSync(join(repository.dir, 'package.json'), '2');
    const source = await openRepository({ dir: repository.dir });
    expect((await source.changed(all)).paths).toEqual([{ path: 'package.json', change: 'modified' }]);
    expect(await readText(source.base, 'package.json')).toBe('1');
    const missing = { path: 'lost', mode: 'file', id: 'a'.repeat(40) } as const;
    expect((await source.base.read([missing], 100)).get('lost')?.kind).toBe('unreadable');
    expect(existsSync(sprung)).toBe(false);
  });

  it('does not redirect the listing by replaced objects', async () => {
    const honest = repository.commit({ 'package.json': 'honest' });
    const other = repository.commit({ 'package.json': 'other' });
    repository.git('replace', honest, other);
    const source = await openRepository({ dir: repository.dir, base: honest, head: other });
    expect(await readText(source.base, 'package.json')).toBe('honest');
  });

  it('does not make another folder of the machine its working tree', async () => {
    repository.commit({ 'package.json': '' });
    repository.git('config', 'core.worktree', tmpdir());
    await expect(openRepository({ dir: repository.dir })).rejects.toThrow(/no git working tree/);
  });

  it('is not taken for one because it looks like a bare repository', async () => {
    repository.commit({ 'package.json': '' });
    renameSync(join(repository.dir, '.git'), join(spare, 'bare.git'));
    await expect(openRepository({ dir: join(spare, 'bare.git') })).rejects.toThrow(/no git working tree/);
  });
});
