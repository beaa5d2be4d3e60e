import {
  askOnce,
  countCommits,
  diffCommits,
  findMergeBase,
  listTree,
  readBlob,
  readPatches,
  resolve,
  type StoredDifference,
} from './git-data.ts';
import type { RunHistory } from './history.ts';
import type { Conversation } from './said.ts';

/** A repository as GitHub would serve it, and where GitHub cuts its answers. */
export interface Served {
  readonly dir: string;
  readonly owner: string;
  readonly repo: string;
  readonly url: string;
  readonly pulls: ReadonlyMap<number, ServedPull>;
  /** Entries of one tree before it is truncated, with all of its levels and with one. */
  readonly treeEntries: number;
  readonly levelEntries: number;
  readonly comparedFiles: number;
  readonly pullFiles: number;
  /** Names of accounts that exist. */
  readonly accounts: readonly string[];
  readonly archived: boolean;
  readonly runs: RunHistory;
  readonly conversation: Conversation;
  readonly writable: readonly ('pull-requests' | 'checks' | 'security-events')[];
  /** Who the token is. */
  readonly login: string;
}

export interface ServedPull {
  readonly base: string;
  readonly head: string;
  /** Where the head is; left out: the branch `topic` of the repository itself. */
  readonly from?: { readonly owner: string; readonly repository: string; readonly branch: string };
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const problem = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.example/rest', status: String(status) },
  headers,
});

type Parameters = ReadonlyMap<string, string>;

/** docs.github.com/rest/git/trees */
export function answerTree(served: Served, parameters: Parameters, query: URLSearchParams): Answer {
  const id = resolve(served.dir, `${parameters.get('tree_sha')}^{tree}`);
  if (id === undefined) return problem(404, 'Not Found');
  const recursive = query.has('recursive');
  const most = recursive ? served.treeEntries : served.levelEntries;
  const all = listTree(served.dir, id, recursive);
  const tree = all.slice(0, most).map((entry) => ({
    ...entry,
    ...(entry.type === 'commit' ? {} : { url: `${repositoryUrl(served)}/git/${entry.type}s/${entry.sha}` }),
  }));
  const url = `${repositoryUrl(served)}/git/trees/${id}`;
  return { status: 200, body: { sha: id, url, tree, truncated: all.length > most } };
}

/** docs.github.com/rest/git/blobs */
export function answerBlob(served: Served, parameters: Parameters, raw: boolean): Answer {
  const id = parameters.get('file_sha') ?? '';
  const content = /^[0-9a-f]{40}$/.test(id) ? readBlob(served.dir, id) : undefined;
  if (content === undefined) return problem(404, 'Not Found');
  if (raw)
    return {
      status: 200,
      body: content,
      headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
    };
  const url = `${repositoryUrl(served)}/git/blobs/${id}`;
  const text = content.toString('base64');
  return {
    status: 200,
    body: { sha: id, node_id: `B_${id}`, size: content.length, url, content: text, encoding: 'base64' },
  };
}

/** docs.github.com/rest/commits/commits, "Compare two commits" */
export function answerComparison(served: Served, parameters: Parameters, query: URLSearchParams): Answer {
  const [base = '', head = ''] = (parameters.get('basehead') ?? '').split('...');
  const [from, to] = [resolve(served.dir, `${base}^{commit}`), resolve(served.dir, `${head}^{commit}`)];
  if (from === undefined || to === undefined) return problem(404, 'Not Found');
  const merge = findMergeBase(served.dir, from, to);
  if (merge === undefined) return problem(404, `No common ancestor between ${base} and ${head}.`);
  const ahead = countCommits(served.dir, from, to);
  const behind = countCommits(served.dir, to, from);
  const url = `${repositoryUrl(served)}/compare/${base}...${head}`;
  const differences = diffCommits(served.dir, merge, to).slice(0, served.comparedFiles);
  const firstPage = (query.get('page') ?? '1') === '1';
  const body = {
    url,
    html_url: url,
    permalink_url: url,
    diff_url: `${url}.diff`,
    patch_url: `${url}.patch`,
    base_commit: describeCommit(served, from),
    merge_base_commit: describeCommit(served, merge),
    status: from === to ? 'identical' : behind === 0 ? 'ahead' : ahead === 0 ? 'behind' : 'diverged',
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: ahead === 0 ? [] : [describeCommit(served, to)],
    ...(firstPage ? { files: differences.map((difference) => describeFile(served, difference, to)) } : {}),
  };
  return { status: 200, body };
}

/** docs.github.com/rest/pulls/pulls, "List pull requests files" */
export function answerPullFiles(served: Served, parameters: Parameters, query: URLSearchParams): Answer {
  const pull = served.pulls.get(Number(parameters.get('pull_number')));
  const merge = pull === undefined ? undefined : findMergeBase(served.dir, pull.base, pull.head);
  if (pull === undefined || merge === undefined) return problem(404, 'Not Found');
  const size = Math.min(Number(query.get('per_page') ?? '30'), 100);
  const page = Number(query.get('page') ?? '1');
  const all = diffCommits(served.dir, merge, pull.head).slice(0, served.pullFiles);
  const patches = readPatches(served.dir, merge, pull.head);
  const files = all.map((file, at) => ({ file, patch: patches[at] })).slice((page - 1) * size, page * size);
  const next = `${repositoryUrl(served)}/pulls/${parameters.get('pull_number')}/files?per_page=${size}&page=${page + 1}`;
  const headers: Record<string, string> = page * size < all.length ? { link: `<${next}>; rel="next"` } : {};
  const body = files.map(({ file, patch }) => ({
    ...describeFile(served, file, pull.head),
    ...(patch === undefined ? {} : { patch }),
  }));
  return { status: 200, body, headers };
}

export const repositoryUrl = (served: Served): string => `${served.url}/repos/${served.owner}/${served.repo}`;

function describeFile(served: Served, { status, path, previous, sha }: StoredDifference, head: string): object {
  const address = path.split('/').map(encodeURIComponent).join('/');
  return {
    sha,
    filename: path,
    status,
    additions: 0,
    deletions: 0,
    changes: 0,
    blob_url: `https://github.example/${served.owner}/${served.repo}/blob/${head}/${address}`,
    raw_url: `https://github.example/${served.owner}/${served.repo}/raw/${head}/${address}`,
    contents_url: `${repositoryUrl(served)}/contents/${address}?ref=${head}`,
    ...(previous === undefined ? {} : { previous_filename: previous }),
  };
}

export function describeCommit(served: Served, id: string): object {
  const format = '%T%n%P%n%an%n%ae%n%aI%n%s';
  const [tree = '', parents = '', name = '', email = '', date = '', message = ''] = askOnce(
    served.dir,
    'log',
    '-1',
    `--format=${format}`,
    id,
  )
    .toString('utf8')
    .split('\n');
  const url = `${repositoryUrl(served)}/commits/${id}`;
  const signature = { name, email, date };
  return {
    url,
    sha: id,
    node_id: `C_${id}`,
    html_url: url,
    comments_url: `${url}/comments`,
    commit: {
      url,
      author: signature,
      committer: signature,
      message,
      comment_count: 0,
      tree: { sha: tree, url: `${repositoryUrl(served)}/git/trees/${tree}` },
    },
    author: null,
    committer: null,
    parents: parents
      .split(' ')
      .filter(Boolean)
      .map((sha) => ({ sha, url: `${repositoryUrl(served)}/commits/${sha}` })),
  };
}
