import { absent, type Fact, present, unknown } from '../../model/fact.ts';
import type { FactLookup, Lookup } from '../../model/http.ts';
import type { CommitFact } from '../../model/registry.ts';
import { documentOf, isRegistryNotFound, pathSegment, unanswered } from '../../text/answer.ts';
import { readText } from '../../text/decode.ts';
import { askCommit, askRepository, get, repositoryAddress } from './lookups.ts';
import { compareBranches, isReleaseBranch, listReferences, listTagCommits } from './references.ts';

/** A comparison of unlike commits tells the files that differ, with their text. */
const maxComparisonBytes = 16 * 1024 * 1024;
/** Branches besides the default one whose history is looked through, for one commit. */
const maxBranches = 12;

/**
 * Whether a commit belongs to a repository. GitHub keeps the commits of all forks together and gives each of them under
 * the name of the original too, so that a commit answers proves nothing (docs.github.com, "Commit exists on GitHub but
 * not in my local clone"): it belongs where a branch or a tag leads to it. The default branch is asked first, which most
 * commits that are named are on; then tags and branches that stand at the commit; then the history of other branches.
 * @param commit 40 hexadecimal digits, in small letters
 */
export function* lookUpCommit(name: string, commit: string, registry: string): FactLookup<CommitFact> {
  const url = repositoryAddress(name, registry);
  const segment = pathSegment(commit);
  if (url === undefined || segment === undefined) return unknown('this name or commit cannot be asked for', registry);
  const repository = yield* askRepository(name, url, false);
  if (repository.state === 'unknown') return repository;
  if (repository.state === 'absent') return unknown(`the repository does not answer: ${repository.proof}`, url);
  const { latest: main } = repository.value;
  if (main === undefined) return unknown(`${url} names no default branch`, url);
  const inMain = yield* askHistory(url, main, commit);
  if (inMain.state !== 'absent') return inMain;
  return yield* askReferences(url, commit, main, inMain.proof);
}

/** Absent: the branch is there, and its history has no such commit. */
function* askHistory(url: string, branch: string, commit: string): FactLookup<CommitFact> {
  const segment = pathSegment(branch);
  if (segment === undefined) return unknown(`${url} names a branch that cannot be asked for`, url);
  const asked = `${url}/compare/${segment}...${commit}?per_page=1&page=1`;
  const answer = yield get(asked, [['status']], maxComparisonBytes);
  // Of no commit of that name, or of one that has no ancestor in common with the branch.
  if (isRegistryNotFound(answer)) return absent(`not in the history of ${branch} (404)`, asked);
  const status = readText(documentOf(answer), 'status');
  if (status === 'identical' || status === 'behind') return present({ ref: `branch ${branch}` }, asked);
  if (status === 'ahead' || status === 'diverged') return absent(`not in the history of ${branch} (${status})`, asked);
  return unanswered(answer, asked);
}

function* askReferences(url: string, commit: string, main: string, proof: string): FactLookup<CommitFact> {
  const tags = yield* listReferences(url, 'tags');
  if (tags.state !== 'present') return tags;
  // An annotated tag is an object of its own: its hash names the release as well as the commit's does.
  const tag = tags.value.find(({ sha }) => sha === commit);
  if (tag !== undefined) return present({ ref: `tag ${tag.name}` }, tags.source);
  const heads = yield* listReferences(url, 'heads');
  if (heads.state !== 'present') return heads;
  const head = heads.value.find(({ sha }) => sha === commit);
  if (head !== undefined) return present({ ref: `branch ${head.name}` }, heads.source);
  const known = yield* askCommit(commit, `${url}/commits/${commit}`, false);
  if (known.state === 'unknown') return known;
  if (known.state === 'absent') return absent(`no commit of that name: ${known.proof}`, known.source);
  if (tags.value.some(({ isObject }) => isObject)) {
    const named = yield* listTagCommits(url, commit);
    if (named.state !== 'absent') return named;
  }
  const others = heads.value.map(({ name }) => name).filter((name) => name !== main);
  const said = `${proof}, and at none of ${tags.value.length} tags and ${heads.value.length} branches`;
  return yield* askBranches(url, commit, others, said);
}

/** Releases are cut from branches whose names say so; those go first, and all of them must have been asked. */
function* askBranches(
  url: string,
  commit: string,
  branches: readonly string[],
  proof: string,
): Lookup<Fact<CommitFact>> {
  const ordered = branches.toSorted(compareBranches);
  const asked = ordered.slice(0, maxBranches);
  for (const branch of asked) {
    const found = yield* askHistory(url, branch, commit);
    if (found.state !== 'absent') return found;
  }
  const left = ordered.slice(maxBranches);
  if (left.some(isReleaseBranch))
    return unknown(`${proof}; it has more branches of releases than the ${maxBranches} that were looked through`, url);
  const through = asked.length === 0 ? '' : `, nor in the history of ${asked.length} other branches`;
  const open = left.length === 0 ? '' : `; ${left.length} branches of other work were not looked through`;
  return absent(`${proof}${through}${open}`, url);
}
