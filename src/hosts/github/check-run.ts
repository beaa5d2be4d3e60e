import type { CheckRun } from '../../model/channel.ts';
import { describeFailure } from './failure.ts';
import type { RepositoryApi } from './repository-api.ts';

/** docs.github.com/rest/checks/runs: annotations of one request; those of later ones are added. */
const maxAnnotations = 50;

/** What became of a check run. */
export interface PostedCheckRun {
  /** Annotations that stand. */
  readonly annotations: number;
  /** Why the others do not; left out: all do. */
  readonly reason?: string;
}

/**
 * A finished check run at a commit. Its conclusion comes with the first annotations: what goes wrong later costs only
 * those that were not written yet.
 */
export async function postCheckRun(api: RepositoryApi, head: string, run: CheckRun): Promise<PostedCheckRun> {
  const { client, owner, repo } = api;
  const { name, conclusion, title, summary, annotations } = run;
  const outputOf = (from: number) => ({
    title,
    summary,
    annotations: annotations.slice(from, from + maxAnnotations).map((one) => ({ ...one })),
  });
  const { data } = await client.rest.checks.create({
    owner,
    repo,
    name,
    head_sha: head,
    status: 'completed',
    conclusion,
    output: outputOf(0),
  });
  for (let from = maxAnnotations; from < annotations.length; from += maxAnnotations) {
    try {
      await client.rest.checks.update({ owner, repo, check_run_id: data.id, output: outputOf(from) });
    } catch (error) {
      return { annotations: from, reason: describeFailure(error).reason };
    }
  }
  return { annotations: annotations.length };
}
