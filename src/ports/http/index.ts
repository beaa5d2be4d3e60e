import type { HttpAnswer, HttpRequest } from '../../model/http.ts';
import type { Http } from '../../model/ports.ts';
import type { HostStats } from '../../model/report.ts';
import { checkTarget } from './address.ts';
import { type AttemptContext, attemptRequest } from './attempt.ts';
import { type Budget, createBudget, timeIsUp } from './budget.ts';
import type { Asked } from './cache/index.ts';
import { askCached } from './cached.ts';
import { createDeadline, type Deadline, pause } from './deadline.ts';
import { failure, HttpError } from './failure.ts';
import { createHostGate, type HostGate } from './host.ts';
import { createAnswerMemory, type Weighed } from './memory.ts';
import { type HttpOptions, type HttpSettings, withDefaults } from './options.ts';
import { backoff, isRetriedStatus, longestPauseMs, parseRetryAfter } from './retry.ts';
import { createTransport } from './transport.ts';

/** The port with its end: connections and requests under way are given up. */
export interface HttpPort extends Http {
  close(): Promise<void>;
}

const stopped = (): HttpError => new HttpError('refused', 'the audit has ended');

/** Registries and services by HTTP/1.1 over undici. Nothing is contacted that `allowed` does not allow. */
export function createHttp(options: HttpOptions): HttpPort {
  const settings = withDefaults(options);
  const transport = createTransport(settings);
  const budget = createBudget(settings.budget, settings.now);
  const memory = createAnswerMemory(settings.memoryBytes, (request, found) => keepForgotten(request, found, settings));
  const gates = new Map<string, HostGate>();
  const open = new Set<Deadline>();
  let closed = false;

  const gate = (host: string): HostGate => {
    const known = gates.get(host) ?? createHostGate(settings.concurrency, settings.failuresUntilDown, settings.now);
    gates.set(host, known);
    return known;
  };
  const context: AttemptContext = { settings, transport, budget, gate };

  /** One request when it is its turn, with retries. Throws `HttpError`. */
  const ask = async (request: HttpRequest, url: URL): Promise<Weighed> => {
    const host = gate(url.host);
    await host.enter();
    let deadline: Deadline | undefined;
    try {
      const down = host.down();
      if (down !== undefined) throw new HttpError('network', down);
      await transport.load();
      if (closed) throw stopped();
      deadline = startDeadline(url.host, budget, settings);
      open.add(deadline);
      return await retryRequest(request, url, deadline, context);
    } finally {
      deadline?.release();
      if (deadline !== undefined) open.delete(deadline);
      host.leave();
    }
  };

  /** A request that may be made, answered by what is kept or by its host. */
  const answer = async (request: HttpRequest): Promise<Weighed> => {
    let host: HostGate | undefined;
    try {
      if (closed) throw stopped();
      if (settings.offline) throw new HttpError('refused', 'nobody is asked: the run is offline');
      const url = checkTarget(request.url, settings.allowed);
      host = gate(url.host);
      const found = await askCached(
        askedFor(request, url, settings),
        settings.cache,
        (one) => ask(one, url),
        host.stats,
      );
      if (troubleOf({ done: found }, url.host) !== undefined) host.stats.failures++;
      return found;
    } catch (error) {
      if (host !== undefined && !isOverBudget({ error })) host.stats.failures++;
      return { answer: describeError(error), weight: 0 };
    }
  };

  const countHit = ({ url }: HttpRequest) => gate(new URL(url).host).stats.cacheHits++;

  return {
    send: (request) =>
      memory.get(
        request,
        () => answer(request),
        () => countHit(request),
      ),
    stats: () => ({ hosts: describeHosts(gates) }),
    async close() {
      closed = true;
      for (const deadline of open) deadline.abort(stopped());
      await transport.close();
      await settings.cache?.close();
    },
  };
}

/** For one request, and at most as long as the run has left. Throws `HttpError`. */
function startDeadline(host: string, budget: Budget, { deadlineMs, budget: { seconds }, now }: HttpSettings): Deadline {
  const rest = budget.remainingMs();
  if (rest <= 0) throw timeIsUp(seconds);
  const late = () => new HttpError('timeout', `${host}: no complete answer within ${deadlineMs / 1000} seconds`);
  return rest < deadlineMs ? createDeadline(rest, () => timeIsUp(seconds), now) : createDeadline(deadlineMs, late, now);
}

function askedFor(request: HttpRequest, url: URL, { credentials, userAgent }: HttpSettings): Asked {
  return { request, url, credentials: credentials(url), userAgent };
}

/** A cache that ends with the run holds what the run's own memory has no room for. */
function keepForgotten(request: HttpRequest, answer: HttpAnswer, settings: HttpSettings): void {
  const { cache, allowed } = settings;
  if (cache?.isTemporary !== true || answer.kind !== 'response') return;
  cache.keep(askedFor(request, checkTarget(request.url, allowed), settings), answer);
}

const describeHosts = (gates: ReadonlyMap<string, HostGate>): readonly HostStats[] =>
  [...gates]
    .map(([host, { stats, busyMs }]) => ({ host, ...stats, durationMs: Math.round(busyMs()) }))
    .sort((a, b) => (a.host < b.host ? -1 : 1));

const describeError = (error: unknown): HttpAnswer =>
  error instanceof HttpError ? failure(error.code, error.message) : failure('network', 'the request failed');

/** What came of one attempt. */
type Outcome = { readonly done: Weighed } | { readonly error: unknown };

async function retryRequest(
  request: HttpRequest,
  url: URL,
  deadline: Deadline,
  context: AttemptContext,
): Promise<Weighed> {
  const { settings } = context;
  const host = context.gate(url.host);
  for (let attempt = 0; ; attempt++) {
    const outcome: Outcome = await attemptRequest(request, url, deadline.signal, context).then(
      (done) => ({ done }),
      (error: unknown) => ({ error }),
    );
    const wait = pauseAfter(outcome, attempt, settings);
    if (wait === undefined || wait > longestPauseMs || wait >= deadline.remainingMs()) {
      if (!isOverBudget(outcome)) host.record(troubleOf(outcome, url.host));
      if ('done' in outcome) return outcome.done;
      throw outcome.error;
    }
    host.stats.retries++;
    await pause(wait, deadline.signal);
  }
}

/** Milliseconds until the next attempt; undefined where there is none. */
function pauseAfter(outcome: Outcome, attempt: number, settings: HttpSettings): number | undefined {
  if (attempt >= settings.retries) return undefined;
  const own = backoff(attempt, settings.retryDelayMs, settings.random);
  if ('error' in outcome) return outcome.error instanceof HttpError && outcome.error.transient ? own : undefined;
  const { answer } = outcome.done;
  if (answer.kind !== 'response' || !isRetriedStatus(answer.status)) return undefined;
  return parseRetryAfter(answer.headers, Date.now()) ?? own;
}

/** The end of a budget says nothing of the host. */
const isOverBudget = (outcome: Outcome): boolean =>
  'error' in outcome && outcome.error instanceof HttpError && outcome.error.code === 'budget';

/** What the host itself is in trouble with, in words. */
function troubleOf(outcome: Outcome, host: string): string | undefined {
  if ('error' in outcome) {
    const { error } = outcome;
    return error instanceof HttpError && (error.code === 'network' || error.code === 'timeout')
      ? error.message
      : undefined;
  }
  const { answer } = outcome.done;
  return answer.kind === 'response' && isRetriedStatus(answer.status) ? `${host} answered ${answer.status}` : undefined;
}
