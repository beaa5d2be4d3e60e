import { type Answer, describeCommit, problem, repositoryUrl, type Served } from './answers.ts';
import { askOnce, resolve } from './git-data.ts';
import { runGit } from './repository.ts';

type Parameters = ReadonlyMap<string, string>;

const lines = (dir: string, format: string, prefix: string): readonly (readonly string[])[] =>
  runGit(dir, 'for-each-ref', `--format=${format}`, prefix)
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));

/** docs.github.com/rest/repos/repos, "Get a repository": the few fields that anybody here reads. */
export const answerRepository = (served: Served): Answer => ({
  status: 200,
  body: {
    full_name: `${served.owner}/${served.repo}`,
    created_at: '2020-01-02T03:04:05Z',
    archived: served.archived,
    disabled: false,
    default_branch: 'main',
  },
});

/** docs.github.com/rest/users/users, "Get a user": organisations answer too. */
export function answerAccount(served: Served, parameters: Parameters): Answer {
  const login = parameters.get('username') ?? '';
  if (!served.accounts.includes(login)) return problem(404, 'Not Found');
  return { status: 200, body: { login, public_repos: 3 } };
}

/** docs.github.com/rest/commits/commits, "Get a commit": any commit that is stored, whoever's branch it is on. */
export function answerCommit(served: Served, parameters: Parameters): Answer {
  const ref = parameters.get('ref') ?? '';
  // What is named by the hash of another object than a commit is none.
  const isObject = /^[0-9a-f]{40}$/.test(ref) && typeOf(served.dir, ref) !== 'commit';
  const id = isObject ? undefined : resolve(served.dir, `${ref}^{commit}`);
  return id === undefined
    ? problem(422, `No commit found for SHA: ${ref}`)
    : { status: 200, body: describeCommit(served, id) };
}

const typeOf = (dir: string, id: string): string | undefined =>
  resolve(dir, `${id}^{object}`) === undefined ? undefined : askOnce(dir, 'cat-file', '-t', id).toString('utf8').trim();

/** docs.github.com/rest/git/refs, "List matching references" */
export function answerReferences(served: Served, parameters: Parameters): Answer {
  const found = lines(served.dir, '%(refname) %(objectname) %(objecttype)', `refs/${parameters.get('ref')}`);
  const body = found.map(([ref = '', sha = '', type = '']) => ({
    ref,
    node_id: `R_${ref}`,
    url: `${repositoryUrl(served)}/git/${ref}`,
    object: { type, sha, url: `${repositoryUrl(served)}/git/${type}s/${sha}` },
  }));
  return { status: 200, body };
}

/** docs.github.com/rest/git/tags, "Get a tag": annotated ones only. */
export function answerTag(served: Served, parameters: Parameters): Answer {
  const id = parameters.get('tag_sha') ?? '';
  if (typeOf(served.dir, id) !== 'tag') return problem(404, 'Not Found');
  const url = `${repositoryUrl(served)}/git/tags/${id}`;
  const object = { type: 'commit', sha: resolve(served.dir, `${id}^{commit}`) ?? '', url };
  const tagger = { name: 'Test', email: 'test@acme.example', date: '2026-01-02T03:04:05Z' };
  return { status: 200, body: { node_id: 'T_1', tag: 'x', sha: id, url, message: 'x', tagger, object } };
}

/** docs.github.com/rest/repos/repos, "List repository tags" */
export function answerTags(served: Served, query: URLSearchParams): Answer {
  const [size, page] = [Number(query.get('per_page') ?? '30'), Number(query.get('page') ?? '1')];
  const all = lines(served.dir, '%(refname:strip=2) %(objectname) %(*objectname)', 'refs/tags');
  const body = all.slice((page - 1) * size, page * size).map(([name = '', sha = '', named = '']) => {
    const url = repositoryUrl(served);
    const commit = { sha: named === '' ? sha : named, url: `${url}/commits/${sha}` };
    return {
      name,
      node_id: `T_${name}`,
      commit,
      zipball_url: `${url}/zipball/${name}`,
      tarball_url: `${url}/tarball/${name}`,
    };
  });
  return { status: 200, body };
}
