import type { ChangeSource, EntryMode, Tree, Wanted } from '../../model/ports.ts';
import { isObjectId } from '../blob-id.ts';
import { type Changes, diffTrees } from '../diff-trees.ts';
import { emptyTree } from '../empty-tree.ts';
import { joinReasons, type Listing } from '../list-entries.ts';
import { createBlobReader, type ReadBlobs } from './blob-reader.ts';
import { type ClientOptions, createClient } from './client.ts';
import { describeFailure, stopRun } from './failure.ts';
import { listedChanges, renamesOf } from './listed-files.ts';
import type { AuditedEvent } from './read-event.ts';
import { type Comparison, compareCommits, listPullFiles, type RepositoryApi } from './repository-api.ts';
import { createTreeReader, type TreeReader } from './tree-reader.ts';

export interface GitHubOptions extends Omit<ClientOptions, 'note'> {
  readonly event: AuditedEvent;
  /** Requests for the folders of trees that are too large for one answer. */
  readonly maxTreeRequests?: number;
}

/** Both sides as commits (null: nothing), and what the comparison says where one was made. */
interface Sides {
  readonly base: string | null;
  readonly head: string;
  readonly policy: string | null;
  readonly comparison?: Comparison;
}

/**
 * A change on GitHub, read by commit id through the API; nothing is checked out.
 * @throws AuditError (`source`) where the commits cannot be compared
 */
export async function openGitHub(options: GitHubOptions): Promise<ChangeSource> {
  const { event } = options;
  const notes = new Set<string>();
  const note = (text: string): void => {
    notes.add(text);
  };
  const api: RepositoryApi = { client: createClient({ ...options, note }), owner: event.owner, repo: event.repo, note };
  const sides = await findSides(api, event);
  const reader = createTreeReader(api, options.maxTreeRequests ?? 200);
  const read = createBlobReader(api);
  const trees = new Map<string, Tree>();
  const treeOf = (commit: string): Tree => {
    const tree = trees.get(commit) ?? createTree(api, reader, read, commit);
    trees.set(commit, tree);
    return tree;
  };
  return {
    mode: event.mode,
    base: sides.base === null ? emptyTree : treeOf(sides.base),
    hasBase: sides.base !== null,
    head: treeOf(sides.head),
    policy: sides.policy === null ? emptyTree : treeOf(sides.policy),
    changed: (wanted) => findChanges(api, reader, sides, event.pull?.number, wanted),
    owner: event.owner,
    ...(event.workflowPath === undefined ? {} : { workflowPath: event.workflowPath }),
    notes: () => [...notes],
  };
}

async function findSides(api: RepositoryApi, event: AuditedEvent): Promise<Sides> {
  const { head, policyRef } = event;
  if (event.base === null) return { base: null, head, policy: policyRef };
  try {
    const comparison = await compareCommits(api, event.base, head);
    const policy = policyRef === event.base ? comparison.baseTip : policyRef;
    if (event.comparison === 'merge-base') return { base: comparison.mergeBase, head, policy, comparison };
    // After a forced push the files are against another commit than the one that was there before.
    const direct = comparison.mergeBase === comparison.baseTip;
    return { base: comparison.baseTip, head, policy, ...(direct ? { comparison } : {}) };
  } catch (error) {
    const { status, reason } = describeFailure(error);
    if (status === 404 && isObjectId(event.base) && /no common ancestor/i.test(reason)) {
      api.note('The head has no commit in common with its base: it is compared with the tip of the base branch.');
      return { base: event.base, head, policy: policyRef };
    }
    throw stopRun(`The change of ${api.owner}/${api.repo} cannot be read`, error);
  }
}

function createTree(api: RepositoryApi, reader: TreeReader, read: ReadBlobs, commit: string): Tree {
  return {
    label: commit,
    async entries(wanted) {
      const { entries, ...rest } = await orStop(api, () => reader.list(commit));
      return { entries: entries.filter((entry) => wanted(entry.path, entry.mode)), ...rest };
    },
    read,
  };
}

async function orStop<T>(api: RepositoryApi, list: () => Promise<T>): Promise<T> {
  try {
    return await list();
  } catch (error) {
    throw stopRun(`The files of ${api.owner}/${api.repo} cannot be listed`, error);
  }
}

const nothing: Listing = { entries: [] };

/**
 * The difference of both trees, which is exact at any size: the comparison's list of files ends at 300, and a pull
 * request's own at 3,000. Those lists are used where a tree is too large to be listed.
 */
async function findChanges(
  api: RepositoryApi,
  reader: TreeReader,
  sides: Sides,
  pull: number | undefined,
  wanted: Wanted,
): Promise<Changes> {
  const { base, head, comparison } = sides;
  const lists = await orStop(api, async () =>
    base === null ? { base: nothing, head: await reader.list(head) } : await reader.listDifferent(base, head),
  );
  const incomplete = joinReasons(lists.base.incomplete, lists.head.incomplete);
  if (incomplete !== undefined && base !== null) {
    const listed = comparison?.complete ? comparison.files : await findPullFiles(api, pull, head);
    const modes = new Map(lists.head.entries.map((entry): [string, EntryMode] => [entry.path, entry.mode]));
    if (listed !== undefined)
      return { paths: listedChanges(listed, (path) => wanted(path, modes.get(path) ?? 'file')) };
  }
  const renames = renamesOf(comparison?.files ?? []);
  const paths = diffTrees(lists.base.entries, lists.head.entries, wanted, renames);
  return incomplete === undefined ? { paths } : { paths, incomplete };
}

async function findPullFiles(api: RepositoryApi, pull: number | undefined, head: string) {
  if (pull === undefined) return undefined;
  return orStop(api, () => listPullFiles(api, pull, head));
}
