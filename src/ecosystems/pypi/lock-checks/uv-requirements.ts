import { locate, type Region, startOf } from '../../../model/location.ts';
import type { CheckedFile, LockCheck } from '../../../model/lock-check.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { parseToml } from '../../../text/toml.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { readToml } from '../../../text/toml-scan.ts';
import { unlessMalformed } from '../lockfiles/content-hash.ts';
import { isTable, itemsOf, stringNodeAt, valueAt } from '../lockfiles/nodes.ts';
import { lockedNeeds, manifestNeeds, type Needs, sameNeeds } from '../lockfiles/requires-dist.ts';
import { isOwnSource, writtenSource } from '../lockfiles/uv-source.ts';

const fileName = 'pyproject.toml';
/** More contradictions of one package than anybody reads. */
const maxContradictions = 50;

/** `[package.metadata]` repeats what the manifests of the own packages ask for: uv compares the same and locks anew. */
export const uvRequirements: LockCheck = {
  format: 'uv-lock',
  files({ path, dependencies }) {
    const local = dependencies.flatMap(({ source }) => (source.kind === 'path' ? [source.path] : []));
    const folders = ['.', ...local].map((folder) => manifestPath(path, folder));
    return [...new Set(folders.flatMap((folder) => folder ?? []))];
  },
  check({ text, parsed }, files) {
    const document = unlessMalformed(() => readToml(text));
    if (document === undefined) return [];
    const tables = ['package', 'distribution'].flatMap((list) => itemsOf(valueAt(document.root, list)).filter(isTable));
    const readManifest = rememberNeeds(files);
    return tables
      .filter((table) => isOwnSource(writtenSource(table)))
      .flatMap((table) => {
        const [, folder] = writtenSource(table);
        const manifest = manifestPath(parsed.path, folder);
        const asked = manifest === undefined ? undefined : readManifest(manifest);
        if (manifest === undefined || asked === undefined) return [];
        return comparePackage(table, asked).map(({ message, region, key }) => ({
          kind: 'drift' as const,
          key,
          message,
          location: locate(parsed.path, region),
          related: { ...startOf(manifest), message: 'the manifest that the lockfile repeats' },
          confidence: 'medium' as const,
        }));
      });
  },
};

/** Reads each manifest once, however many entries name it. */
function rememberNeeds(files: ReadonlyMap<string, CheckedFile>): (path: string) => Needs | undefined {
  const known = new Map<string, Needs | undefined>();
  return (path) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    if (!known.has(path))
      known.set(
        path,
        unlessMalformed(() => manifestNeeds(parseToml(file.text).root)),
      );
    return known.get(path);
  };
}

const manifestPath = (lockfile: string, folder: string): string | undefined =>
  folder.startsWith('/') ? undefined : normalisePath(joinPath(parentOf(lockfile), `${folder}/${fileName}`));

interface Difference {
  readonly key: string;
  readonly message: string;
  readonly region: Region;
}

function comparePackage(table: TomlTable, asked: Needs): readonly Difference[] {
  const name = stringNodeAt(table, 'name');
  // Lockfiles from before the metadata was recorded, and packages that ask for nothing.
  if (name === undefined || valueAt(table, 'metadata') === undefined) return [];
  const locked = lockedNeeds(table);
  const found: Difference[] = [];
  for (const needed of new Set([...asked.keys(), ...locked.keys()])) {
    const message = describeDifference(needed, asked, locked);
    if (message === undefined) continue;
    const region = locked.get(needed)?.region ?? name.region;
    found.push({ key: `requires-dist of ${name.value}: ${message}`, message, region });
    if (found.length === maxContradictions) break;
  }
  return found;
}

function describeDifference(name: string, asked: Needs, locked: Needs): string | undefined {
  const [manifest, lockfile] = [asked.get(name), locked.get(name)];
  if (lockfile === undefined) return `${fileName} asks for ${name}, but the lockfile does not say so`;
  if (manifest === undefined) return `the lockfile says that ${fileName} asks for ${name}, but it does not`;
  if (sameNeeds(manifest, lockfile)) return undefined;
  const spell = (one: typeof manifest): string =>
    [...one.requirements].map((text) => text || 'any version').join(' or ');
  return `the lockfile says that ${fileName} asks for ${name} ${spell(lockfile)}, but it asks for ${spell(manifest)}`;
}
