import { readInstructions } from './container-instructions.ts';
import { indentOf, linesOf } from './lines.ts';
import { mayHoldServers } from './markdown-servers.ts';
import { scriptsIn } from './notebook-cell.ts';
import { cutPiece, joinPieces, type Piece } from './pieces.ts';
import { kindOfLanguage, type Snippet } from './prose.ts';
import { fillTemplates } from './templates.ts';

/**
 * What a block of a language holds for a shell. Linear.
 * @param block its lines, marks of quotes taken off
 * @param raw the stretch of the file that it stands on
 */
export function snippetsIn(language: string, block: Piece, raw: Piece): readonly Snippet[] {
  const kind = kindOfLanguage(language);
  if (kind !== undefined) return [{ piece: block, kind }];
  const name = language.toLowerCase();
  if (jsons.has(name)) return mayHoldServers(raw.text) ? [{ piece: raw, kind: 'servers' }] : [];
  if (name === 'diff' || name === 'patch') return [{ piece: addedLines(block), kind: 'plain' }];
  return (readers.get(name)?.(block) ?? []).map((piece) => ({ piece, kind: 'shell' }));
}

const jsons = new Set(['json', 'jsonc', 'json5']);

const readers: ReadonlyMap<string, (block: Piece) => readonly Piece[]> = new Map([
  ['dockerfile', runLines],
  ['docker', runLines],
  ['containerfile', runLines],
  ['yaml', steps],
  ['yml', steps],
  ['python', scriptsIn],
  ['python3', scriptsIn],
  ['py', scriptsIn],
  ['ipython', scriptsIn],
  ['ipython3', scriptsIn],
]);

/** What `RUN` gives to the shell; the JSON form has no shell. */
function runLines(block: Piece): readonly Piece[] {
  return readInstructions(block.text)
    .filter(({ name, value }) => name === 'RUN' && !value.text.startsWith('['))
    .map(({ value, whole, heredocs }) => {
      const { text, at } = heredocs.length > 0 ? whole : value;
      return { text, at: (offset) => block.at(at(offset)) };
    });
}

/** The lines that a change adds, without their mark. */
function addedLines(block: Piece): Piece {
  const added: Piece[] = [];
  for (const { start, end, text } of linesOf(block.text)) {
    const mark = indentOf(text);
    if (text.startsWith('+', mark) && !text.startsWith('+++', mark)) added.push(cutPiece(block, start + mark + 1, end));
  }
  return joinPieces(added);
}

/** `run: command`, and `run: |` with its indented lines, of the steps of workflows. Folded and quoted texts are passed over. */
function steps(block: Piece): readonly Piece[] {
  const found: Piece[] = [];
  let script: Piece[] = [];
  /** Column of the key whose lines are read. */
  let column: number | undefined;
  const close = (): void => {
    if (script.length > 0) found.push(fillTemplates(joinPieces(script), { open: '${{', close: '}}' }));
    script = [];
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
    if (/^\|[-+\d]{0,2}[ \t]*(?:#|$)/.test(text.slice(from, from + 500))) column = key.length;
    else if (/^[^\s|>"'&*!{[#%@`]/.test(text.slice(from, from + 1))) {
      script.push(cutPiece(block, start + from, end));
      close();
    }
  }
  close();
  return found;
}
