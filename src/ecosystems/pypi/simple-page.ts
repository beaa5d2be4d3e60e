import { compareText } from '../../model/location.ts';
import type { PackageFact, PackageStatus, ReleaseFact } from '../../model/registry.ts';
import { oldest, readField, readList, readText, readTime } from '../../text/decode.ts';
import { parseFilename, readKind } from './filename.ts';
import { completeProject } from './latest.ts';
import { names } from './names.ts';
import { type HashedFile, listHashes } from './release-hashes.ts';
import { authorityOf, type PageLink, readLinks } from './simple-html.ts';
import { versionKey } from './version-key.ts';

/** What is read of the JSON form (PEP 691, PEP 700, PEP 740, PEP 792). */
export const pageFields: readonly (readonly string[])[] = [
  ['name'],
  ['meta', 'api-version'],
  ['project-status'],
  ['versions', '*'],
  ['files', '*', 'filename'],
  ['files', '*', 'upload-time'],
  ['files', '*', 'yanked'],
  ['files', '*', 'hashes', 'sha256'],
  ['files', '*', 'provenance'],
];

/** With the addresses of the files, which take more room than all the rest, and what is offered beside them (PEP 658, PEP 714). */
export const linkedPageFields: typeof pageFields = [
  ...pageFields,
  ['files', '*', 'url'],
  ['files', '*', 'size'],
  ['files', '*', 'core-metadata'],
  ['files', '*', 'data-dist-info-metadata'],
];

/** One file of a project, whatever form of the page told it. What it does not tell is undefined. */
interface ProjectFile extends HashedFile {
  readonly version: string;
  readonly uploadedAt: string | undefined;
  readonly yanked: string | undefined;
  readonly isAttested: boolean | undefined;
  /** Host and port as written in its address, perhaps with user information. */
  readonly authority: string | undefined;
}

/**
 * The project of a JSON page; undefined where the page is about another project or is none.
 * @param hosts that serve the archives of the index itself
 */
export function decodePage(name: string, document: unknown, hosts: readonly string[]): PackageFact | undefined {
  const version = readText(readField(document, 'meta'), 'api-version');
  // Another major version may mean anything (PEP 629).
  if (version !== undefined && !/^1(?:\.|$)/.test(version)) return undefined;
  const said = readText(document, 'name');
  const { files, strays } = decodeFiles(readList(document, 'files'), name);
  if (said === undefined ? files.length === 0 : names.normalise(said) !== name) return undefined;
  if (!Array.isArray(readField(document, 'files'))) return undefined;
  const listed = readList(document, 'versions').filter((text) => typeof text === 'string');
  return assemble({ name, listed, files, strays, hosts, ...decodeStatus(readField(document, 'project-status')) });
}

/** The project of an HTML page. Only links to files of the project make it one; a login page has none. */
export const decodeHtmlPage = (name: string, html: string, hosts: readonly string[]): PackageFact | undefined =>
  decodeLinks(name, readLinks(html), hosts);

/**
 * Links tell no times. What static indexes write at the end of a page (`<!--TIMESTAMP 1700000000-->`) is when the page was
 * made, and it is made again for every upload to any project: an old release would pass for a new one.
 */
export function decodeLinks(
  name: string,
  links: readonly PageLink[],
  hosts: readonly string[],
): PackageFact | undefined {
  const files = links.flatMap((link): readonly ProjectFile[] => {
    const { filename, hash, yanked, authority } = link;
    const version = parseFilename(filename, name)?.version;
    if (version === undefined) return [];
    return [{ filename, hash, version, yanked, authority, uploadedAt: undefined, isAttested: undefined }];
  });
  const strays = links.filter(({ filename }) => parseFilename(filename, name) === undefined);
  return files.length === 0 ? undefined : assemble({ name, listed: [], files, strays, hosts, status: 'active' });
}

/** Strays: files whose names do not tell of which release they are: packages of operating systems, old installers. */
function decodeFiles(list: readonly unknown[], project: string): Pick<ProjectPage, 'files' | 'strays'> {
  const files: ProjectFile[] = [];
  const strays: HashedFile[] = [];
  for (const value of list) {
    const hashed = decodeHashed(value);
    const version = parseFilename(hashed.filename, project)?.version;
    if (version !== undefined) files.push(decodeFile(value, hashed, version));
    else if (hashed.filename !== '') strays.push(hashed);
  }
  return { files, strays };
}

function decodeFile(value: unknown, { filename, hash }: HashedFile, version: string): ProjectFile {
  const provenance = readField(value, 'provenance');
  const address = readText(value, 'url');
  return {
    filename,
    hash,
    version,
    uploadedAt: readTime(readField(value, 'upload-time')),
    yanked: decodeYanked(readField(value, 'yanked')),
    isAttested: provenance === undefined ? undefined : typeof provenance === 'string' && provenance !== '',
    authority: address === undefined ? undefined : authorityOf(address),
  };
}

function decodeHashed(value: unknown): HashedFile {
  const sha256 = readText(readField(value, 'hashes'), 'sha256');
  const isHash = sha256 !== undefined && /^[0-9a-f]{64}$/i.test(sha256);
  return {
    filename: readText(value, 'filename') ?? '',
    hash: isHash ? `sha256:${sha256.toLowerCase()}` : undefined,
  };
}

/** `true` or a reason (PEP 592). */
const decodeYanked = (value: unknown): string | undefined => {
  if (value === true) return '';
  return typeof value === 'string' ? value : undefined;
};

const statuses: ReadonlyMap<string, PackageStatus> = new Map([
  ['archived', 'archived'],
  ['quarantined', 'quarantined'],
  ['deprecated', 'deprecated'],
]);

interface Status {
  readonly status: PackageStatus;
  readonly statusReason?: string;
}

/** PEP 792 writes `status`, its prose `state`. */
function decodeStatus(value: unknown): Status {
  const status = statuses.get(readText(value, 'status') ?? readText(value, 'state') ?? '') ?? 'active';
  const reason = readText(value, 'reason');
  return { status, ...(reason === undefined ? {} : { statusReason: reason }) };
}

interface ProjectPage extends Status {
  readonly name: string;
  readonly listed: readonly string[];
  readonly files: readonly ProjectFile[];
  readonly strays: readonly HashedFile[];
  readonly hosts: readonly string[];
}

function assemble({ name, listed, files, strays, hosts, ...status }: ProjectPage): PackageFact {
  const groups = new Map<string, { readonly version: string; readonly files: ProjectFile[] }>();
  for (const version of listed) {
    const key = versionKey(version);
    if (!groups.has(key)) groups.set(key, { version, files: [] });
  }
  const keys = new Map<string, string>();
  for (const file of files) {
    const key = keys.get(file.version) ?? versionKey(file.version);
    keys.set(file.version, key);
    const group = groups.get(key) ?? { version: file.version, files: [] };
    group.files.push(file);
    groups.set(key, group);
  }
  const loose = [...strays, ...files.filter(({ version }) => namesPlatform.test(version))];
  const versions = [...groups.values()].map((group) => toRelease(group.version, group.files, loose, hosts));
  const times = files.flatMap(({ uploadedAt }) => uploadedAt ?? []);
  return completeProject({ name, ...status, versions, removedVersions: [] }, oldest(times));
}

/** What `x-1.0.linux-x86_64.tar.gz` tells is no version: the file may be one of 1.0. */
const namesPlatform = /\.(?:linux|macosx|win|darwin|cygwin|mingw)/;

/** Hosts that the files are linked from, but for the index's own. */
function listHosts(files: readonly ProjectFile[], own: readonly string[]): readonly string[] {
  const authorities = new Set<string>();
  for (const { authority } of files)
    if (authority !== undefined && !own.includes(authority)) authorities.add(authority);
  if (authorities.size === 0) return [];
  const hosts = [...authorities].flatMap((authority) => {
    const address = `https://${authority}`;
    return URL.canParse(address) ? [new URL(address).host] : [];
  });
  return [...new Set(hosts)].filter((host) => !own.includes(host));
}

/** What the files of a release say together. */
interface Summary {
  publishedAt: string | undefined;
  /** A release is yanked when all its files are. */
  isYanked: boolean;
  /** Whether each file tells whether it is attested, and whether all are. */
  isTold: boolean;
  isAttested: boolean;
}

/** In one pass: a page has thousands of files, and a look for each question costs more than all that is read of it. */
function summarise(files: readonly ProjectFile[]): Summary {
  const all: Summary = { publishedAt: undefined, isYanked: true, isTold: files.length > 0, isAttested: true };
  for (const { uploadedAt, yanked, isAttested } of files) {
    if (uploadedAt !== undefined && (all.publishedAt === undefined || uploadedAt > all.publishedAt)) {
      all.publishedAt = uploadedAt;
    }
    if (yanked === undefined) all.isYanked = false;
    if (isAttested === undefined) all.isTold = false;
    if (isAttested !== true) all.isAttested = false;
  }
  return all;
}

/** The kinds of archives that a client may take: of a release that is not yanked, not those that are. */
function listKinds(files: readonly ProjectFile[], isYanked: boolean): readonly string[] {
  const kinds = new Set<string>();
  for (const { filename, yanked } of files) {
    const kind = isYanked || yanked === undefined ? readKind(filename) : undefined;
    if (kind !== undefined) kinds.add(kind);
  }
  return kinds.size < 2 ? [...kinds] : [...kinds].sort(compareText);
}

function toRelease(
  version: string,
  files: readonly ProjectFile[],
  strays: readonly HashedFile[],
  hosts: readonly string[],
): ReleaseFact {
  const { publishedAt, isYanked, isTold, isAttested } = summarise(files);
  const yanked = isYanked ? files[0]?.yanked : undefined;
  const integrity = listHashes(version, files, strays);
  const archives = listKinds(files, isYanked);
  const foreign = listHosts(files, hosts);
  // Field by field: copies cost more than all that is read here.
  const release: { -readonly [K in keyof ReleaseFact]: ReleaseFact[K] } = { version };
  if (publishedAt !== undefined) release.publishedAt = publishedAt;
  if (yanked !== undefined) release.yanked = yanked;
  if (integrity.length > 0) release.integrity = integrity;
  if (archives.length > 0) release.archives = archives;
  if (isTold) release.origin = { isAttested };
  if (foreign.length > 0) release.archiveHosts = foreign;
  return release;
}
