import type { Surface } from '../../model/surface.ts';
import { Collector } from '../collector.ts';
import { isContinued, linesOf } from '../lines.ts';
import { baseNameOf } from '../names.ts';
import { type Piece, PieceBuilder } from '../pieces.ts';
import { readRecipe, readVariable, type Variable } from './recipes.ts';
import { Variables } from './variables.ts';

export const surface: Surface = {
  id: 'makefile',
  title: 'Makefile',
  role: 'script',
  includesAnyName: true,
  matches(path) {
    const name = baseNameOf(path);
    return /^(?:GNU)?[Mm]akefile(?:[.-](?![\w.-]*\.pyc$)[\w.-]{1,100})?$/.test(name) || /\.(?:mk|mak|make)$/.test(name)
      ? 'name'
      : false;
  },
  read(file, commands) {
    const into = new Collector(file);
    const known = new Variables();
    // What make sets itself: it is no program whose name nobody knows.
    known.set('MAKE', 'make');
    /** Make hands only these on to the shells of recipes. */
    const exports = new Map<string, string>();
    /** Set, and perhaps named by an `export` further down. */
    const unexported = new Map<string, Variable>();
    const handOn = ({ name, value, known: isKnown }: Variable): void => {
      unexported.delete(name);
      into.add(commands.setting(name, into.word(value, isKnown)));
      if (isKnown) exports.set(name, value.text);
    };
    for (const { kind, piece } of splitMakefile(file.text)) {
      if (kind === 'recipe') {
        const { text, at } = readRecipe(piece, known);
        into.add(commands.script(text, at, exports));
        continue;
      }
      const variable = readVariable(piece, known);
      if (variable === undefined) {
        for (const name of namesExported(piece.text)) {
          const set = unexported.get(name);
          if (set !== undefined) handOn(set);
        }
        continue;
      }
      const { name, value, exported } = variable;
      known.set(name, variable.known ? value.text : undefined);
      if (exported) handOn(variable);
      else unexported.set(name, variable);
      if (variable.script !== undefined) into.add(commands.script(variable.script.text, variable.script.at));
    }
    return into.finish();
  },
};

/** `export NAME NAME` of variables that are set elsewhere. */
const namesExported = (line: string): readonly string[] =>
  /^[ \t]*export[ \t]/.test(line)
    ? line
        .slice(0, 1000)
        .trim()
        .split(/[ \t]+/)
        .slice(1)
    : [];

interface Part {
  readonly kind: 'recipe' | 'line';
  readonly piece: Piece;
}

/**
 * Logical lines: those that begin with a tab are recipes (gnu.org/software/make/manual, "Recipe Syntax"), and so is what
 * follows the semicolon of a rule.
 */
function* splitMakefile(text: string): Generator<Part, void, undefined> {
  let built: PieceBuilder | undefined;
  let kind: Part['kind'] = 'line';
  for (const line of linesOf(text)) {
    const isFirst = built === undefined;
    built ??= new PieceBuilder();
    if (isFirst) kind = line.text.startsWith('\t') ? 'recipe' : 'line';
    const goesOn = isContinued(line.text);
    const start = line.text.startsWith('\t') ? line.start + 1 : line.start;
    // Make hands the backslash and the line's end on to the shell; in all other lines they are one blank.
    const end = goesOn && kind === 'line' ? line.end - 1 : line.end;
    built.append(text.slice(start, end), start, end);
    if (goesOn) {
      built.append(kind === 'line' ? ' ' : '\n', line.end, Math.min(text.length, line.end + 1));
      continue;
    }
    if (built.length > 0) yield* splitRule({ kind, piece: built.finish() });
    built = undefined;
  }
  if (built !== undefined && built.length > 0) yield { kind, piece: built.finish() };
}

function* splitRule(part: Part): Generator<Part, void, undefined> {
  yield part;
  const { text, at } = part.piece;
  const semicolon = text.indexOf(';');
  if (part.kind === 'recipe' || semicolon === -1 || !/^[^\s#=:][^#=:]*::?[^=]/.test(text.slice(0, semicolon + 1)))
    return;
  yield { kind: 'recipe', piece: { text: text.slice(semicolon + 1), at: (offset) => at(semicolon + 1 + offset) } };
}
