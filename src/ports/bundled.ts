import { existsSync, readFile, readFileSync } from 'node:fs';
import { brotliDecompress, brotliDecompressSync } from 'node:zlib';

/** Beside the code that was built, beside its chunks, and in the source tree. */
const folders = ['./data/', '../data/', '../../data/names/'];

/** Every file fits at once: putting pieces together takes a tenth of the time. */
const chunkSize = 2 ** 21;

/** Files that were decompressed before anybody asked for them. */
const prepared = new Map<string, Uint8Array>();

/**
 * Decompresses a file that will surely be asked for, beside whatever else is done until then. Its name ends in `.br`. What is
 * wrong with it is told to those who ask for it.
 */
export function prepareBundled(name: string): void {
  const place = placeOf(name);
  if (place === undefined) return;
  readFile(place, (unread, stored) => {
    if (unread !== null) return;
    brotliDecompress(stored, { chunkSize }, (damage, bytes) => {
      if (damage === null) prepared.set(name, bytes);
    });
  });
}

/**
 * A file of the program's own data; one whose name ends in `.br` is given as it was before it was compressed.
 * @throws Error where the program was installed without it
 */
export function readBundled(name: string): Uint8Array {
  const ready = prepared.get(name);
  if (ready !== undefined) return ready;
  const place = placeOf(name);
  if (place === undefined) throw new Error(`the bundled file ${name} is missing`);
  const bytes = readFileSync(place);
  return name.endsWith('.br') ? brotliDecompressSync(bytes, { chunkSize }) : bytes;
}

const placeOf = (name: string): URL | undefined =>
  folders.map((folder) => new URL(folder + name, import.meta.url)).find((url) => existsSync(url));
