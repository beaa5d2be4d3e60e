import { type Fact, present, unknown } from '../../model/fact.ts';
import type { HttpRequest, Lookup } from '../../model/http.ts';
import type { Question } from '../../model/question.ts';
import type { MalwareFact } from '../../model/registry.ts';
import type { Service } from '../../model/service.ts';
import { baseAddress, documentOf, unanswered } from '../../text/answer.ts';
import { fieldsOf, readList, readText } from '../../text/decode.ts';
import { concerns, type OsvPackage } from './record.ts';

type MalwareQuestion = Extract<Question, { kind: 'malware' }>;

/** Purl types and what OSV calls them (ossf.github.io/osv-schema, "Defined ecosystems"). */
const ecosystems: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['pypi', 'PyPI'],
  ['githubactions', 'GitHub Actions'],
]);

const batchSize = 1000;
/** A query has at most some 3,000 results, 1,000 a page. */
const maxPages = 6;
const maxBytes = 32 * 1024 * 1024;
const malwareId = /^MAL-[A-Za-z0-9-]{1,60}$/;

/** Advisories of the OpenSSF's malicious-packages collection (google.github.io/osv.dev/api). */
export const service: Service<'malware'> = {
  id: 'osv',
  title: 'OSV',
  answers: 'malware',
  batchSize,
  lookup: lookUpMalware,
};

/** One question under way: the ids found so far, and why they may be too few. */
interface Query {
  readonly asked: OsvPackage;
  readonly ids: Set<string>;
  pageToken?: string;
  failed?: Fact<MalwareFact>;
}

function* lookUpMalware(questions: readonly MalwareQuestion[], endpoint: string): Lookup<readonly Fact<MalwareFact>[]> {
  const base = baseAddress(endpoint);
  if (base === undefined) return questions.map(() => unknown('the address of the service is none', service.title));
  const queries = questions.map((question) => toQuery(question));
  yield* findIds(
    queries.filter((query) => query !== undefined),
    base,
  );
  const records = new Map<string, Fact<unknown>>();
  const facts: Fact<MalwareFact>[] = [];
  for (const [at, query] of queries.entries()) {
    const type = questions[at]?.ecosystem ?? '';
    facts.push(
      query === undefined ? unknown(`OSV is not asked about ${type}`, base) : yield* verify(query, base, records),
    );
  }
  return facts;
}

function toQuery({ ecosystem: type, name, version }: MalwareQuestion): Query | undefined {
  const ecosystem = ecosystems.get(type);
  if (ecosystem === undefined) return undefined;
  return { asked: { ecosystem, name, ...(version === undefined ? {} : { version }) }, ids: new Set() };
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
  return { url: `${base}/v1/querybatch`, method: 'POST', body: JSON.stringify({ queries: items }), maxBytes };
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
  if (fieldsOf(result) === undefined) {
    query.failed = unknown(`${new URL(url).host} left one query without an answer`, url);
    return false;
  }
  for (const advisory of readList(result, 'vulns')) {
    const id = readText(advisory, 'id') ?? '';
    if (malwareId.test(id)) query.ids.add(id);
  }
  const token = readText(result, 'next_page_token') ?? '';
  query.pageToken = token;
  return token !== '';
}

/** Reads each advisory itself: the batch lists withdrawn ones too, and the record says what exactly it is about. */
function* verify(query: Query, base: string, records: Map<string, Fact<unknown>>): Lookup<Fact<MalwareFact>> {
  if (query.failed !== undefined) return query.failed;
  const ids: string[] = [];
  for (const id of [...query.ids].sort()) {
    const record = records.get(id) ?? (yield* askRecord(id, base));
    records.set(id, record);
    if (record.state !== 'present')
      return unknown(record.state === 'unknown' ? record.reason : record.proof, record.source);
    if (concerns(record.value, query.asked)) ids.push(id);
  }
  return present({ ids }, base);
}

function* askRecord(id: string, base: string): Lookup<Fact<unknown>> {
  const url = `${base}/v1/vulns/${id}`;
  const answer = yield { url, select: [['id'], ['withdrawn'], ['affected']], maxBytes };
  const record = documentOf(answer);
  return readText(record, 'id') === id ? present(record, url) : unanswered(answer, url);
}
