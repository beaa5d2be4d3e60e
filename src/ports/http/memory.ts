import type { HttpAnswer, HttpRequest } from '../../model/http.ts';

/** An answer and what it costs to keep it, in bytes. */
export interface Weighed {
  readonly answer: HttpAnswer;
  readonly weight: number;
}

/** Answers of one run: an identical `GET` is sent once, also while the first is still under way. */
export interface AnswerMemory {
  /** `hit` is called with an answer that needed no asking. */
  get(request: HttpRequest, ask: () => Promise<Weighed>, hit: () => void): Promise<HttpAnswer>;
}

/** The same request, the same text. */
const keyOf = (request: HttpRequest): string =>
  JSON.stringify([
    request.url,
    Object.entries(request.headers ?? {}).sort(),
    request.select ?? null,
    request.range ?? null,
    request.maxBytes,
  ]);

/**
 * @param maxWeight bytes; the answers that were asked longest ago are forgotten first
 * @param forgotten called with each of them
 */
export function createAnswerMemory(
  maxWeight: number,
  forgotten: (request: HttpRequest, answer: HttpAnswer) => void,
): AnswerMemory {
  const entries = new Map<string, { readonly answer: Promise<HttpAnswer>; weight: number; drop: () => void }>();
  let total = 0;

  const forget = (key: string) => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  const remember = (key: string, request: HttpRequest, asked: Promise<Weighed>): Promise<HttpAnswer> => {
    forget(key);
    const entry = { answer: asked.then(({ answer }) => answer), weight: 0, drop: () => {} };
    entries.set(key, entry);
    void asked.then(({ weight, answer }) => {
      if (entries.get(key) !== entry) return;
      entry.drop = () => forgotten(request, answer);
      entry.weight = weight + key.length * 2 + 200;
      total += entry.weight;
      for (const [old, { weight: freed, drop }] of entries) {
        if (total <= maxWeight) break;
        if (freed === 0) continue;
        forget(old);
        drop();
      }
    });
    return entry.answer;
  };

  return {
    async get(request, ask, hit) {
      if ((request.method ?? 'GET') !== 'GET') return (await ask()).answer;
      const key = keyOf(request);
      const known = entries.get(key);
      if (known === undefined || request.fresh === true) return remember(key, request, ask());
      entries.delete(key);
      entries.set(key, known);
      const answer = await known.answer;
      if (answer.kind === 'response') hit();
      return answer;
    },
  };
}
