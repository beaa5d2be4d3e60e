import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { sha256 } from '../../../text/sha256.ts';
import { Collector } from '../collector.ts';
import { baseNameOf, neighboursAbove } from '../neighbours.ts';

const fileName = /^\.pnpmfile\.[cm]?js$|^pnpmfile\.js$/;

/** Yarn itself and its plugins, as a repository carries them (yarnpkg.com, "yarnPath", "plugins"). */
const yarnFile = /(?:^|\/)\.yarn\/(?:releases|plugins)\/.+\.[cm]?js$/;

/**
 * Code that pnpm runs whenever it resolves: it may change every dependency of every package (pnpm.io, ".pnpmfile.mjs"). It
 * is not read, but what it is must not change unseen. That of Yarn neither, where the settings go on naming the same file.
 */
export const format: Format = {
  id: 'pnpmfile',
  title: '.pnpmfile.cjs',
  role: 'configuration',
  matches: (path) => (fileName.test(baseNameOf(path)) || yarnFile.test(path) ? 'name' : false),
  parse,
  neighbours: neighboursAbove,
};

function parse(file: SourceFile): DependencyFile {
  const into = new Collector(file, indexLines(file.text));
  const end = file.text.trimEnd().length;
  const hash = sha256(file.text).slice(0, 16);
  const value = `${file.text.length} characters, sha256 ${hash}`;
  // A new file of Yarn does nothing until a setting names it, which is told there.
  const byDefault = yarnFile.test(file.path) ? 0 : 1;
  if (end > 0) {
    into.protect(0, end, { setting: baseNameOf(file.path), value, guard: 'client-code', strength: 0, byDefault });
  }
  return into.finish(format.id, format.role);
}
