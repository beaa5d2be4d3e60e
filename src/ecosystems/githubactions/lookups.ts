import type { Lookups } from '../../model/ecosystem.ts';
import { absent, present, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer, HttpRequest, Lookup } from '../../model/http.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import { baseAddress, documentOf, hasStatus, isRegistryNotFound, pathSegment, unanswered } from '../../text/answer.ts';
import { readField, readText, readTime } from '../../text/decode.ts';
import { repositoryOf } from './names.ts';

/** Answers of this interface are some kilobytes; a commit may list many files. */
const maxRepositoryBytes = 1024 * 1024;
const maxCommitBytes = 16 * 1024 * 1024;

/**
 * Questions to GitHub's interface for programs (docs.github.com/rest): repositories, and what a tag, branch or commit of
 * them is. A private repository answers strangers with 404: only where its owner does not exist is it surely absent.
 */
export const lookups: Lookups = { package: lookUpPackage, release: lookUpRelease };

export function repositoryAddress(name: string, registry: string): string | undefined {
  const base = baseAddress(registry);
  const found = repositoryOf(name);
  return base === undefined || found === undefined ? undefined : `${base}/repos/${found.owner}/${found.repository}`;
}

export const get = (
  url: string,
  select: HttpRequest['select'],
  maxBytes = maxRepositoryBytes,
  fresh = false,
): HttpRequest => ({
  url,
  headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
  maxBytes,
  ...(select === undefined ? {} : { select }),
  ...(fresh ? { fresh } : {}),
});

const repositoryFields = [['full_name'], ['created_at'], ['archived'], ['disabled'], ['default_branch']] as const;

/** Renamed and moved repositories answer 301; what answers in the end is present, and says its name of today. */
export function* askRepository(name: string, url: string, fresh: boolean): FactLookup<PackageFact> {
  const answer = yield get(url, repositoryFields, maxRepositoryBytes, fresh);
  if (isRegistryNotFound(answer)) return absent(`${url} answered 404`, url);
  if (hasStatus(answer, 451))
    return absent(`${url} answered 451: GitHub withholds the repository for legal reasons`, url);
  const document = documentOf(answer);
  const fullName = readText(document, 'full_name');
  if (fullName !== undefined) return present(decodeRepository(name, fullName, document), url);
  return isMoved(answer) ? yield* followMove(name, url, answer) : unanswered(answer, url);
}

const isMoved = (answer: HttpAnswer): boolean => [301, 302, 307, 308].some((status) => hasStatus(answer, status));

/** Where the port does not follow: to the same host only, and once. */
function* followMove(name: string, url: string, answer: HttpAnswer): FactLookup<PackageFact> {
  const { location = '' } = answer.kind === 'response' ? answer.headers : {};
  if (!URL.canParse(location, url) || new URL(location, url).origin !== new URL(url).origin)
    return unanswered(answer, url);
  const target = new URL(location, url).href;
  const document = documentOf(yield get(target, repositoryFields));
  const fullName = readText(document, 'full_name');
  return fullName === undefined ? unanswered(answer, url) : present(decodeRepository(name, fullName, document), target);
}

function decodeRepository(name: string, fullName: string, document: unknown): PackageFact {
  const createdAt = readTime(readField(document, 'created_at'));
  const branch = readText(document, 'default_branch');
  const found = repositoryOf(name);
  const isRenamed = found !== undefined && fullName.toLowerCase() !== `${found.owner}/${found.repository}`;
  const isArchived = readField(document, 'archived') === true || readField(document, 'disabled') === true;
  return {
    name,
    status: isArchived ? 'archived' : 'active',
    ...(isRenamed ? { movedTo: { name: fullName.slice(0, 200) } } : {}),
    ...(branch === undefined ? {} : { latest: branch }),
    versions: [],
    removedVersions: [],
    ...(createdAt === undefined ? {} : { firstPublishedAt: createdAt }),
  };
}

function* lookUpPackage(name: string, registry: string): FactLookup<PackageFact> {
  const url = repositoryAddress(name, registry);
  if (url === undefined) return unknown('this name cannot be asked for', registry);
  const first = yield* askRepository(name, url, false);
  if (first.state === 'present') return { ...first, value: yield* describeMove(first.value, registry) };
  if (first.state === 'unknown') return first;
  const second = yield* askRepository(name, url, true);
  if (second.state !== 'absent') return second;
  return yield* describeOwner(name, url, registry, second.proof);
}

const ownerFields = [['login'], ['public_repos']] as const;
const ownerOf = (name: string): string => repositoryOf(name)?.owner ?? '';
const ownerAddress = (owner: string, registry: string): string => `${baseAddress(registry) ?? registry}/users/${owner}`;

/**
 * Old names redirect until somebody makes a repository of that name again (docs.github.com, "Renaming a repository"): its
 * former owner, or whoever registers the name of an account that is gone.
 */
function* describeMove(found: PackageFact, registry: string): Lookup<PackageFact> {
  const { name, movedTo } = found;
  const owner = ownerOf(name);
  if (movedTo === undefined) return found;
  if (owner === ownerOf(movedTo.name)) return { ...found, movedTo: { ...movedTo, isFree: false } };
  const answer = yield get(ownerAddress(owner, registry), ownerFields);
  const isHeld = readText(documentOf(answer), 'login') !== undefined;
  return isHeld || isRegistryNotFound(answer) ? { ...found, movedTo: { ...movedTo, isFree: !isHeld } } : found;
}

/** Without an account of that name there is no private repository either, and anybody may take it. */
function* describeOwner(name: string, url: string, registry: string, proof: string): FactLookup<PackageFact> {
  const owner = ownerOf(name);
  const asked = ownerAddress(owner, registry);
  const answer = yield get(asked, ownerFields);
  if (isRegistryNotFound(answer))
    return absent(`${proof}, and there is no account ${owner} (${asked} answered 404)`, url);
  const count = readField(documentOf(answer), 'public_repos');
  const said = typeof count === 'number' ? `; ${owner} has ${count} public repositories` : '';
  return unknown(`absent or private: ${proof}, also when asked again${said}`, url);
}

const commitFields = [['sha'], ['commit', 'committer', 'date']] as const;

const isHash = /^[0-9a-f]{40}$/i;

/** A commit by tag, branch or hash. 422 says that no commit has the name, 409 that the repository is empty. */
function* lookUpRelease(name: string, version: string, registry: string): FactLookup<ReleaseFact> {
  const url = repositoryAddress(name, registry);
  const segment = pathSegment(version);
  if (url === undefined || segment === undefined)
    return unknown('this name or reference cannot be asked for', registry);
  const asked = `${url}/commits/${segment}`;
  const first = yield* askCommit(version, asked, false);
  if (first.state !== 'absent') return first;
  const second = yield* askCommit(version, asked, true);
  if (second.state !== 'absent') return second;
  // The hash of an annotated tag is that of an object of its own, which names the commit.
  const object = `${url}/git/tags/${segment}`;
  if (isHash.test(version) && readText(documentOf(yield get(object, [['sha']])), 'sha') !== undefined)
    return present({ version }, object);
  // The same answer comes for a repository that is private, renamed away or gone.
  const repository = yield* askRepository(name, url, false);
  return repository.state === 'present' ? second : repository;
}

export function* askCommit(version: string, asked: string, fresh: boolean): FactLookup<ReleaseFact> {
  const answer = yield get(asked, commitFields, maxCommitBytes, fresh);
  const isNone = answer.kind === 'response' && (answer.status === 422 || answer.status === 409);
  if (isNone || isRegistryNotFound(answer)) {
    return absent(`${asked} answered ${answer.kind === 'response' ? answer.status : 404}`, asked);
  }
  const document = documentOf(answer);
  const sha = readText(document, 'sha');
  if (sha === undefined || !/^[0-9a-f]{40,64}$/.test(sha)) return unanswered(answer, asked);
  return present({ version, integrity: [`git:${sha}`] }, asked);
}
