import {
  arity,
  cellCount,
  cellsOf,
  fingerprintOf,
  type Hash,
  hashKey,
  type SketchLayout,
  writeSketch,
} from '../../src/knowledge/names/sketch.ts';

export interface SketchOptions {
  readonly fingerprintBits: number;
  readonly valueBits: number;
  readonly date: Date;
}

/** The first cells for each key that are tried are that many fewer than the paper's formula gives; the next, each that many more. */
const hope = 0.025;
const loadStep = 0.005;
/** Far more than any number of keys needs. */
const largestLoad = 20;
/** Many keys can be peeled or not, whatever the seed. */
const seedsFor = (size: number): number => (size > 100_000 ? 1 : 3);

/**
 * The same keys and values give the same bytes, in whatever order they come.
 * @throws Error where a value does not fit its bits
 */
export function buildSketch(entries: ReadonlyMap<string, number>, options: SketchOptions): Uint8Array {
  const { fingerprintBits, valueBits, date } = options;
  if (fingerprintBits < 1 || fingerprintBits > 16 || valueBits < 0 || fingerprintBits + valueBits > 24)
    throw new Error('a cell holds 1 to 16 bits of fingerprint, and 24 bits together');
  const keys = [...entries.keys()].sort();
  const values = keys.map((key) => entries.get(key) ?? 0);
  const odd = keys.find(
    (_, at) => !Number.isInteger(values[at]) || (values[at] ?? 0) < 0 || (values[at] ?? 0) >= 2 ** valueBits,
  );
  if (odd !== undefined) throw new Error(`the value of ${odd} does not fit ${valueBits} bits`);
  const size = keys.length;
  const segmentBits = chooseSegmentBits(size);
  const hashesOf = Array.from({ length: seedsFor(size) }, (_, seed) => keys.map((key) => hashKey(key, seed)));
  let last = -1;
  for (let load = chooseLoad(size) - hope; load < largestLoad; load += loadStep) {
    const segments = Math.max(1, Math.ceil((size * load) / 2 ** segmentBits) - arity + 1);
    if (segments === last) continue;
    last = segments;
    for (const [seed, hashes] of hashesOf.entries()) {
      const layout: SketchLayout = { fingerprintBits, valueBits, segmentBits, segments, seed };
      const order = peel(hashes, layout);
      if (order !== undefined) return writeSketch(layout, fill(order, hashes, values, layout), { size, date });
    }
  }
  throw new Error('the keys cannot be told apart');
}

/** The paper's formulas for four cells a key, in its own numbers: the length of a segment, and cells for each key. */
const chooseSegmentBits = (size: number): number =>
  size < 8 ? 2 : Math.min(16, Math.max(2, Math.floor(Math.log(size) / Math.log(2.91) - 0.5)));

const chooseLoad = (size: number): number =>
  Math.max(1.075, 0.77 + (0.305 * Math.log(600_000)) / Math.log(Math.max(3, size)));

interface Order {
  /** Keys, the last peeled first: the order to fill cells in. */
  readonly keys: Uint32Array;
  /** The cell that a key alone had when it was peeled. */
  readonly cells: Uint32Array;
}

/** Takes away, again and again, a key that has a cell for itself; undefined where some keys have none. */
function peel(hashes: readonly Hash[], layout: SketchLayout): Order | undefined {
  const counts = new Uint16Array(cellCount(layout));
  /** All the keys of a cell, xor: the key itself where it is alone. */
  const holders = new Uint32Array(counts.length);
  const places = new Uint32Array(hashes.length * arity);
  for (const [key, hash] of hashes.entries()) {
    for (const [segment, cell] of cellsOf(hash, layout).entries()) {
      places[key * arity + segment] = cell;
      counts[cell] = (counts[cell] ?? 0) + 1;
      holders[cell] = (holders[cell] ?? 0) ^ key;
    }
  }
  const open = [...counts.keys()].filter((cell) => counts[cell] === 1);
  const keys = new Uint32Array(hashes.length);
  const cells = new Uint32Array(hashes.length);
  let left = hashes.length;
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    if (counts[cell] !== 1) continue;
    const key = holders[cell] ?? 0;
    left--;
    keys[left] = key;
    cells[left] = cell;
    for (let segment = 0; segment < arity; segment++) {
      const place = places[key * arity + segment] ?? 0;
      const count = (counts[place] ?? 0) - 1;
      counts[place] = count;
      holders[place] = (holders[place] ?? 0) ^ key;
      if (count === 1) open.push(place);
    }
  }
  return left === 0 ? { keys, cells } : undefined;
}

/** Gives each key's own cell what makes all its cells, xor, its fingerprint and value. */
function fill(order: Order, hashes: readonly Hash[], values: readonly number[], layout: SketchLayout): Uint32Array {
  const cells = new Uint32Array(cellCount(layout));
  for (const [at, key] of order.keys.entries()) {
    const hash = hashes[key];
    if (hash === undefined) throw new Error('a key without its hash');
    let cell = fingerprintOf(hash, layout) | ((values[key] ?? 0) << layout.fingerprintBits);
    for (const place of cellsOf(hash, layout)) cell ^= cells[place] ?? 0;
    cells[order.cells[at] ?? 0] = cell >>> 0;
  }
  return cells;
}
