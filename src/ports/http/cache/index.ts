import { hash } from 'node:crypto';
import type { HttpRequest } from '../../../model/http.ts';
import type { Weighed } from '../memory.ts';
import {
  answerOf,
  conditionsOf,
  createEntry,
  decodeEntry,
  during,
  encodeEntry,
  isGood,
  isKept,
  isSameTag,
  pickHeaders,
} from './entry.ts';
import { openFiles } from './files.ts';
import { openFolder, ownId } from './folder.ts';
import { lifetimeOf } from './lifetime.ts';
import type { CachePlace } from './place.ts';

/** Answers on disk, from one run to the next. Never what was made of them. */
export interface AnswerCache {
  /** It is empty at first and ends with the run: what the run remembers by itself need not be kept. */
  readonly isTemporary: boolean;
  /** What was kept of this request under these credentials, good or not. */
  find(asked: Asked): Kept | undefined;
  /** Keeps an answer, or forgets the one before where the new one must not be kept. */
  keep(asked: Asked, answer: Weighed['answer']): void;
  close(): Promise<void>;
}

/** A request, the address that is asked for it, and the `authorization` header that goes with it. */
export interface Asked {
  readonly request: HttpRequest;
  readonly url: URL;
  readonly credentials: string | undefined;
  readonly userAgent: string;
}

export interface Kept {
  readonly weighed: Weighed;
  /** It may be given without asking. */
  readonly isGood: boolean;
  /** Headers that ask whether it still holds. */
  readonly conditions: Readonly<Record<string, string>> | undefined;
  /** Whether an answer 304 is about this one; if so, it is kept for another while. */
  renew(answer: Weighed['answer']): boolean;
}

const maxFile = 8 * 1024 * 1024;
const maxTotal = 256 * 1024 * 1024;

const names = new WeakMap<Asked, string>();

function nameOf(asked: Asked): string {
  const name = names.get(asked) ?? hashOf(asked);
  names.set(asked, name);
  return name;
}

/** Everything that an answer hangs on, the program's own version too: the same text, the same answer. */
function hashOf({ request, url, credentials, userAgent }: Asked): string {
  const { method = 'GET', headers = {}, body, select, maxBytes } = request;
  const sent = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const parts = [userAgent, method, url.href, sent.sort(), body ?? null, select ?? null, maxBytes, credentials ?? null];
  return hash('sha256', JSON.stringify(parts));
}

/**
 * Only what is asked by `GET` is kept by itself; a question in a body is where somebody says how long its answer lasts. Parts
 * of files are never kept: an entry holds text, and 206 says nothing of the rest.
 */
const isKeepable = ({ method = 'GET', lasts, range }: HttpRequest): boolean =>
  range === undefined && (method === 'GET' || lasts !== undefined);

/** Undefined where the place cannot be used: then everything is asked. */
export async function openAnswerCache(
  place: CachePlace,
  { now = Date.now, owner = ownId(), limit = maxTotal }: { now?: () => number; owner?: number; limit?: number } = {},
): Promise<AnswerCache | undefined> {
  const folder = await openFolder(place);
  if (folder === undefined) return undefined;
  const files = openFiles({ folder: folder.path, owner, maxFile, maxTotal: limit, now });

  return {
    isTemporary: folder.isTemporary,
    find(asked) {
      if (!isKeepable(asked.request)) return undefined;
      const name = nameOf(asked);
      const entry = decodeEntry(name, files.read(name) ?? '');
      const found = entry && answerOf(entry, asked.url.href);
      if (entry === undefined || found === undefined) return undefined;
      const answer = asked.credentials === undefined ? found : { ...found, withCredentials: true as const };
      const conditions = conditionsOf(entry);
      return {
        weighed: { answer, weight: entry.payload.length * (entry.form === 'json' ? 4 : 2) },
        isGood: isGood(entry, now()),
        conditions,
        renew(said) {
          const answered = said.kind === 'response' && said.url === asked.url.href ? said.headers : undefined;
          if (conditions === undefined || answered === undefined || !isSameTag(answered['etag'], entry)) return false;
          const headers = { ...entry.headers, ...answered };
          const lifetime = lifetimeOf(asked.request, { ...found, headers }, now());
          if (lifetime === undefined) files.remove(name);
          else {
            const renewed = { ...entry, ...during(lifetime, now()), headers: pickHeaders(headers) };
            files.write(name, () => encodeEntry(name, renewed));
          }
          return true;
        },
      };
    },
    keep(asked, answer) {
      // What another address answered is not this one's to keep: where it leads may change at any time.
      if (!isKeepable(asked.request) || answer.kind !== 'response' || answer.url !== asked.url.href) return;
      if (!isKept(answer.status)) return;
      const name = nameOf(asked);
      const at = now();
      const lifetime = lifetimeOf(asked.request, answer, at);
      const isOfUse = lifetime !== undefined && (lifetime > 0 || conditionsOf(answer) !== undefined);
      if (isOfUse) files.write(name, () => encodeEntry(name, createEntry(answer, lifetime, at)));
      else files.remove(name);
    },
    async close() {
      files.close();
      await folder.close();
    },
  };
}
