import type { FileRead } from '../model/ports.ts';
import { isAgentFile } from '../text/agent-files.ts';

export const textOf = (read: FileRead | undefined, path: string): string | undefined =>
  read?.kind === 'bytes' ? decodeText(read.bytes, path) : undefined;

/** So far into a file, one byte of zero tells that it is no text (git does the same). */
const tellingBytes = 8_000;

/** UTF-8 or UTF-16 with its mark, else Latin-1, which every byte is of; undefined for what is no text. */
export function decodeText(bytes: Uint8Array, path: string): string | undefined {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (mark !== undefined) return new TextDecoder(mark).decode(bytes);
  // Agents are not stopped by such a byte.
  if (bytes.subarray(0, tellingBytes).includes(0) && !isAgentFile(path)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
