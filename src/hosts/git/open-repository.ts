import { lstat, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AuditError } from '../../model/error.ts';
import type { ChangeSource, Tree } from '../../model/ports.ts';
import { compareTrees } from '../compare-trees.ts';
import { emptyTree } from '../empty-tree.ts';
import { createCommitTree } from './commit-tree.ts';
import { findCommit, findMergeBase, resolveCommit } from './revision.ts';
import { createGit, type Git } from './run-git.ts';
import { createWorkingTree } from './working-tree.ts';

export interface RepositoryOptions {
  /** The repository or a folder in it. */
  readonly dir: string;
  /** Compared as given. Left out: the merge base with the default branch. Null: everything is new. */
  readonly base?: string | null;
  /** Left out: the working tree. */
  readonly head?: string;
}

/**
 * A local git repository as a change. Only plumbing commands run, and nothing of the repository's content or configuration
 * is executed.
 * @throws AuditError (`source`) where there is no repository, no such revision or no merge base
 */
export async function openRepository(options: RepositoryOptions): Promise<ChangeSource> {
  const root = await findRoot(options.dir);
  const git = createGit(root);
  const working = options.head === undefined ? createWorkingTree(git, root) : undefined;
  const headCommit =
    options.head === undefined ? await findCommit(git, 'HEAD') : await resolveCommit(git, options.head);
  const head = working ?? createCommitTree(git, headCommit ?? '');
  const hasBase = options.base !== null;
  const base = options.base === null ? emptyTree : await openBase(git, options.base, headCommit);
  const owner = await findOwner(git);
  return {
    mode: hasBase ? 'changed' : 'all',
    base,
    hasBase,
    head,
    policy: hasBase ? base : await openPolicy(git, headCommit),
    changed: (wanted) => compareTrees(base, head, wanted),
    ...(owner === undefined ? {} : { owner }),
    notes: () => working?.notes() ?? [],
  };
}

async function findRoot(dir: string): Promise<string> {
  const folder = await realpath(resolve(dir)).catch(() => refuse(dir, 'there is no such folder'));
  const { status, stdout, message } = await createGit(folder).run('rev-parse', '--show-toplevel');
  const root = stdout.toString('utf8').replace(/\r?\n$/, '');
  if (status !== 0 || root === '') refuse(dir, message.replace(/^fatal: /, '') || 'git does not know it');
  // `core.worktree` may name any folder of the machine; a real working tree says that it is one.
  if (!(await lstat(join(root, '.git')).catch(() => undefined)))
    refuse(dir, 'its working tree is configured elsewhere');
  return realpath(root);
}

function refuse(dir: string, reason: string): never {
  throw new AuditError(
    'source',
    `${JSON.stringify(dir)} is no git working tree: ${reason}.`,
    'Run it in a clone, or give two folders as --base and --head.',
  );
}

async function openBase(git: Git, base: string | undefined, head: string | undefined): Promise<Tree> {
  if (base !== undefined) return createCommitTree(git, await resolveCommit(git, base));
  if (head !== undefined) return createCommitTree(git, await findMergeBase(git, head));
  throw new AuditError('source', 'The repository has no commit yet.', 'Audit everything as new: --base none.');
}

/** With everything new the configuration is still that of the default branch, where there is one. */
async function openPolicy(git: Git, head: string | undefined): Promise<Tree> {
  if (head === undefined) return emptyTree;
  try {
    return createCommitTree(git, await findMergeBase(git, head));
  } catch (error) {
    if (error instanceof AuditError) return emptyTree;
    throw error;
  }
}

/** The first of the two parts of a hosted repository's address: `https://host/owner/name`, `git@host:owner/name`. */
async function findOwner(git: Git): Promise<string | undefined> {
  const { stdout } = await git.run('config', '--get', 'remote.origin.url');
  const address = stdout.toString('utf8').trim().slice(0, 500);
  return /^(?:(?:https?|ssh|git):\/\/[^/]+\/|[^/@]+@[^/:]+:)([A-Za-z0-9_.-]+)\/[A-Za-z0-9_.-]+\/?$/.exec(address)?.[1];
}
