import type { Include } from '../model/dependency.ts';
import type { Ecosystem, Format, PathIndex } from '../model/ecosystem.ts';
import type { Surface } from '../model/surface.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import { createCommandReader } from './commands.ts';

/** Deeper trees are not a project's own folders. */
const maxFolders = 64;

/** Manifests and lockfiles of the project that a script belongs to: what it runs may be installed already (npx). */
function findProjects(path: string, tree: PathIndex, formats: readonly Format[]): readonly string[] {
  const isProject = (candidate: string) =>
    formats.some(
      ({ role, namesProject, matches }) =>
        (role === 'lockfile' || namesProject === true) && matches(candidate) === 'name',
    );
  return foldersAbove(parentOf(path))
    .slice(0, maxFolders)
    .flatMap((folder) => tree.inFolder(folder).filter((candidate) => candidate !== path && isProject(candidate)));
}

/** Where a script runs, paths may be others than here: what it names is read where it is found. An address is the same everywhere. */
const excuse = (include: Include): Include =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(include.text) ? include : { ...include, optional: true };

/**
 * Surfaces as formats, so that whoever reads dependency files needs to know of nothing else. Their commands are understood
 * by the installers of all ecosystems.
 */
export function surfaceFormats(
  surfaces: readonly Surface[],
  ecosystems: readonly Pick<Ecosystem, 'installers' | 'formats'>[],
): readonly Format[] {
  const installers = ecosystems.flatMap((one) => one.installers);
  const formats = ecosystems.flatMap((one) => one.formats);
  const all: readonly Format[] = surfaces.map((surface): Format => {
    const { id, title, role } = surface;
    const recognises = surface.recognises?.bind(surface);
    return {
      id,
      title,
      role,
      matches: (path) => surface.matches(path),
      ...(recognises === undefined ? {} : { recognises }),
      parse(file) {
        const reading = surface.read(file, createCommandReader({ installers, formats, surfaces: all, file }));
        const includes = reading.includes.map(excuse);
        return { path: file.path, format: id, role, own: [], ...reading, includes };
      },
      neighbours: (path, tree) => findProjects(path, tree, formats),
      besides: true,
      ...(surface.includesAnyName === true ? { includesAnyName: true } : {}),
    };
  });
  return all;
}
