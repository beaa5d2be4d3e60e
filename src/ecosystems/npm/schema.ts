import type { PackageFact, PackageStatus, ReleaseFact, ReleaseOrigin } from '../../model/registry.ts';
import { membersOf, newest, oldest, readField, readText, readTime, textOf } from '../../text/decode.ts';
import { aboutFields, decodeAbout } from './about.ts';
import { decodeOrigin, detailFields, originFields } from './release-details.ts';

/** What is read of a packument (github.com/npm/registry, docs/responses/package-metadata.md). */
export const packumentFields: readonly (readonly string[])[] = [
  ['_id'],
  ['name'],
  ['description'],
  ['dist-tags'],
  ['time'],
  ['versions', '*', 'deprecated'],
  ['versions', '*', 'dist', 'integrity'],
  ['versions', '*', 'dist', 'shasum'],
  ...originFields.map((field) => ['versions', '*', ...field]),
  ...aboutFields,
];

/** What is read of the document of one version. */
export const manifestFields: readonly (readonly string[])[] = [
  ['name'],
  ['version'],
  ['deprecated'],
  ['dist', 'integrity'],
  ['dist', 'shasum'],
  ...detailFields,
];

/** The name a document says it is about; mirrors may leave out `name`. */
export const documentName = (document: unknown): string | undefined =>
  readText(document, 'name') ?? readText(document, '_id');

/** An empty notice takes a deprecation back; some registries send `true` instead of a notice. */
function readDeprecated(value: unknown): string | undefined {
  if (value === true) return '';
  return textOf(value) || undefined;
}

/** `integrity` may hold several hashes (Subresource Integrity); `shasum` is SHA-1 in hexadecimal. */
function readIntegrity(dist: unknown): readonly string[] {
  const hashes = (readText(dist, 'integrity') ?? '')
    .slice(0, 2000)
    .split(/\s+/)
    .filter((hash) => /^[a-z0-9]+-./.test(hash));
  const shasum = readText(dist, 'shasum');
  return shasum !== undefined && /^[0-9a-f]{40}$/.test(shasum) ? [...hashes, `sha1:${shasum}`] : hashes;
}

/** A release out of a version's object. */
export function decodeRelease(version: string, value: unknown, publishedAt: string | undefined): ReleaseFact {
  const deprecated = readDeprecated(readField(value, 'deprecated'));
  const integrity = readIntegrity(readField(value, 'dist'));
  return {
    version,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(integrity.length === 0 ? {} : { integrity }),
  };
}

/** Times of versions. The other keys of `time` are about the document. */
function readTimes(document: unknown): ReadonlyMap<string, string> {
  const times = new Map<string, string>();
  for (const [key, value] of membersOf(readField(document, 'time'))) {
    const time = key === 'created' || key === 'modified' || key === 'unpublished' ? undefined : readTime(value);
    if (time !== undefined) times.set(key, time);
  }
  return times;
}

/** An object without a prototype: a tag may have any name. */
function readTags(document: unknown): Record<string, string> {
  const tags: Record<string, string> = Object.create(null);
  for (const [tag, value] of membersOf(readField(document, 'dist-tags'))) {
    const version = textOf(value);
    if (version !== undefined) tags[tag] = version;
  }
  return tags;
}

/** Versions of a package that was unpublished as a whole: the registry lists them beside the time. */
const readUnpublished = (unpublished: unknown): readonly string[] => {
  const versions = readField(unpublished, 'versions');
  return Array.isArray(versions) ? versions.filter((version) => typeof version === 'string') : [];
};

/** Most versions of a package have the origin of the one before them: that is kept once. */
function originReader() {
  let last: ReleaseOrigin | undefined;
  return (manifest: unknown): Pick<ReleaseFact, 'origin'> => {
    const read = decodeOrigin(manifest);
    if (read === undefined) return {};
    last = last !== undefined && isSame(last, read) ? last : read;
    return { origin: last };
  };
}

const isSame = (a: ReleaseOrigin, b: ReleaseOrigin): boolean =>
  a.publisher === b.publisher &&
  a.trustedBuild === b.trustedBuild &&
  a.approver === b.approver &&
  a.isAttested === b.isAttested &&
  a.maintainers?.length === b.maintainers?.length &&
  (a.maintainers ?? []).every((name, at) => name === b.maintainers?.[at]);

/** The package of a packument; undefined where it lists no versions and says nothing of their removal. */
export function decodePackument(name: string, document: unknown): PackageFact | undefined {
  const times = readTimes(document);
  const unpublished = readField(readField(document, 'time'), 'unpublished');
  const readOrigin = originReader();
  const versions = membersOf(readField(document, 'versions')).map(([version, value]) => ({
    ...decodeRelease(version, value, times.get(version)),
    ...readOrigin(value),
  }));
  const served = new Set(versions.map(({ version }) => version));
  const known = new Set([...times.keys(), ...readUnpublished(unpublished)]);
  const removedVersions = [...known].filter((version) => !served.has(version));
  if (versions.length === 0 && removedVersions.length === 0 && unpublished === undefined) return undefined;
  const tags = readTags(document);
  const latest = tags['latest'] ?? versions.at(-1)?.version;
  const firstPublishedAt = oldest([...times.values()]);
  const createdAt = readTime(readField(readField(document, 'time'), 'created'));
  const unpublishedAt = readTime(readField(unpublished, 'time'));
  const about = decodeAbout(document);
  return {
    name,
    ...judgeStatus(document, versions, latest, unpublished),
    ...(latest === undefined ? {} : { latest }),
    tags,
    versions,
    removedVersions,
    ...(firstPublishedAt === undefined ? {} : { firstPublishedAt }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(unpublishedAt === undefined ? {} : { unpublishedAt }),
    ...(about === undefined ? {} : { about }),
  };
}

/** What npm puts in the place of malware: `0.0.1-security`, later also `0.0.1-security.0`. */
const placeholderVersion = /^0\.0\.[0-9]+-security(?:\.[0-9]+)?$/;

/**
 * Told by version and description. Where a mirror leaves the description out, by the versions alone: all of them, or the last
 * one to be published, beside those that the mirror has kept (Verdaccio does).
 */
function isPlaceholder(document: unknown, versions: readonly ReleaseFact[], latest: string | undefined): boolean {
  const description = readText(document, 'description');
  if (description !== undefined)
    return placeholderVersion.test(latest ?? '') && description.toLowerCase().includes('security holding package');
  const isPlaced = ({ version }: ReleaseFact): boolean => placeholderVersion.test(version);
  const placed = versions.filter(isPlaced);
  const since = newest(placed.flatMap(({ publishedAt }) => publishedAt ?? [])) ?? '';
  const isReplaced = ({ publishedAt }: ReleaseFact): boolean => publishedAt !== undefined && publishedAt < since;
  return placed.length > 0 && versions.every((one) => isPlaced(one) || isReplaced(one));
}

function judgeStatus(
  document: unknown,
  versions: readonly ReleaseFact[],
  latest: string | undefined,
  unpublished: unknown,
): { readonly status: PackageStatus; readonly statusReason?: string } {
  if (versions.length === 0) {
    const at = readTime(readField(unpublished, 'time'));
    return { status: 'unpublished', ...(at === undefined ? {} : { statusReason: `unpublished at ${at}` }) };
  }
  if (isPlaceholder(document, versions, latest)) {
    return {
      status: 'security-placeholder',
      statusReason: readText(document, 'description') ?? 'security holding package',
    };
  }
  const deprecated = versions.find(({ version }) => version === latest)?.deprecated;
  return deprecated === undefined ? { status: 'active' } : { status: 'deprecated', statusReason: deprecated };
}
