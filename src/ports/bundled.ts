import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Beside the code that was built, beside its chunks, and in the source tree. */
const folders = ['./data/', '../data/', '../../data/names/'];

/** Every file fits at once: putting pieces together takes a tenth of the time. */
const chunkSize = 2 ** 21;

/**
 * A file of the program's own data; one whose name ends in `.br` is given as it was before it was compressed.
 * @throws Error where the program was installed without it
 */
export function readBundled(name: string): Uint8Array {
  const place = folders.map((folder) => new URL(folder + name, import.meta.url)).find((url) => existsSync(url));
  if (place === undefined) throw new Error(`the bundled file ${name} is missing`);
  const bytes = readFileSync(place);
  return name.endsWith('.br') ? brotliDecompressSync(bytes, { chunkSize }) : bytes;
}
