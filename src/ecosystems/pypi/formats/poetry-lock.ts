import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { openLockfile } from '../lockfiles/document.ts';
import { isNamed, neighboursOf } from '../lockfiles/neighbours.ts';
import { readPoetryLock } from '../lockfiles/poetry.ts';

const id = 'poetry-lock';
const fileName = 'poetry.lock';

/** `poetry.lock` (python-poetry/poetry, src/poetry/packages/locker.py): lockfile versions 1 and 2, and what came before. */
export const format: Format = {
  id,
  title: fileName,
  role: 'lockfile',
  matches: (path) => (isNamed(path, fileName) ? 'name' : false),
  parse: parsePoetryLock,
  neighbours: neighboursOf('pyproject.toml'),
};

function parsePoetryLock(file: SourceFile): DependencyFile {
  const { root, into } = openLockfile(file, { lists: ['package'], isGenerated: true });
  const requires = readPoetryLock(root, into);
  return into.finish(id, 'poetry', requires);
}
