import type { Fault } from '../registries/fault.ts';
import type { Reply } from '../registries/reply.ts';
import { type Front, nowhere, startFront, startLure, startUntrusted, type Trouble } from './front.ts';

/** What is wrong with a service. */
export interface ServiceFault {
  /** For the table. */
  readonly title: string;
  /** Whether answers come all the same: late, oddly packed, or by another clock. */
  readonly isHarmless?: true;
  /** No answer ever comes to its end: only a limit in time ends the wait. */
  readonly isEndless?: true;
  /** Harmless only to what is asked through the program's own port: clients of others do not know what to make of it. */
  readonly isOwn?: true;
  /**
   * What stands in the place of the service at `target`.
   * @param affects paths that the fault is of; left out: all. A service that cannot be reached at all has no paths.
   */
  open(target: string, affects?: Affects): Promise<Front>;
}

type Affects = (path: string) => boolean;
type Open = ServiceFault['open'];

const everything: Affects = () => true;

const always =
  (fault: Fault): Open =>
  (target, affects = everything) =>
    startFront(target, (path) => (affects(path) ? { fault } : {}));

const altered =
  (alter: (reply: Reply) => Reply): Open =>
  (target, affects = everything) =>
    startFront(target, (path) => (affects(path) ? { alter } : {}));

const once =
  (fault: Fault): Open =>
  (target, affects = everything) =>
    startFront(target, (path, asked): Trouble => (asked === 0 && affects(path) ? { fault } : {}));

const another =
  (body: string) =>
  (reply: Reply): Reply => ({ ...reply, status: 200, raw: Buffer.from(body) });

const day = 86_400_000;
const timestamp = /\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g;

/** All that the service says of time, its own clock included, so many days off. */
const skewed =
  (days: number) =>
  (reply: Reply): Reply => {
    const shift = (time: string) => new Date(Date.parse(time) + days * day).toISOString();
    const text = reply.raw?.toString('utf8').replace(timestamp, shift) ?? '';
    const date = new Date(Date.now() + days * day).toUTCString();
    return { ...reply, raw: Buffer.from(text), headers: { ...reply.headers, date } };
  };

const later = (): string => new Date(Date.now() + 3_600_000).toUTCString();

/** Every way in which a service may fail to answer, and those in which it answers oddly. */
export const serviceFaults: readonly ServiceFault[] = [
  { title: 'connection refused', open: async () => nowhere('http://127.0.0.1:1') },
  { title: 'name does not resolve', open: async () => nowhere('https://registry.invalid') },
  { title: 'self-signed certificate', open: () => startUntrusted() },
  { title: '401', open: always({ status: 401 }) },
  { title: '403', open: always({ status: 403 }) },
  { title: '404 for everything', open: always({ status: 404 }) },
  { title: '429', open: always({ status: 429 }) },
  { title: '429, Retry-After: 0', open: always({ status: 429, retryAfter: '0' }) },
  { title: '429, Retry-After: 1', open: always({ status: 429, retryAfter: '1' }) },
  { title: '429, Retry-After: 3600', open: always({ status: 429, retryAfter: '3600' }) },
  { title: '429, Retry-After: a date in an hour', open: always({ status: 429, retryAfter: later() }) },
  { title: '429 with Retry-After: 1, then fine', isHarmless: true, open: once({ status: 429, retryAfter: '1' }) },
  { title: '500, then fine', isHarmless: true, open: once({ status: 500 }) },
  { title: '500 for ever', open: always({ status: 500 }) },
  { title: 'a web page with 200', open: always({ kind: 'html' }) },
  { title: 'JSON that ends too early', open: always({ kind: 'truncated' }) },
  { title: 'broken JSON', open: always({ kind: 'malformed' }) },
  { title: 'JSON of another shape', open: altered(another('{"status":"ok","data":[{"id":1}],"results":"none"}')) },
  { title: 'an empty JSON object', open: altered(another('{}')) },
  { title: 'an empty JSON list', open: altered(another('[]')) },
  { title: 'an empty body', open: altered(another('')) },
  { title: 'gzip that no header tells of', isHarmless: true, isOwn: true, open: always({ kind: 'gzip-unlabelled' }) },
  { title: 'gzip that ends too early', open: always({ kind: 'gzip-truncated' }) },
  { title: 'gzip bomb', open: always({ kind: 'gzip-bomb' }) },
  { title: 'endless body', isEndless: true, open: always({ kind: 'endless' }) },
  { title: 'no answer', isEndless: true, open: always({ kind: 'hang' }) },
  { title: 'one byte a second', isEndless: true, open: always({ kind: 'trickle' }) },
  { title: 'redirect loop', open: always({ status: 302, headers: { location: '?again' } }) },
  { title: 'redirect to a private address', open: startLure },
  { title: 'clock a day ahead', isHarmless: true, open: altered(skewed(1)) },
  { title: 'clock a day behind', isHarmless: true, open: altered(skewed(-1)) },
];
