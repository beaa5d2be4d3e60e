import { endpoints } from '../../knowledge/endpoints.ts';
import type { KnownPackage, Lookups } from '../../model/ecosystem.ts';
import { absent, type Fact, present, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer } from '../../model/http.ts';
import type { Forward, PackageFact, ReleaseFact } from '../../model/registry.ts';
import { baseAddress, documentOf, hasStatus, isHtml, unanswered } from '../../text/answer.ts';
import { rememberFor } from '../../text/remember.ts';
import { lookUpAbout } from './about.ts';
import { lookUpBuild } from './build.ts';
import { addApiFacts, apiFields, hasTimes } from './json-api.ts';
import { lookUpLinks } from './links-page.ts';
import { type Asked, accept, askedOf, maxPageBytes, pageRequest } from './page-request.ts';
import { listProjects } from './project-list.ts';
import { registries } from './registries.ts';
import { lookUpRequires } from './requires.ts';
import { decodeHtmlPage, decodePage } from './simple-page.ts';
import { lookUpStartup } from './startup.ts';
import { versionKey } from './version-key.ts';

/** Questions to a Python index, by its Simple API. Registries are addresses of the index itself (`.../simple`). */
export const lookups: Lookups = {
  package: lookUpPackage,
  release: lookUpRelease,
  links: lookUpLinks,
  about: lookUpAbout,
  startup: lookUpStartup,
  requires: lookUpRequires,
  build: lookUpBuild,
};

/** A remembered answer is the same object for the project and for its releases: it is read once. */
const projects = new WeakMap<HttpAnswer, { readonly made: PackageFact | undefined }>();

/** A web page is an answer when, and only when, it links to files of this project. */
function readPage({ name, base }: Asked, answer: HttpAnswer): PackageFact | undefined {
  if (!hasStatus(answer, 200) || answer.kind !== 'response') return undefined;
  const hosts = registries.archiveHosts(base);
  return rememberFor(projects, answer, () =>
    answer.json === undefined && isHtml(answer)
      ? decodeHtmlPage(name, answer.body, hosts)
      : decodePage(name, documentOf(answer), hosts),
  );
}

/** The page, where "not found" is asked a second time before it is believed. */
function* askProject(asked: Asked, fresh: boolean): FactLookup<PackageFact> {
  const { url } = asked;
  const first = yield pageRequest(asked, fresh);
  const answer = hasStatus(first, 404) ? yield pageRequest(asked, true) : first;
  const forward = forwardOf(url, answer) ?? (hasStatus(answer, 404) ? forwardOf(url, first) : undefined);
  if (forward !== undefined) return readForward(asked, answer, forward);
  if (hasStatus(first, 404) && hasStatus(answer, 404)) {
    return absent(`${url} answered 404, and again when asked past all caches`, url);
  }
  if (hasStatus(answer, 403)) return yield* askList(asked, answer);
  const project = readPage(asked, answer);
  if (project === undefined) return unanswered(answer, url, whyNoPage(asked, answer));
  return yield* addMissingTimes(asked, project);
}

/**
 * Static hosts answer 403 for what is not there (Amazon S3 API, "GetObject", of those who may not list the bucket), and so
 * do others for what they hide: it is absence where the list of all projects does not name it either.
 */
function* askList({ name, base, url }: Asked, answer: HttpAnswer): FactLookup<PackageFact> {
  const listed = yield* listProjects(base, accept);
  if (listed === undefined || listed.has(name)) return unanswered(answer, url);
  return absent(`${url} answered 403, and the list of projects at ${base}/ does not name it`, url);
}

/** Where another host gave the answer. */
function forwardOf(url: string, answer: HttpAnswer): Forward | undefined {
  if (answer.kind !== 'response' || new URL(answer.url).host === new URL(url).host) return undefined;
  return { to: baseAddress(answer.url) ?? answer.url, ...(answer.withCredentials ? {} : { mayHide: true }) };
}

/**
 * Some indexes send on to the public one what they do not have, and without credentials also what they have
 * (docs.gitlab.com, "Package request forwarding"; docs.astral.sh/uv, `authenticate`): the word of the public index says
 * nothing of theirs then. Another host than that one is nobody whose word counts.
 */
function readForward(asked: Asked, answer: HttpAnswer, forward: Forward): Fact<PackageFact> {
  const { url } = asked;
  const to = new URL(forward.to).host;
  const said = `${new URL(url).host} forwards to ${to}`;
  const project = readPage(asked, answer);
  if (to !== new URL(endpoints.pypi).host) return unanswered(answer, url, `${said}, which is another index`);
  if (project !== undefined) return present({ ...project, forwarded: forward }, url);
  if (!hasStatus(answer, 404)) return unanswered(answer, url);
  return forward.mayHide === true
    ? unanswered(answer, url, `${said}, which answered 404: it may hide the name from those who do not sign in`)
    : absent(`${said}, which answered 404, and again when asked past all caches`, url);
}

const whyNoPage = ({ name, url }: Asked, answer: HttpAnswer): string | undefined =>
  hasStatus(answer, 200)
    ? `${new URL(url).host} answered with something else than the index page of ${name}`
    : undefined;

/** HTML pages have no times: the older JSON API beside a standard index has them. Where there is none, nobody tells them. */
function* addMissingTimes({ name, base, url }: Asked, project: PackageFact): FactLookup<PackageFact> {
  const found = present(project, url);
  if (hasTimes(project) || !base.endsWith('/simple')) return found;
  const api = `${base.slice(0, -'/simple'.length)}/pypi/${encodeURIComponent(name)}/json`;
  const answer = yield {
    url: api,
    headers: { accept: 'application/json' },
    select: apiFields,
    maxBytes: maxPageBytes,
  };
  const isLasting = answer.kind === 'response' && answer.status < 500 && answer.status !== 429;
  return isLasting
    ? present(addApiFacts(project, documentOf(answer)), url)
    : present({ ...project, untimed: unanswered(answer, api) }, url);
}

function* lookUpPackage(name: string, registry: string): FactLookup<PackageFact> {
  const asked = askedOf(name, registry);
  if (asked === undefined) return unknown('this name cannot be asked for', registry);
  return yield* askProject(asked, false);
}

function* lookUpRelease(
  name: string,
  version: string,
  registry: string,
  known: KnownPackage = () => undefined,
): FactLookup<ReleaseFact> {
  const asked = askedOf(name, registry);
  if (asked === undefined) return unknown('this name cannot be asked for', registry);
  const found = known() ?? (yield* askProject(asked, false));
  if (found.state !== 'present') return found;
  const release = findRelease(found.value, version);
  if (release !== undefined) return found.value.untimed ?? present(release, found.source);
  if (found.value.status === 'quarantined') {
    return absent(`${asked.url} says that the project is quarantined: no version can be installed`, asked.url);
  }
  const { forwarded } = found.value;
  if (forwarded?.mayHide === true) {
    return unknown(
      `${asked.url} forwards to ${forwarded.to}, and may hide versions from those who do not sign in`,
      asked.url,
    );
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
