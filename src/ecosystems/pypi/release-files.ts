import { present, type Unknown, unknown } from '../../model/fact.ts';
import type { FactLookup } from '../../model/http.ts';
import { compareText } from '../../model/location.ts';
import { baseAddress, documentOf, unanswered } from '../../text/answer.ts';
import { fieldsOf, readField, readList, readText, readTime } from '../../text/decode.ts';
import { parseFilename } from './filename.ts';
import { names } from './names.ts';
import { askedOf, filesRequest } from './page-request.ts';
import { registries } from './registries.ts';
import { versionKey } from './version-key.ts';

/** One file of a release, with what it takes to look into it. */
export interface ReleaseFile {
  readonly filename: string;
  /** Of the file itself. */
  readonly address: URL;
  /** In bytes; the page may lie. */
  readonly size?: number;
  readonly uploadedAt?: string;
  readonly isYanked: boolean;
  /** Its metadata can be asked for by itself (PEP 658). */
  readonly metadata?: OfferedMetadata;
  /** Of the statement about its build (PEP 740). */
  readonly provenance?: URL;
}

export interface OfferedMetadata {
  readonly address: URL;
  /** In lower-case hexadecimal; left out where the page does not tell. */
  readonly sha256?: string;
}

/** More files than any release has. */
const mostFiles = 2_000;

/** The files of a release, the youngest first, by the page of its project. Pages in HTML tell too little of them. */
export function* askFiles(rawName: string, version: string, registry: string): FactLookup<readonly ReleaseFile[]> {
  const asked = askedOf(rawName, registry);
  if (asked === undefined) return unknown('this name cannot be asked for', registry);
  const { name, url } = asked;
  const answer = yield filesRequest(asked);
  if (answer.kind === 'response' && new URL(answer.url).host !== new URL(url).host)
    return unknown(`${new URL(url).host} leaves the answer to another index`, url);
  const document = documentOf(answer);
  const said = readText(document, 'name');
  if (!Array.isArray(readField(document, 'files')) || (said !== undefined && names.normalise(said) !== name))
    return unanswered(answer, url);
  const key = versionKey(version);
  const files = readList(document, 'files').filter((file) => {
    const parsed = parseFilename(readText(file, 'filename') ?? '', name);
    return parsed !== undefined && versionKey(parsed.version) === key;
  });
  const known = files.slice(0, mostFiles).flatMap((file) => decodeFile(file, url));
  return present(
    known.toSorted(
      (a, b) => compareText(b.uploadedAt ?? '', a.uploadedAt ?? '') || compareText(a.filename, b.filename),
    ),
    url,
  );
}

/** Those that clients take: such as were taken back only where there are no others. */
export function servedWheels(files: readonly ReleaseFile[]): readonly ReleaseFile[] {
  const wheels = files.filter(({ filename }) => /\.whl$/i.test(filename));
  const kept = wheels.filter(({ isYanked }) => !isYanked);
  return kept.length === 0 ? wheels : kept;
}

/** Only hosts are asked that the index is known to keep its archives on. */
export function whyElsewhere({ host, href }: URL, registry: string): Unknown | undefined {
  return registries.archiveHosts(baseAddress(registry) ?? registry).includes(host)
    ? undefined
    : unknown(`${host} is not known to keep archives of ${new URL(registry).host}`, href);
}

function decodeFile(file: unknown, page: string): readonly ReleaseFile[] {
  const address = readAddress(file, 'url', page);
  if (address === undefined) return [];
  const size = readField(file, 'size');
  const uploadedAt = readTime(readField(file, 'upload-time'));
  const yanked = readField(file, 'yanked');
  const provenance = readAddress(file, 'provenance', page);
  const metadata = decodeMetadata(file, address);
  return [
    {
      filename: readText(file, 'filename') ?? '',
      address,
      isYanked: yanked === true || typeof yanked === 'string',
      ...(typeof size === 'number' && Number.isSafeInteger(size) && size > 0 ? { size } : {}),
      ...(uploadedAt === undefined ? {} : { uploadedAt }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(provenance === undefined ? {} : { provenance }),
    },
  ];
}

/** `true`, or hashes of it; the older spelling counts where the other is not there (PEP 714). */
function decodeMetadata(file: unknown, address: URL): OfferedMetadata | undefined {
  const offer = readField(file, 'core-metadata') ?? readField(file, 'data-dist-info-metadata');
  if (offer !== true && fieldsOf(offer) === undefined) return undefined;
  const beside = new URL(address);
  beside.hash = '';
  const sha256 = readText(offer, 'sha256')?.toLowerCase();
  return { address: new URL(`${beside.href}.metadata`), ...(sha256 === undefined ? {} : { sha256 }) };
}

/** Relative ones are so to the page (PEP 691). */
function readAddress(file: unknown, field: string, page: string): URL | undefined {
  const text = readText(file, field) ?? '';
  return text !== '' && URL.canParse(text, page) ? new URL(text, page) : undefined;
}
