import type { HttpAnswer, HttpRequest } from '../../model/http.ts';

/** An answer and what it costs to keep it, in bytes. */
export interface Weighed {
  readonly answer: HttpAnswer;
  readonly weight: number;
}

/** Answers of one run: an identical `GET` is sent once, also while the first is still under way. */
export interface AnswerMemory {
  get(request: HttpRequest, ask: () => Promise<Weighed>): Promise<HttpAnswer>;
  hits(): number;
}

/** The same request, the same text. */
const keyOf = (request: HttpRequest): string =>
  JSON.stringify([request.url, Object.entries(request.headers ?? {}).sort(), request.select ?? null, request.maxBytes]);

/** @param maxWeight bytes; the answers that were asked longest ago are forgotten first */
export function createAnswerMemory(maxWeight: number): AnswerMemory {
  const entries = new Map<string, { readonly answer: Promise<HttpAnswer>; weight: number }>();
  let total = 0;
  let hits = 0;

  const forget = (key: string) => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  const remember = (key: string, asked: Promise<Weighed>): Promise<HttpAnswer> => {
    forget(key);
    const entry = { answer: asked.then(({ answer }) => answer), weight: 0 };
    entries.set(key, entry);
    void asked.then(({ weight }) => {
      if (entries.get(key) !== entry) return;
      entry.weight = weight + key.length * 2 + 200;
      total += entry.weight;
      for (const [old, { weight: freed }] of entries) {
        if (total <= maxWeight) break;
        if (freed > 0) forget(old);
      }
    });
    return entry.answer;
  };

  return {
    hits: () => hits,
    async get(request, ask) {
      if ((request.method ?? 'GET') !== 'GET') return (await ask()).answer;
      const key = keyOf(request);
      const known = entries.get(key);
      if (known === undefined || request.fresh === true) return remember(key, ask());
      hits++;
      entries.delete(key);
      entries.set(key, known);
      return known.answer;
    },
  };
}
