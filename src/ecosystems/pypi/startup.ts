import { absent, present, type Unknown, unknown } from '../../model/fact.ts';
import type { ByteRange, FactLookup, FilePart, HttpAnswer, Lookup } from '../../model/http.ts';
import type { StartupFact } from '../../model/registry.ts';
import { unanswered } from '../../text/answer.ts';
import { findZipDirectory, listZipNames, type ZipFault, zipTailBytes } from '../../text/zip-directory.ts';
import { askFiles, type ReleaseFile, servedWheels, whyElsewhere } from './release-files.ts';
import { listStartupFiles, pickWheels } from './wheel-content.ts';

/** Wheels of one release that are looked into: most have one, the largest some seventy. */
const mostWheels = 12;

/**
 * What the wheels of a release hold that Python runs at each start, by the directories at their ends: two requests a wheel at
 * most, mostly one. Nothing is unpacked.
 */
export function* lookUpStartup(name: string, version: string, registry: string, now: Date): FactLookup<StartupFact> {
  const found = yield* askFiles(name, version, registry);
  if (found.state !== 'present') return found;
  const served = servedWheels(found.value);
  if (served.length === 0) return absent(`${found.source} lists no wheel of that version`, found.source);
  const picked = pickWheels(served, mostWheels, now);
  const read: string[] = [];
  let archives = 0;
  let unread: Unknown | undefined;
  for (const wheel of picked) {
    const names = yield* readNames(wheel, registry);
    if ('fault' in names) {
      const why = `${wheel.filename} cannot be looked into: ${names.fault}`;
      unread ??= unknown(why, wheel.address.href);
    } else if ('state' in names) {
      unread = names;
      // Whoever does not give one archive seldom gives the next, and each may take its time.
      break;
    } else {
      read.push(...listStartupFiles(names));
      archives++;
    }
  }
  const files = listStartupFiles(read);
  if (unread !== undefined && archives === 0) return unread;
  const skipped = served.length - picked.length;
  const fact = { files, archives, skipped, ...(unread === undefined ? {} : { unread }) };
  return present(fact, found.source);
}

/** The entries of a wheel, or why they are not known. Only hosts are asked that the index keeps its archives on. */
function* readNames({ address, size }: ReleaseFile, registry: string): Lookup<readonly string[] | ZipFault | Unknown> {
  const url = address.href;
  const elsewhere = whyElsewhere(address, registry);
  if (elsewhere !== undefined) return elsewhere;
  const last = yield { url, range: tailOf(size), maxBytes: zipTailBytes };
  const tail = partOf(last);
  if (tail === undefined) return unanswered(last, url);
  const directory = findZipDirectory(tail);
  if ('fault' in directory) return directory;
  const { from, length, entries } = directory;
  const end = from + length;
  let bytes = sliceOf(tail, from, end);
  if (bytes === undefined) {
    const to = Math.min(end, tail.from);
    const rest = yield { url, range: { from, to: to - 1 }, maxBytes: to - from };
    const part = partOf(rest);
    if (part === undefined) return unanswered(rest, url);
    const before = part.size === tail.size ? sliceOf(part, from, to) : undefined;
    const after = sliceOf(tail, to, end);
    if (before === undefined || after === undefined) return { fault: 'its host gave other bytes than were asked for' };
    bytes = join(before, after);
  }
  return listZipNames(bytes, entries);
}

/** The host of PyPI's archives refuses ranges that count from the end (501): where the size is told, they need not. */
const tailOf = (size: number | undefined): ByteRange =>
  size === undefined ? { last: zipTailBytes } : { from: Math.max(0, size - zipTailBytes), to: size - 1 };

const partOf = (answer: HttpAnswer): FilePart | undefined => (answer.kind === 'response' ? answer.part : undefined);

/** The bytes of a file between two places; undefined where the part lacks some. */
const sliceOf = ({ bytes, from }: FilePart, start: number, end: number): Uint8Array | undefined =>
  start < from || end > from + bytes.length ? undefined : bytes.subarray(start - from, end - from);

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
