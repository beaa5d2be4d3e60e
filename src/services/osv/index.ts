import type { AdvisoriesFact } from '../../model/advisory.ts';
import { type Fact, present, type Unknown, unknown } from '../../model/fact.ts';
import type { HttpRequest, Lookup } from '../../model/http.ts';
import type { Question } from '../../model/question.ts';
import type { Service } from '../../model/service.ts';
import { baseAddress, documentOf, unanswered } from '../../text/answer.ts';
import { fieldsOf, readList, readText } from '../../text/decode.ts';
import { isAdvisoryId, type OsvPackage, osvPackage } from '../osv.ts';

type AdvisoriesQuestion = Extract<Question, { kind: 'advisories' }>;

const batchSize = 1000;
/** A query has at most some 3,000 results, 1,000 a page. */
const maxPages = 6;
const maxBytes = 32 * 1024 * 1024;
/** In seconds: answers say nothing of it themselves, and the collection is read anew every quarter of an hour. */
const lasts = 600;

/** Which advisories there are: vulnerabilities, and the OpenSSF's malicious packages (google.github.io/osv.dev/api). */
export const service: Service<'advisories'> = {
  id: 'osv',
  title: 'OSV',
  answers: 'advisories',
  batchSize,
  lookup: lookUpAdvisories,
};

/** One question under way: the ids found so far, and why they may be too few. */
interface Query {
  readonly asked: OsvPackage;
  readonly ids: Set<string>;
  pageToken?: string;
  failed?: Unknown;
}

function* lookUpAdvisories(
  questions: readonly AdvisoriesQuestion[],
  endpoint: string,
): Lookup<readonly Fact<AdvisoriesFact>[]> {
  const base = baseAddress(endpoint);
  if (base === undefined) return questions.map(() => unknown('the address of the service is none', service.title));
  const queries = questions.map((question): Query | undefined => {
    const asked = osvPackage(question);
    return asked && { asked, ids: new Set() };
  });
  yield* findIds(
    queries.filter((query) => query !== undefined),
    base,
  );
  return queries.map((query, at) =>
    query === undefined ? unknown(`OSV is not asked about ${questions[at]?.ecosystem}`, base) : told(query, base),
  );
}

/** What was named before an answer broke off stays named. */
function told({ ids, failed }: Query, base: string): Fact<AdvisoriesFact> {
  if (failed !== undefined && ids.size === 0) return failed;
  return present({ ids: [...ids].sort(), ...(failed === undefined ? {} : { unread: failed }) }, base);
}

/** Asks in batches, and again for those whose answer goes on. */
function* findIds(queries: readonly Query[], base: string): Lookup<void> {
  let open = queries;
  for (let page = 0; open.length > 0; page++) {
    const next: Query[] = [];
    for (let at = 0; at < open.length; at += batchSize)
      next.push(...(yield* askBatch(open.slice(at, at + batchSize), base)));
    open = next;
    if (page + 1 < maxPages) continue;
    for (const query of open)
      query.failed = unknown(`${new URL(base).host}: the answer has more than ${maxPages} pages`, base);
    return;
  }
}

function batchRequest(queries: readonly Query[], base: string): HttpRequest {
  const items = queries.map(({ asked: { name, ecosystem, version }, pageToken }) => ({
    package: { name, ecosystem },
    ...(version === undefined ? {} : { version }),
    ...(pageToken === undefined ? {} : { page_token: pageToken }),
  }));
  return {
    url: `${base}/v1/querybatch`,
    method: 'POST',
    body: JSON.stringify({ queries: items }),
    maxBytes,
    lasts,
    holds: ['results'],
  };
}

/** One batch; returns the queries that have further pages. */
function* askBatch(queries: readonly Query[], base: string): Lookup<readonly Query[]> {
  const request = batchRequest(queries, base);
  const answer = yield request;
  const results = readList(documentOf(answer), 'results');
  if (results.length !== queries.length) {
    for (const query of queries) query.failed = unanswered(answer, request.url);
    return [];
  }
  return queries.filter((query, at) => readResult(query, results[at], request.url));
}

/** Takes one result; true where the answer goes on. */
function readResult(query: Query, result: unknown, url: string): boolean {
  const ids = readList(result, 'vulns').map((advisory) => readText(advisory, 'id') ?? '');
  for (const id of ids.filter(isAdvisoryId)) query.ids.add(id);
  if (!isResult(result) || !ids.every(isAdvisoryId)) {
    query.failed = unknown(`${new URL(url).host} left one query without an answer`, url);
    return false;
  }
  const token = readText(result, 'next_page_token') ?? '';
  query.pageToken = token;
  return token !== '';
}

/** An object without anything says that there is none; one with something else, an error say, says nothing. */
function isResult(result: unknown): boolean {
  const { vulns, next_page_token: token, ...more } = fieldsOf(result) ?? { more: true };
  if (vulns === undefined && token === undefined) return Object.keys(more).length === 0;
  return (vulns === undefined || Array.isArray(vulns)) && (token === undefined || typeof token === 'string');
}
