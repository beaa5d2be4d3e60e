import { indentOf, isContinued, linesOf } from './lines.ts';
import { cutPiece, type Piece } from './pieces.ts';
import { fillTemplates } from './templates.ts';
import { writingOf } from './written-files.ts';

/** Magics of a cell whose lines a shell reads (ipython.readthedocs.io, "Built-in magic commands"). */
const shellCell =
  /^%%(?:bash|sh|system|sx|!|script[ \t]+(?:--?[\w-]+(?:[ \t=]+[^\s=-]\S*)?[ \t]+){0,8}(?:\S*\/)?(?:ba|z|da)?sh)(?=[ \t\r\n]|$)/;
/** Magics of a line that run a program of the same name. */
const programs = /^%[ \t]*(?=(?:pip|conda|mamba|micromamba|uv)(?:[ \t]|$))/;
const shells = /^(?:%[ \t]*(?:system|sx)[ \t]|!!?)/;
/** Those programs without the mark, which IPython adds by itself; only what cannot be Python. */
const automagic = /^(?:(?:pip|conda|mamba|micromamba)[ \t]+install|uv[ \t]+(?:pip[ \t]+install|add))[ \t]+\S/;
/** Magics that measure the rest of their line. */
const measured = /^%(?:time|timeit)[ \t]+(?:-[nrtcpqo]\d{0,9}[ \t]+(?:\d{1,9}[ \t]+)?){0,6}/;
/** `names = !command`, `names = %sx command`. */
const assigned = /^[A-Za-z_][\w, .[\]]{0,200}=[ \t]*/;

/** `%env NAME=value`, `%set_env NAME value`. */
const environment = /^([ \t]*%[ \t]*(?:env|set_env)[ \t]+)([A-Za-z_]\w{0,100})(=|[ \t]+)(?=\S)/;
/** The cell is written to a file. */
const writing = /^%%(?:writefile|file)[ \t]+(?:-a[ \t]+|--append[ \t]+)?(\S{1,500})/;

/** Programs and texts: no installer reads them as they are. */
const sources = /(?<!(?:^|\/)setup)\.(?:py|md|html?|css|[cm]?jsx?|[cm]?tsx?|c|cc|cpp|cu|h|hpp|java|go|rs|r|jl)$/i;

/** What a code cell gives to a shell: all of it, or the lines that `!` and magics begin. */
export function scriptsIn(cell: Piece): readonly Piece[] {
  const body = /\S/.exec(cell.text)?.index ?? 0;
  if (cell.text.startsWith('%%', body)) {
    const firstLine = cell.text.slice(body, lineEnd(cell.text, body));
    if (shellCell.test(firstLine)) return [cutPiece(cell, lineEnd(cell.text, body))];
    const target = writing.exec(firstLine)?.[1];
    if (target !== undefined && sources.test(target)) return [];
    if (target !== undefined)
      return [writingOf(target, cutPiece(cell, Math.min(cell.text.length, lineEnd(cell.text, body) + 1)))];
    // Measuring magics hand the rest on as it is; all others read a language of their own.
    if (!/^%%(?:time|timeit|capture)\b/.test(firstLine)) return [];
  }
  return commandLines(cell);
}

function commandLines(cell: Piece): readonly Piece[] {
  const found: Piece[] = [];
  let start: number | undefined;
  for (const line of linesOf(cell.text)) {
    const variable = start === undefined ? variableIn(cutPiece(cell, line.start, line.end)) : undefined;
    if (variable !== undefined) found.push(fillVariables(variable));
    const at = start ?? commandIn(line.text, line.start);
    if (at === undefined) continue;
    start = isContinued(line.text) ? at : undefined;
    if (start === undefined) found.push(fillVariables(cutPiece(cell, at, line.end)));
  }
  if (start !== undefined) found.push(fillVariables(cutPiece(cell, start)));
  return found;
}

/** A variable that a magic sets, as a shell writes it. */
function variableIn({ text, at }: Piece): Piece | undefined {
  const [all, head = '', name = ''] = environment.exec(text.slice(0, 1000)) ?? [];
  if (all === undefined) return undefined;
  const value = `${name}=`.length;
  return {
    text: `${name}=${text.slice(all.length).trimEnd()}`,
    at: (offset) => at(offset < value ? head.length + Math.min(offset, name.length) : all.length + offset - value),
  };
}

/** Offset of the command in a line that IPython gives to a shell. */
function commandIn(line: string, start: number): number | undefined {
  const indent = indentOf(line);
  const code = line.slice(indent, indent + 1000);
  if (automagic.test(code)) return start + indent;
  const shift = (/^[!%]/.test(code) ? measured : assigned).exec(code)?.[0].length ?? 0;
  const rest = code.slice(shift);
  const mark = programs.exec(rest)?.[0] ?? shells.exec(rest)?.[0];
  return mark === undefined ? undefined : start + indent + shift + mark.length;
}

/** IPython puts the values of Python expressions in for `{expression}`; `$name` is a variable anyway. */
const fillVariables = (piece: Piece): Piece => fillTemplates(piece, { open: '{', close: '}' });

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
