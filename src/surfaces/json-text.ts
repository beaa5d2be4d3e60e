import type { Word } from '../model/command.ts';
import type { JsonString } from '../text/json-nodes.ts';
import { expands, wordOf } from './collector.ts';
import { type Piece, PieceBuilder } from './pieces.ts';

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Appends the content of a JSON string, escapes read; `start` and `end` are those of the string, quotes included. */
export function appendJsonString(built: PieceBuilder, source: string, start: number, end: number): void {
  // Looked for in the string alone: the next escape of the file may stand far behind it.
  const written = source.slice(start, end - 1);
  let done = 1;
  for (let at = written.indexOf('\\', done); at !== -1; at = written.indexOf('\\', done)) {
    built.append(written.slice(done, at), start + done, start + at);
    const letter = written.charAt(at + 1);
    done = at + (letter === 'u' ? 6 : 2);
    const code = Number.parseInt(written.slice(at + 2, at + 6), 16);
    const text = letter === 'u' ? String.fromCharCode(code) : (escapes.get(letter) ?? letter);
    built.append(text, start + at, start + done);
  }
  built.append(written.slice(done), start + done, end - 1);
}

/** The content of a JSON string with the place of each character. */
export function jsonPiece(holder: Piece, { start, end }: Pick<JsonString, 'start' | 'end'>): Piece {
  const built = new PieceBuilder();
  appendJsonString(built, holder.text, start, end);
  return built.length === 0 ? { text: '', at: () => holder.at(start + 1) } : built.finish(holder.at);
}

/** A string that is one word of a command which no shell reads: nothing in it is expanded. */
export function jsonWord(holder: Piece, node: JsonString, known = true): Word {
  const { plain, ...word } = wordOf(jsonPiece(holder, node), known);
  const outside = { ...word, start: holder.at(node.start), end: holder.at(node.end - 1) + 1 };
  return plain === undefined ? outside : { ...outside, plain };
}

/** A string of a configuration whose reader puts `$` + `{variables}` in. */
export const jsonVariableWord = (holder: Piece, node: JsonString): Word => jsonWord(holder, node, !expands(node.value));
