/** A recorded hash that can be compared. Equal digests are equal texts. */
export interface Hash {
  /** `sha512`; for a checksum that only its own tool can compare, the tool and its parameters. */
  readonly algorithm: string;
  readonly digest: string;
  /** As recorded. */
  readonly text: string;
}

/** Bytes of a digest, the strongest algorithm first. */
const sizes: ReadonlyMap<string, number> = new Map([
  ['sha512', 64],
  ['sha384', 48],
  ['sha256', 32],
  ['sha224', 28],
  ['sha1', 20],
  ['md5', 16],
]);

const algorithms: readonly string[] = [...sizes.keys()];
const weak: ReadonlySet<string> = new Set(['sha1', 'md5']);

/** A weak hash fixes bytes only against those who cannot make two archives of one hash. */
export const isStrong = ({ algorithm }: Hash): boolean => !weak.has(algorithm);

/**
 * Reads `sha512-<base64>` (Subresource Integrity), `sha256:<hex>` and `sha256=<hex>` (Python), `<cache key>/<hex>` (Yarn: a
 * hash of its own archive). Undefined for any other text.
 */
export function readHash(text: string): Hash | undefined {
  const yarn = /^([0-9a-z]{1,16})\/([0-9a-f]{40,128})$/.exec(text);
  if (yarn !== null) return { algorithm: `yarn ${yarn[1]}`, digest: `${yarn[2]}`, text };
  const found = /^([a-z0-9]{3,6})[-:=]([a-z0-9+/=]{16,128})(?:\?.*)?$/i.exec(text);
  const algorithm = found?.[1]?.toLowerCase() ?? '';
  const size = sizes.get(algorithm);
  const digest = size === undefined ? undefined : readDigest(found?.[2] ?? '', size);
  return digest === undefined ? undefined : { algorithm, digest, text };
}

export const readHashes = (texts: readonly string[] = []): readonly Hash[] =>
  texts.flatMap((text) => readHash(text) ?? []);

/** Lower-case hex of hex or base64. */
function readDigest(text: string, size: number): string | undefined {
  if (text.length === size * 2) return /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : undefined;
  const bytes = decodeBase64(text.replace(/={1,2}$/, ''));
  return bytes?.length === size ? bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('') : undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): readonly number[] | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const value = alphabet.indexOf(char);
    if (value === -1) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  return bytes;
}

/**
 * npm (ssri) passes over what is no hash of an algorithm it knows, so that such a text fixes nothing. A digest alone is none of
 * npm's: Yarn 2 and 3 write their checksums so.
 */
export const isVoid = (text: string): boolean => readHash(text) === undefined && !/^[0-9a-f]{40,128}$/i.test(text);

/** What several digests of one algorithm stand for. */
export type Reading =
  /** One archive that may have any of them (Subresource Integrity): one digest more lets in other bytes. */
  | 'alternatives'
  /** A file each (Python): one more is a file that was published later, one less a file that was left out. */
  | 'files';

export interface Disagreement {
  readonly was: Hash;
  readonly is: Hash;
  /** `all`: nothing in common. `some`: digests were replaced, others stay. `more`: all stay, and others are accepted too. */
  readonly extent: 'all' | 'some' | 'more';
}

/** Hashes of one algorithm of which the base has others: then bytes differ. The strongest such algorithm. */
export function findDisagreement(
  before: readonly Hash[],
  after: readonly Hash[],
  reading: Reading = 'files',
): Disagreement | undefined {
  const known = new Set([...before, ...after].map(({ algorithm }) => algorithm));
  const ranked = [...algorithms.filter((one) => known.has(one)), ...[...known].filter((one) => !sizes.has(one))];
  for (const algorithm of ranked) {
    const [was, is] = [before, after].map((list) => list.filter((hash) => hash.algorithm === algorithm));
    const found = compareDigests(was ?? [], is ?? [], reading);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of hashes of one algorithm. */
function compareDigests(was: readonly Hash[], is: readonly Hash[], reading: Reading): Disagreement | undefined {
  const [first] = was;
  const [old, now] = [was, is].map((list) => new Set(list.map(({ digest }) => digest)));
  const added = is.find(({ digest }) => old?.has(digest) !== true);
  if (first === undefined || added === undefined) return undefined;
  const gone = was.find(({ digest }) => now?.has(digest) !== true);
  if (gone === undefined) return reading === 'files' ? undefined : { was: first, is: added, extent: 'more' };
  const keepsSome = is.some(({ digest }) => old?.has(digest) === true);
  return { was: gone, is: added, extent: keepsSome ? 'some' : 'all' };
}

/** Recorded hashes of an algorithm that a complete list uses too, and that are not in it. */
export function findUnlisted(recorded: readonly Hash[], listed: readonly Hash[]): readonly Hash[] {
  const comparable = new Set(listed.map(({ algorithm }) => algorithm));
  const known = new Set(listed.map(({ algorithm, digest }) => `${algorithm}:${digest}`));
  return recorded.filter(
    ({ algorithm, digest }) =>
      sizes.has(algorithm) && comparable.has(algorithm) && !known.has(`${algorithm}:${digest}`),
  );
}

/** The beginning of a hash, enough to tell it from another. */
export const sayHash = ({ text }: Hash): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
