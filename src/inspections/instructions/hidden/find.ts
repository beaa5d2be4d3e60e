import type { HiddenCharacters, TextPlace } from '../../../model/instruction.ts';
import type { Stretch } from '../new-text.ts';
import {
  byteOf,
  hasRightToLeft,
  isFiller,
  isFitting,
  isOrder,
  isOverride,
  isSelector,
  isTag,
  opensEmbedding,
  opensIsolate,
  suspicious,
  takesSelector,
} from './classes.ts';

/** Hidden characters of one sort in a file. */
export interface Hidden {
  readonly characters: HiddenCharacters;
  /** Where runs of them stand: the first ones. */
  readonly places: readonly Stretch[];
}

/** Places that are told, and characters that are spelled. */
const mostPlaces = 10;
const mostSpelled = 300;
/** Longer lines are looked at in part where all of a line counts. */
const longestLine = 4_000;

/** Flags of England, Scotland and Wales: the only emoji that are made of tags (Unicode Technical Standard #51). */
const flags =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;

/** So many in a row carry something; fewer are slips of copying, in a text that only people read. */
const leastRun = 8;
/** So many bytes in selectors are no slip. */
const leastBytes = 3;

type How = HiddenCharacters['how'];

interface Sort {
  readonly points: number[];
  readonly places: { start: number; end: number }[];
  /** Where the last of them ends. */
  end: number;
  count: number;
  run: number;
  /** So many stand inside a word. */
  inWords: number;
  /** Of the run that is being read. */
  current: number;
  readonly seen: Set<number>;
}

/** What new lines of a text hide. Linear: each character is looked at with its neighbours, each line once. */
export function findHidden(text: string, stretches: readonly Stretch[], place: TextPlace): readonly Hidden[] {
  const sorts = new Map<How, Sort>();
  for (const stretch of stretches) readStretch(text, stretch, place, sorts);
  return [...sorts].flatMap(([how, sort]) => (matters(how, sort, place) ? [tell(how, sort, place)] : []));
}

function readStretch(text: string, { start, end }: Stretch, place: TextPlace, into: Map<How, Sort>): void {
  const part = text.slice(start, end);
  if (part.search(suspicious) === -1) return;
  const judge = new Judge(maskFlags(part), start === 0, place);
  for (const { index, 0: character } of judge.text.matchAll(suspicious)) {
    const how = judge.judge(index, character);
    if (how === undefined) continue;
    const sort = into.get(how) ?? {
      points: [],
      places: [],
      end: -1,
      count: 0,
      run: 0,
      inWords: 0,
      current: 0,
      seen: new Set(),
    };
    into.set(how, sort);
    add(sort, character.codePointAt(0) ?? 0, start + index, start + index + character.length);
    if (how === 'invisible' && isInWord(judge.text, index, character.length)) sort.inWords += 1;
  }
}

const maskFlags = (text: string): string => text.replace(flags, (flag) => 'x'.repeat(flag.length));

const isInWord = (text: string, at: number, length: number): boolean =>
  /^\w$/.test(text.charAt(at - 1)) && /^\w$/.test(text.charAt(at + length));

function add(sort: Sort, point: number, start: number, end: number): void {
  const goesOn = sort.end === start;
  sort.end = end;
  sort.current = goesOn ? sort.current + 1 : 1;
  sort.run = Math.max(sort.run, sort.current);
  sort.count += 1;
  sort.seen.add(point);
  if (sort.points.length < mostSpelled * 8) sort.points.push(point);
  const last = sort.places.at(-1);
  if (goesOn && last?.end === start) last.end = end;
  else if (sort.places.length < mostPlaces) sort.places.push({ start, end });
}

/** Says of each character of a stretch whether it hides something. */
class Judge {
  readonly text: string;
  readonly #isStart: boolean;
  readonly #place: TextPlace;
  #judgedTo = -1;
  #last: How | undefined;
  #lineEnd = -1;
  #isRightToLeft = false;
  #isPaired = false;

  constructor(text: string, isStart: boolean, place: TextPlace) {
    this.text = text;
    this.#isStart = isStart;
    this.#place = place;
  }

  judge(at: number, character: string): How | undefined {
    const point = character.codePointAt(0) ?? 0;
    if (isTag(point)) return 'tags';
    const before = this.#before(at);
    // In the midst of a run nothing is other than before.
    if (before === character && this.text.startsWith(character, at + character.length) && at === this.#judgedTo) {
      this.#judgedTo = at + character.length;
      return this.#last;
    }
    this.#judgedTo = at + character.length;
    this.#last = this.#judgeAlone(at, character, before);
    return this.#last;
  }

  #judgeAlone(at: number, character: string, before: string): How | undefined {
    const point = character.codePointAt(0) ?? 0;
    const after = String.fromCodePoint(this.text.codePointAt(at + character.length) ?? 0x20);
    if (isSelector(point)) return judgeSelector(point, before, after);
    this.#readLine(at);
    if (isOrder(point)) return this.#judgeOrder();
    if (isFiller(point)) return isFitting(point, before, after) ? undefined : 'fillers';
    const isMark = point === 0x200e || point === 0x200f || point === 0x61c;
    if (isMark && this.#isRightToLeft) return undefined;
    if (point === 0xfeff && at === 0 && this.#isStart) return undefined;
    return isFitting(point, before, after) ? undefined : 'invisible';
  }

  /** Between letters of both directions pairs are honest, and translations have them around what is filled in. */
  #judgeOrder(): How | undefined {
    if (this.#isRightToLeft && (this.#isPaired || this.#place === 'text')) return undefined;
    return this.#isPaired ? 'isolates' : 'order';
  }

  #before(at: number): string {
    if (at === 0) return '';
    const low = this.text.charCodeAt(at - 1);
    return low >= 0xdc00 && low <= 0xdfff ? this.text.slice(at - 2, at) : this.text.charAt(at - 1);
  }

  #readLine(at: number): void {
    if (at < this.#lineEnd) return;
    const from = Math.max(0, at - longestLine);
    const feed = this.text.slice(at, at + longestLine).indexOf('\n');
    this.#lineEnd = at + (feed === -1 ? longestLine : feed);
    const start = from + this.text.slice(from, at).lastIndexOf('\n') + 1;
    const line = this.text.slice(start, this.#lineEnd);
    this.#isRightToLeft = hasRightToLeft(line);
    this.#isPaired = isPaired(line);
  }
}

/** One after a sign that has variants is in order; two equal ones after an emoji are a slip of editors. */
function judgeSelector(point: number, before: string, after: string): How | undefined {
  const [previous = 0, next = 0] = [before.codePointAt(0), after.codePointAt(0)];
  const isSlip = (point === 0xfe0f || point === 0xfe0e) && (previous === point || next === point);
  const isAlone = !isSelector(previous) && !isSelector(next);
  // What is left where an emoji was taken out.
  if (point === 0xfe0f && isAlone && /^\s?$/.test(before)) return undefined;
  return isSlip || (isAlone && takesSelector(before, point)) ? undefined : 'selectors';
}

/** All that a line begins it ends, and it overrides nothing (Boucher and Anderson, "Trojan Source", 2021). */
function isPaired(line: string): boolean {
  let [embeddings, isolates] = [0, 0];
  for (const character of line) {
    const point = character.codePointAt(0) ?? 0;
    if (isOverride(point)) return false;
    if (opensEmbedding(point)) embeddings += 1;
    else if (opensIsolate(point)) isolates += 1;
    else if (point === 0x202c) embeddings -= 1;
    else if (point === 0x2069) isolates -= 1;
    if (embeddings < 0 || isolates < 0) return false;
  }
  return embeddings === 0 && isolates === 0;
}

/**
 * What is no slip. A few signs without width come along whenever somebody copies from a page, and programs have them in texts;
 * inside a name they make another name of it.
 */
function matters(how: How, { count, run, inWords }: Sort, place: TextPlace): boolean {
  if (how === 'selectors') return count >= leastBytes;
  if (how === 'fillers') return place !== 'text' || run >= leastRun;
  if (how !== 'invisible' || place === 'agent' || run >= leastRun) return true;
  return place === 'code' && inWords > 0;
}

function tell(how: How, { points, places, count, run, seen }: Sort, place: TextPlace): Hidden {
  const spelled = spell(how, points);
  const characters = [...seen].slice(0, 5).map((point) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`);
  const told = spelled === undefined ? {} : { spelled };
  return {
    characters: { kind: 'hidden', place, how, characters, count, run, ...told },
    places,
  };
}

/** The text that characters spell; undefined where they spell none. */
function spell(how: How, points: readonly number[]): string | undefined {
  if (how === 'tags') return readable(points.map((point) => String.fromCharCode(point - 0xe0000)).join(''));
  if (how === 'selectors') return readable(new TextDecoder().decode(Uint8Array.from(points, byteOf)));
  return how === 'invisible' ? spellBits(points) : undefined;
}

/** Two signs without width, in eights: which of them is one and which is zero is tried. */
function spellBits(points: readonly number[]): string | undefined {
  const [zero, one, ...others] = [...new Set(points)];
  if (zero === undefined || one === undefined || others.length > 0 || points.length < 16) return undefined;
  for (const set of [one, zero]) {
    const bytes = Array.from({ length: Math.floor(points.length / 8) }, (_, byte) =>
      points.slice(byte * 8, byte * 8 + 8).reduce((value, point) => value * 2 + Number(point === set), 0),
    );
    const text = new TextDecoder().decode(Uint8Array.from(bytes));
    if (/^[ -~\s]+$/.test(text)) return readable(text);
  }
  return undefined;
}

/** Mostly of characters that are seen, else it spells nothing. */
function readable(text: string): string | undefined {
  const kept = text
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return kept.length * 2 < text.length || kept === '' || kept.split('\ufffd').length * 4 > kept.length
    ? undefined
    : kept.slice(0, mostSpelled);
}
