import { describe, expect, it } from 'vitest';
import { replayLookup, respond } from '../../../test/support/registries/run-lookup.ts';
import type { HttpAnswer } from '../../model/http.ts';
import { lookUpCommit } from './commits.ts';

const api = 'https://github.acme.example/api/v3';
const sha = '11bd71901bbe5b1630ceea73d27597364c9af683';
const other = 'a'.repeat(40);
const repository = respond(200, { full_name: 'octo/tool', default_branch: 'main' });
const compared = (status: string): HttpAnswer => respond(200, { status });
const notFound = respond(404, { message: 'Not Found' });
const limited = respond(403, { message: 'API rate limit exceeded for 192.0.2.1.' });
const known = respond(200, { sha });
const unknownCommit = respond(422, { message: `No commit found for SHA: ${sha}` });
const ref = (name: string, at = other, type = 'commit') => ({ ref: `refs/${name}`, object: { sha: at, type } });
const refs = (...list: readonly object[]): HttpAnswer => respond(200, list);

const ask = (answers: readonly HttpAnswer[], name = 'octo/tool') => {
  const { value, asked } = replayLookup(lookUpCommit(name, sha, api), answers);
  return { value, asked: asked.map(({ url }) => url.slice(`${api}/repos/octo/tool`.length)) };
};
const states = (...answers: readonly HttpAnswer[]) => ask(answers).value.state;
/** As far as the default branch: it does not have the commit. */
const off = [repository, compared('diverged')];

describe('a commit belongs to a repository', () => {
  it.each(['behind', 'identical'])('that has it in its default branch (%s), by one request of its own', (status) => {
    const { value, asked } = ask([repository, compared(status)]);
    expect(value).toMatchObject({ state: 'present', value: { ref: 'branch main' } });
    expect(asked).toEqual(['', `/compare/main...${sha}?per_page=1&page=1`]);
  });

  it.each<[string, readonly HttpAnswer[], string]>([
    ['a tag stands at it', [refs(ref('tags/v1', sha))], 'tag v1'],
    ['it is an annotated tag itself', [refs(ref('tags/v2', sha, 'tag'))], 'tag v2'],
    ['a branch stands at it', [refs(), refs(ref('heads/main'), ref('heads/fix/x', sha))], 'branch fix/x'],
    [
      'an annotated tag names it',
      [refs(ref('tags/v1', other, 'tag')), refs(), known, respond(200, [{ name: 'v1', commit: { sha } }])],
      'tag v1',
    ],
    [
      'the history of another branch has it',
      [refs(), refs(ref('heads/main'), ref('heads/releases/v1')), known, compared('behind')],
      'branch releases/v1',
    ],
  ])('where %s', (_, answers, found) => {
    expect(ask([...off, ...answers]).value).toMatchObject({ state: 'present', value: { ref: found } });
    expect(ask([repository, notFound, ...answers]).value.state).toBe('present');
  });

  it('looks through branches of releases first, the later before the earlier one, each as one segment', () => {
    const heads = ['main', 'topic', 'v1', 'releases/v10', 'releases/v9'].map((name) => ref(`heads/${name}`));
    const { value, asked } = ask([...off, refs(), refs(...heads), known, ...Array(4).fill(compared('diverged'))]);
    expect(asked.slice(5).map((url) => url.slice('/compare/'.length).split('...')[0])).toEqual([
      'releases%2Fv10',
      'releases%2Fv9',
      'v1',
      'topic',
    ]);
    expect(value).toMatchObject({
      state: 'absent',
      proof: expect.stringContaining('at none of 0 tags and 5 branches'),
    });
  });
});

describe('a commit of a fork', () => {
  it('is on no branch and no tag', () => {
    const { value } = ask([...off, refs(ref('tags/v1')), refs(ref('heads/main')), known]);
    expect(value).toMatchObject({ state: 'absent', proof: expect.stringContaining('not in the history of main') });
    expect(states(repository, compared('ahead'), refs(), refs(ref('heads/main')), known)).toBe('absent');
    expect(states(repository, notFound, refs(), refs(ref('heads/main')), known)).toBe('absent');
  });

  it('may be no commit at all', () => {
    const { value } = ask([repository, notFound, refs(), refs(), unknownCommit]);
    expect(value).toMatchObject({ state: 'absent', proof: expect.stringContaining('no commit of that name') });
  });

  it('is told although much other work was not looked through, not where branches of releases are left', () => {
    const heads = (prefix: string) => refs(...Array.from({ length: 30 }, (_, at) => ref(`heads/${prefix}${at}`)));
    const twelve = Array<HttpAnswer>(12).fill(compared('diverged'));
    const { value, asked } = ask([...off, refs(), heads('dependabot/npm/x-'), known, ...twelve]);
    expect(value).toMatchObject({ state: 'absent', proof: expect.stringContaining('18 branches of other work') });
    expect(asked).toHaveLength(17);
    expect(states(...off, refs(), heads('releases/v'), known, ...twelve)).toBe('unknown');
  });
});

describe('nobody knows', () => {
  it.each<[string, readonly HttpAnswer[]]>([
    ['the repository does not answer', [notFound]],
    ['a limit ends the first question', [limited]],
    ['the default branch is not told', [respond(200, { full_name: 'octo/tool' })]],
    ['a limit ends the comparison', [repository, limited]],
    ['a comparison is too slow', [repository, respond(500, { message: 'taking too long' })]],
    ['a comparison says something new', [repository, compared('sideways')]],
    ['the tags are not told', [...off, limited]],
    ['the tags are no list', [...off, respond(200, { hello: 1 })]],
    ['the branches are not told', [...off, refs(), limited]],
    ['the commit is not told', [...off, refs(), refs(), limited]],
    ['annotated tags are not told', [...off, refs(ref('tags/v1', other, 'tag')), refs(), known, limited]],
    ['another comparison is not told', [...off, refs(), refs(ref('heads/v1')), known, limited]],
    ['a page stands in between', [repository, respond(404, '<html>', 'text/html')]],
    ['a request fails', [{ kind: 'failure', code: 'refused', detail: 'nobody is asked: the run is offline' }]],
  ])('where %s', (_, answers) => {
    expect(states(...answers)).toBe('unknown');
  });

  it('where tags come in parts', () => {
    const part: HttpAnswer = {
      kind: 'response',
      status: 200,
      headers: { link: '<x>; rel="next"' },
      body: '[]',
      url: api,
    };
    expect(states(...off, part)).toBe('unknown');
  });

  it('where the name cannot be asked for', () => {
    const { value, asked } = ask([], 'octo/..');
    expect([value.state, asked]).toEqual(['unknown', []]);
  });

  it('where there are more annotated tags than are looked at', () => {
    const page = respond(
      200,
      Array.from({ length: 100 }, () => ({ name: 'x', commit: { sha: other } })),
    );
    const answers = [...off, refs(ref('tags/v1', other, 'tag')), refs(), known, ...Array<HttpAnswer>(5).fill(page)];
    expect(states(...answers)).toBe('unknown');
  });
});
