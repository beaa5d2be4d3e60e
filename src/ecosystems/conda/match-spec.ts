import { names } from './names.ts';
import { readVersionSpec } from './version-spec.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** One package as a match specification asks for it. Spans are offsets into its text. */
export interface MatchSpec {
  readonly name: string;
  readonly nameSpan: Span;
  /** As written. */
  readonly channel?: string;
  /** Version and build as written after the name, or in brackets. */
  readonly requirement?: string;
  readonly requirementSpan?: Span;
  /** Where exactly one is allowed. */
  readonly version?: string;
  readonly integrity: readonly string[];
  /** An address in its brackets, from which alone it is taken. */
  readonly url?: string;
}

/**
 * Reads `channel::name=version=build[key=value]` (conda, `models/match_spec.py`, `_parse_spec_str`). A reason where conda
 * would refuse it. Linear.
 */
export function readMatchSpec(text: string): MatchSpec | string {
  const open = text.endsWith(']') ? text.lastIndexOf('[') : -1;
  const fields = open < 0 ? new Map<string, string>() : readFields(text.slice(open + 1, -1));
  if (fields === undefined) return 'what stands in the brackets is not understood';
  const head = trimEnd(open < 0 ? text : text.slice(0, open));
  const colons = head.lastIndexOf('::');
  const start = skipBlanks(head, colons < 0 ? 0 : colons + 2);
  const end = endOfName(head, start);
  const name = head.slice(start, end);
  const fault = names.reject(name);
  if (fault !== undefined) return `no package name: ${fault}`;
  const from = skipBlanks(head, end);
  const written = head.slice(from);
  const requirement = written === '' ? fields.get('version') : written;
  const read = readVersionSpec(requirement ?? '');
  if (read === undefined) return 'the version is not understood';
  const channel = colons < 0 ? fields.get('channel') : channelOf(head.slice(0, colons));
  const url = fields.get('url');
  return {
    name,
    nameSpan: { start, end },
    ...(channel === undefined ? {} : { channel }),
    ...(requirement === undefined ? {} : { requirement }),
    ...(written === '' ? {} : { requirementSpan: { start: from, end: head.length } }),
    ...(read.exact === undefined ? {} : { version: read.exact }),
    integrity: ['sha256', 'md5'].flatMap((kind) => (fields.has(kind) ? [`${kind}:${fields.get(kind)}`] : [])),
    ...(url === undefined ? {} : { url }),
  };
}

/** `channel:namespace` leaves the namespace empty in practice. */
const channelOf = (text: string): string => text.trim().replace(/:$/, '');

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && !' \t=<>!~'.includes(text.charAt(at))) at += 1;
  return at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  return at;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** `key=value` pairs between commas; a value may be quoted. Undefined where something else stands there. */
function readFields(text: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const equals = text.indexOf('=', at);
    if (equals < 0) return text.slice(at).trim() === '' ? fields : undefined;
    const value = readValue(text, skipBlanks(text, equals + 1));
    if (value === undefined) return undefined;
    fields.set(text.slice(at, equals).trim(), value.text);
    const comma = text.indexOf(',', value.end);
    at = comma < 0 ? text.length : comma + 1;
  }
  return fields;
}

function readValue(text: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const quote = text.charAt(from);
  const isQuoted = quote === '"' || quote === "'";
  const start = isQuoted ? from + 1 : from;
  const stop = text.indexOf(isQuoted ? quote : ',', start);
  if (isQuoted && stop < 0) return undefined;
  const end = stop < 0 ? text.length : stop;
  return { text: text.slice(start, end).trim(), end };
}
