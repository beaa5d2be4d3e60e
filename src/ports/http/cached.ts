import type { HttpRequest } from '../../model/http.ts';
import type { AnswerCache, Asked } from './cache/index.ts';
import type { Weighed } from './memory.ts';

const isUnchanged = ({ answer }: Weighed): boolean => answer.kind === 'response' && answer.status === 304;

const withHeaders = (request: HttpRequest, headers: Readonly<Record<string, string>> | undefined): HttpRequest =>
  headers === undefined ? request : { ...request, headers: { ...request.headers, ...headers } };

/**
 * The answer that is kept where that is good, else the host's, which is kept for other runs; where the host says that the
 * kept one still holds, that one for another while. What a host in trouble says is never replaced by what was kept.
 * @param ask sends a request; throws `HttpError`
 */
export async function askCached(
  asked: Asked,
  cache: AnswerCache | undefined,
  ask: (request: HttpRequest) => Promise<Weighed>,
  stats: Record<'cacheHits' | 'revalidations', number>,
): Promise<Weighed> {
  const { request } = asked;
  const kept = request.fresh === true ? undefined : cache?.find(asked);
  if (kept?.isGood === true) {
    stats.cacheHits++;
    return kept.weighed;
  }
  const first = await ask(withHeaders(request, kept?.conditions));
  if (isUnchanged(first) && kept?.renew(first.answer) === true) {
    stats.revalidations++;
    return kept.weighed;
  }
  // Nobody asked whether something still holds, or it is about something else.
  const found = isUnchanged(first) ? await ask({ ...request, fresh: true }) : first;
  if (cache?.isTemporary === false) cache.keep(asked, found.answer);
  return found;
}
