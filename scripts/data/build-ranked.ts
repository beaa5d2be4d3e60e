import { writeHeader } from '../../src/knowledge/names/header.ts';
import { bandStarts, blockSize, magic } from '../../src/knowledge/names/ranked.ts';

/**
 * @param names the most used first
 * @param options `exact`: how many ranks are kept as they are
 * @throws Error where a name is not 1 to 255 letters of printable ASCII, or stands twice
 */
export function buildRanked(names: readonly string[], { exact, date }: { exact: number; date: Date }): Uint8Array {
  const odd = names.find((name) => !/^[!-~]{1,255}$/.test(name));
  if (odd !== undefined) throw new Error(`not a name of a package: ${odd}`);
  const kept = Math.min(exact, names.length);
  const codeOf = classifyRanks(names.length, kept);
  const sorted = names.map((name, rank) => ({ name, rank })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const shared = sorted.map(({ name }, index) => {
    const before = sorted[index - 1]?.name ?? '';
    if (name === before) throw new Error(`a name stands twice: ${name}`);
    return index % blockSize === 0 ? 0 : countShared(before, name);
  });
  const blocks: string[] = [];
  for (const [index, { name }] of sorted.entries()) {
    const block = Math.floor(index / blockSize);
    blocks[block] = `${blocks[block] ?? ''}${name.slice(shared[index])}\n`;
  }
  const exactRanks = sorted.flatMap(({ rank }) => (rank < kept ? [rank] : []));
  const start = Buffer.alloc(4);
  start.writeUInt32LE(kept);
  const body = Buffer.concat([
    start,
    words(blocks.map(({ length }) => length)),
    words(exactRanks),
    Uint8Array.from(sorted, ({ rank }) => codeOf(rank)),
    Uint8Array.from(shared),
    Buffer.from(blocks.join(''), 'latin1'),
  ]);
  return writeHeader(magic, { date, size: names.length }, body);
}

/** The class of a rank, counted from 0. */
function classifyRanks(size: number, exact: number): (rank: number) => number {
  const codes = new Uint8Array(size);
  const starts = bandStarts(size, exact);
  if (starts.length > 255) throw new Error('more bands of ranks than a byte can tell');
  for (const [at, start] of starts.entries()) codes.fill(at + 1, start);
  return (rank) => codes[rank] ?? 0;
}

function countShared(before: string, name: string): number {
  let count = 0;
  while (count < before.length && before.charCodeAt(count) === name.charCodeAt(count)) count++;
  return count;
}

function words(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}
