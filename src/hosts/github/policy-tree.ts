import { AuditError } from '../../model/error.ts';
import type { PolicyAddress } from '../../model/policy.ts';
import type { Tree } from '../../model/ports.ts';
import { isObjectId } from '../blob-id.ts';
import { type ClientOptions, createClient } from './client.ts';
import { describeFailure, stopRun } from './failure.ts';
import { openGitHub } from './open-github.ts';

export type PolicyOptions = Omit<ClientOptions, 'note'>;

/**
 * The tree of another repository that a configuration is read from, at the commit that a ref names now; its label is that commit.
 * @throws AuditError `config` where there is no such repository or ref for the token, `source` where GitHub does not answer
 */
export async function openPolicyTree({ owner, repo, ref }: PolicyAddress, options: PolicyOptions): Promise<Tree> {
  const client = createClient({ ...options, note: () => {} });
  const head = await client.rest.repos.getCommit({ owner, repo, ref, per_page: 1 }).then(
    ({ data }) => data.sha,
    (error: unknown) => refuse(`${owner}/${repo}@${ref}`, error),
  );
  if (!isObjectId(head)) throw new AuditError('source', `GitHub names no commit for ${owner}/${repo}@${ref}.`);
  const event = { owner, repo, mode: 'all', base: null, head, comparison: 'direct', policyRef: head } as const;
  return (await openGitHub({ ...options, event })).head;
}

/** Without a policy nothing is audited: its repository being away must never read as its saying nothing. */
function refuse(what: string, error: unknown): never {
  const { status, reason } = describeFailure(error);
  if (status !== 404 && status !== 422 && status !== 409)
    throw stopRun(`The configuration of ${what} cannot be read`, error);
  throw new AuditError(
    'config',
    `the configuration of ${what} cannot be read: ${reason}`,
    'there is no such repository, commit, tag or branch for this token: a private one needs config-token, or GH_TOKEN on a command line',
  );
}
