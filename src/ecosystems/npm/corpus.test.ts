import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { format } from './formats/package-lock.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const archive = join(resolve(root, process.env['GAZETTEER_SHARED'] ?? '../shared'), 'corpus', 'lockfiles.tar.xz');
const isAtHand = existsSync(archive);
if (!isAtHand) console.info(`the corpus of real lockfiles is not at hand (${archive}): skipped`);

/** Kinds of rows in the truth that are no packages of a registry. */
const local = /(?:^|\|)(?:path|directory|file|editable|virtual|option|replace|error|workspace)/;

const folder = isAtHand ? unpack() : '';
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

function unpack(): string {
  const target = mkdtempSync(join(tmpdir(), 'corpus-'));
  const wanted = ['package-lock', 'npm-shrinkwrap'].flatMap((one) => [`./${one}`, `./truth/${one}`]);
  const { status, stderr } = spawnSync('tar', ['-xJf', archive, '-C', target, ...wanted], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the corpus cannot be unpacked: ${stderr}`);
  return target;
}

const files = isAtHand
  ? ['package-lock', 'npm-shrinkwrap'].flatMap((kind) =>
      readdirSync(join(folder, kind)).map((name) => ({ kind, name })),
    )
  : [];

describe('real lockfiles', () => {
  it('are there where their archive is', () => {
    expect(files.length > 0).toBe(isAtHand);
  });

  it.each(files)('$kind/$name holds what arborist finds in it', ({ kind, name }) => {
    const text = readFileSync(join(folder, kind, name), 'utf8');
    const { dependencies, unparsed } = format.parse({ path: `${kind}.json`, text });
    const found = dependencies
      .filter(({ source }) => source.kind !== 'path' && source.kind !== 'workspace')
      .map((dependency) => `${dependency.name} ${dependency.version ?? ''}`);
    const truth = readFileSync(join(folder, 'truth', kind, `${name}.tsv`), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, wanted, , what]) => wanted !== undefined && wanted !== '?' && !local.test(what ?? ''))
      .map(([, wanted, version]) => `${wanted} ${version ?? ''}`);
    expect([...new Set(found)].sort()).toEqual([...new Set(truth)].sort());
    expect(unparsed).toEqual([]);
  });
});
