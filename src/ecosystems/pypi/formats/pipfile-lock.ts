import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { parseJson } from '../../../text/json.ts';
import { LockCollector } from '../lockfiles/collector.ts';
import { isNamed, neighboursOf } from '../lockfiles/neighbours.ts';
import { readPipfileLock } from '../lockfiles/pipfile.ts';

const id = 'pipfile-lock';
const fileName = 'Pipfile.lock';

export const format: Format = {
  id,
  title: fileName,
  role: 'lockfile',
  matches: (path) => (isNamed(path, fileName) ? 'name' : false),
  parse: parsePipfileLock,
  neighbours: neighboursOf('Pipfile'),
};

function parsePipfileLock(file: SourceFile): DependencyFile {
  const { root, duplicates, lines } = parseJson(file.text);
  if (root.kind !== 'object') throw new MalformedFileError('the lockfile is not an object', 1);
  const into = new LockCollector(file, lines);
  for (const { key, occurrences } of duplicates) {
    for (const { keyStart, value } of occurrences.slice(0, -1)) {
      into.doubt(
        lines.region(keyStart, value.end),
        `the key ${JSON.stringify(key)} stands twice, and the last one counts`,
      );
    }
  }
  readPipfileLock(root, into);
  return into.finish(id, 'pipenv');
}
