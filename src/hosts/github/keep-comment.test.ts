import { describe, expect, it } from 'vitest';
import { makeRepository, operations, start } from '../../../test/support/github/harness.ts';
import { silence } from '../../../test/support/github/said.ts';
import { createClient } from './client.ts';
import { keepComment } from './keep-comment.ts';
import type { RepositoryApi } from './repository-api.ts';

const marker = '<!-- ours -->';
const bot = 'github-actions[bot]';
const by = (id: number, login: string, body: string) => ({ id, pull: 1, login, body });

async function serve(conversation = silence()) {
  const github = await start(makeRepository(), { conversation, writable: ['pull-requests'] });
  const note = (): void => {};
  const client = createClient({ apiUrl: github.url, token: github.token, secondMs: 1, note });
  const api: RepositoryApi = { client, owner: 'acme', repo: 'shop', note };
  const keep = (text: string | undefined) =>
    keepComment(api, { pull: 1, marker, write: () => (text === undefined ? undefined : marker + text) });
  const bodies = () => conversation.comments.map(({ login, body }) => `${login}: ${body}`);
  return { github, keep, bodies };
}

describe('a kept comment', () => {
  it('is one, whoever speaks at the same time', async () => {
    const { github, keep, bodies } = await serve();
    await Promise.all(['a', 'b', 'c'].map(keep));
    expect(bodies()).toHaveLength(1);
    // They did not wait for one another: the surplus was made, and taken away again.
    const asked = operations(github);
    const made = asked.filter((id) => id === 'issues/create-comment').length;
    expect(made).toBeGreaterThan(1);
    expect(asked.filter((id) => id === 'issues/delete-comment')).toHaveLength(made - 1);
    expect(await keep('d')).toBe('edited');
    expect(bodies()).toEqual([`${bot}: ${marker}d`]);
    expect(await keep('d')).toBe('unchanged');
  });

  it('is found by its beginning and its author, however many others there are', async () => {
    const conversation = silence();
    conversation.comments.push(
      ...Array.from({ length: 150 }, (_, at) => by(at + 1, 'mallory', `${marker}planted`)),
      by(200, bot, `quoted ${marker}`),
      by(201, bot, `${marker}old`),
      by(202, bot, `${marker}left by a run that broke off`),
    );
    const { keep, bodies } = await serve(conversation);
    expect(await keep('new')).toBe('edited');
    expect(bodies().slice(149)).toEqual([
      `mallory: ${marker}planted`,
      `${bot}: quoted ${marker}`,
      `${bot}: ${marker}new`,
    ]);
  });

  it('is not begun where there is nothing to say, or where it may be among comments that nobody lists', async () => {
    const empty = await serve();
    expect(await empty.keep(undefined)).toBe('not needed');
    const conversation = silence();
    conversation.comments.push(...Array.from({ length: 1000 }, (_, at) => by(at + 1, 'mallory', 'x')));
    const { keep, bodies } = await serve(conversation);
    expect(await keep('new')).toBe('not found among too many');
    expect(bodies()).toHaveLength(1000);
  });
});
