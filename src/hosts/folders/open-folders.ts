import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AuditError } from '../../model/error.ts';
import type { ChangeSource } from '../../model/ports.ts';
import { compareTrees } from '../compare-trees.ts';
import { describeError } from '../disk.ts';
import { emptyTree } from '../empty-tree.ts';
import { createFolderTree } from './folder-tree.ts';
import type { WalkLimits } from './walk.ts';

export interface FolderOptions {
  /** The folder before; null: everything is new. */
  readonly base: string | null;
  readonly head: string;
  readonly limits?: WalkLimits;
}

/**
 * Two folders as a change. Links are never followed; `.git` and `node_modules` are left out and said.
 * @throws AuditError (`source`) where a side is no folder that can be read
 */
export async function openFolders(options: FolderOptions): Promise<ChangeSource> {
  const base = options.base === null ? null : await openFolder(options.base, options.limits);
  const head = await openFolder(options.head, options.limits);
  const before = base ?? emptyTree;
  return {
    mode: base === null ? 'all' : 'changed',
    base: before,
    hasBase: base !== null,
    head,
    policy: before,
    changed: (wanted) => compareTrees(before, head, wanted),
    notes: () => [...(base?.notes() ?? []), ...head.notes()],
  };
}

async function openFolder(folder: string, limits: WalkLimits | undefined) {
  const root = await realpath(resolve(folder)).catch((error: unknown) => refuse(folder, describeError(error)));
  if (!(await stat(root)).isDirectory()) refuse(folder, 'it is not a folder');
  return createFolderTree(root, folder, limits);
}

function refuse(folder: string, reason: string): never {
  throw new AuditError(
    'source',
    `The folder ${JSON.stringify(folder)} cannot be read: ${reason}.`,
    'Give a folder that is there.',
  );
}
