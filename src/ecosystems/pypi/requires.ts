import { absent, present, type Unknown, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer, Lookup } from '../../model/http.ts';
import type { RequiresFact } from '../../model/registry.ts';
import { unanswered } from '../../text/answer.ts';
import { sha256 } from '../../text/sha256.ts';
import { type CoreMetadata, listRequires, readMetadata } from './core-metadata.ts';
import { names } from './names.ts';
import { askFiles, type OfferedMetadata, type ReleaseFile, servedWheels, whyElsewhere } from './release-files.ts';
import { versionKey } from './version-key.ts';
import { pickWheels } from './wheel-content.ts';

/** Documents of one release that are read. Its wheels mostly share one; of those built on Windows the ends of lines differ. */
const mostDocuments = 4;
/** With the description, which is all of the project's readme; few have 100 kB. */
const maxBytes = 2 * 1024 * 1024;
/** The fields of what is larger. */
const fieldBytes = 256 * 1024;

type Offering = ReleaseFile & { readonly metadata: OfferedMetadata };

/**
 * What a release requires, by the metadata that the index offers beside its wheels: clients go by it (PEP 658, PEP 714). The
 * JSON API tells the same of the file alone that was uploaded first.
 */
export function* lookUpRequires(
  rawName: string,
  version: string,
  registry: string,
  now: Date,
  extras: readonly string[] = [],
): FactLookup<RequiresFact> {
  const found = yield* askFiles(rawName, version, registry);
  if (found.state !== 'present') return found;
  const wheels = servedWheels(found.value);
  const documents = listDocuments(wheels, now);
  const [first] = documents;
  if (first === undefined) return absent(`${found.source} offers no metadata of its wheels`, found.source);
  const name = names.normalise(rawName);
  const written: string[] = [];
  let read = 0;
  let unread: Unknown | undefined;
  for (const one of documents.slice(0, mostDocuments)) {
    const metadata = yield* askMetadata(one, { name, version, registry });
    if ('state' in metadata) {
      unread = metadata;
      // Whoever does not give one document seldom gives the next.
      break;
    }
    written.push(...metadata.requires);
    read++;
  }
  if (unread !== undefined && read === 0) return unread;
  const { requires, lacks } = listRequires(name, written, extras);
  const others = documents.length - read + wheels.filter(({ metadata }) => metadata === undefined).length;
  unread ??= sayLack(others, lacks, found.source);
  return present({ requires, ...(unread === undefined ? {} : { unread }) }, first.metadata.address.href);
}

function sayLack(others: number, lacks: number, page: string): Unknown | undefined {
  if (others > 0) return unknown(`what ${others} more of its wheels require was not read`, page);
  return lacks > 0 ? unknown(`${lacks} of its requirements are too many, or name no package`, page) : undefined;
}

/** One wheel for each document, those first that most people install. Without hashes all may differ. */
function listDocuments(wheels: readonly ReleaseFile[], now: Date): readonly Offering[] {
  const documents = new Map<string, Offering>();
  for (const { metadata, ...wheel } of pickWheels(wheels, wheels.length, now)) {
    const key = metadata?.sha256 ?? wheel.filename;
    if (metadata !== undefined && !documents.has(key)) documents.set(key, { ...wheel, metadata });
  }
  return [...documents.values()];
}

interface Asked {
  readonly name: string;
  readonly version: string;
  readonly registry: string;
}

/** The document, or why it is not known. Only hosts are asked that the index keeps its archives on. */
function* askMetadata({ filename, metadata }: Offering, asked: Asked): Lookup<CoreMetadata | Unknown> {
  const { address, sha256: hash } = metadata;
  const elsewhere = whyElsewhere(address, asked.registry);
  if (elsewhere !== undefined) return elsewhere;
  const url = address.href;
  const answer = yield { url, maxBytes };
  const isLarge = answer.kind === 'failure' && answer.code === 'too-large';
  const start = isLarge ? yield { url, range: { from: 0, to: fieldBytes - 1 }, maxBytes: fieldBytes } : answer;
  const text = isLarge ? textOfStart(start) : textOf(start);
  if (text === undefined) return unanswered(start, url);
  const found = readMetadata(text, isLarge);
  if (found === undefined || names.normalise(found.name) !== asked.name || !isOf(asked.version, found))
    return unknown(`${address.host} answered with something else than the metadata of ${filename}`, url);
  return isLarge || hash === undefined || isHashOf(hash, text)
    ? found
    : unknown(`${address.host} gives other metadata of ${filename} than the page of its project tells`, url);
}

const textOf = (answer: HttpAnswer): string | undefined =>
  answer.kind === 'response' && answer.status === 200 ? answer.body : undefined;

/** Padding of the description hides no requirement. */
const textOfStart = (answer: HttpAnswer): string | undefined =>
  answer.kind === 'response' && answer.part?.from === 0 ? new TextDecoder().decode(answer.part.bytes) : undefined;

const isOf = (version: string, found: CoreMetadata): boolean => versionKey(found.version) === versionKey(version);

/** Of bytes that are no UTF-8, or begin with a mark of it, the text does not tell the hash: what it says counts all the same. */
const isHashOf = (hash: string, text: string): boolean =>
  [text, `\ufeff${text}`].some((one) => sha256(one) === hash) || text.includes('\ufffd');
