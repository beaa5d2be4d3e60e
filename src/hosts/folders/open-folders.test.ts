import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditError } from '../../model/error.ts';
import { openFolders } from './open-folders.ts';
import type { WalkLimits } from './walk.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gazetteer-folders-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}
const all = (): boolean => true;
const openHead = () => openFolders({ base: null, head: dir });

describe('openFolders', () => {
  it('leaves out .git and node_modules, and says so', async () => {
    write({
      '.git/config': '',
      'node_modules/a/package.json': '',
      'b/node_modules/c.json': '',
      'd/.git': '',
      'package.json': '',
    });
    const source = await openHead();
    expect((await source.head.entries(all)).entries.map((entry) => entry.path)).toEqual(['package.json']);
    expect(source.notes()).toEqual([`Not read in ${dir}: b/node_modules, d/.git, node_modules.`]);
  });

  it('reads the target of a link, never what it points to, and does not enter linked folders', async () => {
    write({ 'real/package.json': 'secret' });
    symlinkSync('real', join(dir, 'linked'));
    symlinkSync('/etc/passwd', join(dir, 'package.json'));
    const source = await openHead();
    const { entries } = await source.head.entries(all);
    expect(entries.map(({ path, mode }) => `${mode} ${path}`)).toEqual([
      'symlink linked',
      'symlink package.json',
      'file real/package.json',
    ]);
    const reads = await source.head.read(entries, 1000);
    expect(reads.get('package.json')).toEqual({ kind: 'bytes', bytes: Buffer.from('/etc/passwd') });
  });

  it('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [join(dir, 'package.json')]);
    const source = await openHead();
    const { entries } = await source.head.entries(all);
    expect(entries).toHaveLength(1);
    expect((await source.head.read(entries, 1000)).get('package.json')).toEqual({
      kind: 'unreadable',
      reason: 'it is not a regular file',
    });
  });

  it('caps what it reads', async () => {
    write({ 'package.json': 'x'.repeat(11) });
    const source = await openHead();
    const { entries } = await source.head.entries(all);
    expect(entries[0]?.size).toBe(11);
    expect((await source.head.read(entries, 10)).get('package.json')?.kind).toBe('unreadable');
    expect((await source.head.read(entries, 11)).get('package.json')?.kind).toBe('bytes');
  });

  it('reads a file whose path is no UTF-8, and says where two read the same', async () => {
    const raw = (byte: number): Buffer => Buffer.concat([Buffer.from(`${dir}/a`), Buffer.from([byte])]);
    writeFileSync(raw(0xff), 'one');
    const source = await openHead();
    const { entries, incomplete } = await source.head.entries(all);
    expect([entries[0]?.path, incomplete]).toEqual(['a\ufffd', undefined]);
    expect((await source.head.read(entries, 10)).get('a\ufffd')).toEqual({ kind: 'bytes', bytes: Buffer.from('one') });
    writeFileSync(raw(0xfe), 'two');
    expect((await (await openHead()).head.entries(all)).incomplete).toContain('no UTF-8');
  });

  it('says where a limit cut the listing', async () => {
    write({ 'a/b/c/package.json': '', 'a/package.json': '', 'package.json': '' });
    const list = async (limits: WalkLimits) => {
      const { entries, incomplete } = await (await openFolders({ base: null, head: dir, limits })).head.entries(all);
      return [entries.length, incomplete];
    };
    expect(await list({ entries: 2, depth: 9 })).toEqual([1, 'only the first 2 entries were listed']);
    expect(await list({ entries: 99, depth: 1 })).toEqual([2, 'folders more than 1 deep were not listed']);
    expect(await list({ entries: 99, depth: 9, enters: (path) => path === 'a' })).toEqual([2, undefined]);
  });

  it('calls files that differ in nothing unchanged, and unreadable ones changed', async () => {
    write({ 'base/package.json': 'same', 'head/package.json': 'same', 'base/big.txt': 'x', 'head/big.txt': 'x' });
    execFileSync('mkfifo', [join(dir, 'base/pipe'), join(dir, 'head/pipe')]);
    const source = await openFolders({ base: join(dir, 'base'), head: join(dir, 'head') });
    expect((await source.changed(all)).paths).toEqual([{ path: 'pipe', change: 'modified' }]);
  });

  it.each(['missing', 'file'])('refuses a side that is %s', async (side) => {
    write({ file: '' });
    chmodSync(join(dir, 'file'), 0o644);
    await expect(openFolders({ base: null, head: join(dir, side) })).rejects.toThrow(AuditError);
  });
});
