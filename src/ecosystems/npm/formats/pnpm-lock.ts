import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { Collector } from '../collector.ts';
import { blankOut, findConflicts } from '../lock/conflicts.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import type { LockContent } from '../pnpm/lock-content.ts';
import { addDocument, type Requires } from '../pnpm/lock-dependencies.ts';
import { type LockRead, readFast, readLock } from '../pnpm/lock-reader.ts';
import type { LockOfManifests } from '../pnpm/manifests.ts';
import { mergeSides } from '../pnpm/merge-sides.ts';

/** With `mergeGitBranchLockfiles` each branch has one of its own (pnpm.io, "Git branch lockfiles"). */
const fileName = /^pnpm-lock(?:\.[^/]*)?\.yaml$/;

const knownVersions = /^(?:5(?:\.[0-4])?|6\.[01]|7\.0|9\.0)$/;

export const format: Format = {
  id: 'pnpm-lock',
  title: 'pnpm-lock.yaml',
  role: 'lockfile',
  matches: (path) => (fileName.test(baseNameOf(path)) ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): LockOfManifests {
  const into = new Collector(file, indexLines(file.text));
  const sides = readSides(into);
  for (const { start, end, reason } of sides.flatMap((read) => read.problems)) into.doubt(start, end, reason);
  const documents = sides.flatMap((read) => read.documents);
  if (documents.length === 0) throw new MalformedFileError('the lockfile holds no document');
  const parts: Requires[] = [];
  for (const content of documents) {
    checkVersion(into, content);
    parts.push(addDocument(into, content));
  }
  const requires = () => parts.flatMap((one) => one());
  into.tell('pnpm');
  const found = into.finish(format.id, format.role);
  const merged = sides.length > 1 ? mergeSides(found, requires()) : { ...found, requires };
  return { ...merged, manifests: manifestsIn(file.path, documents) };
}

/** Both sides of a conflict that was left in the file: pnpm merges them by itself (pnpm.io, "Working with Git"). */
function readSides(into: Collector): readonly LockRead[] {
  const { text } = into.file;
  const fast = readFast(text);
  const conflicts = fast === undefined ? findConflicts(text) : undefined;
  if (conflicts === undefined) return [fast ?? readLock(text)];
  for (const { start, end } of conflicts.markers) into.doubt(start, end, 'conflict markers');
  return [conflicts.notOurs, conflicts.notTheirs].map((spans) => readLock(blankOut(text, spans)));
}

function checkVersion(into: Collector, { version, importers, packages }: LockContent): void {
  if (version !== undefined && !knownVersions.test(version.text)) {
    into.reject(version.start, version.end, 'a lockfile version that is not known');
  } else if (version === undefined && importers.length + packages.length === 0 && into.file.text.trim() !== '') {
    into.reject(0, into.file.text.length, 'neither a version nor a list of packages');
  }
}

function manifestsIn(path: string, documents: readonly LockContent[]): readonly string[] {
  const folders = documents.flatMap(({ importers }) => importers.map((one) => joinPath(parentOf(path), one.path)));
  const paths = [...new Set(folders)].flatMap((folder) => normalisePath(joinPath(folder, 'package.json')) ?? []);
  return [...new Set(paths)];
}
