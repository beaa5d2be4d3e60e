import type { Dependency, Include } from '../../model/dependency.ts';
import type { Location } from '../../model/location.ts';
import { joinPath, normalisePath, parentOf } from '../../text/paths.ts';

/** The files in which a Python project may state its dependencies. */
export const projectFiles = ['pyproject.toml', 'setup.cfg', 'setup.py'] as const;

/**
 * Brings in the project in a folder (`-e ./folder`): whichever of its files exist.
 *
 * @param folder relative to the file that names it; undefined where it is no folder of the tree
 * @param from path of the file that names it
 */
export function includeProject(folder: string | undefined, from: string, text: string, location: Location): Include {
  const base = folder === undefined ? undefined : normalisePath(joinPath(parentOf(from), folder));
  if (base === undefined) return { kind: 'workspace', text, location };
  const [path, ...alternatives] = projectFiles.map((file) => joinPath(base, file));
  return { kind: 'workspace', ...(path === undefined ? {} : { path, alternatives }), text, location };
}

/** A file of a distribution rather than the folder of a project. */
export const isArchive = (path: string): boolean => archive.test(path);

const archive = /\.(?:whl|egg|zip|tgz|tar(?:\.[a-z0-9]{1,4})?)$/i;

/** Dependencies that are folders bring in what the projects in them depend on. */
export function includeFolders(
  dependencies: readonly Dependency[],
  includes: readonly Include[],
  from: string,
): readonly Include[] {
  const known = new Set(includes.map(({ path }) => path));
  return dependencies.flatMap(({ source, rawName, location }) => {
    if (source.kind !== 'path' || isArchive(source.path)) return [];
    // Hatch fills in the folder of the project (hatch.pypa.io, "Context formatting").
    const folder = source.path.replace(/^file:(?:\/\/localhost)?/i, '').replace(/^\{root(?::uri)?\}\//, '');
    const isOutside = /^(?:\/|~|[a-z]:)/i.test(folder);
    const include = includeProject(isOutside ? undefined : folder, from, `${rawName} (${source.path})`, location);
    return include.path !== undefined && known.has(include.path) ? [] : [include];
  });
}
