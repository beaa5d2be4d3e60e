import { readHeader } from './header.ts';

/** Names in the order of their use, rank 1 the most used. They stay bytes: only what is asked for becomes text. */
export interface RankedNames {
  readonly size: number;
  /** Up to here ranks are exact; from here on they are right to 3 %. */
  readonly exact: number;
  /** The date of the list. */
  readonly date: Date;
  /** 1 to `size`; undefined where the name is not in the list. */
  rankOf(name: string): number | undefined;
  /** How many names begin with that one and a hyphen or full stop. */
  familySize(name: string): number;
  /** @throws RangeError where no name has that rank */
  nameAt(rank: number): string;
  /** All names as they are kept: for whoever builds an index of them. */
  coded(): CodedNames;
}

/** Names sorted by their bytes, which are all ASCII. */
export interface CodedNames {
  /** How many bytes each name has of the one before. */
  readonly shared: Uint8Array;
  /** The others of each name, one after another, each with a line feed. */
  readonly endings: Uint8Array;
  /** The rank of each name. */
  readonly ranks: Uint32Array;
}

/**
 * File: header; the number of exact ranks in four bytes; for each block the length of its endings in two; the ranks below
 * the exact number, from 0, of the names that have such, in two each; for each name its class, 0 where the rank is exact,
 * else a band of ranks in which names stand in their own order; for each name how many letters it has of the one before;
 * the endings, each with a line feed. The first name of a block has no letters of the one before.
 */
export const magic = 'GZR1';
export const blockSize = 32;
const endOfName = 10;
const ascii = new TextDecoder();
/** Answers that are kept. */
const mostAsked = 200;
/** No name is longer: npm allows 214 letters, and what is shared must fit a byte. */
const maxLength = 255;

interface Columns {
  readonly exactRanks: DataView;
  readonly classes: Uint8Array;
  readonly shared: Uint8Array;
  readonly endings: Uint8Array;
  /** Where the endings of each block start. */
  readonly starts: Uint32Array;
  /** The first letters of each block, as a number: most of a search needs no more. 0: not read yet. */
  readonly beginnings: Float64Array;
}

/** @throws Error where the bytes are no such list */
export function openRanked(bytes: Uint8Array): RankedNames {
  const { date, size, body } = readHeader(bytes, magic);
  const exact = body.length < 4 ? 0 : new DataView(body.buffer, body.byteOffset).getUint32(0, true);
  const columns = readColumns(body, size, exact);
  let ranks: Uint32Array | undefined;
  let byRank: Uint32Array | undefined;
  const room = new Uint8Array(maxLength + 1);
  const ranksOf = (): Uint32Array => {
    ranks ??= readRanks(columns, exact);
    return ranks;
  };
  const rankAt = (index: number | undefined): number | undefined =>
    index === undefined ? undefined : ranksOf()[index];
  const asked = new Map<string, number | undefined>();
  return {
    size,
    exact,
    date,
    rankOf: (name) => {
      // Several ask about one and the same name, one after another.
      if (asked.has(name)) return asked.get(name);
      const rank = rankAt(findName(columns, name));
      if (asked.size === mostAsked) asked.clear();
      asked.set(name, rank);
      return rank;
    },
    // The slash stands behind both.
    familySize: (name) => countBefore(columns, `${name}/`) - countBefore(columns, `${name}-`),
    nameAt: (rank) => {
      byRank ??= invert(ranksOf());
      const index = byRank[rank];
      if (index === undefined || rank < 1) throw new RangeError(`no name has the rank ${rank}`);
      return decodeName(columns, index, room);
    },
    coded: () => ({ shared: columns.shared, endings: columns.endings, ranks: ranksOf() }),
  };
}

function readColumns(body: Uint8Array, size: number, exact: number): Columns {
  const blocks = Math.ceil(size / blockSize);
  const at = { exactRanks: 4 + 2 * blocks, classes: 4 + 2 * blocks + 2 * exact };
  const endingsAt = at.classes + 2 * size;
  if (exact > size || endingsAt > body.length) throw new Error('a list of names that is cut off');
  const view = new DataView(body.buffer, body.byteOffset);
  const starts = new Uint32Array(blocks + 1);
  for (let block = 0; block < blocks; block++)
    starts[block + 1] = (starts[block] ?? 0) + view.getUint16(4 + 2 * block, true);
  if (endingsAt + (starts[blocks] ?? 0) !== body.length)
    throw new Error('a list of names of another length than it says');
  return {
    exactRanks: new DataView(body.buffer, body.byteOffset + at.exactRanks, 2 * exact),
    classes: body.subarray(at.classes, at.classes + size),
    shared: body.subarray(at.classes + size, endingsAt),
    endings: body.subarray(endingsAt),
    starts,
    beginnings: new Float64Array(blocks),
  };
}

/** Each band of ranks after the exact ones is that much wider than the one before. */
const band = 1.03;

/** The ranks, from 0, at which bands start, the first one first: those of class 1, 2 and so on. */
export function bandStarts(size: number, exact: number): readonly number[] {
  const starts: number[] = [];
  for (let from = exact; from < size; from = Math.max(from + 1, Math.round(from * band))) starts.push(from);
  return starts;
}

/** Ranks by index, from 1. Loops count: iterators take several times as long where nothing is compiled yet. */
function readRanks({ classes, exactRanks }: Columns, exact: number): Uint32Array {
  const next = Uint32Array.from([0, ...bandStarts(classes.length, exact)]);
  const ranks = new Uint32Array(classes.length);
  let seen = 0;
  for (let index = 0; index < classes.length; index++) {
    const code = classes[index] ?? 0;
    if (code === 0) ranks[index] = exactRanks.getUint16(2 * seen++, true) + 1;
    else {
      const rank = (next[code] ?? 0) + 1;
      next[code] = rank;
      ranks[index] = rank;
    }
  }
  return ranks;
}

function invert(ranks: Uint32Array): Uint32Array {
  const byRank = new Uint32Array(ranks.length + 1);
  for (let index = 0; index < ranks.length; index++) byRank[ranks[index] ?? 0] = index;
  return byRank;
}

/** Letters whose numbers a number can hold. */
const mostFirst = 6;

/** The first letters of a text, so that numbers are in the order of texts. */
function numberFirst(text: string): number {
  let number = 0;
  for (let at = 0; at < mostFirst; at++)
    number = 256 * number + (at < text.length ? Math.min(text.charCodeAt(at), 255) : 0);
  return number;
}

/** The same of the first name of a block. */
function numberBlock({ beginnings, endings, starts }: Columns, block: number): number {
  let number = beginnings[block] ?? 0;
  if (number !== 0) return number;
  let at = starts[block] ?? 0;
  for (let place = 0; place < mostFirst; place++) {
    const byte = endings[at] ?? endOfName;
    number = 256 * number + (byte === endOfName ? 0 : byte);
    if (byte !== endOfName) at++;
  }
  beginnings[block] = number;
  return number;
}

/** Negative where the text stands before the name whose ending starts there, 0 where they are the same. */
function compareName(text: string, from: number, endings: Uint8Array, at: number): number {
  for (let place = from; ; place++, at++) {
    const byte = endings[at] ?? endOfName;
    if (byte === endOfName) return text.length - place;
    if (place === text.length) return -1;
    const difference = text.charCodeAt(place) - byte;
    if (difference !== 0) return difference;
  }
}

function countBefore(columns: Columns, name: string): number {
  const index = findName(columns, name);
  return index < 0 ? ~index : index;
}

/** The index of a name; where there is none the complement of the index that it would have. */
function findName(columns: Columns, name: string): number {
  const { endings, starts, beginnings } = columns;
  const first = numberFirst(name);
  let low = 0;
  let high = beginnings.length;
  // The last block whose first name is not after it.
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((first - numberBlock(columns, middle) || compareName(name, 0, endings, starts[middle] ?? 0)) < 0) high = middle;
    else low = middle;
  }
  return findInBlock(columns, low, name);
}

/** Nothing is decoded: a name that shares more with the one before than the text does is as different as that one. */
function findInBlock({ shared, endings, starts }: Columns, block: number, name: string): number {
  let at = starts[block] ?? 0;
  let same = 0;
  const end = Math.min((block + 1) * blockSize, shared.length);
  for (let index = block * blockSize; index < end; index++) {
    const length = shared[index] ?? 0;
    if (length < same) return ~index;
    if (length === same) {
      const order = compareName(name, same, endings, at);
      if (order <= 0) return order === 0 ? index : ~index;
      for (; endings[at] !== endOfName && name.charCodeAt(same) === endings[at]; at++) same++;
    }
    while (endings[at++] !== endOfName);
  }
  return ~end;
}

/** The name of that index. @param bytes room for it */
function decodeName({ shared, endings, starts }: Columns, index: number, bytes: Uint8Array): string {
  const block = Math.floor(index / blockSize);
  let at = starts[block] ?? 0;
  let length = 0;
  for (let one = block * blockSize; one <= index; one++) {
    length = shared[one] ?? 0;
    for (let byte = endings[at++] ?? endOfName; byte !== endOfName; byte = endings[at++] ?? endOfName)
      bytes[length++] = byte;
  }
  return ascii.decode(bytes.subarray(0, length));
}
