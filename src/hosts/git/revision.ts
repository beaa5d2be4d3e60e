import { AuditError } from '../../model/error.ts';
import { isObjectId } from '../blob-id.ts';
import type { Git } from './run-git.ts';

/** A commit's full id. Undefined where there is no such commit. */
export async function findCommit(git: Git, revision: string): Promise<string | undefined> {
  if (!isRevision(revision)) return undefined;
  const { status, stdout } = await git.run(
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  );
  const id = stdout.toString('latin1').trim();
  return status === 0 && isObjectId(id) ? id : undefined;
}

/** Never an option, whatever git makes of it. */
const isRevision = (text: string): boolean => text !== '' && !text.startsWith('-') && !hasControl(text);

const hasControl = (text: string): boolean => [...text].some((c) => c < ' ' || c === '\x7f');

/** @throws AuditError where there is no such commit */
export async function resolveCommit(git: Git, revision: string): Promise<string> {
  const id = await findCommit(git, revision);
  if (id !== undefined) return id;
  const hint = (await isShallow(git)) ? shallowHint : 'Give a commit, branch or tag of this repository.';
  throw new AuditError('source', `There is no commit ${JSON.stringify(revision.slice(0, 200))}.`, hint);
}

export const shallowHint =
  'The clone is shallow: fetch the history (fetch-depth: 0 of actions/checkout, or git fetch --unshallow).';

export async function isShallow(git: Git): Promise<boolean> {
  const { stdout } = await git.run('rev-parse', '--is-shallow-repository');
  return stdout.toString('latin1').trim() === 'true';
}

const usualNames = ['refs/remotes/origin/main', 'refs/remotes/origin/master', 'refs/heads/main', 'refs/heads/master'];

/** The commit where `head` left the default branch: what a pull request would be compared with. */
export async function findMergeBase(git: Git, head: string): Promise<string> {
  const branch = await findDefaultBranch(git);
  if (branch === undefined) {
    const hint = (await isShallow(git)) ? shallowHint : 'Say what to compare with: --base <revision> (or "none").';
    throw new AuditError(
      'source',
      'The default branch is not known: neither origin/HEAD, main nor master exists.',
      hint,
    );
  }
  const { status, stdout } = await git.run('merge-base', branch.id, head);
  const id = stdout.toString('latin1').trim();
  if (status === 0 && isObjectId(id)) return id;
  throw new AuditError(
    'source',
    `${branch.name} and the head have no common commit here.`,
    (await isShallow(git)) ? shallowHint : 'Say what to compare with: --base <revision> (or "none").',
  );
}

async function findDefaultBranch(git: Git): Promise<{ name: string; id: string } | undefined> {
  const { stdout } = await git.run('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  for (const name of [stdout.toString('utf8').trim(), ...usualNames]) {
    const id = name.startsWith('refs/') ? await findCommit(git, name) : undefined;
    if (id !== undefined) return { name: name.replace(/^refs\/(?:remotes|heads)\//, ''), id };
  }
  return undefined;
}
