import type { FileRead } from '../model/ports.ts';
import { isAgentFile } from '../text/agent-files.ts';

export const textOf = (read: FileRead | undefined, path: string): string | undefined =>
  read?.kind === 'bytes' ? decodeText(read.bytes, path) : undefined;

/** So far into a file, bytes of zero tell that it is no text. */
const tellingBytes = 8_000;
/** Of wide characters without a mark half of the bytes are zero. */
const mostZeros = 1 / 3;

/** UTF-8 or UTF-16 with its mark, else Latin-1, which every byte is of; undefined for what is no text. */
export function decodeText(bytes: Uint8Array, path: string): string | undefined {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (mark !== undefined) return new TextDecoder(mark).decode(bytes);
  const text = decodeUtf8(bytes);
  const first = bytes.subarray(0, tellingBytes);
  if (!first.includes(0) || isAgentFile(path)) return text ?? new TextDecoder('latin1').decode(bytes);
  // One such byte stops neither a shell nor Node.js, and git no longer shows what changed.
  const zeros = first.reduce((count, byte) => count + Number(byte === 0), 0);
  return zeros > first.length * mostZeros ? undefined : text;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
