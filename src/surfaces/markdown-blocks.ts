import { indentOf, linesOf } from './lines.ts';
import { scriptsIn } from './notebook-cell.ts';
import { cutPiece, joinPieces, type Piece } from './pieces.ts';
import { kindOfLanguage, type Snippet } from './prose.ts';
import { fillTemplates } from './templates.ts';

/**
 * What a block of a language holds for a shell, or as a file of its own. Linear.
 * @param block its lines, marks of quotes taken off
 */
export function snippetsIn(language: string, block: Piece): readonly Snippet[] {
  const kind = kindOfLanguage(language);
  if (kind !== undefined) return [{ piece: block, kind }];
  const name = language.toLowerCase();
  if (name === 'diff' || name === 'patch') return [{ piece: addedLines(block), kind: 'plain' }];
  const files = filesOf(name, block).map((one): Snippet => ({ ...one, kind: 'file' }));
  return [...files, ...(readers.get(name)?.(block) ?? []).map((piece): Snippet => ({ piece, kind: 'shell' }))];
}

const jsons = new Set(['json', 'jsonc', 'json5']);
const tomls = new Set(['toml']);

interface Kind {
  readonly languages: ReadonlySet<string>;
  readonly format: string;
  /** What all must stand in the block: most configurations of a documentation are none of these. */
  readonly marks: readonly RegExp[];
}

const kinds: readonly Kind[] = [
  { languages: new Set(['dockerfile', 'docker', 'containerfile']), format: 'dockerfile', marks: [] },
  { languages: jsons, format: 'mcp', marks: [/"command"\s{0,9}:/] },
  { languages: jsons, format: 'package-json', marks: [/"(?:d|devD|peerD|optionalD)ependencies"\s{0,9}:\s{0,9}\{/] },
  { languages: jsons, format: 'devcontainer', marks: [/"(?:onCreate|updateContent|postCreate|postStart)Command"/] },
  { languages: tomls, format: 'mcp', marks: [/^[ \t]*\[mcp_servers\./m] },
  {
    languages: tomls,
    format: 'pyproject',
    marks: [/^[ \t]*\[{1,2}(?:project|build-system|dependency-groups|tool\.(?:poetry|uv|pdm|hatch))[\].]/m],
  },
  {
    languages: new Set(['yaml', 'yml']),
    format: 'conda-environment',
    marks: [/^channels[ \t]*:/m, /^dependencies[ \t]*:/m],
  },
  { languages: new Set(['python', 'python3', 'py']), format: 'inline-script', marks: [/^# \/\/\/ script[ \t]*$/m] },
];

function filesOf(language: string, block: Piece): readonly { readonly piece: Piece; readonly format: string }[] {
  return kinds
    .filter(({ languages, marks }) => languages.has(language) && marks.every((mark) => mark.test(block.text)))
    .map(({ format }) => ({ piece: jsons.has(language) ? wholeJson(block) : block, format }));
}

/** JSON as examples have it, as a file: the name of the file in a comment left out, brackets around members that stand alone. */
function wholeJson(block: Piece): Piece {
  const comment = /^(?:\s*\/\/[^\n]*\n){1,3}/.exec(block.text)?.[0].length ?? 0;
  const piece = cutPiece(block, comment);
  const { text, at } = piece;
  if (!/^\s*"/.test(text)) return piece;
  return { text: `{${text}}`, at: (offset) => at(Math.min(Math.max(0, offset - 1), text.length - 1)) };
}

const readers: ReadonlyMap<string, (block: Piece) => readonly Piece[]> = new Map([
  ['yaml', steps],
  ['yml', steps],
  ['python', scriptsIn],
  ['python3', scriptsIn],
  ['py', scriptsIn],
  ['ipython', scriptsIn],
  ['ipython3', scriptsIn],
]);

/** The lines that a change adds, without their mark. */
function addedLines(block: Piece): Piece {
  const added: Piece[] = [];
  for (const { start, end, text } of linesOf(block.text)) {
    const mark = indentOf(text);
    if (text.startsWith('+', mark) && !text.startsWith('+++', mark)) added.push(cutPiece(block, start + mark + 1, end));
  }
  return joinPieces(added);
}

/** `run:` of the steps of workflows: one line, `|` or `>` with its indented lines. */
function steps(block: Piece): readonly Piece[] {
  const found: Piece[] = [];
  let script: Piece[] = [];
  let folds = false;
  /** Column of the key whose lines are read. */
  let column: number | undefined;
  const close = (): void => {
    const piece = joinPieces(script);
    const text = folds ? foldLines(piece.text) : piece.text;
    if (script.length > 0) found.push(fillTemplates({ text, at: piece.at }, { open: '${{', close: '}}' }));
    script = [];
    folds = false;
    column = undefined;
  };
  for (const { start, end, text } of linesOf(block.text)) {
    if (column !== undefined && (text.trim() === '' || indentOf(text) > column)) {
      script.push(cutPiece(block, start, end));
      continue;
    }
    close();
    const key = /^[ ]*(?:-[ ]+)?(?=run:[ ])/.exec(text.slice(0, 500))?.[0];
    if (key === undefined) continue;
    const from = key.length + 'run:'.length + indentOf(text.slice(key.length + 'run:'.length));
    const rest = text.slice(from).trimEnd();
    if (/^[|>][-+\d]{0,2}[ \t]*(?:#|$)/.test(rest.slice(0, 500))) {
      column = key.length;
      folds = rest.startsWith('>');
      continue;
    }
    const isQuoted = /^(?:"[^"\\]*"|'[^']*')$/.test(rest);
    if (isQuoted) script.push(cutPiece(block, start + from + 1, start + from + rest.length - 1));
    else if (/^[^\s|>"'&*!{[#%@`]/.test(rest.slice(0, 1))) script.push(cutPiece(block, start + from, end));
    close();
  }
  close();
  return found;
}

/** A line end inside a folded text is a blank (yaml.org/spec/1.2.2, "Line Folding"), unless an empty line follows it. */
const foldLines = (text: string): string => text.replace(/(?<=[^\n])\n(?=[^\n])/g, ' ');
