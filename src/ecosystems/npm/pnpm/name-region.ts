import type { Region } from '../../../model/location.ts';
import type { Collector } from '../collector.ts';
import type { Place } from './lock-content.ts';

/**
 * Where the name stands, where it is written letter for letter.
 * @param at offset of the name in the key
 * @param within the place of the key: on one line, what lies in it need not be looked up
 */
export function nameRegionOf(
  into: Collector,
  { start, end }: Place,
  key: string,
  name: string,
  at: number,
  within: Region,
): Region | undefined {
  const quotes = (end - start - key.length) / 2;
  if ((quotes !== 0 && quotes !== 1) || !into.file.text.startsWith(key, start + quotes)) return undefined;
  const { startLine, endLine, startColumn } = within;
  const from = quotes + at;
  if (startLine !== endLine) return into.lines.region(start + from, start + from + name.length);
  const first = startColumn + from;
  return { startLine, startColumn: first, endLine, endColumn: first + name.length };
}
