/** An event as the runner hands it to an action: its name, its payload and the variables that go with it. */
export interface RunnerEvent {
  readonly name: string;
  readonly payload: object;
  readonly env: Readonly<Record<string, string>>;
}

export const zeros = '0'.repeat(40);

const repository = (owner: string, repo: string): object => ({
  name: repo,
  full_name: `${owner}/${repo}`,
  owner: { login: owner },
  default_branch: 'main',
});

interface Place {
  readonly owner?: string;
  readonly repo?: string;
}

const environment = (owner: string, repo: string, name: string, sha: string, ref: string) => ({
  GITHUB_EVENT_NAME: name,
  GITHUB_REPOSITORY: `${owner}/${repo}`,
  GITHUB_SHA: sha,
  GITHUB_REF: ref,
  GITHUB_WORKFLOW_REF: `${owner}/${repo}/.github/workflows/gazetteer.yml@${ref}`,
});

/** A pull request; `base` is the tip of its base branch. */
export function pullRequestEvent(
  pull: Place & { base: string; head: string; number?: number; action?: string; draft?: boolean },
): RunnerEvent {
  const { owner = 'acme', repo = 'shop', number = 1, action = 'synchronize', draft = false, base, head } = pull;
  return {
    name: 'pull_request',
    payload: {
      action,
      number,
      pull_request: { number, draft, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'topic' } },
      repository: repository(owner, repo),
    },
    env: environment(owner, repo, 'pull_request', head, `refs/pull/${number}/merge`),
  };
}

/** A run of another workflow that ended, for a pull request of a fork: GitHub does not say which. */
export function workflowRunEvent(
  run: Place & { main: string; head: string; event?: string; repository?: string; branch?: string },
): RunnerEvent {
  const { owner = 'acme', repo = 'shop', main, head, event = 'pull_request', branch = 'topic' } = run;
  const { repository: full = 'mallory/shop' } = run;
  const workflow_run = {
    event,
    head_sha: head,
    head_branch: branch,
    head_repository: { full_name: full, owner: { login: full.split('/')[0] }, fork: true },
    pull_requests: [],
    conclusion: 'failure',
  };
  return {
    name: 'workflow_run',
    payload: { action: 'completed', workflow_run, repository: repository(owner, repo) },
    env: environment(owner, repo, 'workflow_run', main, 'refs/heads/main'),
  };
}

export function mergeGroupEvent(group: Place & { base: string; head: string }): RunnerEvent {
  const { owner = 'acme', repo = 'shop', base, head } = group;
  return {
    name: 'merge_group',
    payload: {
      action: 'checks_requested',
      merge_group: { base_sha: base, head_sha: head, base_ref: 'refs/heads/main' },
      repository: repository(owner, repo),
    },
    env: environment(owner, repo, 'merge_group', head, 'refs/heads/gh-readonly-queue/main/pr-1'),
  };
}

export function pushEvent(push: Place & { before: string; after: string; ref?: string }): RunnerEvent {
  const { owner = 'acme', repo = 'shop', before, after, ref = 'refs/heads/main' } = push;
  return {
    name: 'push',
    payload: { ref, before, after, repository: repository(owner, repo) },
    env: environment(owner, repo, 'push', after, ref),
  };
}

export function scheduleEvent(schedule: Place & { sha: string; name?: string; ref?: string }): RunnerEvent {
  const { owner = 'acme', repo = 'shop', sha, name = 'schedule', ref = 'refs/heads/main' } = schedule;
  return {
    name,
    payload: { repository: repository(owner, repo), workflow: '.github/workflows/gazetteer.yml' },
    env: environment(owner, repo, name, sha, ref),
  };
}
