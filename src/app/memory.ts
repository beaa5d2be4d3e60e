import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Bytes of memory that were resident at most. Linux hands `maxRSS` of the parent on to a process that it starts
 * (getrusage(2)), so its own mark is taken where there is one (proc_pid_status(5)).
 */
export function peakMemory(): number {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
    if (kibibytes !== undefined) return Number(kibibytes) * 1024;
  } catch {
    // Other systems have no such file.
  }
  return process.resourceUsage().maxRSS * 1024;
}

/** Versions of Node whose V8 is known to have the flag: others would write to stderr that they do not. */
const [firstWithFlag, lastWithFlag] = [20, 25];

/**
 * Keeps the part of the heap that new objects come into as small as it is. V8 doubles it while much survives, and all of it
 * stays resident: under Node 24 it took a hundred megabytes that held next to nothing. Without growth it is collected more
 * often, each time quickly. An action cannot start Node with `--max-semi-space-size`, which a running V8 no longer reads; this
 * flag it reads whenever it might grow (nodejs.org/api/v8.html#v8setflagsfromstringflags).
 */
export function keepYoungGenerationSmall(): void {
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= firstWithFlag && major <= lastWithFlag) setFlagsFromString('--semi-space-growth-factor=1');
}

let collect: (() => void) | undefined;

/**
 * Collects garbage. Where a machine has memory to spare, V8 lets the heap grow to several times what is in use before it looks
 * through all of it. Its collector can be called by contexts that are made after the flag (nodejs.org/api/v8.html).
 */
export function collectGarbage(): void {
  try {
    if (collect === undefined) {
      setFlagsFromString('--expose-gc');
      collect = runInNewContext('gc') as () => void;
    }
    collect();
  } catch {
    // An engine without it collects when it likes to.
    collect = () => {};
  }
}
