/** A file of a project as far as its hash matters: `<algorithm>:<hex>`. */
export interface HashedFile {
  readonly filename: string;
  readonly hash?: string | undefined;
}

/** More of them than real projects have; each costs a look for every release. */
const maxStrays = 1_000;

/**
 * All hashes that an index lists for a release; none where a file of it has no hash, or one of another kind: then a hash
 * that is not among the others may be that file's.
 * @param strays files of the project whose names tell no version that is one: they count where they contain this version
 */
export function listHashes(
  version: string,
  files: readonly HashedFile[],
  strays: readonly HashedFile[],
): readonly string[] {
  if (strays.length > maxStrays) return [];
  const hashes: string[] = [];
  for (const file of files) {
    if (file.hash === undefined) return [];
    hashes.push(file.hash);
  }
  for (const stray of strays) {
    if (!stray.filename.includes(version) || files.includes(stray)) continue;
    if (stray.hash === undefined) return [];
    hashes.push(stray.hash);
  }
  const [kind] = hashes.map(kindOf);
  return hashes.every((hash) => kindOf(hash) === kind) ? hashes : [];
}

const kindOf = (hash: string): string => hash.slice(0, hash.indexOf(':'));
