export interface FetchLimits {
  readonly maxBytes: number;
  readonly deadlineMs: number;
  note(text: string): void;
}

type Fetch = typeof globalThis.fetch;

/**
 * `fetch` with a deadline for the whole answer and a cap on its size, which stays on the server that was asked; says which
 * answers were of a server in trouble.
 */
export function limitFetch(fetch: Fetch | undefined, limits: FetchLimits): Fetch {
  return async (input, init) => {
    const deadline = AbortSignal.timeout(limits.deadlineMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    const path = pathOf(input);
    const asked = { ...init, signal };
    const response = await followRedirects(fetch ?? globalThis.fetch, input, asked).catch((error: unknown) => {
      limits.note(`GitHub did not answer ${path}.`);
      throw error;
    });
    if (response.status >= 500) limits.note(`GitHub answered ${response.status} to ${path}.`);
    return limitBody(response, limits.maxBytes);
  };
}

const maxRedirects = 5;

/**
 * What was renamed answers elsewhere on the same server (docs.github.com/rest/using-the-rest-api/best-practices, "Follow
 * redirects"). Nobody else is asked: an address that an answer names may lie in the runner's own network.
 */
async function followRedirects(fetch: Fetch, input: Parameters<Fetch>[0], init: RequestInit): Promise<Response> {
  let target = input;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const response = await fetch(target, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const from = new URL(target instanceof Request ? target.url : target);
    const to = new URL(location, from);
    // Only 307 and 308 repeat what is no GET as it was (RFC 9110, 15.4): the others would ask another question.
    if (to.origin !== from.origin || ((init.method ?? 'GET') !== 'GET' && response.status < 307))
      throw new Error(`${from.host} redirects to ${to.host}, which is not asked`);
    target = to;
  }
  throw new Error(`more than ${maxRedirects} redirects`);
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
