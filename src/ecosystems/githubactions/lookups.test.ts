import { describe, expect, it } from 'vitest';
import { replayLookup, respond } from '../../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { lookups } from './lookups.ts';

const api = 'https://github.acme.example/api/v3';
const repository = {
  id: 197814629,
  name: 'checkout',
  full_name: 'actions/checkout',
  private: false,
  owner: { login: 'actions', type: 'Organization' },
  created_at: '2019-07-23T20:52:23Z',
  archived: false,
  disabled: false,
  default_branch: 'main',
};
const notFound = respond(404, { message: 'Not Found', documentation_url: 'https://docs.acme.example', status: '404' });
const limited = respond(403, { message: 'API rate limit exceeded for 192.0.2.1.' });
const commit = {
  sha: '11bd71901bbe5b1630ceea73d27597364c9af683',
  node_id: 'C_kwDO',
  commit: { committer: { name: 'someone', date: '2024-10-23T14:24:28Z' }, message: 'x' },
};
const moved: HttpAnswer = {
  kind: 'response',
  status: 301,
  headers: { 'content-type': 'application/json', location: `${api}/repositories/197814629` },
  body: '{"message":"Moved Permanently"}',
  url: `${api}/repos/old/checkout`,
};

const ask = (name: string, answers: readonly HttpAnswer[]) => replayLookup(lookups.package(name, `${api}/`), answers);
const askRef = (ref: string, answers: readonly HttpAnswer[], name = 'actions/checkout') =>
  replayLookup(lookups.release(name, ref, api), answers);

describe('a repository', () => {
  it('is present since it was created', () => {
    const { value, asked } = ask('actions/checkout', [respond(200, repository)]);
    expect(asked.map(({ url }) => url)).toEqual([`${api}/repos/actions/checkout`]);
    expect(value).toMatchObject({
      state: 'present',
      value: { name: 'actions/checkout', status: 'active', firstPublishedAt: '2019-07-23T20:52:23.000Z', versions: [] },
    });
  });

  it('is asked for by owner and repository where the action lies in a folder', () => {
    const { asked } = ask('github/codeql-action/init', [
      respond(200, { ...repository, full_name: 'github/codeql-action' }),
    ]);
    expect(asked[0]?.url).toBe(`${api}/repos/github/codeql-action`);
  });

  it.each<[string, readonly HttpAnswer[], object]>([
    ['archived', [respond(200, { ...repository, archived: true })], { value: { status: 'archived' } }],
    [
      'renamed, and the port followed',
      [respond(200, { ...repository, full_name: 'octo/new' }), limited],
      { value: { status: 'active', movedTo: { name: 'octo/new' } } },
    ],
    [
      'renamed by its owner',
      [respond(200, { ...repository, full_name: 'Actions/new' })],
      { value: { movedTo: { name: 'Actions/new', isFree: false } } },
    ],
    [
      'moved away from an owner who is there',
      [respond(200, { ...repository, full_name: 'octo/new' }), respond(200, { login: 'actions', public_repos: 3 })],
      { value: { movedTo: { name: 'octo/new', isFree: false } } },
    ],
    [
      'moved away from an account that is gone',
      [respond(200, { ...repository, full_name: 'octo/new' }), notFound],
      { value: { movedTo: { name: 'octo/new', isFree: true } } },
    ],
    ['renamed, and the port did not follow', [moved, respond(200, repository)], { value: { status: 'active' } }],
  ])('is present although it is %s', (_, answers, expected) => {
    expect(ask('actions/checkout', answers).value).toMatchObject({ state: 'present', ...expected });
  });

  it('is not followed to another host', () => {
    const away: HttpAnswer = { ...moved, headers: { location: 'https://evil.example/repositories/1' } };
    const { value, asked } = ask('old/checkout', [away]);
    expect(value.state).toBe('unknown');
    expect(asked).toHaveLength(1);
  });

  it('is absent only when it is not found twice and has no owner; else it may be private', () => {
    const { value, asked } = ask('octo/none', [notFound, notFound, notFound]);
    expect(value).toMatchObject({ state: 'absent', proof: expect.stringContaining('there is no account octo') });
    expect(asked.map(({ url, fresh }) => [url.slice(api.length), fresh])).toEqual([
      ['/repos/octo/none', undefined],
      ['/repos/octo/none', true],
      ['/users/octo', undefined],
    ]);
    const known = ask('octo/none', [notFound, notFound, respond(200, { login: 'octo', public_repos: 8 })]);
    expect(known.value).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('octo has 8 public repositories'),
    });
    expect(ask('octo/none', [notFound, notFound, limited]).value.state).toBe('unknown');
  });

  it.each<[string, HttpAnswer]>([
    ['a limit', limited],
    ['too many requests', respond(429, '')],
    ['a page of a proxy', respond(404, '<html>', 'text/html')],
    ['a failure', { kind: 'failure', code: 'timeout', detail: 'timed out' }],
    ['something else', respond(200, { hello: 1 })],
  ])('is unknown after %s', (_, answer) => {
    expect(ask('actions/checkout', [answer]).value.state).toBe('unknown');
    expect(ask('actions/checkout', [notFound, answer]).value.state).toBe('unknown');
  });

  it('is unknown with the status of the refusal', () => {
    expect(ask('actions/checkout', [limited]).value).toMatchObject({ state: 'unknown', status: 403 });
    expect(askRef('v4', [respond(503, '')]).value).toMatchObject({ state: 'unknown', status: 503 });
  });

  it.each(['checkout', 'a/..', '-a/b', 'a/b c', '@a/b', ''])('cannot be asked for as %j', (name) => {
    const { value, asked } = ask(name, []);
    expect([value.state, asked]).toEqual(['unknown', []]);
  });
});

describe('a reference', () => {
  it('is present with the commit that it names today', () => {
    const { value, asked } = askRef('v4', [respond(200, commit)]);
    expect(asked[0]?.url).toBe(`${api}/repos/actions/checkout/commits/v4`);
    expect(value).toMatchObject({ state: 'present', value: { version: 'v4', integrity: [`git:${commit.sha}`] } });
  });

  it('stays one segment of the address', () => {
    expect(askRef('a/../b', [respond(200, commit)]).asked[0]?.url).toBe(
      `${api}/repos/actions/checkout/commits/a%2F..%2Fb`,
    );
  });

  const none = respond(422, { message: 'No commit found for SHA: v99' });
  it('is absent only where the repository itself is there', () => {
    expect(askRef('v99', [none, none, respond(200, repository)]).value.state).toBe('absent');
    expect(askRef('v99', [none, none, limited]).value.state).toBe('unknown');
    expect(askRef('v99', [none, respond(200, commit)]).value.state).toBe('present');
  });

  it('may be the hash of an annotated tag, which is no commit', () => {
    const tag = respond(200, { sha: commit.sha, tag: 'v4', object: { sha: 'a'.repeat(40), type: 'commit' } });
    const { value, asked } = askRef(commit.sha, [none, none, tag]);
    expect(asked.at(-1)?.url).toBe(`${api}/repos/actions/checkout/git/tags/${commit.sha}`);
    expect(value).toMatchObject({ state: 'present', value: { version: commit.sha } });
    const nothing = respond(404, { message: 'Not Found' });
    expect(askRef(commit.sha, [none, none, nothing, respond(200, repository)]).value.state).toBe('absent');
  });

  it('is unknown while GitHub does not answer', () => {
    expect(askRef('v4', [limited]).value.state).toBe('unknown');
    expect(askRef('v4', [none, limited]).value.state).toBe('unknown');
    expect(askRef('v4', [], 'none').value.state).toBe('unknown');
  });
});
