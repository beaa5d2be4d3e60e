import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { openLockfile } from '../lockfiles/document.ts';
import { neighboursOf } from '../lockfiles/neighbours.ts';
import { readPylock } from '../lockfiles/pylock.ts';

const id = 'pylock';

/** `pylock.toml` and `pylock.<name>.toml`, the name without dots (PEP 751). */
export const format: Format = {
  id,
  title: 'pylock.toml',
  role: 'lockfile',
  matches: (path) => (/(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path) ? 'name' : false),
  parse: parsePylock,
  neighbours: neighboursOf('pyproject.toml'),
};

/** Many tools write the format, and people do: no one way of writing it stands out. */
function parsePylock(file: SourceFile): DependencyFile {
  const { root, into } = openLockfile(file, { lists: ['packages'], isGenerated: false });
  const requires = readPylock(root, into);
  return into.finish(id, undefined, requires);
}
