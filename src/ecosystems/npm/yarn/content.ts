import { MalformedFileError } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { Collector } from '../collector.ts';
import type { YarnContent } from './entry.ts';
import { readBerryLock, readClassicLock } from './exact.ts';
import { dialectOf, scanYarnLock } from './scan.ts';

/** Reads a yarn.lock and tells what is wrong with it. Throws `MalformedFileError`. */
export function readContent(into: Collector, text: string): YarnContent {
  const dialect = dialectOf(text);
  const isPlain = !hasLoneReturn(text) && !(dialect === 'berry' && strangeLineEnds.some((one) => text.includes(one)));
  const scanned = isPlain ? scanYarnLock(text, dialect) : undefined;
  if (scanned !== undefined) return scanned;
  if (dialect === 'berry') return { dialect, entries: readBerryLock(into, text) };
  doubtReturns(into, text);
  return { dialect, entries: readClassicLock(into, text) };
}

/** The same where nobody is told; undefined where Yarn could not read it. */
export function readYarnLock(path: string, text: string): YarnContent | undefined {
  try {
    return readContent(new Collector({ path, text }, indexLines(text)), text);
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

/** They end a line for readers of YAML 1.1 and in many editors. */
const strangeLineEnds = ['\u0085', '\u2028', '\u2029'];

/** Whether a carriage return stands anywhere but before a line feed: it ends a line for Yarn, and for few others. */
const hasLoneReturn = (text: string): boolean => text.includes('\r') && /\r(?!\n)/.test(text);

/** Most of them that are told one by one. */
const maxReturns = 20;

function doubtReturns(into: Collector, text: string): void {
  let told = 0;
  for (const { index } of text.matchAll(/\r(?!\n)/g)) {
    into.doubt(index, index + 1, 'a carriage return alone ends a line for Yarn 1');
    told += 1;
    if (told === maxReturns) return;
  }
}
