import type { HttpAnswer, HttpRequest, Lookup } from '../../../src/model/http.ts';

/** Runs a lookup over something that answers. */
export async function runLookup<T>(lookup: Lookup<T>, send: (request: HttpRequest) => Promise<HttpAnswer>): Promise<T> {
  let step = lookup.next();
  while (step.done !== true) step = lookup.next(await send(step.value));
  return step.value;
}

/** Runs a lookup over literal answers, in order; returns what was asked, too. */
export function replayLookup<T>(
  lookup: Lookup<T>,
  answers: readonly HttpAnswer[],
): { readonly value: T; readonly asked: readonly HttpRequest[] } {
  const asked: HttpRequest[] = [];
  let step = lookup.next();
  while (step.done !== true) {
    const answer = answers[asked.length];
    if (answer === undefined) throw new Error(`no answer for ${step.value.url}`);
    asked.push(step.value);
    step = lookup.next(settle(answer, step.value));
  }
  return { value: step.value, asked };
}

/** The answer comes from the address that was asked, where it does not say another. */
export const settle = (answer: HttpAnswer, { url }: HttpRequest): HttpAnswer =>
  answer.kind === 'response' && answer.url === '' ? { ...answer, url } : answer;

/** A complete answer, as the port gives it but for the address: `settle` fills it in. */
export const respond = (status: number, body: unknown, type = 'application/json'): HttpAnswer => ({
  kind: 'response',
  status,
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...(status === 200 && typeof body !== 'string' ? { json: body } : {}),
  url: '',
});
