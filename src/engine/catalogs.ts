import type { Dependency } from '../model/dependency.ts';
import { purl } from '../model/purl.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import type { Side } from './read.ts';

/** Entries of shared lists by their keys, in the folders of their files. */
type Catalogs = ReadonlyMap<string, ReadonlyMap<string, readonly Dependency[]>>;

/**
 * What refers to an entry of a shared list (the catalogs of pnpm, Yarn and Bun) is what that entry stands for: the target of
 * an alias, or something of no registry. Files of the side are replaced by such that say so.
 */
export function joinCatalogs({ files }: Side): void {
  const catalogs = readCatalogs(files);
  if (catalogs.size === 0) return;
  for (const [path, file] of files) {
    const { dependencies } = file.parsed;
    if (!dependencies.some(({ catalog }) => catalog !== undefined)) continue;
    const folders = foldersAbove(parentOf(path));
    const joined = dependencies.map((dependency) => joinOne(dependency, folders, catalogs));
    files.set(path, { ...file, parsed: { ...file.parsed, dependencies: joined } });
  }
}

const keyOf = (ecosystem: string, catalog: string, rawName: string): string =>
  JSON.stringify([ecosystem, catalog, rawName]);

function readCatalogs(files: Side['files']): Catalogs {
  const catalogs = new Map<string, Map<string, Dependency[]>>();
  for (const [path, { parsed }] of files) {
    for (const entry of parsed.dependencies) {
      if (entry.inCatalog === undefined) continue;
      const inFolder = catalogs.get(parentOf(path)) ?? new Map<string, Dependency[]>();
      catalogs.set(parentOf(path), inFolder);
      const key = keyOf(entry.ecosystem, entry.inCatalog, entry.rawName);
      inFolder.set(key, [...(inFolder.get(key) ?? []), entry]);
    }
  }
  return catalogs;
}

/** Only where all lists that may be meant agree: another client's list must not make a name out to be a harmless one. */
function joinOne(dependency: Dependency, folders: readonly string[], catalogs: Catalogs): Dependency {
  const { ecosystem, catalog, rawName, nameRegion: _, ...rest } = dependency;
  if (catalog === undefined) return dependency;
  const key = keyOf(ecosystem, catalog, rawName);
  const [entry, ...others] = folders.flatMap((folder) => catalogs.get(folder)?.get(key) ?? []);
  if (entry === undefined || others.some((one) => saysOf(one) !== saysOf(entry))) return dependency;
  // The entry of the list has its requirement, and that is judged there.
  return saysOf(entry) === saysOf(dependency)
    ? dependency
    : {
        ...rest,
        ecosystem,
        catalog,
        rawName,
        name: entry.name,
        purl: purl(ecosystem, entry.name),
        source: entry.source,
      };
}

const saysOf = ({ name, source }: Dependency): string => JSON.stringify([name, source]);
