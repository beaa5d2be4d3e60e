import { isObjectId } from '../blob-id.ts';
import { type ClientOptions, createClient } from './client.ts';
import { stopRun } from './failure.ts';
import { textAt } from './property.ts';
import { type AuditedEvent, commitAt, lacking, type RunnerEnv, readPlace } from './read-event.ts';
import { pageSize } from './read-pages.ts';

/** What a finished run of another workflow leads to. */
export type Triggering =
  | { readonly event: AuditedEvent; readonly others: readonly number[] }
  /** Why there is nothing to audit, in words. */
  | { readonly reason: string };

const pullEvents: ReadonlySet<string | undefined> = new Set(['pull_request', 'pull_request_target']);

/**
 * The open pull request that a finished run was for (`workflow_run`). The event names none for forks, and its files are
 * the word of whoever wrote the pull request: of the run only the commit is taken, with the branch and the repository to
 * look for it, and what GitHub then lists is held against all three.
 */
export async function findTriggeringPull(
  options: Omit<ClientOptions, 'note'>,
  payload: unknown,
  env: RunnerEnv,
): Promise<Triggering> {
  const place = readPlace(payload, env);
  if (!pullEvents.has(textAt(payload, 'workflow_run', 'event')))
    return { reason: 'The run that ended was not for a pull request' };
  const head = commitAt(payload, 'workflow_run', 'head_sha');
  const branch = textAt(payload, 'workflow_run', 'head_branch');
  const repository = textAt(payload, 'workflow_run', 'head_repository', 'full_name');
  const [, owner] = /^([A-Za-z0-9_.-]{1,100})\/[A-Za-z0-9_.-]{1,100}$/.exec(repository ?? '') ?? [];
  if (branch === undefined || branch === '' || owner === undefined) throw lacking('workflow_run.head_repository');
  const { owner: account, repo } = place;
  const client = createClient({ ...options, note: () => {} });
  const listed = await client.rest.pulls
    .list({ owner: account, repo, state: 'open', head: `${owner}:${branch}`, per_page: pageSize })
    .catch((error: unknown) => {
      throw stopRun(`The pull requests of ${account}/${repo} cannot be listed`, error);
    });
  // A filter that GitHub does not understand is left out by it.
  const [pull, ...others] = listed.data.filter(
    (one) => one.head.sha === head && one.head.ref === branch && one.head.repo?.full_name === repository,
  );
  if (pull === undefined || !isObjectId(pull.base.sha))
    return { reason: 'No open pull request is at the commit of the run that ended' };
  const { number, base } = pull;
  return {
    event: {
      ...place,
      mode: 'changed',
      base: base.sha,
      head,
      comparison: 'merge-base',
      policyRef: base.sha,
      pull: { number },
    },
    others: others.map((one) => one.number),
  };
}
