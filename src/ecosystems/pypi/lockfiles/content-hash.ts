import { MalformedFileError } from '../../../model/ecosystem.ts';
import { locate, type Region, startOf } from '../../../model/location.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../../../model/lock-check.ts';
import { joinPath, parentOf } from '../../../text/paths.ts';
import { sha256 } from '../../../text/sha256.ts';
import { parseToml } from '../../../text/toml.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { readToml } from '../../../text/toml-scan.ts';
import { stringNodeAt } from './nodes.ts';

/** A hash of the manifest that stands in a lockfile: lower-case SHA-256, without a prefix. */
export interface RecordedHash {
  readonly value: string;
  readonly region: Region;
}

interface ContentHash {
  readonly format: string;
  /** Name of the manifest in the folder of the lockfile. */
  readonly manifest: string;
  recorded(lockfile: string): RecordedHash | undefined;
  /** The texts that the releases of the tool hash which write such a lockfile; undefined for one that cannot be worked out. */
  contents(manifest: TomlTable, lockfile: string): readonly (string | undefined)[];
  readonly confidence: Contradiction['confidence'];
}

/** A lockfile held against its manifest. */
interface Reading {
  readonly lockfile: CheckedFile;
  readonly recorded: RecordedHash;
  /** What the releases of the tool make of the manifest. */
  readonly hashes: readonly string[];
}

/**
 * Recomputes the hash of the manifest. Where it does not fit, it is `drift`: that is what a forgotten command leaves
 * behind. It is `tampered` where the base proves that the hash of this project can be recomputed and the change then wrote
 * what the tool never writes: other packages under the old hash, or a new hash that is neither manifest's.
 */
export function contentHashCheck(kind: ContentHash): LockCheck {
  const { format, manifest, confidence } = kind;
  const pathOf = (lockfile: string): string => joinPath(parentOf(lockfile), manifest);
  const readSide = (lockfile: CheckedFile, files: ReadonlyMap<string, CheckedFile>) =>
    readHashes(kind, lockfile, files.get(pathOf(lockfile.parsed.path)));
  return {
    format,
    files: ({ path }) => [pathOf(path)],
    check(lockfile, files, before) {
      const read = readSide(lockfile, files);
      if (read === undefined || fits(read)) return [];
      const { recorded, hashes } = read;
      const base = before && readSide(before.lockfile, before.files);
      const path = pathOf(lockfile.parsed.path);
      const said = `the recorded hash of ${manifest} is ${recorded.value.slice(0, 12)}..., but the file gives ${hashes.at(-1)?.slice(0, 12)}...`;
      const edit = base && fits(base) ? findEdit(base, read) : undefined;
      return [
        {
          kind: edit === undefined ? 'drift' : 'tampered',
          key: `content hash ${recorded.value}`,
          message: edit === undefined ? said : `${said}, although ${edit.what}`,
          location: locate(lockfile.parsed.path, recorded.region),
          related: { ...startOf(path), message: 'the manifest that the hash speaks of' },
          confidence: edit?.confidence ?? confidence,
        },
      ];
    },
  };
}

/** @returns undefined where there is nothing to compare, or no way to */
function readHashes(kind: ContentHash, lockfile: CheckedFile, beside: CheckedFile | undefined): Reading | undefined {
  const recorded = beside && unlessMalformed(() => kind.recorded(lockfile.text));
  if (beside === undefined || recorded === undefined) return undefined;
  const texts = unlessMalformed(() => kind.contents(parseToml(beside.text).root, lockfile.text)) ?? [];
  const hashes = texts.flatMap((one) => (one === undefined ? [] : [sha256(one)]));
  return hashes.length < texts.length || hashes.length === 0 ? undefined : { lockfile, recorded, hashes };
}

const fits = ({ recorded, hashes }: Reading): boolean => hashes.includes(recorded.value);

/** What of the change its tool would not have done. A manifest that is edited again after the lockfile leaves a hash of neither, too. */
function findEdit(base: Reading, head: Reading): (Pick<Contradiction, 'confidence'> & { what: string }) | undefined {
  if (head.recorded.value === base.recorded.value)
    return packagesOf(head) === packagesOf(base)
      ? undefined
      : { what: 'the change alters the packages: the tool writes the hash with them', confidence: 'medium' };
  return base.hashes.includes(head.recorded.value)
    ? undefined
    : { what: 'the change writes that hash: it is neither that of the manifest before nor after', confidence: 'low' };
}

const packagesOf = ({ lockfile }: Reading): string =>
  JSON.stringify(
    lockfile.parsed.dependencies.map(({ purl, source, resolved, integrity }) => [purl, source, resolved, integrity]),
  );

/** The hash at a path of keys of a lockfile in TOML. */
export function tomlHash(text: string, keys: readonly string[], prefix: string): RecordedHash | undefined {
  const node = stringNodeAt(readToml(text).root, ...keys);
  if (node === undefined || !node.value.startsWith(prefix)) return undefined;
  return { value: node.value.slice(prefix.length), region: node.region };
}

/** Files that are no TOML or JSON are told where they are read. */
export function unlessMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}
