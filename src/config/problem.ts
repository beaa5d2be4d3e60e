import { AuditError } from '../model/error.ts';

/** Where something of the configuration is written. */
export interface Place {
  /** The file, as people know it. */
  readonly path: string;
  readonly line: number;
  /** The key with those above it, `budget.requests`; empty for the file itself. */
  readonly key: string;
}

/** Longest piece of the file that a message repeats. */
const maxQuote = 60;

/** Says what is wrong at a place, and what to do about it. */
export function fail({ path, line, key }: Place, problem: string, remedy: string): never {
  const where = key === '' ? '' : ` ${shorten(key)}:`;
  throw new AuditError('config', `${path}:${line}:${where} ${problem}`, remedy);
}

/** A text of the file, for messages. */
export const quote = (text: string): string => JSON.stringify(shorten(text));

const shorten = (text: string): string => (text.length > maxQuote ? `${text.slice(0, maxQuote)}...` : text);
