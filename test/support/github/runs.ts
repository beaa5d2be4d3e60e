import { type Answer, problem, repositoryUrl, type Served } from './answers.ts';
import type { WorkflowJob, WorkflowRun } from './history.ts';

type Parameters = ReadonlyMap<string, string>;

const page = <T>(all: readonly T[], query: URLSearchParams): readonly T[] => {
  const [size, number] = [Number(query.get('per_page') ?? '30'), Number(query.get('page') ?? '1')];
  return all.slice((number - 1) * size, number * size);
};

/** docs.github.com/rest/actions/workflow-runs, "List workflow runs for a workflow": the newest first. */
export function answerRuns({ runs }: Served, parameters: Parameters, query: URLSearchParams): Answer {
  const wanted = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const since = /^>=(.+)$/.exec(query.get('created') ?? '')?.[1] ?? '';
  const found = runs
    .filter(({ workflow }) => workflow === parameters.get('workflow_id'))
    .filter((run) => wanted('status', run.conclusion ?? 'in_progress') && wanted('event', run.event))
    .filter((run) => wanted('head_sha', run.head) && run.createdAt >= since)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const shown = page(found, query).map(({ id, head, event, conclusion, attempt, createdAt }) => ({
    id,
    head_sha: head,
    event,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    run_attempt: attempt,
    created_at: createdAt,
  }));
  return { status: 200, body: { total_count: found.length, workflow_runs: shown } };
}

/** docs.github.com/rest/pulls/pulls, "List pull requests": the few fields that anybody here reads. */
export function answerOpenPulls({ pulls, owner, repo }: Served, query: URLSearchParams): Answer {
  const wanted = query.get('head');
  const own = { owner, repository: `${owner}/${repo}`, branch: 'topic' };
  const all = [...pulls]
    .filter(([, { from = own }]) => wanted === null || wanted === `${from.owner}:${from.branch}`)
    .map(([number, { base, head, from = own }]) => ({
      number,
      state: 'open',
      base: { sha: base, ref: 'main' },
      head: { sha: head, ref: from.branch, repo: { full_name: from.repository } },
    }));
  return { status: 200, body: page(all, query) };
}

/** docs.github.com/rest/actions/workflow-jobs, "List jobs for a workflow run" */
export function answerJobs(served: Served, parameters: Parameters): Answer {
  const run = served.runs.find(({ id }) => String(id) === parameters.get('run_id'));
  if (run === undefined) return problem(404, 'Not Found');
  const url = repositoryUrl(served);
  const jobs = run.jobs.map(({ id, name, conclusion }) => ({
    id,
    run_id: run.id,
    run_url: `${url}/actions/runs/${run.id}`,
    node_id: `J_${id}`,
    head_sha: run.head,
    head_branch: 'topic',
    url: `${url}/actions/jobs/${id}`,
    html_url: `${url}/actions/runs/${run.id}/job/${id}`,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    created_at: run.createdAt,
    started_at: run.createdAt,
    completed_at: conclusion === null ? null : run.createdAt,
    name,
    workflow_name: 'gazetteer',
    // The job is a check run too, of the same number.
    check_run_url: `${url}/check-runs/${id}`,
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'runner',
    runner_group_id: 1,
    runner_group_name: 'runners',
  }));
  return { status: 200, body: { total_count: jobs.length, jobs } };
}

const jobOf = ({ runs }: Served, id: string | undefined): { run: WorkflowRun; job: WorkflowJob } | undefined => {
  for (const run of runs) for (const job of run.jobs) if (String(job.id) === id) return { run, job };
  return undefined;
};

/** docs.github.com/rest/checks/runs, "List check run annotations": those of no file stand at `.github`. */
export function answerAnnotations(served: Served, parameters: Parameters): Answer {
  const found = jobOf(served, parameters.get('check_run_id'));
  if (found === undefined) return problem(404, 'Not Found');
  const body = found.job.annotations.map(({ level, title, message }) => ({
    path: '.github',
    blob_href: `https://github.example/${served.owner}/${served.repo}/blob/${found.run.head}/.github`,
    start_line: 1,
    end_line: 1,
    start_column: null,
    end_column: null,
    annotation_level: level === 'error' ? 'failure' : level,
    title: title ?? null,
    message,
    raw_details: null,
  }));
  return { status: 200, body };
}

/** docs.github.com/rest/actions/workflow-runs, "Re-run a job from a workflow run": only where the run is over. */
export function answerRepetition(served: Served, parameters: Parameters): Answer {
  const found = jobOf(served, parameters.get('job_id'));
  if (found === undefined) return problem(404, 'Not Found');
  if (found.run.conclusion === null) return problem(403, 'The workflow run containing this job is already running');
  found.run.conclusion = null;
  found.run.attempt += 1;
  found.job.conclusion = null;
  return { status: 201, body: {} };
}
