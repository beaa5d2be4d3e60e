/** A piece of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The conflict markers of a text, and what each side of the conflict leaves out (git-merge, "How conflicts are presented"). */
export interface Conflicts {
  readonly markers: readonly Span[];
  /** Whole lines, with their ends, that are no part of our side; and of theirs. In order, none overlap. */
  readonly notOurs: readonly Span[];
  readonly notTheirs: readonly Span[];
}

type Side = 'both' | 'ours' | 'parent' | 'theirs';

/** Finds conflicts as the clients do: a marker begins its line. Undefined where no conflict is complete. */
export function findConflicts(text: string): Conflicts | undefined {
  if (!text.includes('<<<<<<<') || !text.includes('=======') || !text.includes('>>>>>>>')) return undefined;
  const markers: Span[] = [];
  const notOurs: Span[] = [];
  const notTheirs: Span[] = [];
  let side: Side = 'both';
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed + 1;
    const next = sideAfter(text, start, side);
    const line = { start, end };
    if (next !== undefined) markers.push(line);
    if (next !== undefined || side === 'parent' || side === 'theirs') notOurs.push(line);
    if (next !== undefined || side === 'parent' || side === 'ours') notTheirs.push(line);
    side = next ?? side;
    start = end;
  }
  return markers.length < 3 || side !== 'both' ? undefined : { markers, notOurs, notTheirs };
}

/** The side that begins with the marker on this line; undefined where there is none. */
function sideAfter(text: string, start: number, side: Side): Side | undefined {
  if (side === 'both') return text.startsWith('<<<<<<<', start) ? 'ours' : undefined;
  if (side === 'ours' && text.startsWith('|||||||', start)) return 'parent';
  if (side !== 'theirs') return text.startsWith('=======', start) ? 'theirs' : undefined;
  return text.startsWith('>>>>>>>', start) ? 'both' : undefined;
}

/** The text with blanks in place of what is left out, so that every offset stays. */
export function blankOut(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
