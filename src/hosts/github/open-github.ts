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
import {
  type ComparedFile,
  type Comparison,
  compareCommits,
  listPullFiles,
  type RepositoryApi,
} from './repository-api.ts';
import { createTreeReader, type PartialListing, type TreeReader } from './tree-reader.ts';

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
  const differences = rememberResult(() => findDifferences(api, reader, sides, event.pull?.number));
  const list: ListTree = (commit, wanted, exact) =>
    orStop(api, () => {
      if (event.mode === 'all') return reader.list(commit);
      return listAround(reader, commit, differences, { wanted, exact });
    });
  const trees = new Map<string, Tree>();
  const treeOf = (commit: string): Tree => {
    const tree = trees.get(commit) ?? createTree(commit, list, read);
    trees.set(commit, tree);
    return tree;
  };
  return {
    mode: event.mode,
    base: sides.base === null ? emptyTree : treeOf(sides.base),
    hasBase: sides.base !== null,
    head: treeOf(sides.head),
    policy: sides.policy === null ? emptyTree : treeOf(sides.policy),
    changed: async (wanted) => selectChanges(await differences(), wanted),
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

type ListTree = (commit: string, wanted: Wanted, exact: ReadonlySet<string>) => Promise<PartialListing>;

function createTree(commit: string, list: ListTree, read: ReadBlobs): Tree {
  return {
    label: commit,
    async entries(wanted, exact = new Set()) {
      const { entries, ...rest } = await list(commit, wanted, exact);
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

/** What differs between both sides, before anybody says what is wanted of it. */
interface Differences {
  readonly base: Listing;
  readonly head: Listing;
  readonly renames: ReadonlyMap<string, string>;
  /** Where the sides could not be listed: the files that GitHub tells, if it tells all. */
  readonly files?: readonly ComparedFile[];
  readonly incomplete?: string;
}

/**
 * The difference of both trees, which is exact at any size: the comparison's list of files ends at 300, and a pull
 * request's own at 3,000. Those lists are used where a tree is too large to be listed.
 */
async function findDifferences(
  api: RepositoryApi,
  reader: TreeReader,
  sides: Sides,
  pull: number | undefined,
): Promise<Differences> {
  const { base, head, comparison } = sides;
  const lists = await orStop(api, async () =>
    base === null ? { base: nothing, head: await reader.list(head) } : await reader.listDifferent(base, head),
  );
  const found = { ...lists, renames: renamesOf(comparison?.files ?? []) };
  const incomplete = joinReasons(lists.base.incomplete, lists.head.incomplete);
  if (incomplete === undefined) return found;
  if (base === null) return { ...found, incomplete };
  const files = comparison?.complete ? comparison.files : await findPullFiles(api, pull, head);
  return files === undefined ? { ...found, incomplete } : { ...found, files };
}

function selectChanges({ base, head, renames, files, incomplete }: Differences, wanted: Wanted): Changes {
  if (files !== undefined) {
    const modes = new Map(head.entries.map((entry): [string, EntryMode] => [entry.path, entry.mode]));
    return { paths: listedChanges(files, (path) => wanted(path, modes.get(path) ?? 'file')) };
  }
  const paths = diffTrees(base.entries, head.entries, wanted, renames);
  return incomplete === undefined ? { paths } : { paths, incomplete };
}

/**
 * A tree of a change, without walking through all of it where it is large: looking for what differs has listed every
 * folder on the way to a changed file. Changes that only GitHub's list of files tells are looked up by name.
 */
async function listAround(
  reader: TreeReader,
  commit: string,
  differences: () => Promise<Differences>,
  { wanted, exact }: { readonly wanted: Wanted; readonly exact: ReadonlySet<string> },
): Promise<PartialListing> {
  let gap: string | undefined;
  const listing = await reader.listKnown(commit, async () => {
    const { files = [], incomplete } = await differences();
    gap = incomplete;
    const changed = files.flatMap((file) => [file.filename, file.previous_filename ?? file.filename]);
    return new Set([...exact, ...changed.filter((path) => wanted(path, 'file'))]);
  });
  const incomplete = joinReasons(listing.incomplete, gap);
  return incomplete === undefined ? listing : { ...listing, incomplete };
}

function rememberResult<T>(job: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= job();
    return result;
  };
}

async function findPullFiles(api: RepositoryApi, pull: number | undefined, head: string) {
  if (pull === undefined) return undefined;
  return orStop(api, () => listPullFiles(api, pull, head));
}
