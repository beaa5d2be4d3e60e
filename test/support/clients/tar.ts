import { gzipSync } from 'node:zlib';
import type { ArchivedFile } from './zip.ts';

const block = 512;

/** A compressed tape archive (POSIX.1-1988 ustar), as registries of npm serve them. */
export function createTarball(files: readonly ArchivedFile[]): Buffer {
  const parts = files.flatMap(({ path, text }) => {
    const body = Buffer.from(text);
    return [headerOf(path, body.length), body, Buffer.alloc((block - (body.length % block)) % block)];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]), { level: 1 });
}

function headerOf(path: string, size: number): Buffer {
  const header = Buffer.alloc(block);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
