import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const archive = join(resolve(root, process.env['GAZETTEER_SHARED'] ?? '../shared'), 'corpus', 'lockfiles.tar.xz');

let unpacked: string | undefined;

/**
 * Unpacks the corpus of real files once for all tests, before the first of them starts. `GAZETTEER_CORPUS` names a folder
 * that is unpacked already.
 */
export function setup(): void {
  if (process.env['GAZETTEER_CORPUS'] !== undefined) return;
  if (!existsSync(archive)) {
    console.info(`the corpus of real files is not at hand (${archive}): the tests that read it are skipped`);
    return;
  }
  unpacked = mkdtempSync(join(tmpdir(), 'corpus-'));
  const { status, stderr } = spawnSync('tar', ['-xJf', archive, '-C', unpacked], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the corpus cannot be unpacked: ${stderr}`);
  // Workers are started later and take the environment over.
  process.env['GAZETTEER_CORPUS'] = unpacked;
}

export function teardown(): void {
  if (unpacked !== undefined) rmSync(unpacked, { recursive: true, force: true });
}
