/** The queue and the health of one host. */
export interface HostGate {
  /** Resolves when it is this request's turn. */
  enter(): Promise<void>;
  leave(): void;
  /** Why the host is not worth a try at the moment, or undefined. */
  down(): string | undefined;
  /** Called with what became of a request: whether the host answered at all. */
  record(failed: string | undefined): void;
  readonly stats: { requests: number; bytes: number; retries: number };
}

/** A host that is down is tried again once in this time. */
const probeEveryMs = 5_000;

export function createHostGate(concurrency: number, failuresUntilDown: number, now: () => number): HostGate {
  const queue: (() => void)[] = [];
  let running = 0;
  let failures = 0;
  let lastDetail = '';
  let nextProbe = 0;
  return {
    stats: { requests: 0, bytes: 0, retries: 0 },
    async enter() {
      if (running >= concurrency) await new Promise<void>((resolve) => queue.push(resolve));
      else running++;
    },
    leave() {
      const next = queue.shift();
      if (next === undefined) running--;
      else next();
    },
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
