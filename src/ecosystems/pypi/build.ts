import { absent, present, unknown } from '../../model/fact.ts';
import type { FactLookup } from '../../model/http.ts';
import type { BuildFact } from '../../model/registry.ts';
import { documentOf, unanswered } from '../../text/answer.ts';
import { readField, readList, readText } from '../../text/decode.ts';
import { askFiles } from './release-files.ts';

/** docs.pypi.org/api/integrity; without this `accept` the answer is 406. */
const accept = 'application/vnd.pypi.integrity.v1+json';
const fields: readonly (readonly string[])[] = ['kind', 'repository', 'email'].map((field) => [
  'attestation_bundles',
  '*',
  'publisher',
  field,
]);
/** One is about 10 kB; bundles of several statements more. */
const maxBytes = 2 * 1024 * 1024;
const mostBundles = 20;
const longest = 200;

/**
 * Who made a release that is attested, by the statement about its youngest file: one file tells it, for the index takes
 * statements of trusted publishers alone.
 */
export function* lookUpBuild(name: string, version: string, registry: string): FactLookup<BuildFact> {
  const found = yield* askFiles(name, version, registry);
  if (found.state !== 'present') return found;
  const provenance = found.value.find((file) => file.provenance !== undefined)?.provenance;
  if (provenance === undefined) return absent(`${found.source} names no statement about its build`, found.source);
  const { host } = new URL(registry);
  // Of proxies that leave the address as it was: their own host is asked, and no other.
  if (provenance.host !== host) return unknown(`${provenance.host} is not asked for what ${host} serves`, registry);
  const url = provenance.href;
  const answer = yield { url, headers: { accept }, select: fields, maxBytes };
  const bundles = readList(documentOf(answer), 'attestation_bundles');
  if (bundles.length === 0) return unanswered(answer, url);
  const builds = bundles.slice(0, mostBundles).map((bundle) => identify(readField(bundle, 'publisher')));
  const known = builds.flatMap((build) => build ?? []);
  return known.length < builds.length || bundles.length > mostBundles
    ? unknown(`${host} does not tell who made it`, url)
    : present({ trustedBuild: [...new Set(known)].sort().join(' and ') }, url);
}

/**
 * `github:acme/tools`. The workflow is no part of it: who may change one of a repository may change them all, so another name
 * of its file brings nobody new in; nor is the environment, which only narrows who may start it.
 */
function identify(publisher: unknown): string | undefined {
  const kind = readText(publisher, 'kind') ?? '';
  // Google's builds are accounts of a service and have no repository.
  const owner = readText(publisher, 'repository') ?? readText(publisher, 'email') ?? '';
  const identity = `${kind}:${owner}`.toLowerCase();
  return kind === '' || owner === '' || identity.length > longest ? undefined : identity;
}
