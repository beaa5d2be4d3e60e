import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type PathIndex, type SourceFile } from '../../../model/ecosystem.ts';
import { locate, startOf } from '../../../model/location.ts';
import { indexLines, type LineIndex } from '../../../text/lines.ts';
import { foldersAbove, joinPath, parentOf } from '../../../text/paths.ts';
import { findPipSettings } from '../beside.ts';
import { includeFolders } from '../folder.ts';
import { readCompiling } from '../pip/compiling.ts';
import { decodeRequirements, isUtf8, readEncodingComment } from '../pip/decode.ts';
import { type Found, interpretLine } from '../pip/interpret.ts';
import { readLogicalLines } from '../pip/lines.ts';
import { looksLikeRequirements } from '../pip/recognise.ts';

const id = 'requirements';

/**
 * Requirements and constraints files, read as pip 26.3 does (pip.pypa.io/en/stable/reference/requirements-file-format).
 * pip refuses a file for one bad line; here such a line is `unparsed` and the others are read, since other versions of
 * pip and other tools take them. Options that name no package, no registry and no safeguard, and do not decide what is
 * chosen (`--prefer-binary`), leave no trace. A constraints file has the same grammar: only whoever includes it tells the two apart.
 */
export const format: Format = {
  id,
  title: 'requirements.txt',
  role: 'manifest',
  matches: matchPath,
  recognises: looksLikeRequirements,
  decode: decodeRequirements,
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
  const folderName = folder.slice(folder.lastIndexOf('/') + 1);
  if (telling || folderName === 'requirements') return 'name';
  // What pip-tools compiles holds names alone, which its content could not tell from any list of words.
  if (file.endsWith('.in') && /^(?:deps|dependencies|reqs|requirements?[-_a-z]*)$/.test(folderName)) return 'name';
  return others.test(file) ? false : 'content';
}

/** The largest requirements file of a public repository that we know of has a twentieth of it. */
const maxLength = 4 * 1024 * 1024;

function parseRequirements({ path, text, encoding }: SourceFile): DependencyFile {
  if (text.length > maxLength) throw new MalformedFileError(`more than ${maxLength} characters are not read`);
  const index = indexLines(text);
  const found: Found = {
    dependencies: [],
    registries: [],
    includes: [],
    unparsed: [],
    ambiguities: [],
    safeguards: [],
    clients: [],
  };
  addEncoding(path, index, encoding, found);
  for (const line of readLogicalLines(text)) interpretLine(line, { path, text, index, found });
  const includes = [...found.includes, ...includeFolders(found.dependencies, found.includes, path)];
  const lockedBy = path.endsWith('.in') ? { lockedBy: compiledFrom(path) } : {};
  return {
    path,
    format: id,
    role: 'manifest',
    own: [],
    ...lockedBy,
    ...readCompiling(path, index),
    ...found,
    includes,
  };
}

/** Where pip-compile, and `uv pip compile`, write what such a file asks for, as everybody calls it. */
const compiledFrom = (path: string): readonly string[] => [
  `${path.slice(0, path.lastIndexOf('.'))}.txt`,
  joinPath(parentOf(path), 'requirements.txt'),
];

/**
 * A comment in the first two lines, or a byte-order mark, makes pip decode the whole file otherwise than people and other
 * tools do. Where a comment names an encoding and the text was not decoded by it, what pip reads is not known.
 */
function addEncoding(path: string, index: LineIndex, encoding: string | undefined, found: Found): void {
  const comments = [1, 2].flatMap((number) => {
    const line = number <= index.count ? index.line(number) : '';
    const named = line.startsWith('#') ? readEncodingComment(line.slice(0, 1000)) : undefined;
    const region = { startLine: number, startColumn: 1, endLine: number, endColumn: line.length + 1 };
    return named === undefined ? [] : [{ named, line, location: locate(path, region) }];
  });
  if (encoding !== undefined) {
    const location = comments[0]?.location ?? startOf(path);
    found.ambiguities.push({ location, reason: `pip reads this file as ${encoding}, most other readers as UTF-8` });
    return;
  }
  for (const { named, line, location } of comments.filter((comment) => !isUtf8(comment.named))) {
    found.unparsed.push({ location, text: line, reason: `pip decodes the whole file as ${named}, not as UTF-8` });
  }
}

/** Files beside it, in `requirements/` beneath and in the folders above may include it, and so may a project's own file; and settings hold for it. */
function findNeighbours(path: string, tree: PathIndex): readonly string[] {
  const folder = parentOf(path);
  const folders = [joinPath(folder, 'requirements'), ...foldersAbove(folder)];
  const named = folders.flatMap((one) => tree.inFolder(one)).filter((one) => matchPath(one) === 'name');
  const beside = [folder, parentOf(folder)].map((one) => joinPath(one, 'pyproject.toml'));
  const compiled = path.endsWith('.in') ? compiledFrom(path) : [];
  const others = [...beside, ...compiled, joinPath(folder, 'uv.toml')].filter((one) => tree.has(one));
  return [...new Set([...named, ...others, ...findPipSettings(path, tree)])].filter((one) => one !== path);
}
