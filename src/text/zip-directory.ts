import type { FilePart } from '../model/http.ts';

/*
 * The directory of a ZIP archive out of its last bytes (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16). Libraries want a
 * file that they may read anywhere, and choose silently where an archive can be read in two ways: here that is a fault, for
 * whoever unpacks it may choose otherwise. Docs: adr/0011-archives.md.
 */

/** What an archive cannot be read for, in words. */
export interface ZipFault {
  readonly fault: string;
}

/** Where the directory lies in the file, both in bytes, and how many entries it has. */
export interface ZipDirectory {
  readonly from: number;
  readonly length: number;
  readonly entries: number;
}

const endLength = 22;
const locatorLength = 20;
const end64Length = 56;
/** The longest comment, and all that tells where the directory lies. */
export const zipTailBytes = 0xffff + endLength + locatorLength + end64Length;

export const mostZipEntries = 100_000;
export const mostZipDirectoryBytes = 4 * 1024 * 1024;

const fault = (words: string): ZipFault => ({ fault: words });
const broken = fault('it does not end as a ZIP archive does');
const ambiguous = fault('it is a ZIP archive that can be read in two ways');

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** `PK` and two more bytes. */
const isSignature = (view: DataView, at: number, kind: number): boolean =>
  at >= 0 && at + 4 <= view.byteLength && view.getUint32(at, true) === kind;
const signatures = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50 } as const;

/** Where the directory is, by a tail of the file that reaches to its end. */
export function findZipDirectory({ bytes, from, size }: FilePart): ZipDirectory | ZipFault {
  if (from + bytes.length !== size) return broken;
  const view = viewOf(bytes);
  const at = findEnd(view);
  if (typeof at !== 'number') return at;
  const told = readEnd(view, at);
  const told64 = isSignature(view, at - locatorLength, signatures.locator)
    ? readEnd64(view, at - locatorLength, from)
    : { ...told, at };
  if ('fault' in told64) return told64;
  if (!isSameEnd(told, told64)) return ambiguous;
  const { entries, length, offset } = told64;
  if (entries > mostZipEntries || length > mostZipDirectoryBytes) return fault('its directory is too large');
  // Bytes put before the archive would move it: some readers reckon from the end, others believe the offset.
  return offset + length === from + told64.at ? { from: offset, length, entries } : ambiguous;
}

/** The one place from which the end is told up to the last byte. Some readers take the last signature, whatever follows. */
function findEnd(view: DataView): number | ZipFault {
  const places: number[] = [];
  let last: number | undefined;
  for (let at = view.byteLength - endLength; at >= 0; at--) {
    if (!isSignature(view, at, signatures.end)) continue;
    last ??= at;
    if (at + endLength + view.getUint16(at + 20, true) === view.byteLength) places.push(at);
  }
  const [place] = places;
  if (place === undefined) return broken;
  return places.length > 1 || place !== last ? ambiguous : place;
}

interface End {
  readonly disks: readonly number[];
  /** On this disk, and on all. */
  readonly here: number;
  readonly entries: number;
  readonly length: number;
  readonly offset: number;
}

const readEnd = (view: DataView, at: number): End => ({
  disks: [view.getUint16(at + 4, true), view.getUint16(at + 6, true)],
  here: view.getUint16(at + 8, true),
  entries: view.getUint16(at + 10, true),
  length: view.getUint32(at + 12, true),
  offset: view.getUint32(at + 16, true),
});

/** ZIP64: the record that a locator leads to must end where the locator begins. */
function readEnd64(view: DataView, locator: number, from: number): (End & { readonly at: number }) | ZipFault {
  const at = readUint64(view, locator + 8) - from;
  if (view.getUint32(locator + 16, true) > 1 || !Number.isSafeInteger(at)) return ambiguous;
  if (at + end64Length > locator || !isSignature(view, at, signatures.end64)) return ambiguous;
  if (at + 12 + readUint64(view, at + 4) !== locator) return ambiguous;
  return {
    at,
    disks: [view.getUint32(locator + 4, true), view.getUint32(at + 16, true), view.getUint32(at + 20, true)],
    here: readUint64(view, at + 24),
    entries: readUint64(view, at + 32),
    length: readUint64(view, at + 40),
    offset: readUint64(view, at + 48),
  };
}

/** Beyond 2^53 it is rounded, and too large for anything here. */
const readUint64 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/** One archive on one disk; what both records tell is the same, but for what only the larger one has room for. */
function isSameEnd(told: End, told64: End): boolean {
  const isSame = (small: number, large: number, most: number): boolean => small === large || small === most;
  return (
    [...told.disks, ...told64.disks].every((disk) => disk === 0 || disk === 0xffff) &&
    told64.here === told64.entries &&
    isSame(told.here, told64.here, 0xffff) &&
    isSame(told.entries, told64.entries, 0xffff) &&
    isSame(told.length, told64.length, 0xffffffff) &&
    isSame(told.offset, told64.offset, 0xffffffff)
  );
}

const entryLength = 46;

/**
 * The names of all entries, as archivers write them: `folder/file`. Of a name that readers take differently each way.
 * @param bytes the directory, and nothing else
 */
export function listZipNames(bytes: Uint8Array, entries: number): readonly string[] | ZipFault {
  const view = viewOf(bytes);
  const names: string[] = [];
  let at = 0;
  for (let index = 0; index < entries; index++) {
    if (at + entryLength > bytes.length || !isSignature(view, at, signatures.entry)) return ambiguous;
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const nameEnd = at + entryLength + (name ?? 0);
    const extraEnd = nameEnd + (extra ?? 0);
    const end = extraEnd + (comment ?? 0);
    if (end > bytes.length) return ambiguous;
    names.push(toName(bytes.subarray(at + entryLength, nameEnd)));
    names.push(...readUnicodeNames(bytes.subarray(nameEnd, extraEnd)));
    at = end;
  }
  // Some readers count, others go on to the end.
  return at === bytes.length ? names : ambiguous;
}

const utf8 = new TextDecoder();

/** Whatever encoding is meant, the letters of ASCII are the same. Python reads a name up to a zero byte, and no further. */
function toName(bytes: Uint8Array): string {
  const zero = bytes.indexOf(0);
  return utf8.decode(zero < 0 ? bytes : bytes.subarray(0, zero));
}

/** Info-ZIP Unicode Path Extra Field (APPNOTE 4.6.9): another name for the same entry, which some readers take. */
function readUnicodeNames(extra: Uint8Array): readonly string[] {
  const view = viewOf(extra);
  const names: string[] = [];
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    const isName = view.getUint16(at, true) === 0x7075;
    if (isName) names.push(toName(extra.subarray(at + 9, at + 4 + view.getUint16(at + 2, true))));
  }
  return names;
}
