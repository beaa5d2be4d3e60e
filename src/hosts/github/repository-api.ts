import { AuditError } from '../../model/error.ts';
import type { GitHubClient } from './client.ts';
import { textAt } from './property.ts';
import { pageSize } from './read-pages.ts';

/** One repository on GitHub, and how it is asked. */
export interface RepositoryApi {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  note(text: string): void;
}

/** An entry of a tree as the API gives it (docs.github.com/rest/git/trees). */
export interface RawEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

export interface RawTree {
  readonly entries: readonly RawEntry[];
  readonly truncated: boolean;
}

/** One tree; `recursive` gives all levels, at most 100,000 entries or 7 MB. @param tree a commit, tree or branch */
export async function getTree(api: RepositoryApi, tree: string, recursive: boolean): Promise<RawTree> {
  const { data } = await api.client.rest.git.getTree({
    owner: api.owner,
    repo: api.repo,
    tree_sha: tree,
    ...(recursive ? { recursive: '1' } : {}),
  });
  if (!Array.isArray(data.tree)) throw new AuditError('source', 'GitHub answered a tree without entries.');
  return { entries: data.tree, truncated: data.truncated !== false };
}

export interface ComparedFile {
  readonly filename: string;
  readonly status: string;
  readonly previous_filename?: string | undefined;
  /** Its hunks; GitHub leaves them out of large and binary files. */
  readonly patch?: string | undefined;
}

export interface Comparison {
  /** Tip of the base side. */
  readonly baseTip: string;
  readonly mergeBase: string;
  /** Against the merge base. */
  readonly files: readonly ComparedFile[];
  /** The answer holds at most this many; a full list may be cut. */
  readonly complete: boolean;
}

/** docs.github.com/rest/commits/commits, "Compare two commits": the first 300 files, on the first page only. */
const comparedFiles = 300;

/** Where the head left the base, and what it changed since, in one request. */
export async function compareCommits(api: RepositoryApi, base: string, head: string): Promise<Comparison> {
  const { data } = await api.client.rest.repos.compareCommitsWithBasehead({
    owner: api.owner,
    repo: api.repo,
    basehead: `${base}...${head}`,
    per_page: 1,
    page: 1,
  });
  const files = data.files ?? [];
  const [baseTip, mergeBase] = [textAt(data, 'base_commit', 'sha'), textAt(data, 'merge_base_commit', 'sha')];
  if (baseTip === undefined || mergeBase === undefined || !Array.isArray(files))
    throw new AuditError('source', 'GitHub answered a comparison without commits.', 'Run the job again later.');
  return {
    baseTip,
    mergeBase,
    files,
    complete: data.files !== undefined && files.length < comparedFiles,
  };
}

/** docs.github.com/rest/pulls/pulls, "List pull requests files": at most 3,000. */
const listedFiles = 3000;
/** The files of a pull request, page by page; undefined where they may be cut or belong to another head by now. */
export async function listPullFiles(
  api: RepositoryApi,
  pull: number,
  head: string,
): Promise<readonly ComparedFile[] | undefined> {
  const files: ComparedFile[] = [];
  for (let page = 1; page <= listedFiles / pageSize; page += 1) {
    const { data } = await api.client.rest.pulls.listFiles({
      owner: api.owner,
      repo: api.repo,
      pull_number: pull,
      per_page: pageSize,
      page,
    });
    if (data.some((file) => !file.contents_url.endsWith(`ref=${head}`))) return undefined;
    files.push(...data);
    // An empty list names no head that it could belong to.
    if (data.length < pageSize) return files.length === 0 ? undefined : files;
  }
  return undefined;
}
