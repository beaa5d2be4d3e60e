import { readHoldTitle } from '../../model/hold.ts';
import type { RepositoryApi } from './repository-api.ts';

/** The audit of what an open pull request is at now: it failed, and says that time alone may change that. */
export interface HeldRun {
  readonly pull: number;
  readonly run: number;
  /** The job that holds, of the latest attempt. */
  readonly job: number;
  readonly attempt: number;
  readonly until: Date;
}

/** A run that failed, as far as it is looked at. */
interface FailedRun {
  readonly id: number;
  readonly head: string;
  readonly event: string;
  readonly attempt: number;
}

const pageSize = 100;
const maxRunPages = 3;
const maxPullPages = 10;
/** Each is asked for its jobs and the annotations of those that failed: a workflow's token has 1,000 requests an hour. */
const maxRuns = 100;
const maxJobs = 5;

/** docs.github.com/actions, "Re-running workflows and jobs": for 30 days after the first attempt. */
const repeatableMs = 30 * 86_400_000;

const pullEvents: ReadonlySet<string> = new Set(['pull_request', 'pull_request_target']);

/**
 * Runs of a workflow that wait for time, newest first. What they say of themselves is the word of whoever wrote the pull
 * request: nothing follows from it but that the same job runs once more.
 * @param workflow name of its file in `.github/workflows`
 */
export async function findHeldRuns(api: RepositoryApi, workflow: string, now: Date): Promise<readonly HeldRun[]> {
  const failed = await listFailedRuns(api, workflow, now);
  if (failed.length === 0) return [];
  const pulls = await listOpenHeads(api);
  const current = new Map<string, FailedRun>();
  for (const run of failed) if (pulls.has(run.head) && !current.has(run.head)) current.set(run.head, run);
  if (current.size > maxRuns)
    api.note(`${current.size} open pull requests failed the audit: the ${maxRuns} newest runs are looked at.`);
  const held: HeldRun[] = [];
  for (const run of [...current.values()].slice(0, maxRuns)) {
    const hold = await findHold(api, run.id);
    const pull = pulls.get(run.head);
    if (hold === undefined || pull === undefined) continue;
    // A later run of the same commit that passed, or is on its way, is the one that counts.
    if (hold.until <= now && !(await isLatest(api, workflow, run))) continue;
    held.push({ pull, run: run.id, attempt: run.attempt, ...hold });
  }
  return held;
}

/** Runs one job again, and those that need it. GitHub gives it the commit, the event and the rights of the first attempt. */
export async function repeatJob(api: RepositoryApi, job: number): Promise<void> {
  await api.client.rest.actions.reRunJobForWorkflowRun({ owner: api.owner, repo: api.repo, job_id: job });
}

/** Newest first, as GitHub lists them. */
async function listFailedRuns(api: RepositoryApi, workflow: string, now: Date): Promise<readonly FailedRun[]> {
  const since = new Date(now.getTime() - repeatableMs).toISOString().slice(0, 19);
  const runs = await readPages(maxRunPages, async (page) => {
    const { data } = await api.client.rest.actions.listWorkflowRuns({
      owner: api.owner,
      repo: api.repo,
      workflow_id: workflow,
      status: 'failure',
      created: `>=${since}Z`,
      exclude_pull_requests: true,
      per_page: pageSize,
      page,
    });
    return data.workflow_runs;
  });
  if (runs.length === maxRunPages * pageSize) api.note(`Only the newest ${runs.length} failed runs are looked at.`);
  return runs
    .filter(({ event }) => pullEvents.has(event))
    .map(({ id, head_sha, event, run_attempt = 1 }) => ({ id, head: head_sha, event, attempt: run_attempt }));
}

/** Numbers of open pull requests by the commits that they are at. Those of forks are told by it alone. */
async function listOpenHeads(api: RepositoryApi): Promise<ReadonlyMap<string, number>> {
  const pulls = await readPages(maxPullPages, async (page) => {
    const { data } = await api.client.rest.pulls.list({
      owner: api.owner,
      repo: api.repo,
      state: 'open',
      sort: 'updated',
      direction: 'desc',
      per_page: pageSize,
      page,
    });
    return data;
  });
  if (pulls.length === maxPullPages * pageSize)
    api.note(`Only the ${pulls.length} open pull requests that changed last are looked at.`);
  return new Map(pulls.map(({ head, number }) => [head.sha, number]));
}

async function readPages<T>(most: number, read: (page: number) => Promise<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = 1; page <= most; page += 1) {
    const items = await read(page);
    all.push(...items);
    if (items.length < pageSize) break;
  }
  return all;
}

/** The failed job that says how long it is held; of several the one that is held longest. */
async function findHold(api: RepositoryApi, run: number): Promise<Pick<HeldRun, 'job' | 'until'> | undefined> {
  const { owner, repo } = api;
  const { data } = await api.client.rest.actions.listJobsForWorkflowRun({
    owner,
    repo,
    run_id: run,
    filter: 'latest',
    per_page: pageSize,
  });
  const failed = data.jobs.filter(({ conclusion }) => conclusion === 'failure').slice(0, maxJobs);
  const holds: Pick<HeldRun, 'job' | 'until'>[] = [];
  for (const { id, check_run_url } of failed) {
    const checkRun = Number(/\/check-runs\/(\d{1,15})$/.exec(check_run_url)?.[1]);
    if (Number.isNaN(checkRun)) continue;
    const { data: annotations } = await api.client.rest.checks.listAnnotations({
      owner,
      repo,
      check_run_id: checkRun,
      per_page: pageSize,
    });
    for (const { title } of annotations) {
      const until = readHoldTitle(title ?? '');
      if (until !== undefined) holds.push({ job: id, until });
    }
  }
  return holds.sort((a, b) => a.until.getTime() - b.until.getTime()).at(-1);
}

async function isLatest(api: RepositoryApi, workflow: string, run: FailedRun): Promise<boolean> {
  const { data } = await api.client.rest.actions.listWorkflowRuns({
    owner: api.owner,
    repo: api.repo,
    workflow_id: workflow,
    event: run.event,
    head_sha: run.head,
    exclude_pull_requests: true,
    per_page: 1,
  });
  return data.workflow_runs[0]?.id === run.id;
}
