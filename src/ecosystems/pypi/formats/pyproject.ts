import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, PathIndex, SourceFile } from '../../../model/ecosystem.ts';
import { foldersAbove, joinPath, parentOf } from '../../../text/paths.ts';
import { parseToml } from '../../../text/toml.ts';
import { findPipSettings } from '../beside.ts';
import { includeFolders } from '../folder.ts';
import { createCollector, rejectDisagreements } from '../pyproject/collector.ts';
import { readHatch } from '../pyproject/hatch.ts';
import { readPdm } from '../pyproject/pdm.ts';
import { readPoetry } from '../pyproject/poetry.ts';
import { readProject } from '../pyproject/project.ts';
import { readUv, uvSources } from '../pyproject/uv.ts';

const id = 'pyproject';
const fileName = 'pyproject.toml';

/**
 * `pyproject.toml`: the standard tables (packaging.python.org, pyproject.toml specification and dependency groups) and
 * those of Poetry, uv, PDM and Hatch. Which tool a project uses is not asked: all tables are read.
 */
export const format: Format = {
  id,
  title: fileName,
  role: 'manifest',
  matches: (path) => (path === fileName || path.endsWith(`/${fileName}`) ? 'name' : false),
  parse: parsePyproject,
  neighbours: findNeighbours,
  namesProject: true,
  includesAnyName: true,
};

function parsePyproject({ path, text }: SourceFile): DependencyFile {
  const document = parseToml(text);
  const { root } = document;
  const collector = createCollector(path, text, document.index, uvSources(root));
  rejectDisagreements(document.disagreements, collector);
  readProject(root, collector);
  readPoetry(root, collector);
  readPdm(root, collector);
  readHatch(root, collector);
  readUv(root, collector);
  const { found } = collector;
  return {
    path,
    format: id,
    role: 'manifest',
    ...found,
    includes: [...found.includes, ...includeFolders(found.dependencies, found.includes, path)],
  };
}

/** Lockfiles that are written for the file, and what else configures its tools. */
const lockfiles = ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml'] as const;
const settings = ['uv.toml', 'poetry.toml', 'pdm.toml', 'setup.cfg', 'setup.py'] as const;

/** The files of the folders above: one of them may hold the workspace, and with it sources and registries. */
function findNeighbours(path: string, tree: PathIndex): readonly string[] {
  const folder = parentOf(path);
  const above = foldersAbove(folder).map((one) => joinPath(one, fileName));
  // A workspace's lockfile stands at its root.
  const locks = foldersAbove(folder).flatMap((one) => lockfiles.map((name) => joinPath(one, name)));
  const beside = settings.map((name) => joinPath(folder, name));
  const named = [...above, ...locks, ...beside].filter((candidate) => candidate !== path && tree.has(candidate));
  return [...named, ...findPipSettings(path, tree)];
}
