import type { Surface } from '../../model/surface.ts';
import { Collector, wordOf } from '../collector.ts';
import { indentOf, isContinued, linesOf } from '../lines.ts';
import { baseNameOf } from '../names.ts';
import { joinPieces, type Piece, sliceOf } from '../pieces.ts';
import { fillTemplates } from '../templates.ts';

export const surface: Surface = {
  id: 'justfile',
  title: 'justfile',
  role: 'script',
  matches: (path) => (/^\.?justfile$/i.test(baseNameOf(path)) || /\.just$/i.test(path) ? 'name' : false),
  read(file, commands) {
    const into = new Collector(file);
    const known = new Map<string, string>();
    for (const part of splitJustfile(file.text)) {
      if (part.kind === 'recipe') {
        for (const { text, at } of scriptsOf(part.lines, known)) into.add(commands.script(text, at));
        continue;
      }
      const { name, value, exported } = part;
      known.set(name, value.text);
      if (exported) into.add(commands.setting(name, wordOf(value)));
    }
    return into.finish();
  },
};

type Part =
  | { readonly kind: 'recipe'; readonly lines: readonly Piece[] }
  | { readonly kind: 'variable'; readonly name: string; readonly value: Piece; readonly exported: boolean };

/** Indented lines are the bodies of recipes (just.systems/man, "Grammar"); variables are read where they are texts. */
function* splitJustfile(text: string): Generator<Part, void, undefined> {
  let body: Piece[] = [];
  for (const line of linesOf(text)) {
    const indent = indentOf(line.text);
    if (indent > 0 && indent < line.text.length) {
      body.push(sliceOf(text, line.start + indent, line.end));
      continue;
    }
    if (line.text === '') continue;
    if (body.length > 0) yield { kind: 'recipe', lines: body };
    body = [];
    const variable = /^(export[ \t]+)?([A-Za-z_][\w-]{0,100})[ \t]*:=[ \t]*(['"])/.exec(line.text.slice(0, 500));
    const [head, exported, name, quote] = variable ?? [];
    if (head === undefined || name === undefined || quote === undefined) continue;
    const end = line.text.indexOf(quote, head.length);
    if (
      end === -1 ||
      line.text
        .slice(end + 1)
        .replace(/#.*/, '')
        .trim() !== ''
    )
      continue;
    const value = sliceOf(text, line.start + head.length, line.start + end);
    yield { kind: 'variable', name, value, exported: exported !== undefined };
  }
  if (body.length > 0) yield { kind: 'recipe', lines: body };
}

/** A body that names its own interpreter is one script; of others each line is one. */
function scriptsOf(lines: readonly Piece[], known: ReadonlyMap<string, string>): readonly Piece[] {
  const first = lines[0]?.text ?? '';
  if (first.startsWith('#!'))
    return /\b(?:ba|z|da|k)?sh\b/.test(first.slice(0, 200)) ? [fill(joinPieces(lines), known)] : [];
  const scripts: Piece[] = [];
  let open: Piece[] = [];
  for (const line of lines) {
    open.push(open.length === 0 ? withoutMarks(line) : line);
    if (isContinued(line.text)) continue;
    scripts.push(fill(joinPieces(open), known));
    open = [];
  }
  return open.length > 0 ? [...scripts, fill(joinPieces(open), known)] : scripts;
}

/** `@` silences a line, `-` lets it fail. */
function withoutMarks({ text, at }: Piece): Piece {
  const skip = /^[@-]{0,3}/.exec(text)?.[0].length ?? 0;
  return { text: text.slice(skip), at: (offset) => at(skip + offset) };
}

const fill = (piece: Piece, known: ReadonlyMap<string, string>): Piece =>
  fillTemplates(piece, { open: '{{', close: '}}' }, (name) => known.get(name));
