/** Ranks fit into what a double holds beside a hash of 32 bits. */
const ranks = 2 ** 20;
/** Bits of the filter in front of the array: most keys that nothing has are told by it. */
const filterBits = 24;

/** What a key says of a name: keys of different kinds never meet. */
export type KeyKind = 'letters' | 'core' | 'beginning' | 'ending' | 'word';
const seeds: Readonly<Record<KeyKind, number>> = { letters: 1, core: 2, beginning: 3, ending: 4, word: 5 };

export type AddKey = (kind: KeyKind, text: string, rank: number) => void;

/** Which names, by rank, have a key. Two keys may have one hash: whoever asks compares the name. */
export interface Postings {
  /** Ranks in order, the most used first. */
  find(kind: KeyKind, text: string, limit: number): readonly number[];
  /** How many names have it; off by the few that share a hash. */
  count(kind: KeyKind, text: string): number;
}

/** Entries in one sorted array of doubles: eight bytes each, and no text is kept. */
export function createPostings(fill: (add: AddKey) => void): Postings {
  let entries = new Float64Array(1 << 12);
  let length = 0;
  const filter = new Uint8Array(2 ** (filterBits - 3));
  fill((kind, text, rank) => {
    if (length === entries.length) {
      const grown = new Float64Array(length * 2);
      grown.set(entries);
      entries = grown;
    }
    const hash = hashOf(kind, text);
    entries[length++] = hash * ranks + rank;
    const bit = hash >>> (32 - filterBits);
    filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
  });
  const sorted = entries.slice(0, length).sort();
  const mayHold = (hash: number): boolean => {
    const bit = hash >>> (32 - filterBits);
    return ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  };
  return {
    find: (kind, text, limit) => {
      const hash = hashOf(kind, text);
      if (!mayHold(hash)) return [];
      const start = hash * ranks;
      const found: number[] = [];
      for (let at = lowerBound(sorted, start); at < sorted.length && found.length < limit; at++) {
        const rank = (sorted[at] ?? 0) - start;
        if (rank >= ranks) break;
        if (rank !== found.at(-1)) found.push(rank);
      }
      return found;
    },
    count: (kind, text) => {
      const hash = hashOf(kind, text);
      return mayHold(hash) ? lowerBound(sorted, (hash + 1) * ranks) - lowerBound(sorted, hash * ranks) : 0;
    },
  };
}

/** The first place whose value is not below `wanted`. */
export function lowerBound(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** FNV-1a with a final mix: the filter reads the upper bits. */
function hashOf(kind: KeyKind, text: string): number {
  let hash = 0x811c9dc5 ^ seeds[kind];
  hash = Math.imul(hash, 0x01000193);
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
