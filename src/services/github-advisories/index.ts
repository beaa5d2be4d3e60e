import type { ListedMalware, MalwareListFact } from '../../model/advisory.ts';
import { absent, type Fact, present, type Unknown, unknown } from '../../model/fact.ts';
import type { HttpAnswer, HttpRequest, Lookup } from '../../model/http.ts';
import type { Question } from '../../model/question.ts';
import type { Service } from '../../model/service.ts';
import { baseAddress, describeAnswer, documentOf, unanswered } from '../../text/answer.ts';
import { sameSpelling } from '../spelling.ts';
import { fields, readAdvisories } from './record.ts';

type MalwareQuestion = Extract<Question, { kind: 'malware' }>;

/** Purl types of packages that are asked about, and what GitHub calls them. */
const ecosystems: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['pypi', 'pip'],
]);

/** Packages that one request may name; their address ends it before, as a rule. */
const batchSize = 1000;
/** Characters of an address: it comes back twice in the headers of a page between others, which are read up to 16 kB. */
const longestUrl = 4_000;
const pageSize = 100;
const maxPages = 10;
const maxBytes = 16 * 1024 * 1024;
/** In seconds. */
const lasts = 600;

/**
 * Malware by GitHub's word (docs.github.com/rest/security-advisories/global-advisories). Names alone are asked for: which
 * versions are meant is told by ranges, and only the ecosystem's own order of versions tells what lies in them.
 */
export const service: Service<'malware'> = {
  id: 'github-advisories',
  title: "GitHub's advisories",
  answers: 'malware',
  batchSize,
  lookup: lookUpMalware,
};

/** What is found on the way. */
interface Findings {
  readonly base: string;
  /** By `keyOf`. */
  readonly advisories: Map<string, ListedMalware[]>;
  /** Names whose answer did not come to its end. */
  readonly open: Map<string, Unknown>;
}

function* lookUpMalware(
  questions: readonly MalwareQuestion[],
  endpoint: string,
): Lookup<readonly Fact<MalwareListFact>[]> {
  const base = baseAddress(endpoint);
  if (base === undefined) return questions.map(() => unknown('the address of the service is none', service.title));
  const findings: Findings = { base, advisories: new Map(), open: new Map() };
  // One name of several ecosystems is asked for once, and the order is always the same: the same names, the same address.
  const names = new Set(questions.filter(isAsked).map(({ name }) => name));
  yield* askAll([...names].sort(), findings);
  return questions.map((question): Fact<MalwareListFact> => {
    if (!ecosystems.has(question.ecosystem)) return absent('its list has no packages of that kind', base);
    if (!isAsked(question)) return unknown('the name cannot stand in a request', base);
    const advisories = findings.advisories.get(keyOf(ecosystems.get(question.ecosystem), question.name)) ?? [];
    const unread = findings.open.get(question.name);
    if (unread !== undefined && advisories.length === 0) return unread;
    return present({ advisories, ...(unread === undefined ? {} : { unread }) }, base);
  });
}

/** Commas part names, and a version stands behind an `@`. */
const isAsked = ({ ecosystem, name }: MalwareQuestion): boolean =>
  ecosystems.has(ecosystem) && name.isWellFormed() && /^@?[^@,\s]{1,300}$/.test(name);

/** Names of PyPI are equal in any spelling; a list may have another one than what is asked for. */
const keyOf = (ecosystem: string | undefined, name: string): string =>
  JSON.stringify([ecosystem, ecosystem === 'pip' ? sameSpelling(name) : name]);

/** Requests by what an address holds. Who refuses one refuses the others, too. */
function* askAll(names: readonly string[], findings: Findings): Lookup<void> {
  let refusal: Unknown | undefined;
  for (const part of partNames(names, findings.base)) {
    const failure: Unknown | undefined = refusal ?? (yield* askPages(part, findings));
    if (failure === undefined) continue;
    for (const name of part) findings.open.set(name, failure);
    if (failure.overBudget === true || isRefusal(failure.status)) refusal = failure;
  }
}

const isRefusal = (status: number | undefined): boolean => status === 401 || status === 403 || status === 429;

function partNames(names: readonly string[], base: string): readonly (readonly string[])[] {
  const room = longestUrl - urlOf([], base).length;
  const parts: string[][] = [];
  let left = 0;
  for (const name of names) {
    const length = encodeURIComponent(name).length + 1;
    if (length > left) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)?.push(name);
    left -= length;
  }
  return parts;
}

function urlOf(names: readonly string[], base: string, cursor = ''): string {
  const after = cursor === '' ? '' : `&after=${encodeURIComponent(cursor)}`;
  return `${base}/advisories?type=malware&per_page=${pageSize}&affects=${names.map(encodeURIComponent).join(',')}${after}`;
}

/** Fills in what the pages list; what went wrong is why there may be more. */
function* askPages(names: readonly string[], { base, advisories }: Findings): Lookup<Unknown | undefined> {
  let cursor = '';
  for (let page = 0; page < maxPages; page++) {
    const request = requestOf(urlOf(names, base, cursor));
    const answer = yield request;
    const listed = readAdvisories(documentOf(answer));
    if (listed === undefined) return refusedBy(answer, request.url, base);
    for (const { ecosystem, name, advisory } of listed) {
      const key = keyOf(ecosystem, name);
      advisories.set(key, [...(advisories.get(key) ?? []), advisory]);
    }
    const next = readCursor(answer, base);
    if (next === undefined) return undefined;
    cursor = next;
  }
  return unknown(`${new URL(base).host}: the answer has more than ${maxPages} pages`, base);
}

const requestOf = (url: string): HttpRequest => ({
  url,
  headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
  select: fields,
  maxBytes,
  lasts,
});

/** Strangers have 60 requests an hour (docs.github.com/rest, "Rate limits"): whoever has used them up is told so. */
function refusedBy(answer: HttpAnswer, url: string, base: string): Unknown {
  const isStranger = answer.kind === 'response' && answer.withCredentials !== true;
  const isLimit = isStranger && (answer.status === 403 || answer.status === 429);
  const why = `${describeAnswer(answer, url)}${isLimit ? ', as it answers few requests without a token' : ''}`;
  return { ...unanswered(answer, url, why), source: base };
}

/** The place where the next page begins. Only that is taken out of the address: whom to ask is not the answer's to say. */
function readCursor(answer: HttpAnswer, base: string): string | undefined {
  const { link = '' } = answer.kind === 'response' ? answer.headers : {};
  const address = /<([^<>]{1,16000})>; rel="next"/.exec(link)?.[1] ?? '';
  if (!URL.canParse(address, base)) return undefined;
  return new URL(address, base).searchParams.get('after') ?? undefined;
}
