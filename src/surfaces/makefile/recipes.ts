import { cutPiece, type Piece, PieceBuilder } from '../pieces.ts';
import { unknownValue } from '../templates.ts';
import { maxExpansion, type Variables } from './variables.ts';

/** A recipe as the shell is given it: `@`, `-` and `+` taken off, make's own variables put in. */
export function readRecipe(piece: Piece, known: Variables): Piece {
  let start = 0;
  while (start < piece.text.length && '@-+ \t'.includes(piece.text.charAt(start))) start += 1;
  return expand(cutPiece(piece, start), known);
}

/** `$(NAME)` and `${NAME}` are make's; `$$` is a dollar sign for the shell. Functions, unset names and what is too long are not known. */
function expand(piece: Piece, known: Variables): Piece {
  const { text } = piece;
  const built = new PieceBuilder();
  let done = 0;
  let room = maxExpansion;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', done)) {
    built.append(text.slice(done, at), done, at);
    const end = endOfReference(text, at);
    const written = text.slice(at, end);
    if (written === '$$') built.append('$', at, end);
    else {
      const name = written.length > 3 ? written.slice(2, -1) : written.slice(1);
      const value = known.take(name, room);
      room -= value?.length ?? 0;
      built.append(value ?? unknownValue(written), at, end);
    }
    done = end;
  }
  built.append(text.slice(done), done, text.length);
  return built.length === 0 ? piece : built.finish(piece.at);
}

/** Brackets of a reference nest: `$(shell echo $(NAME))`. */
function endOfReference(text: string, start: number): number {
  const open = text.charAt(start + 1);
  const close = open === '(' ? ')' : open === '{' ? '}' : '';
  if (close === '') return Math.min(text.length, start + 2);
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === open) depth += 1;
    else if (char === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

export interface Variable {
  readonly name: string;
  readonly value: Piece;
  /** Nothing in the value depends on what make is told from outside. */
  readonly known: boolean;
  /** Given to the commands of recipes. */
  readonly exported: boolean;
  /** Shell text whose output is the value. */
  readonly script?: Piece;
}

/** `NAME = value` in all of make's spellings; undefined for other lines. */
export function readVariable(piece: Piece, known: Variables): Variable | undefined {
  const head =
    /^[ \t]*(?:[\w.%/-]{1,200}[ \t]{0,20}:[ \t]+(?=export[ \t]))?((?:(?:export|override|private)[ \t]+){0,3})([\w.-]{1,200})[ \t]*(?::{0,3}|\?|\+|!)=[ \t]*/.exec(
      piece.text.slice(0, 1000),
    );
  const [all, modifiers = '', name = ''] = head ?? [];
  if (all === undefined) return undefined;
  const comment = piece.text.indexOf(' #', all.length);
  const line = piece.text.slice(0, comment === -1 ? piece.text.length : comment).trimEnd();
  const value = cutPiece(piece, all.length, Math.max(all.length, line.length));
  const expanded = expand(value, known);
  const isKnown = !expanded.text.includes('$') && !/[+!]=/.test(all);
  const command = /!=[ \t]*$/.test(all) ? value : shellFunction(value);
  return {
    name,
    value: expanded,
    known: isKnown,
    exported: modifiers.includes('export'),
    ...(command === undefined ? {} : { script: expand(command, known) }),
  };
}

function shellFunction(value: Piece): Piece | undefined {
  const match = /^\$\(shell[ \t]+/.exec(value.text);
  return match === null ? undefined : cutPiece(value, match[0].length, endOfReference(value.text, 0) - 1);
}
