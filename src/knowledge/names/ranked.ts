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
  /** @throws RangeError where no name has that rank */
  nameAt(rank: number): string;
  /** All names, decoded at the first call: for whoever builds an index of them. */
  expand(): ExpandedNames;
}

export interface ExpandedNames {
  /** The names, one after another, sorted by their bytes. All are ASCII. */
  readonly bytes: Uint8Array;
  /** Where each name starts, and at last the end. */
  readonly offsets: Uint32Array;
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
/** No name is longer: npm allows 214 letters, and what is shared must fit a byte. */
const maxLength = 255;

interface Columns {
  readonly exactRanks: DataView;
  readonly classes: Uint8Array;
  readonly shared: Uint8Array;
  readonly endings: Uint8Array;
  /** Where the endings of each block start. */
  readonly starts: Uint32Array;
}

/** @throws Error where the bytes are no such list */
export function openRanked(bytes: Uint8Array): RankedNames {
  const { date, size, body } = readHeader(bytes, magic);
  const exact = body.length < 4 ? 0 : new DataView(body.buffer, body.byteOffset).getUint32(0, true);
  const columns = readColumns(body, size, exact);
  let ranks: Uint32Array | undefined;
  let byRank: Uint32Array | undefined;
  let expanded: ExpandedNames | undefined;
  const ranksOf = (): Uint32Array => {
    ranks ??= readRanks(columns, exact);
    return ranks;
  };
  return {
    size,
    exact,
    date,
    rankOf: (name) => {
      const index = findName(columns, name);
      return index === undefined ? undefined : ranksOf()[index];
    },
    nameAt: (rank) => {
      byRank ??= invert(ranksOf());
      const index = byRank[rank];
      if (index === undefined || rank < 1) throw new RangeError(`no name has the rank ${rank}`);
      return nameAtIndex(columns, index);
    },
    expand: () => {
      expanded ??= { ...expandNames(columns), ranks: ranksOf() };
      return expanded;
    },
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

/** Negative where the text stands before the name that starts there, 0 where they are the same. */
function compareName(text: string, bytes: Uint8Array, at: number, length: number): number {
  const end = Math.min(text.length, length);
  for (let place = 0; place < end; place++) {
    const difference = text.charCodeAt(place) - (bytes[at + place] ?? 0);
    if (difference !== 0) return difference;
  }
  return text.length - length;
}

function findName(columns: Columns, name: string): number | undefined {
  const { endings, starts } = columns;
  if (name.length > maxLength) return undefined;
  let low = 0;
  let high = starts.length - 1;
  // The last block whose first name is not after it.
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const start = starts[middle] ?? 0;
    if (compareName(name, endings, start, endings.indexOf(endOfName, start) - start) < 0) high = middle;
    else low = middle;
  }
  return findInBlock(columns, low, name);
}

function findInBlock({ shared, endings, starts }: Columns, block: number, name: string): number | undefined {
  const decoded = new Uint8Array(maxLength + 1);
  let at = starts[block] ?? 0;
  const end = Math.min((block + 1) * blockSize, shared.length);
  for (let index = block * blockSize; index < end; index++) {
    let length = shared[index] ?? 0;
    for (let byte = endings[at++]; byte !== undefined && byte !== endOfName; byte = endings[at++])
      decoded[length++] = byte;
    const order = compareName(name, decoded, 0, length);
    if (order <= 0) return order === 0 ? index : undefined;
  }
  return undefined;
}

/** Built from its end: letters that it shares with the name before are in that one's ending, or in that of one before. */
function nameAtIndex({ shared, endings, starts }: Columns, index: number): string {
  const block = Math.floor(index / blockSize);
  const parts = ascii.decode(endings.subarray(starts[block], starts[block + 1])).split('\n');
  let name = parts[index % blockSize] ?? '';
  let missing = shared[index] ?? 0;
  for (let before = index - 1; missing > 0 && before >= block * blockSize; before--) {
    const own = shared[before] ?? 0;
    if (own >= missing) continue;
    name = (parts[before % blockSize] ?? '').slice(0, missing - own) + name;
    missing = own;
  }
  return name;
}

function expandNames({ shared, endings }: Columns): Omit<ExpandedNames, 'ranks'> {
  // Each line feed goes, each shared letter comes.
  let total = endings.length - shared.length;
  for (let index = 0; index < shared.length; index++) total += shared[index] ?? 0;
  const bytes = new Uint8Array(total);
  const offsets = new Uint32Array(shared.length + 1);
  let at = 0;
  let to = 0;
  for (let index = 0; index < shared.length; index++) {
    const before = offsets[Math.max(0, index - 1)] ?? 0;
    const count = shared[index] ?? 0;
    offsets[index] = to;
    for (let place = 0; place < count; place++) bytes[to++] = bytes[before + place] ?? 0;
    for (let byte = endings[at++]; byte !== undefined && byte !== endOfName; byte = endings[at++]) bytes[to++] = byte;
  }
  offsets[shared.length] = to;
  return { bytes, offsets };
}
