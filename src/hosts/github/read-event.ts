import { AuditError } from '../../model/error.ts';
import { isObjectId } from '../blob-id.ts';
import { property, textAt } from './property.ts';

/** What an event asks to compare. Revisions are commit ids, or names of branches where only those are known. */
export interface AuditedEvent {
  readonly owner: string;
  readonly repo: string;
  /** `all`: there is no before, or it is not asked for. */
  readonly mode: 'changed' | 'all';
  /** Null where there is no before. */
  readonly base: string | null;
  readonly head: string;
  /** Whether the base is where the head left `base`, or `base` itself. */
  readonly comparison: 'merge-base' | 'direct';
  /** The tree of the configuration in force; null where no side but the head exists. */
  readonly policyRef: string | null;
  readonly pull?: { readonly number: number };
  /** The workflow that runs the audit, relative to the root of the repository; left out where it is another repository's. */
  readonly workflowPath?: string;
}

/** Variables of the runner (docs.github.com, "Variables reference"). */
export interface RunnerEnv {
  readonly GITHUB_REPOSITORY?: string | undefined;
  readonly GITHUB_SHA?: string | undefined;
  readonly GITHUB_REF?: string | undefined;
  readonly GITHUB_WORKFLOW_REF?: string | undefined;
}

type Comparison = Pick<AuditedEvent, 'mode' | 'base' | 'head' | 'comparison' | 'policyRef' | 'pull'>;

type EventReader = (payload: unknown, env: RunnerEnv) => Comparison | undefined;

const readers: ReadonlyMap<string, EventReader> = new Map<string, EventReader>([
  ['pull_request', readPullRequest],
  ['pull_request_target', readPullRequest],
  ['merge_group', readMergeGroup],
  ['push', readPush],
  ['schedule', readWholeTree],
  ['workflow_dispatch', readWholeTree],
]);

/** Names no pull request that could be believed: `findTriggeringPull` asks for it. */
export const companionEvent = 'workflow_run';

/**
 * Reads an event as the runner hands it over (docs.github.com, "Events that trigger workflows").
 * @param name `GITHUB_EVENT_NAME`
 * @returns undefined where the event leaves nothing to audit
 * @param payload the parsed file of `GITHUB_EVENT_PATH`
 * @throws AuditError where the event is not one that can be audited, or lacks what it must say
 */
export function readEvent(name: string, payload: unknown, env: RunnerEnv): AuditedEvent | undefined {
  const reader = readers.get(name);
  if (reader === undefined) {
    const known = [...readers.keys(), companionEvent].join(', ');
    throw new AuditError('usage', `The event ${JSON.stringify(name)} cannot be audited.`, `Use one of: ${known}.`);
  }
  const place = readPlace(payload, env);
  const comparison = reader(payload, env);
  return comparison === undefined ? undefined : { ...place, ...comparison };
}

/** The repository that is audited, and the workflow that does it. */
export function readPlace(
  payload: unknown,
  env: RunnerEnv,
): Pick<AuditedEvent, 'owner' | 'repo'> & { readonly workflowPath?: string } {
  const { owner, repo } = readRepository(payload, env);
  const workflowPath = readWorkflowPath(owner, repo, env.GITHUB_WORKFLOW_REF);
  return { owner, repo, ...(workflowPath === undefined ? {} : { workflowPath }) };
}

/** `base.sha` is the tip of the base branch, not where the head left it. */
function readPullRequest(payload: unknown): Comparison {
  const base = commitAt(payload, 'pull_request', 'base', 'sha');
  const number = property(property(payload, 'pull_request'), 'number');
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw lacking('pull_request.number');
  const head = commitAt(payload, 'pull_request', 'head', 'sha');
  return { mode: 'changed', base, head, comparison: 'merge-base', policyRef: base, pull: { number } };
}

/** A group may hold several pull requests: it is compared as a whole. */
function readMergeGroup(payload: unknown): Comparison {
  const base = commitAt(payload, 'merge_group', 'base_sha');
  const head = commitAt(payload, 'merge_group', 'head_sha');
  return { mode: 'changed', base, head, comparison: 'direct', policyRef: base };
}

/** A push that deletes a branch leaves nothing to audit. */
function readPush(payload: unknown): Comparison | undefined {
  const head = commitAt(payload, 'after');
  if (isZero(head)) return undefined;
  const branch = defaultBranch(payload);
  if (textAt(payload, 'ref') !== `refs/heads/${branch}`) {
    return { mode: 'changed', base: branch, head, comparison: 'merge-base', policyRef: branch };
  }
  const before = commitAt(payload, 'before');
  if (isZero(before)) return { mode: 'all', base: null, head, comparison: 'direct', policyRef: null };
  return { mode: 'changed', base: before, head, comparison: 'direct', policyRef: before };
}

/** The configuration of the default branch holds for every branch that somebody starts the workflow on. */
function readWholeTree(payload: unknown, env: RunnerEnv): Comparison {
  const head = env.GITHUB_SHA ?? '';
  if (!isObjectId(head)) throw lacking('GITHUB_SHA');
  const branch = textAt(payload, 'repository', 'default_branch');
  const policyRef = branch === undefined || env.GITHUB_REF === `refs/heads/${branch}` ? head : branch;
  return { mode: 'all', base: null, head, comparison: 'direct', policyRef };
}

function readRepository(payload: unknown, env: RunnerEnv): { owner: string; repo: string } {
  const name = env.GITHUB_REPOSITORY ?? textAt(payload, 'repository', 'full_name') ?? '';
  const [, owner, repo] = /^([A-Za-z0-9_.-]{1,100})\/([A-Za-z0-9_.-]{1,100})$/.exec(name) ?? [];
  if (owner === undefined || repo === undefined) throw lacking('GITHUB_REPOSITORY');
  return { owner, repo };
}

/** `owner/repo/.github/workflows/name.yml@refs/heads/branch` */
function readWorkflowPath(owner: string, repo: string, ref: string | undefined): string | undefined {
  const prefix = `${owner}/${repo}/`;
  if (ref === undefined || !ref.toLowerCase().startsWith(prefix.toLowerCase())) return undefined;
  return /^(\.github\/workflows\/.+?\.ya?ml)@/.exec(ref.slice(prefix.length))?.[1];
}

function defaultBranch(payload: unknown): string {
  const branch = textAt(payload, 'repository', 'default_branch');
  if (branch === undefined || branch === '' || branch.includes('..')) throw lacking('repository.default_branch');
  return branch;
}

export function commitAt(payload: unknown, ...path: readonly string[]): string {
  const id = textAt(payload, ...path);
  if (id === undefined || !isObjectId(id)) throw lacking(path.join('.'));
  return id;
}

const isZero = (id: string): boolean => /^0+$/.test(id);

export const lacking = (what: string): AuditError =>
  new AuditError('usage', `The event does not say ${what}.`, 'Run it as an action, in a workflow of the repository.');
