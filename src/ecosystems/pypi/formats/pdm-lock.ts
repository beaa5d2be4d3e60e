import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { openLockfile } from '../lockfiles/document.ts';
import { isNamed, neighboursOf } from '../lockfiles/neighbours.ts';
import { readPdmLock } from '../lockfiles/pdm.ts';

const id = 'pdm-lock';
const fileName = 'pdm.lock';

/** `pdm.lock` (pdm-project.org, lockfile): lockfile versions up to 4. */
export const format: Format = {
  id,
  title: fileName,
  role: 'lockfile',
  matches: (path) => (isNamed(path, fileName) ? 'name' : false),
  parse: parsePdmLock,
  neighbours: neighboursOf('pyproject.toml'),
};

function parsePdmLock(file: SourceFile): DependencyFile {
  const { root, into } = openLockfile(file, { lists: ['package'], isGenerated: true });
  const requires = readPdmLock(root, into);
  return into.finish(id, 'pdm', requires);
}
