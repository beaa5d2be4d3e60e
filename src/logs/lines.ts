import type { Location } from '../model/location.ts';

/** A line as it would be seen on a terminal: without colours, and without what a runner writes before it. */
export interface LogLine {
  readonly text: string;
  /** RFC 3339. */
  readonly at?: string;
  readonly location: Location;
}

/** Characters of a line that are read. Clients write one line for all packages; those of thousands stay far below. */
const longestLine = 1 << 18;

/** Escape sequences of terminals (ECMA-48, section 5.4; titles and links end with BEL or ST). */
const sequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/**
 * What stands before the client's own words: the step of BuildKit (`#8 1.234`), job and step of `gh run view --log`, and the
 * time of a runner or of pip's `--log`.
 */
const prefix =
  /^\ufeff?(?:#\d{1,6} (?:\d{1,8}\.\d{1,6} )?)?(?:[^\t]{1,200}\t[^\t]{1,200}\t\ufeff?)?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(Z|[+-]\d\d:?\d\d)? ?/;
const step = /^#\d{1,6} \d{1,8}\.\d{1,6} /;

/** All lines, one after the other. What a carriage return overwrites on a terminal is a line of its own. */
export function* readLines(text: string, path = ''): Generator<LogLine> {
  let number = 1;
  for (let start = 0; start <= text.length; number++) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    if (end === start) {
      start = end + 1;
      continue;
    }
    const raw = text.slice(start, Math.min(end, start + longestLine));
    const region = { startLine: number, startColumn: 1, endLine: number, endColumn: widthOf(text, start, end) + 1 };
    for (const part of raw.split('\r')) if (part.trim() !== '') yield clean(part, { path, ...region });
    start = end + 1;
  }
}

const widthOf = (text: string, start: number, end: number): number =>
  (text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end) - start;

function clean(raw: string, location: Location): LogLine {
  const text = raw.includes('\u001b') ? raw.replace(sequences, '') : raw;
  const found = prefix.exec(text);
  const at = toTime(found?.[1], found?.[2]);
  const rest = at === undefined ? text.replace(step, '') : text.slice(found?.[0].length);
  return { text: rest, location, ...(at === undefined ? {} : { at }) };
}

/** Whether any line of the text matches. */
export function hasLine(text: string, pattern: RegExp): boolean {
  for (const line of readLines(text)) if (pattern.test(line.text)) return true;
  return false;
}

/** A time as RFC 3339; without a zone it is taken for UTC. */
export function toTime(text: string | undefined, zone = 'Z'): string | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text.replace(',', '.') + zone);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
