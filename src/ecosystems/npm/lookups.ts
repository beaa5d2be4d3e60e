import type { KnownPackage, Lookups } from '../../model/ecosystem.ts';
import { absent, present, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer, HttpRequest } from '../../model/http.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import { baseAddress, documentOf, hasStatus, isRegistryNotFound, pathSegment, unanswered } from '../../text/answer.ts';
import { readText } from '../../text/decode.ts';
import { rememberFor } from '../../text/remember.ts';
import { decodeDetails } from './release-details.ts';
import { decodePackument, decodeRelease, documentName, manifestFields, packumentFields } from './schema.ts';

/** The registry itself refuses documents over 100 MB. */
const maxPackumentBytes = 110 * 1024 * 1024;
const maxManifestBytes = 8 * 1024 * 1024;
/** In seconds. A release never changes but for its deprecation, and can only be withdrawn. */
const manifestLasts = 86_400;

/**
 * Questions to an npm registry (github.com/npm/registry, docs/REGISTRY-API.md). The full document is asked for, since only
 * that one has `time`; that of a release takes what the package's has found.
 */
export const lookups: Lookups = { package: lookUpPackage, release: lookUpRelease, manifest: lookUpManifest };

/** Address of a package; a scope is part of the one path segment. */
function packageAddress(name: string, registry: string): string | undefined {
  const base = baseAddress(registry);
  const scoped = /^@([^/]+)\/([^/]+)$/.exec(name);
  const scope = pathSegment(scoped?.[1] ?? name);
  const rest = pathSegment(scoped?.[2] ?? name);
  if (base === undefined || scope === undefined || rest === undefined || (scoped === null && name.includes('/'))) {
    return undefined;
  }
  return scoped === null ? `${base}/${rest}` : `${base}/@${scope}%2f${rest}`;
}

const get = (url: string, select: HttpRequest['select'], maxBytes: number): HttpRequest => ({
  url,
  headers: { accept: 'application/json' },
  maxBytes,
  // An unpublished package has no versions, and times.
  holds: ['versions', 'version', 'time'],
  ...(select === undefined ? {} : { select }),
});

/** A remembered answer is the same object for the package and for its releases: it is read once. */
const packages = new WeakMap<HttpAnswer, { readonly made: PackageFact | undefined }>();

/** Verdaccio says so of a package that is nowhere, and of all that it has not kept while the registry behind it is out of reach. */
const isOfVerdaccio = (answer: HttpAnswer): boolean =>
  answer.kind === 'response' && answer.body.slice(0, 200).includes('"no such package available"');

/** One request for the full document. A 404 is the registry's own word only with a JSON body or none. */
function* askPackument(name: string, url: string, fresh: boolean): FactLookup<PackageFact> {
  // Answers may be minutes old at the edge of the registry's network, also negative ones; `write=true` goes past it.
  const asked = fresh ? `${url}?write=true` : url;
  const answer = yield { ...get(asked, packumentFields, maxPackumentBytes), ...(fresh ? { fresh } : {}) };
  if (isRegistryNotFound(answer)) {
    const denial = absent(`${asked} answered 404`, asked);
    return isOfVerdaccio(answer) ? { ...denial, isPassedOn: true } : denial;
  }
  const document = documentOf(answer);
  if (document === undefined) return unanswered(answer, asked);
  const said = documentName(document);
  if (said !== name) {
    const about = said === undefined ? 'a document that names no package' : 'the document of another package';
    return unanswered(answer, asked, `${new URL(asked).host} answered with ${about}`);
  }
  const fact = rememberFor(packages, answer, () => decodePackument(name, document));
  return fact === undefined
    ? unanswered(answer, asked, `${new URL(asked).host} answered with a document that lists no versions`)
    : present(fact, asked);
}

/** The document, where "not found" is asked a second time before it is believed. */
function* askConfirmed(name: string, url: string): FactLookup<PackageFact> {
  const first = yield* askPackument(name, url, false);
  if (first.state !== 'absent') return first;
  const second = yield* askPackument(name, url, true);
  return second.state === 'absent'
    ? { ...second, proof: `${url} answered 404, and again when asked past all caches`, source: url }
    : second;
}

function* lookUpPackage(name: string, registry: string): FactLookup<PackageFact> {
  const url = packageAddress(name, registry);
  if (url === undefined) return unknown('this name cannot be asked for', registry);
  return yield* askConfirmed(name, url);
}

/** A version that is not found here may be there all the same: some registries serve no single versions. */
function* lookUpManifest(name: string, version: string, registry: string): FactLookup<ReleaseFact> {
  const url = packageAddress(name, registry);
  const segment = pathSegment(version);
  if (url === undefined || segment === undefined) return unknown('this name or version cannot be asked for', registry);
  const asked = `${url}/${segment}`;
  const answer = yield get(asked, manifestFields, maxManifestBytes);
  const manifest = documentOf(answer);
  if (readText(manifest, 'name') !== name || readText(manifest, 'version') !== version)
    return isRegistryNotFound(answer) ? absent(`${asked} answered 404`, asked) : unanswered(answer, asked);
  return present({ ...decodeRelease(version, manifest, undefined), ...decodeDetails(manifest) }, asked);
}

function* lookUpRelease(
  name: string,
  version: string,
  registry: string,
  known: KnownPackage = () => undefined,
): FactLookup<ReleaseFact> {
  const url = packageAddress(name, registry);
  const segment = pathSegment(version);
  if (url === undefined || segment === undefined) return unknown('this name or version cannot be asked for', registry);
  const asked = `${url}/${segment}`;
  const request = { ...get(asked, manifestFields, maxManifestBytes), lasts: manifestLasts };
  const answer = yield request;
  const manifest = documentOf(answer);
  if (readText(manifest, 'name') === name && readText(manifest, 'version') === version) {
    const release = { ...decodeRelease(version, manifest, undefined), ...decodeDetails(manifest) };
    return yield* completeRelease(release, name, url, asked, known);
  }
  const found = known() ?? (yield* askConfirmed(name, url));
  if (found.state !== 'present') return found;
  const release = findRelease(found.value, version);
  if (release !== undefined)
    return present(servesNone(answer) ? release : { ...release, untold: unanswered(answer, asked) }, found.source);
  // Not every registry serves single versions: only its own "not found" counts.
  if (!isRegistryNotFound(answer)) return unanswered(answer, asked);
  return yield* confirmMissing(name, version, url, asked);
}

/** What registries answer that serve no single versions. */
const servesNone = (answer: HttpAnswer): boolean => [400, 404, 405, 501].some((status) => hasStatus(answer, status));

const findRelease = (fact: PackageFact, version: string): ReleaseFact | undefined =>
  fact.versions.find((release) => release.version === version);

/** The small document has no time of publication; numbers inside it that look like one are no proof of age. */
function* completeRelease(
  release: ReleaseFact,
  name: string,
  url: string,
  asked: string,
  known: KnownPackage,
): FactLookup<ReleaseFact> {
  const found = known() ?? (yield* askPackument(name, url, false));
  if (found.state === 'unknown' && found.overBudget === true) return found;
  const listed = found.state === 'present' ? findRelease(found.value, release.version) : undefined;
  if (listed !== undefined) return present({ ...listed, ...release }, asked);
  // The document may be some minutes older than the release, and so may be the answer that there is none.
  const newer = found.state === 'unknown' ? found : yield* askPackument(name, url, true);
  const now = newer.state === 'present' ? findRelease(newer.value, release.version) : undefined;
  if (now !== undefined || newer.state === 'unknown') return present({ ...now, ...release }, asked);
  // The small one may have been kept from before the release was withdrawn.
  const again = yield { ...get(asked, manifestFields, maxManifestBytes), fresh: true, lasts: manifestLasts };
  if (documentOf(again) !== undefined) return present(release, asked);
  if (!isRegistryNotFound(again)) return unanswered(again, asked);
  return newer.state === 'absent' ? newer : yield* confirmMissing(name, release.version, url, asked);
}

/** The single version is not found, and the package does not list it: asked once more, past all caches. */
function* confirmMissing(name: string, version: string, url: string, asked: string): FactLookup<ReleaseFact> {
  const found = yield* askPackument(name, url, true);
  if (found.state === 'unknown') return found;
  if (found.state === 'absent') return unknown(`${url} lists the package in one answer and denies it in the next`, url);
  const release = findRelease(found.value, version);
  if (release !== undefined) return present(release, found.source);
  const proof = `${asked} answered 404, and ${url} does not list the version, also past all caches`;
  return absent(
    found.value.removedVersions.includes(version) ? `${proof}; it was published once and is gone` : proof,
    asked,
  );
}
