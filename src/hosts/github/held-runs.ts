import { readHoldTitle } from '../../model/hold.ts';
import { pageSize, readPages } from './read-pages.ts';
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

const maxRunPages = 3;
const maxPullPages = 10;
/** Each is asked for its jobs, and whether it is the latest: a workflow's token has 1,000 requests an hour. */
const maxRuns = 100;
/** Commits whose runs are asked for one by one, as other failed runs are too many. */
const maxHeads = 100;
/** Failed jobs of all runs whose annotations are read. */
const maxJobs = 500;

/** docs.github.com/actions, "Re-running workflows and jobs": for 30 days after the first attempt. */
const repeatableMs = 30 * 86_400_000;

const pullEvents: ReadonlySet<string> = new Set(['pull_request', 'pull_request_target']);

/**
 * Runs of a workflow that wait for time, newest first. What they say of themselves is the word of whoever wrote the pull
 * request: nothing follows from it but that the same job runs once more.
 * @param workflow name of its file in `.github/workflows`
 */
export async function findHeldRuns(api: RepositoryApi, workflow: string, now: Date): Promise<readonly HeldRun[]> {
  const { failed, isWhole } = await listFailedRuns(api, workflow, now);
  if (failed.length === 0 && isWhole) return [];
  const pulls = await listOpenHeads(api);
  const current = new Map<string, FailedRun>();
  for (const run of failed) if (pulls.has(run.head) && !current.has(run.head)) current.set(run.head, run);
  if (!isWhole) for (const run of await askForRuns(api, workflow, now, pulls, current)) current.set(run.head, run);
  if (current.size > maxRuns)
    api.note(`${current.size} open pull requests failed the audit: the ${maxRuns} newest runs are looked at.`);
  const held: HeldRun[] = [];
  for (const [run, hold] of await findHolds(api, [...current.values()].slice(0, maxRuns))) {
    const pull = pulls.get(run.head);
    if (pull === undefined) continue;
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

/** Newest first, as GitHub lists them; whole where there are no further ones. */
async function listFailedRuns(api: RepositoryApi, workflow: string, now: Date) {
  const runs = await readPages(maxRunPages, (page) => listPage(api, workflow, now, { page }));
  return { failed: ofPulls(runs), isWhole: runs.length < maxRunPages * pageSize };
}

/** Runs at commits that others moved on from do not hide an older one: what was not listed is asked for by its commit. */
async function askForRuns(
  api: RepositoryApi,
  workflow: string,
  now: Date,
  pulls: ReadonlyMap<string, number>,
  listed: ReadonlyMap<string, FailedRun>,
): Promise<readonly FailedRun[]> {
  const missing = [...pulls.keys()].filter((head) => !listed.has(head));
  const asked = missing.slice(0, maxHeads);
  if (asked.length < missing.length)
    api.note(
      `More than ${maxRunPages * pageSize} runs failed. Of ${missing.length} open pull requests without one of these, ` +
        `the ${asked.length} that changed last are looked at.`,
    );
  const found: FailedRun[] = [];
  for (const head of asked) found.push(...ofPulls(await listPage(api, workflow, now, { head_sha: head })).slice(0, 1));
  return found;
}

type ListedRun = Pick<Awaited<ReturnType<typeof listPage>>[number], 'id' | 'head_sha' | 'event' | 'run_attempt'>;

const ofPulls = (runs: readonly ListedRun[]): readonly FailedRun[] =>
  runs
    .filter(({ event }) => pullEvents.has(event))
    .map(({ id, head_sha, event, run_attempt = 1 }) => ({ id, head: head_sha, event, attempt: run_attempt }));

/** Failed runs that can be run again. */
async function listPage(
  api: RepositoryApi,
  workflow: string,
  now: Date,
  which: { readonly page: number } | { readonly head_sha: string },
) {
  const since = new Date(now.getTime() - repeatableMs).toISOString().slice(0, 19);
  const { data } = await api.client.rest.actions.listWorkflowRuns({
    owner: api.owner,
    repo: api.repo,
    workflow_id: workflow,
    status: 'failure',
    created: `>=${since}Z`,
    exclude_pull_requests: true,
    per_page: pageSize,
    ...which,
  });
  return data.workflow_runs;
}

/** Numbers of open pull requests by the commits that they are at, that changed last first. Those of forks are told by it alone. */
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

type Hold = Pick<HeldRun, 'job' | 'until'>;

/** Each run has its share of the jobs that may still be looked at: one with very many of them hides no other. */
async function findHolds(
  api: RepositoryApi,
  runs: readonly FailedRun[],
): Promise<readonly (readonly [FailedRun, Hold])[]> {
  const found: (readonly [FailedRun, Hold])[] = [];
  let [left, cut] = [maxJobs, 0];
  for (const [at, run] of runs.entries()) {
    const { hold, asked, isWhole } = await findHold(api, run.id, Math.floor(left / (runs.length - at)));
    left -= asked;
    if (!isWhole) cut += 1;
    if (hold !== undefined) found.push([run, hold]);
  }
  if (cut > 0) api.note(`Runs with more failed jobs than can be looked at: ${cut}.`);
  return found;
}

interface Look {
  readonly hold: Hold | undefined;
  /** Jobs whose annotations were asked for. */
  readonly asked: number;
  /** No failed job was left out. */
  readonly isWhole: boolean;
}

/** The failed job that says how long it is held; of several the one that is held longest. */
async function findHold(api: RepositoryApi, run: number, most: number): Promise<Look> {
  const { owner, repo } = api;
  const { data } = await api.client.rest.actions.listJobsForWorkflowRun({
    owner,
    repo,
    run_id: run,
    filter: 'latest',
    per_page: pageSize,
  });
  const failed = data.jobs.filter(({ conclusion }) => conclusion === 'failure');
  const looked = failed.slice(0, most);
  const holds: Hold[] = [];
  for (const { id, check_run_url } of looked) {
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
  return {
    hold: holds.sort((a, b) => a.until.getTime() - b.until.getTime()).at(-1),
    asked: looked.length,
    isWhole: looked.length === failed.length && data.total_count <= data.jobs.length,
  };
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
