import { absent, present, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer } from '../../model/http.ts';
import { compareText } from '../../model/location.ts';
import type { CommitFact } from '../../model/registry.ts';
import { documentOf, unanswered } from '../../text/answer.ts';
import { readField, readText } from '../../text/decode.ts';
import { get } from './lookups.ts';
import { versions } from './versions.ts';

/** A branch or tag, and what it stands at. */
export interface Reference {
  readonly name: string;
  readonly sha: string;
  /** It stands at an object of its own (an annotated tag), which names the commit. */
  readonly isObject: boolean;
}

/** Some 400 bytes each. */
const maxReferenceBytes = 16 * 1024 * 1024;
const pageSize = 100;
const maxPages = 5;

/** All branches or all tags in one answer (docs.github.com/rest/git/refs, "List matching references"). */
export function* listReferences(url: string, kind: 'heads' | 'tags'): FactLookup<readonly Reference[]> {
  const asked = `${url}/git/matching-refs/${kind}`;
  const answer = yield get(
    asked,
    [
      ['*', 'ref'],
      ['*', 'object', 'sha'],
      ['*', 'object', 'type'],
    ],
    maxReferenceBytes,
  );
  const document = documentOf(answer);
  if (!Array.isArray(document)) return unanswered(answer, asked);
  if (hasMore(answer)) return unknown(`${asked} gave only some of them`, asked);
  const prefix = `refs/${kind}/`;
  const found = document.flatMap((entry: unknown): Reference[] => {
    const object = readField(entry, 'object');
    const [ref = '', sha] = [readText(entry, 'ref'), readText(object, 'sha')];
    if (!ref.startsWith(prefix) || sha === undefined) return [];
    return [{ name: ref.slice(prefix.length), sha, isObject: readText(object, 'type') === 'tag' }];
  });
  return present(found, asked);
}

const hasMore = (answer: HttpAnswer): boolean => {
  const { link = '' } = answer.kind === 'response' ? answer.headers : {};
  return link.includes('rel="next"');
};

/** The commits that tags name, annotated ones too (docs.github.com/rest/repos/repos, "List repository tags"). */
export function* listTagCommits(url: string, commit: string): FactLookup<CommitFact> {
  for (let page = 1; page <= maxPages; page++) {
    const asked = `${url}/tags?per_page=${pageSize}&page=${page}`;
    const answer = yield get(
      asked,
      [
        ['*', 'name'],
        ['*', 'commit', 'sha'],
      ],
      maxReferenceBytes,
    );
    const document = documentOf(answer);
    if (!Array.isArray(document)) return unanswered(answer, asked);
    const tag: unknown = document.find((entry: unknown) => readText(readField(entry, 'commit'), 'sha') === commit);
    if (tag !== undefined) return present({ ref: `tag ${readText(tag, 'name') ?? ''}` }, asked);
    if (document.length < pageSize) return absent('no tag names it', asked);
  }
  return unknown(`${url} has more than ${maxPages * pageSize} tags`, url);
}

/** `v1`, `1.x`, `releases/v2`, `stable`, `develop`: what projects publish from, by its name. */
export const isReleaseBranch = (name: string): boolean =>
  /^(?:v?\d[\w.]*|(?:releases?|rel|stable|maint|maintenance|support|lts|version|versions)(?:[-_/].*)?|[\w.]+[-_/](?:stable|lts|maint|releases?)|main|master|trunk|develop|development|dev|next|latest|dist|production|nightly|beta)$/i.test(
    name.slice(0, 200),
  );

/** Those of releases first; the later version before the earlier one. */
export function compareBranches(a: string, b: string): number {
  const version = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  return (
    Number(isReleaseBranch(b)) - Number(isReleaseBranch(a)) ||
    versions.compare(version(b), version(a)) ||
    compareText(a, b)
  );
}
