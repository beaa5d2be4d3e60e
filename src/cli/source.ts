import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openFolders } from '../hosts/folders/open-folders.ts';
import { openRepository } from '../hosts/git/open-repository.ts';
import { findCommit } from '../hosts/git/revision.ts';
import { createGit } from '../hosts/git/run-git.ts';
import { AuditError } from '../model/error.ts';
import type { ChangeSource } from '../model/ports.ts';

export interface SourceOptions {
  readonly dir: string;
  readonly base?: string;
  readonly head?: string;
}

/** What `--base` and `--head` name: two folders, or two states of the repository that holds `dir`. */
export async function openSource({ dir, base, head }: SourceOptions): Promise<ChangeSource> {
  const root = resolve(dir);
  if (!(await isFolder(root))) throw new AuditError('usage', `${dir} is no folder`, 'give the folder to audit');
  const [before, after] = [await classify(base, root), await classify(head, root)];
  const kinds = [before.kind, after.kind];
  if (after.kind === 'none') throw new AuditError('usage', '--head none', 'only --base can be none');
  if (kinds.includes('folder')) {
    if (kinds.includes('revision')) {
      throw new AuditError(
        'usage',
        '--base and --head mix a folder and a revision',
        'give two folders or two revisions',
      );
    }
    if (before.kind === 'folder' && after.kind === 'folder' && ![process.cwd(), resolve(after.path)].includes(root)) {
      const remedy = 'leave it out, or give revisions of its repository';
      throw new AuditError('usage', `${dir} is a third folder beside those of --base and --head`, remedy);
    }
    return openFolders({
      base: before.kind === 'folder' ? before.path : null,
      head: after.kind === 'folder' ? after.path : root,
    });
  }
  if (before.kind === 'none' && after.kind === 'default' && !(await isRevision(root, 'HEAD'))) {
    return openFolders({ base: null, head: root });
  }
  return openRepository({
    dir: root,
    ...(before.kind === 'none' ? { base: null } : before.kind === 'revision' ? { base: before.revision } : {}),
    ...(after.kind === 'revision' ? { head: after.revision } : {}),
  });
}

type Side =
  | { readonly kind: 'default' | 'none' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'revision'; readonly revision: string };

/** A text that is both a revision and a folder is the folder when it starts with `./`, `../` or `/`. */
async function classify(text: string | undefined, root: string): Promise<Side> {
  if (text === undefined) return { kind: 'default' };
  if (text === 'none') return { kind: 'none' };
  const isPath =
    text.startsWith('./') || text.startsWith('../') || text.startsWith('/') || text === '.' || text === '..';
  if (!isPath && (await isRevision(root, text))) return { kind: 'revision', revision: text };
  if (await isFolder(resolve(text))) return { kind: 'folder', path: text };
  if (isPath) throw new AuditError('usage', `${text} is no folder`, 'give an existing folder or a revision');
  return { kind: 'revision', revision: text };
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

/** False too where there is no git and no repository: two folders need neither. */
const isRevision = async (root: string, text: string): Promise<boolean> =>
  (await findCommit(createGit(root), text).catch(() => undefined)) !== undefined;
