// The real lockfiles that the formats are measured with. They are no part of the repository.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './measure.mjs';

/** Folder with the corpus: GAZETTEER_CORPUS, or its archive below GAZETTEER_SHARED unpacked; undefined where neither is. */
export function findCorpus(target, kinds) {
  const unpacked = process.env.GAZETTEER_CORPUS;
  if (unpacked !== undefined) return resolve(root, unpacked);
  const archive = join(resolve(root, process.env.GAZETTEER_SHARED ?? '../shared'), 'corpus', 'lockfiles.tar.xz');
  if (!existsSync(archive)) return undefined;
  const wanted = kinds.map((kind) => `./${kind}`);
  const { status, stderr } = spawnSync('tar', ['-xJf', archive, '-C', target, ...wanted], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the corpus cannot be unpacked: ${stderr}`);
  return target;
}

/** Texts of the lockfiles of a folder of the corpus; manifests stand beside them. */
export function readTexts(corpus, folder, isWanted) {
  if (corpus === undefined || !existsSync(join(corpus, folder))) return [];
  return readdirSync(join(corpus, folder))
    .filter((name) => isWanted(name))
    .sort()
    .map((name) => readFileSync(join(corpus, folder, name), 'utf8').replace(/^\uFEFF/, ''));
}
