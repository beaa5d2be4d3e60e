export interface FetchLimits {
  readonly maxBytes: number;
  readonly deadlineMs: number;
  note(text: string): void;
}

/** `fetch` with a deadline for the whole answer and a cap on its size; says which answers were of a server in trouble. */
export function limitFetch(fetch: typeof globalThis.fetch | undefined, limits: FetchLimits): typeof globalThis.fetch {
  return async (input, init) => {
    const deadline = AbortSignal.timeout(limits.deadlineMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    const path = pathOf(input);
    const response = await (fetch ?? globalThis.fetch)(input, { ...init, signal }).catch((error: unknown) => {
      limits.note(`GitHub did not answer ${path}.`);
      throw error;
    });
    if (response.status >= 500) limits.note(`GitHub answered ${response.status} to ${path}.`);
    return limitBody(response, limits.maxBytes);
  };
}

function limitBody(response: Response, maxBytes: number): Response {
  if (response.body === null) return response;
  let total = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      total += chunk.byteLength;
      if (total > maxBytes) controller.error(new Error(`the answer is over the limit of ${maxBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  const limited = new Response(response.body.pipeThrough(counter), { status, statusText, headers });
  // Made by hand, a response has no address; the client reads it.
  Object.defineProperty(limited, 'url', { value: response.url });
  return limited;
}

/** Path without query, for messages. */
function pathOf(input: Parameters<typeof globalThis.fetch>[0]): string {
  const address = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
  return URL.canParse(address) ? new URL(address).pathname.slice(0, 200) : 'a request';
}
