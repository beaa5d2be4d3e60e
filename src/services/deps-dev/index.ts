import { absent, type Fact, present, unknown } from '../../model/fact.ts';
import type { HttpRequest, Lookup } from '../../model/http.ts';
import type { Question } from '../../model/question.ts';
import type { PublishedFact } from '../../model/registry.ts';
import type { Service } from '../../model/service.ts';
import { baseAddress, documentOf, unanswered } from '../../text/answer.ts';
import { readField, readList, readText, readTime } from '../../text/decode.ts';

type PublishedQuestion = Extract<Question, { kind: 'published' }>;

/** Purl types and what deps.dev calls them. */
const systems: ReadonlyMap<string, string> = new Map([['npm', 'NPM']]);

const batchSize = 1000;
const maxPages = 10;
const maxBytes = 32 * 1024 * 1024;
/** In seconds: what was published is not published again, and what is not known yet will be. */
const lasts = 3_600;

/** When releases were published (docs.deps.dev/api/v3alpha, "GetVersionBatch"): what it does not know, nobody knows by it. */
export const service: Service<'published'> = {
  id: 'deps-dev',
  title: 'deps.dev',
  answers: 'published',
  batchSize,
  lookup: lookUpTimes,
};

const keyOf = (name: string, version: string): string => JSON.stringify([name, version]);

function* lookUpTimes(
  questions: readonly PublishedQuestion[],
  endpoint: string,
): Lookup<readonly Fact<PublishedFact>[]> {
  const base = baseAddress(endpoint);
  if (base === undefined) return questions.map(() => unknown('the address of the service is none', service.title));
  const asked = questions.filter(({ ecosystem }) => systems.has(ecosystem));
  const times = new Map<string, string>();
  const failure = asked.length === 0 ? undefined : yield* readPages(asked, base, times);
  return questions.map(({ ecosystem, name, version }) => {
    const publishedAt = systems.has(ecosystem) ? times.get(keyOf(name, version)) : undefined;
    if (publishedAt !== undefined) return present({ publishedAt }, base);
    return failure ?? absent(`${new URL(base).host} does not know when it was published`, base);
  });
}

/** Fills in the times; what went wrong is what those without one have for an answer. */
function* readPages(
  questions: readonly PublishedQuestion[],
  base: string,
  times: Map<string, string>,
): Lookup<Fact<PublishedFact> | undefined> {
  let pageToken = '';
  for (let page = 0; page < maxPages; page++) {
    const request = batchRequest(questions, base, pageToken);
    const answer = yield request;
    const document = documentOf(answer);
    if (!Array.isArray(readField(document, 'responses'))) return unanswered(answer, request.url);
    for (const response of readList(document, 'responses')) {
      const found = readField(response, 'version');
      const key = readField(found, 'versionKey');
      const time = readTime(readField(found, 'publishedAt'));
      const [name, version] = [readText(key, 'name'), readText(key, 'version')];
      if (name !== undefined && version !== undefined && time !== undefined) times.set(keyOf(name, version), time);
    }
    pageToken = readText(document, 'nextPageToken') ?? '';
    if (pageToken === '') return undefined;
  }
  return unknown(`${new URL(base).host}: the answer has more than ${maxPages} pages`, base);
}

function batchRequest(questions: readonly PublishedQuestion[], base: string, pageToken: string): HttpRequest {
  const requests = questions.map(({ ecosystem, name, version }) => ({
    versionKey: { system: systems.get(ecosystem), name, version },
  }));
  const body = JSON.stringify({ requests, ...(pageToken === '' ? {} : { pageToken }) });
  return {
    url: `${base}/v3alpha/versionbatch`,
    method: 'POST',
    body,
    maxBytes,
    lasts,
    holds: ['responses'],
    select: [
      ['responses', '*', 'version', 'versionKey'],
      ['responses', '*', 'version', 'publishedAt'],
      ['nextPageToken'],
    ],
  };
}
