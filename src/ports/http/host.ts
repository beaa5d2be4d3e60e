/** The queue and the health of one host. */
export interface HostGate {
  /** Resolves when it is this request's turn. */
  enter(): Promise<void>;
  leave(): void;
  /** Why the host is not worth a try at the moment, or undefined. */
  down(): string | undefined;
  /** Called with what became of a request: whether the host answered at all. */
  record(failed: string | undefined): void;
  /** Milliseconds in which at least one request was under way. */
  busyMs(): number;
  readonly stats: Record<'requests' | 'bytes' | 'cacheHits' | 'revalidations' | 'retries' | 'failures', number>;
}

/** A host that is down is tried again once in this time. */
const probeEveryMs = 5_000;

export function createHostGate(concurrency: number, failuresUntilDown: number, now: () => number): HostGate {
  const queue: (() => void)[] = [];
  let running = 0;
  let failures = 0;
  let lastDetail = '';
  let nextProbe = 0;
  let busy = 0;
  let since = 0;
  return {
    stats: { requests: 0, bytes: 0, cacheHits: 0, revalidations: 0, retries: 0, failures: 0 },
    async enter() {
      if (running >= concurrency) await new Promise<void>((resolve) => queue.push(resolve));
      else if (running++ === 0) since = now();
    },
    leave() {
      const next = queue.shift();
      if (next !== undefined) next();
      else if (--running === 0) busy += now() - since;
    },
    busyMs: () => busy + (running > 0 ? now() - since : 0),
    down() {
      if (failures < failuresUntilDown) return undefined;
      if (now() >= nextProbe) {
        nextProbe = now() + probeEveryMs;
        return undefined;
      }
      return `${lastDetail} (${failures} times in a row; not asked again)`;
    },
    record(failed) {
      failures = failed === undefined ? 0 : failures + 1;
      if (failed === undefined) return;
      lastDetail = failed;
      nextProbe = now() + probeEveryMs;
    },
  };
}
