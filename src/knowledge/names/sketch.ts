import { readHeader, writeHeader } from './header.ts';

/**
 * A set of keys with a small number for each, in little more room than the bits that tell a key from others: a 4-wise
 * binary fuse filter (Graf & Lemire, "Binary Fuse Filters", arXiv 2201.01174) whose cells hold a fingerprint and a value.
 * What was put in is always found, with its number; another key is found by mistake in one of 2^fingerprintBits cases.
 *
 * File: header, then fingerprint bits, value bits, the logarithm of the segment's length and a zero in a byte each, the
 * number of segments that a key may start in and the seed in four bytes each, then the cells packed from the lowest bit.
 */
export interface Sketch {
  /** Keys that were put in. */
  readonly size: number;
  /** The date of the list that it was made of. */
  readonly date: Date;
  /** How often a key that was not put in is found by mistake: 0 to 1. */
  readonly errorRate: number;
  /** The number of a key; undefined where the key is not in. */
  find(key: string): number | undefined;
}

export interface SketchLayout {
  readonly fingerprintBits: number;
  readonly valueBits: number;
  /** A power of two is the length of a segment: this is its exponent. */
  readonly segmentBits: number;
  /** Segments that the first cell of a key may lie in; three more follow. */
  readonly segments: number;
  readonly seed: number;
}

/** Cells that a key has. */
export const arity = 4;
const magic = 'GZS1';
const ownHeaderBytes = 12;
/** Cells are read four bytes at a time, the last one too. */
const padding = 4;

/** Three independent words of 32 bits, from the UTF-16 code units of a key: any text has one. */
export interface Hash {
  readonly place: number;
  readonly spread: number;
  readonly print: number;
}

export function hashKey(key: string, seed: number): Hash {
  let a = seed ^ 0x9e3779b9;
  let b = Math.imul(seed, 0x85ebca6b) ^ 0x7f4a7c15;
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ unit, 0x5f356495);
    b ^= b >>> 13;
  }
  return { place: mix(a ^ Math.imul(b, 0x9e3779b1)), spread: mix(b + a), print: mix(Math.imul(a, 0x5f356495) ^ b) };
}

/** The finish of MurmurHash3 (32 bits). */
function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The cells of a key, one in each of its segments. */
export function cellsOf({ place, spread, print }: Hash, { segments, segmentBits }: SketchLayout): readonly number[] {
  const length = 2 ** segmentBits;
  const last = length - 1;
  const first = Math.floor((place * segments * length) / 2 ** 32);
  return [
    first,
    (first + length) ^ (spread & last),
    (first + 2 * length) ^ ((spread >>> 16) & last),
    (first + 3 * length) ^ ((print >>> 16) & last),
  ];
}

export const fingerprintOf = ({ print }: Hash, { fingerprintBits }: SketchLayout): number =>
  print & (2 ** fingerprintBits - 1);

export const cellCount = ({ segments, segmentBits }: SketchLayout): number => (segments + arity - 1) * 2 ** segmentBits;

const bytesOf = (layout: SketchLayout): number =>
  Math.ceil((cellCount(layout) * (layout.fingerprintBits + layout.valueBits)) / 8) + padding;

/** @throws Error where the bytes are no sketch */
export function openSketch(bytes: Uint8Array): Sketch {
  const { date, size, body } = readHeader(bytes, magic);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (body.length < ownHeaderBytes) throw new Error('a sketch without its layout');
  const layout: SketchLayout = {
    fingerprintBits: view.getUint8(0),
    valueBits: view.getUint8(1),
    segmentBits: view.getUint8(2),
    segments: view.getUint32(4, true),
    seed: view.getUint32(8, true),
  };
  if (body.length !== ownHeaderBytes + bytesOf(layout))
    throw new Error('a sketch of another length than its layout says');
  const width = layout.fingerprintBits + layout.valueBits;
  const cellMask = 2 ** width - 1;
  const read = (cell: number): number => {
    const bit = cell * width;
    return (view.getUint32(ownHeaderBytes + (bit >>> 3), true) >>> (bit & 7)) & cellMask;
  };
  return {
    size,
    date,
    errorRate: 2 ** -layout.fingerprintBits,
    find: (key) => {
      if (size === 0) return undefined;
      const hash = hashKey(key, layout.seed);
      const cells = cellsOf(hash, layout);
      let cell = 0;
      for (let segment = 0; segment < arity; segment++) cell ^= read(cells[segment] ?? 0);
      const isIn = (cell & (2 ** layout.fingerprintBits - 1)) === fingerprintOf(hash, layout);
      return isIn ? cell >>> layout.fingerprintBits : undefined;
    },
  };
}

/** @param cells each holds the fingerprint in its low bits and the value above */
export function writeSketch(layout: SketchLayout, cells: Uint32Array, { size, date }: { size: number; date: Date }) {
  const body = new Uint8Array(ownHeaderBytes + bytesOf(layout));
  const view = new DataView(body.buffer);
  const { fingerprintBits, valueBits, segmentBits, segments, seed } = layout;
  body.set([fingerprintBits, valueBits, segmentBits]);
  view.setUint32(4, segments, true);
  view.setUint32(8, seed, true);
  const width = fingerprintBits + valueBits;
  for (const [index, cell] of cells.entries()) {
    const at = ownHeaderBytes + ((index * width) >>> 3);
    view.setUint32(at, (view.getUint32(at, true) | (cell << ((index * width) & 7))) >>> 0, true);
  }
  return writeHeader(magic, { date, size }, body);
}
