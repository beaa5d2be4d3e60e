import type { Log } from '../model/ports.ts';

/** Where progress goes: standard error, or a collector in a test. */
export interface LogStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface LogOptions {
  readonly stream: LogStream;
  /** Milliseconds from any origin; used for the distance between two drawings only. */
  readonly now: () => number;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** False: no bar even on a terminal. */
  readonly progress: boolean;
}

export interface ProgressLog extends Log {
  /** Takes the bar off the screen. Nothing is drawn afterwards. */
  stop(): void;
}

const redrawMs = 100;
const barWidth = 24;
/** Return to the first column and erase the line (ECMA-48, sections 8.3.15 and 8.3.41). */
const clear = '\r\u001b[K';

/** Diagnostics line by line where they are asked for, and on a terminal one line of progress that is drawn over itself. */
export function createLog({ stream, now, quiet, verbose, progress }: LogOptions): ProgressLog {
  const drawing = progress && !quiet && stream.isTTY === true;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let onScreen = false;
  let stopped = false;
  const erase = (): void => {
    if (onScreen) stream.write(clear);
    onScreen = false;
  };
  return {
    progress(step, done, total) {
      if (!drawing || stopped || now() - drawnAt < redrawMs) return;
      drawnAt = now();
      stream.write(clear + barLine(step, done, total, stream.columns || 80));
      onScreen = true;
    },
    debug(message) {
      if (quiet || !verbose) return;
      erase();
      stream.write(`debug: ${harmless(message)}\n`);
    },
    stop() {
      erase();
      stopped = true;
    },
  };
}

/** `asking registries [============            ] 42/84`, never wider than the terminal. */
function barLine(step: string, done: number, total: number, columns: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const filled = Math.round(share * barWidth);
  const bar = `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] ${done}/${total}`;
  const room = columns - 1 - bar.length - 1;
  const name = harmless(step);
  if (room < 8) return name.slice(0, Math.max(0, columns - 1));
  return `${name.length > room ? `${name.slice(0, room - 1)}…` : name} ${bar}`;
}

/** One line without controls; a runner reads standard error too and finds `##[` anywhere in a line. */
const harmless = (text: string): string =>
  text
    .slice(0, 2000)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
    .replaceAll('##[', '##\\u{5b}');
