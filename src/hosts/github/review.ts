import type { DiffLine, LineComment } from '../../model/channel.ts';
import { readHunks } from '../../text/hunks.ts';
import { askOwnLogin } from './own-login.ts';
import { pageSize, readPages } from './read-pages.ts';
import { listPullFiles, type RepositoryApi } from './repository-api.ts';

const maxPages = 10;

/** Where comments may stand, and what the token's own say already. */
export interface Discussion {
  readonly line: DiffLine;
  readonly own: readonly string[];
}

/** Undefined where GitHub does not tell all of it: one comment beside the diff refuses a whole review, and none is made twice. */
export async function readDiscussion(api: RepositoryApi, pull: number, head: string): Promise<Discussion | undefined> {
  const { client, owner, repo } = api;
  const files = await listPullFiles(api, pull, head);
  if (files === undefined) return undefined;
  const login = await askOwnLogin(api);
  const said = await readPages(maxPages, async (page) => {
    const { data } = await client.rest.pulls.listReviewComments({
      owner,
      repo,
      pull_number: pull,
      per_page: pageSize,
      page,
    });
    return data;
  });
  if (said.length === maxPages * pageSize) return undefined;
  const patches = new Map(files.map(({ filename, patch }) => [filename, patch]));
  const hunks = new Map<string, ReadonlyMap<number, string>>();
  const line: DiffLine = (path, number) => {
    const lines = hunks.get(path) ?? readHunks(patches.get(path) ?? '');
    hunks.set(path, lines);
    return lines.get(number);
  };
  return { line, own: said.filter(({ user }) => user?.login === login).map(({ body }) => body) };
}

/** All comments at once, as a review that neither approves nor asks for changes. */
export async function postReview(
  { client, owner, repo }: RepositoryApi,
  place: { readonly pull: number; readonly head: string },
  body: string,
  comments: readonly LineComment[],
): Promise<void> {
  await client.rest.pulls.createReview({
    owner,
    repo,
    pull_number: place.pull,
    commit_id: place.head,
    event: 'COMMENT',
    body,
    comments: comments.map((comment) => ({ ...comment, side: 'RIGHT' })),
  });
}
