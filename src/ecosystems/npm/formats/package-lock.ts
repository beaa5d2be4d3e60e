import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { Collector } from '../collector.ts';
import { blankOut, findConflicts } from '../lock/conflicts.ts';
import { addContent } from '../lock/content.ts';
import type { LockContent } from '../lock/entry.ts';
import { readExactly } from '../lock/exact.ts';
import { scanLock } from '../lock/scan.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { readLockedPrograms } from '../programs.ts';

const fileNames = new Set(['package-lock.json', 'npm-shrinkwrap.json']);

/** Both names hold the same (npm: npm-shrinkwrap.json). */
export const format: Format = {
  id: 'package-lock',
  title: 'package-lock.json',
  role: 'lockfile',
  matches: (path) => (fileNames.has(baseNameOf(path)) ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const into = new Collector(file, indexLines(file.text));
  const contents = readContents(into, file.text);
  const graphs = contents.map((content) => addContent(into, content));
  const [only] = graphs;
  into.tell('npm');
  const parsed = { ...into.finish(format.id, format.role), programs: () => readLockedPrograms(file.text) };
  const { length } = into.dependencies;
  // Of a conflict both sides are told; which of their packages would stand beside each other, nobody can say.
  return graphs.length === 1 && only !== undefined ? { ...parsed, requires: () => only(file.text, length) } : parsed;
}

/**
 * npm merges a lockfile with conflict markers by itself (parse-conflict-json): whatever either side holds may be installed.
 */
function readContents(into: Collector, text: string): readonly LockContent[] {
  const scanned = scanLock(text);
  if (scanned !== undefined) return [scanned];
  const conflicts = findConflicts(text);
  if (conflicts === undefined) return [readExactly(into, text)];
  for (const { start, end } of conflicts.markers) into.doubt(start, end, 'conflict markers: npm merges both sides');
  return [conflicts.notOurs, conflicts.notTheirs].map((spans) => readExactly(into, blankOut(text, spans)));
}
