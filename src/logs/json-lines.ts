import type { LogLine } from './lines.ts';

/** The object that a line of a log in JSON holds; undefined where it holds none. */
export function readObject({ text }: LogLine): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
