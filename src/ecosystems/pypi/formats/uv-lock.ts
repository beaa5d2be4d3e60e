import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { openLockfile } from '../lockfiles/document.ts';
import { neighboursOf } from '../lockfiles/neighbours.ts';
import { readUvLock } from '../lockfiles/uv.ts';

const id = 'uv-lock';

/** Scripts with inline metadata have a lockfile of their own (docs.astral.sh/uv, guides/scripts): `name.py.lock`. */
const isName = (path: string): boolean => /(?:^|\/)uv\.lock$/.test(path) || path.endsWith('.py.lock');

/** `uv.lock` (astral-sh/uv, crates/uv-resolver/src/lock), version 1 with all its revisions. */
export const format: Format = {
  id,
  title: 'uv.lock',
  role: 'lockfile',
  matches: (path) => (isName(path) ? 'name' : false),
  parse: parseUvLock,
  neighbours: neighboursOf('pyproject.toml'),
};

function parseUvLock(file: SourceFile): DependencyFile {
  const { root, into } = openLockfile(file, { lists: ['package', 'distribution'], isGenerated: true });
  const requires = readUvLock(root, into);
  return into.finish(id, 'uv', requires);
}
