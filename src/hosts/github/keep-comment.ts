import { describeFailure } from './failure.ts';
import { askOwnLogin } from './own-login.ts';
import { pageSize, readPages } from './read-pages.ts';
import type { RepositoryApi } from './repository-api.ts';

export interface KeptComment {
  readonly pull: number;
  /** How the comment begins. Anybody can write it: only the token's own comments are looked at. */
  readonly marker: string;
  /**
   * @param previous what the comment says so far; undefined: there is none
   * @returns what it is to say; undefined: nothing
   */
  write(previous: string | undefined): string | undefined;
}

export type Kept = 'created' | 'edited' | 'unchanged' | 'not needed' | 'not found among too many';

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

const maxPages = 10;

/**
 * One comment on a pull request, edited each time. Runs that work at the same time may each make one: who finds an older
 * one than its own takes its own away again, so that one stays, the oldest.
 */
export async function keepComment(api: RepositoryApi, { pull, marker, write }: KeptComment): Promise<Kept> {
  const login = await askOwnLogin(api);
  const list = () => listOwn(api, pull, (comment) => comment.login === login && comment.body.startsWith(marker));
  const { own, isWhole } = await list();
  const [kept, ...others] = own;
  if (kept !== undefined) {
    for (const { id } of others) await remove(api, id);
    return edit(api, kept, write(kept.body));
  }
  if (!isWhole) return 'not found among too many';
  const body = write(undefined);
  if (body === undefined) return 'not needed';
  const { owner, repo } = api;
  const { data: created } = await api.client.rest.issues.createComment({ owner, repo, issue_number: pull, body });
  const [oldest] = (await list()).own;
  if (oldest === undefined || oldest.id >= created.id) return 'created';
  await remove(api, created.id);
  return edit(api, oldest, write(oldest.body));
}

/** The token's own, the oldest first. */
async function listOwn(
  { client, owner, repo }: RepositoryApi,
  pull: number,
  isOwn: (comment: { readonly login: string; readonly body: string }) => boolean,
): Promise<{ readonly own: readonly OwnComment[]; readonly isWhole: boolean }> {
  const all = await readPages(maxPages, async (page) => {
    const { data } = await client.rest.issues.listComments({
      owner,
      repo,
      issue_number: pull,
      per_page: pageSize,
      page,
    });
    return data;
  });
  const own = all
    .map(({ id, body = '', user }) => ({ id, body, login: user?.login ?? '' }))
    .filter(isOwn)
    .sort((a, b) => a.id - b.id);
  return { own, isWhole: all.length < maxPages * pageSize };
}

async function edit({ client, owner, repo }: RepositoryApi, comment: OwnComment, body: string | undefined) {
  if (body === undefined || body === comment.body) return 'unchanged';
  await client.rest.issues.updateComment({ owner, repo, comment_id: comment.id, body });
  return 'edited';
}

/** Another run may have been faster. */
async function remove({ client, owner, repo }: RepositoryApi, id: number): Promise<void> {
  try {
    await client.rest.issues.deleteComment({ owner, repo, comment_id: id });
  } catch (error) {
    if (describeFailure(error).status !== 404) throw error;
  }
}
