import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { Collector } from '../collector.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';
import { readContent } from '../yarn/content.ts';
import { addEntries } from '../yarn/dependencies.ts';
import { findRequired } from '../yarn/descriptors.ts';

/** Yarn 1 has a format of its own, later ones write YAML under the same name. */
export const format: Format = {
  id: 'yarn-lock',
  title: 'yarn.lock',
  role: 'lockfile',
  matches: (path) => (baseNameOf(path) === 'yarn.lock' ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const into = new Collector(file, indexLines(file.text));
  const content = readContent(into, file.text);
  const placed = addEntries(into, content);
  const { length } = into.dependencies;
  into.tell(content.dialect === 'berry' ? 'yarn-berry' : 'yarn-classic');
  return { ...into.finish(format.id, format.role), requires: () => findRequired(placed, length, content.dialect) };
}
