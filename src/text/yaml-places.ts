import type { YamlStyle } from './yaml-nodes.ts';

/** A stretch of a value that stands letter for letter in the text. */
interface Stretch {
  /** Offset in the value. */
  readonly value: number;
  /** Offset in the text. */
  readonly text: number;
  readonly length: number;
}

/** The parts of a scalar that its places are worked out from. `start` and `end` are offsets in the text. */
export interface Written {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly style: YamlStyle;
}

/** Works out where the characters of a value stand: once, and only when somebody asks. */
export function placesOf(written: Written): (offset: number) => number {
  let find: ((offset: number) => number) | undefined;
  return (offset) => {
    find ??= makeFinder(written);
    return find(Math.min(Math.max(offset, 0), written.value.length));
  };
}

function makeFinder(written: Written): (offset: number) => number {
  const { start, end, value, style } = written;
  if (style === 'block' || style === 'folded')
    return finderOf(style === 'block' ? alignLines(written) : alignFolds(written), end);
  const quotes = style === 'plain' ? 0 : 1;
  if (end - start === value.length + 2 * quotes) return (offset) => start + quotes + offset;
  const places = alignCharacters(written, quotes);
  return (offset) => places[offset] ?? end;
}

function finderOf(stretches: readonly Stretch[], end: number): (offset: number) => number {
  return (offset) => {
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((stretches[middle]?.value ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const at = stretches[low - 1];
    const next = stretches[low];
    if (at !== undefined && (offset <= at.value + at.length || next === undefined)) {
      return Math.min(at.text + offset - at.value, end);
    }
    return next === undefined
      ? end
      : Math.max(at === undefined ? 0 : at.text + at.length, next.text - (next.value - offset));
  };
}

/** The lines of a block scalar after its header, without their ends. */
function* linesOf({ text, start, end }: Written): Generator<{ readonly from: number; readonly to: number }> {
  for (let at = text.indexOf('\n', start) + 1; at > 0 && at < end; ) {
    const feed = text.indexOf('\n', at);
    const to = feed === -1 || feed > end ? end : feed;
    yield { from: at, to: to > at && text.charAt(to - 1) === '\r' ? to - 1 : to };
    at = to + 1;
  }
}

/** A line of a literal block is its line in the text without the indentation. */
function alignLines(written: Written): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let value = 0;
  for (const { from, to } of linesOf(written)) {
    const feed = written.value.indexOf('\n', value);
    const length = (feed === -1 ? written.value.length : feed) - value;
    stretches.push({ value, text: Math.max(from, to - length), length });
    if (feed === -1) break;
    value = feed + 1;
  }
  return stretches;
}

/** Lines of a folded block follow one another with blanks or line feeds between them. */
function alignFolds(written: Written): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let value = 0;
  for (const { from, to } of linesOf(written)) {
    const text = skipBlanks(written.text, from, to);
    if (text === to) continue;
    value = skipBlanks(written.value, value, written.value.length);
    const length = Math.min(to - text, written.value.length - value);
    stretches.push({ value, text, length });
    value += length;
  }
  return stretches;
}

const isBlank = (character: string): boolean =>
  character === ' ' || character === '\t' || character === '\n' || character === '\r';

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charAt(at))) at += 1;
  return at;
}

/** For each character of a quoted or folded scalar, and for its end, the offset in the text. */
function alignCharacters({ text, start, end, value, style }: Written, quotes: number): Uint32Array {
  const places = new Uint32Array(value.length + 1);
  const stop = end - quotes;
  let at = start + quotes;
  let done = 0;
  const take = (length: number, makes: number): void => {
    for (let made = 0; made < makes && done < value.length; made += 1) {
      places[done] = at;
      done += 1;
    }
    at += length;
  };
  while (at < stop) {
    const character = text.charAt(at);
    if (character === '\\' && style === 'double') take(...readEscape(text, at, value, done));
    else if (character === "'" && style === 'single') take(2, 1);
    else if (isBlank(character)) {
      const after = skipBlanks(text, at, stop);
      const feeds = countFeeds(text, at, after);
      if (feeds === 0) while (at < after) take(1, 1);
      else take(after - at, Math.max(1, feeds - 1));
    } else take(1, 1);
  }
  places.fill(at, done);
  return places;
}

const escapeLengths: ReadonlyMap<string, number> = new Map([
  ['x', 4],
  ['u', 6],
  ['U', 10],
]);

/** Length of an escape in the text, and the characters it makes. */
function readEscape(text: string, at: number, value: string, done: number): readonly [number, number] {
  const kind = text.charAt(at + 1);
  if (kind === '\n' || kind === '\r') return [skipBlanks(text, at + 1, text.length) - at, 0];
  const makes = kind === 'U' && (value.codePointAt(done) ?? 0) > 0xffff ? 2 : 1;
  return [escapeLengths.get(kind) ?? 2, makes];
}

function countFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (text.charAt(at) === '\n') count += 1;
  return count;
}
