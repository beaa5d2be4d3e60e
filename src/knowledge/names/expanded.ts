import type { CodedNames } from './ranked.ts';

/** All names of a list at full length: for an index that compares their letters. */
export interface ExpandedNames {
  /** The names, one after another, sorted by their bytes. All are ASCII. */
  readonly bytes: Uint8Array;
  /** Where each name starts, and at last the end. */
  readonly offsets: Uint32Array;
  /** The rank of each name. */
  readonly ranks: Uint32Array;
}

const endOfName = 10;

export function expandNames({ shared, endings, ranks }: CodedNames): ExpandedNames {
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
    bytes.copyWithin(to, before, before + count);
    to += count;
    for (let byte = endings[at++]; byte !== undefined && byte !== endOfName; byte = endings[at++]) bytes[to++] = byte;
  }
  offsets[shared.length] = to;
  return { bytes, offsets, ranks };
}
