import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type PathIndex, type SourceFile } from '../../../model/ecosystem.ts';
import { locate } from '../../../model/location.ts';
import { indexLines, type LineIndex } from '../../../text/lines.ts';
import { foldersAbove, joinPath, parentOf } from '../../../text/paths.ts';
import { type Found, interpretLine } from '../pip/interpret.ts';
import { readLogicalLines } from '../pip/lines.ts';
import { looksLikeRequirements } from '../pip/recognise.ts';

const id = 'requirements';

/**
 * Requirements and constraints files, read as pip 26.3 does (pip.pypa.io/en/stable/reference/requirements-file-format).
 * pip refuses a file for one bad line; here such a line is `unparsed` and the others are read, since other versions of
 * pip and other tools take them. Options that name no package and no registry (`--pre`, `--no-index`, a folder after
 * `--find-links`) leave no trace. A constraints file has the same grammar: only whoever includes it tells the two apart.
 */
export const format: Format = {
  id,
  title: 'requirements.txt',
  role: 'manifest',
  matches: matchPath,
  recognises: looksLikeRequirements,
  parse: parseRequirements,
  neighbours: findNeighbours,
  includesAnyName: true,
};

/** Text files by these names are known to be something else. */
const others =
  /^(?:cmakelists|robots|humans|security|llms|ads|license|licence|copying|notice|readme|changes|changelog|manifest)\b/;

function matchPath(path: string): 'name' | 'content' | false {
  const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (!file.endsWith('.txt') && !file.endsWith('.in')) return false;
  const stem = file.slice(0, file.lastIndexOf('.'));
  const telling = ['requirements', 'constraints'].some((word) => stem.startsWith(word) || stem.endsWith(word));
  const folder = parentOf(path);
  if (telling || folder === 'requirements' || folder.endsWith('/requirements')) return 'name';
  return others.test(file) ? false : 'content';
}

/** The largest requirements file of a public repository that we know of has a twentieth of it. */
const maxLength = 4 * 1024 * 1024;

function parseRequirements({ path, text }: SourceFile): DependencyFile {
  if (text.length > maxLength) throw new MalformedFileError(`more than ${maxLength} characters are not read`);
  const found: Found = { dependencies: [], registries: [], includes: [], unparsed: [] };
  const index = indexLines(text);
  addEncoding(path, index, found);
  for (const line of readLogicalLines(text)) interpretLine(line, { path, text, index, found });
  return { path, format: id, role: 'manifest', own: [], ...found };
}

/** Names that PEP 263 allows for the encoding that this program reads, or for parts of it. */
const utf8 = /^(?:utf[-_]?8(?:[-_]sig)?|u8|ascii|us[-_]ascii)$/i;

/** A comment in the first two lines makes pip decode the whole file otherwise (pip `req_file.py`, `PEP263_ENCODING_RE`). */
function addEncoding(path: string, index: LineIndex, found: Found): void {
  for (const number of [1, 2].filter((one) => one <= index.count)) {
    const line = index.line(number);
    const encoding = line.startsWith('#')
      ? /coding[:=]\s{0,99}([-\w.]{1,99})/.exec(line.slice(0, 1000))?.[1]
      : undefined;
    if (encoding === undefined || utf8.test(encoding)) continue;
    const location = locate(path, { startLine: number, startColumn: 1, endLine: number, endColumn: line.length + 1 });
    found.unparsed.push({ location, text: line, reason: `pip decodes the whole file as ${encoding}, not as UTF-8` });
  }
}

/** Files beside it, in `requirements/` beneath and in the folders above may include it, and so may a project's own file. */
function findNeighbours(path: string, tree: PathIndex): readonly string[] {
  const folder = parentOf(path);
  const folders = [joinPath(folder, 'requirements'), ...foldersAbove(folder)];
  const named = folders.flatMap((one) => tree.inFolder(one)).filter((one) => matchPath(one) === 'name');
  const projects = [folder, parentOf(folder)]
    .map((one) => joinPath(one, 'pyproject.toml'))
    .filter((one) => tree.has(one));
  return [...new Set([...named, ...projects])].filter((one) => one !== path);
}
