import { MalformedFileError } from '../../../model/ecosystem.ts';
import { locate, type Region, startOf } from '../../../model/location.ts';
import type { Contradiction, LockCheck } from '../../../model/lock-check.ts';
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

/**
 * Recomputes the hash of the manifest. It is `drift`: who edits one of both files by hand and who forgets to write the
 * lockfile anew leave the same trace.
 */
export function contentHashCheck({ format, manifest, recorded, contents, confidence }: ContentHash): LockCheck {
  const pathOf = (lockfile: string): string => joinPath(parentOf(lockfile), manifest);
  return {
    format,
    files: ({ path }) => [pathOf(path)],
    check({ text, parsed }, files) {
      const path = pathOf(parsed.path);
      const beside = files.get(path);
      const hash = beside && unlessMalformed(() => recorded(text));
      if (beside === undefined || hash === undefined) return [];
      const texts = unlessMalformed(() => contents(parseToml(beside.text).root, text)) ?? [];
      const hashes = texts.flatMap((one) => (one === undefined ? [] : [sha256(one)]));
      if (hashes.length < texts.length || hashes.length === 0 || hashes.includes(hash.value)) return [];
      return [
        {
          kind: 'drift',
          key: `content hash ${hash.value}`,
          message: `the recorded hash of ${manifest} is ${hash.value.slice(0, 12)}..., but the file gives ${hashes.at(-1)?.slice(0, 12)}...`,
          location: locate(parsed.path, hash.region),
          related: { ...startOf(path), message: 'the manifest that the hash speaks of' },
          confidence,
        },
      ];
    },
  };
}

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
