import type { Lookups } from '../../model/ecosystem.ts';
import { absent, present, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer, HttpRequest } from '../../model/http.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import { baseAddress, documentOf, hasStatus, isHtml, pathSegment, unanswered } from '../../text/answer.ts';
import { addApiFacts, apiFields, hasTimes } from './json-api.ts';
import { names } from './names.ts';
import { decodeHtmlPage, decodePage, pageFields } from './simple-page.ts';
import { versionKey } from './version-key.ts';

/** The largest projects have some 15,000 files of about 700 bytes each. */
const maxPageBytes = 60 * 1024 * 1024;

/** PEP 691, with HTML for registries that know nothing else. */
const accept = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';

/** Questions to a Python index, by its Simple API. Registries are addresses of the index itself (`.../simple`). */
export const lookups: Lookups = { package: lookUpPackage, release: lookUpRelease };

interface Asked {
  /** Normalised. */
  readonly name: string;
  readonly base: string;
  /** The page of the project. */
  readonly url: string;
}

function askedOf(rawName: string, registry: string): Asked | undefined {
  const name = names.normalise(rawName);
  const base = baseAddress(registry);
  const segment = pathSegment(name);
  return base === undefined || segment === undefined ? undefined : { name, base, url: `${base}/${segment}/` };
}

const pageRequest = ({ url }: Asked, fresh: boolean): HttpRequest => ({
  url,
  headers: { accept },
  select: pageFields,
  maxBytes: maxPageBytes,
  ...(fresh ? { fresh } : {}),
});

/** A web page is an answer when, and only when, it links to files of this project. */
function readPage({ name }: Asked, answer: HttpAnswer): PackageFact | undefined {
  if (!hasStatus(answer, 200) || answer.kind !== 'response') return undefined;
  return answer.json === undefined && isHtml(answer)
    ? decodeHtmlPage(name, answer.body)
    : decodePage(name, documentOf(answer));
}

/** The page, where "not found" is asked a second time before it is believed. */
function* askProject(asked: Asked, fresh: boolean): FactLookup<PackageFact> {
  const first = yield pageRequest(asked, fresh);
  const answer = hasStatus(first, 404) ? yield pageRequest(asked, true) : first;
  if (hasStatus(first, 404) && hasStatus(answer, 404)) {
    return absent(`${asked.url} answered 404, and again when asked past all caches`, asked.url);
  }
  const project = readPage(asked, answer);
  if (project === undefined) return unanswered(answer, asked.url, whyNoPage(asked, answer));
  return yield* addMissingTimes(asked, project);
}

const whyNoPage = ({ name, url }: Asked, answer: HttpAnswer): string | undefined =>
  hasStatus(answer, 200)
    ? `${new URL(url).host} answered with something else than the index page of ${name}`
    : undefined;

/** HTML pages have no times: the older JSON API beside a standard index has them. Without it they stay unknown. */
function* addMissingTimes({ name, base, url }: Asked, project: PackageFact): FactLookup<PackageFact> {
  const found = present(project, url);
  if (hasTimes(project) || !base.endsWith('/simple')) return found;
  const answer = yield {
    url: `${base.slice(0, -'/simple'.length)}/pypi/${encodeURIComponent(name)}/json`,
    headers: { accept: 'application/json' },
    select: apiFields,
    maxBytes: maxPageBytes,
  };
  return present(addApiFacts(project, documentOf(answer)), url);
}

function* lookUpPackage(name: string, registry: string): FactLookup<PackageFact> {
  const asked = askedOf(name, registry);
  if (asked === undefined) return unknown('this name cannot be asked for', registry);
  return yield* askProject(asked, false);
}

function* lookUpRelease(name: string, version: string, registry: string): FactLookup<ReleaseFact> {
  const asked = askedOf(name, registry);
  if (asked === undefined) return unknown('this name cannot be asked for', registry);
  const found = yield* askProject(asked, false);
  if (found.state !== 'present') return found;
  const release = findRelease(found.value, version);
  if (release !== undefined) return present(release, found.source);
  if (found.value.status === 'quarantined') {
    return absent(`${asked.url} says that the project is quarantined: no version can be installed`, asked.url);
  }
  return yield* confirmMissing(asked, version);
}

function findRelease({ versions }: PackageFact, version: string): ReleaseFact | undefined {
  const key = versionKey(version);
  return (
    versions.find((release) => release.version === version) ?? versions.find((one) => versionKey(one.version) === key)
  );
}

/** The page does not list the version: it may be some minutes old, so it is asked once more, past all caches. */
function* confirmMissing(asked: Asked, version: string): FactLookup<ReleaseFact> {
  const found = yield* askProject(asked, true);
  if (found.state === 'unknown') return found;
  if (found.state === 'absent') {
    return unknown(`${asked.url} lists the project in one answer and denies it in the next`, asked.url);
  }
  const release = findRelease(found.value, version);
  if (release !== undefined) return present(release, found.source);
  return absent(`${asked.url} does not list the version, also when asked past all caches`, asked.url);
}
