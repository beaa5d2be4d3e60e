import type { HttpRequest } from '../../model/http.ts';
import { checkRedirect } from './address.ts';
import { readBody } from './body.ts';
import type { Budget } from './budget.ts';
import { bodyError, HttpError } from './failure.ts';
import type { HostGate } from './host.ts';
import type { Weighed } from './memory.ts';
import type { HttpSettings } from './options.ts';
import { rangeHeaders, readPart } from './part.ts';
import type { Exchange, Transport } from './transport.ts';

/** What an attempt needs of the port. */
export interface AttemptContext {
  readonly settings: HttpSettings;
  readonly transport: Transport;
  readonly budget: Budget;
  gate(host: string): HostGate;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;
/** What is not a success is explained in few bytes. */
const maxErrorBytes = 1024 * 1024;

/** Headers of one hop. Credentials go to the origin that was asked and are gone after a redirect to another. */
function headersFor(request: HttpRequest, url: URL, original: URL, settings: HttpSettings): Record<string, string> {
  const headers: Record<string, string> = {
    accept: '*/*',
    'user-agent': settings.userAgent,
    'accept-encoding': 'gzip, deflate, br',
  };
  if (request.fresh === true) headers['cache-control'] = 'no-cache';
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  if (request.range !== undefined) Object.assign(headers, rangeHeaders(request.range));
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  if (url.origin !== original.origin) {
    const { authorization: _, cookie: __, ...others } = headers;
    return others;
  }
  const credentials = settings.credentials(url);
  return credentials === undefined ? headers : { ...headers, authorization: credentials };
}

/** Where an answer sends us on; undefined for every answer that is final. */
function redirectOf(exchange: Exchange, method: string): string | undefined {
  if (!redirects.has(exchange.status)) return undefined;
  // Only 307 and 308 repeat a POST as it was (RFC 9110, 15.4): the others would ask another question.
  if (method === 'POST' && exchange.status < 307) return undefined;
  const { location } = exchange.headers;
  return location;
}

/** Sends a request and follows its redirects by hand. Throws `HttpError`. */
export async function attemptRequest(
  request: HttpRequest,
  original: URL,
  signal: AbortSignal,
  context: AttemptContext,
): Promise<Weighed> {
  const method = request.method ?? 'GET';
  let url = original;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    context.budget.spendRequest();
    context.gate(url.host).stats.requests++;
    const headers = headersFor(request, url, original, context.settings);
    const exchange = await context.transport.send(url, { method, headers, body: request.body, signal });
    const location = redirectOf(exchange, method);
    if (location === undefined) return await readAnswer(request, url, original, exchange, signal, context);
    exchange.discard();
    url = checkRedirect(url, location, original, context.settings.allowed);
  }
  throw new HttpError('refused', `${original.host} redirects more than ${maxRedirects} times`);
}

async function* countBytes(body: AsyncIterable<Uint8Array>, host: HostGate, budget: Budget): AsyncIterable<Uint8Array> {
  for await (const chunk of body) {
    host.stats.bytes += chunk.length;
    budget.spendBytes(chunk.length);
    yield chunk;
  }
}

async function readAnswer(
  request: HttpRequest,
  url: URL,
  original: URL,
  exchange: Exchange,
  signal: AbortSignal,
  context: AttemptContext,
): Promise<Weighed> {
  const { status, headers } = exchange;
  const { host } = url;
  const success = status >= 200 && status < 300;
  const chunks = countBytes(exchange.body, context.gate(host), context.budget);
  const known = context.settings.credentials(original) === undefined ? {} : { withCredentials: true as const };
  try {
    if (success && request.range !== undefined) {
      const part = await readPart({ status, headers, body: chunks }, { host, maxBytes: request.maxBytes });
      const answer = { kind: 'response', status, headers, body: '', part, url: url.href, ...known } as const;
      return { answer, weight: part.bytes.length };
    }
    const body = await readBody(chunks, {
      host,
      encoding: headers['content-encoding'],
      maxBytes: success ? request.maxBytes : Math.min(request.maxBytes, maxErrorBytes),
      select: success ? request.select : undefined,
    });
    const json = body.json === undefined ? {} : { json: body.json };
    return {
      answer: { kind: 'response', status, headers, body: body.text, url: url.href, ...json, ...known },
      weight: body.weight,
    };
  } catch (error) {
    signal.throwIfAborted();
    throw bodyError(error, host);
  } finally {
    exchange.discard();
  }
}
