import type { Word } from '../model/command.ts';
import type { SourceFile } from '../model/ecosystem.ts';
import type { CommandReader } from '../model/surface.ts';
import { parseYaml } from '../text/yaml.ts';
import { textOf, type YamlEntry, type YamlNode, type YamlText } from '../text/yaml-nodes.ts';
import { Collector, expands } from './collector.ts';
import { joinPieces, type Piece, sliceOf } from './pieces.ts';
import { fillTemplates, type TemplateMarks } from './templates.ts';

export type Variables = ReadonlyMap<string, string>;
export const noVariables: Variables = new Map();

/** The value of the expression inside a template; undefined where nobody can tell. */
export type TemplateReader = (expression: string, known: Variables) => string | undefined;

/** Most entries that are looked at in one walk over a file; aliases may make a small file stand for many. */
const maxVisits = 200_000;

/** What the readers of YAML files share: what is found, and who reads commands. */
export class YamlSource {
  readonly into: Collector;
  readonly commands: CommandReader;
  readonly documents: readonly YamlNode[];
  readonly #marks: TemplateMarks | undefined;
  readonly #resolve: TemplateReader;

  /**
   * @param marks of the templates that are filled in before anybody reads a text
   * @param resolve what a template stands for, where that is known
   * @throws MalformedFileError where the text is no YAML
   */
  constructor(
    file: SourceFile,
    commands: CommandReader,
    marks?: TemplateMarks,
    resolve: TemplateReader = () => undefined,
  ) {
    const { documents, problems, lines } = parseYaml(file.text);
    this.into = new Collector(file, lines);
    this.commands = commands;
    this.documents = documents;
    this.#marks = marks;
    this.#resolve = resolve;
    for (const { start, end, reason } of problems) this.into.reject(start, end, reason);
  }

  /** A text with its templates filled in. */
  pieceOf(node: YamlText, known: Variables = noVariables): Piece {
    const piece = { text: node.value, at: (offset: number) => node.at(offset) };
    if (this.#marks === undefined) return piece;
    return fillTemplates(piece, this.#marks, (expression) => this.#resolve(expression, known));
  }

  /** A text or scalar as one word; undefined for lists, maps and nothing. */
  wordOf(node: YamlNode, known: Variables = noVariables): Word | undefined {
    const { start, end } = node;
    if (node.kind === 'text') {
      const piece = this.pieceOf(node, known);
      return { ...this.into.word(piece, !expands(piece.text)), start, end };
    }
    if (node.kind !== 'scalar' || node.value === null) return undefined;
    return this.into.word(sliceOf(this.into.file.text, start, end), true);
  }

  /** Shell text: a text, or a list of texts (in lists, as some tools have it) that one shell runs one after the other. */
  addScript(node: YamlNode | undefined, known: Variables = noVariables): void {
    this.addTexts(textsIn(node), known);
  }

  addTexts(texts: readonly YamlText[], known: Variables = noVariables): void {
    const pieces = texts.map((text) => this.pieceOf(text, known));
    if (pieces.length === 0) return;
    const [only = { text: '', at: () => 0 }] = pieces;
    const { text, at } = pieces.length === 1 ? only : joinPieces(pieces);
    this.into.add(this.commands.script(text, at, known));
  }

  /** A command that is already split: a list of texts. A single text is for a shell. */
  addCommand(node: YamlNode | undefined, known: Variables = noVariables): void {
    if (node?.kind !== 'list') return this.addScript(node, known);
    const words = node.items.flatMap((item) => this.wordOf(item, known) ?? []);
    if (words.length > 0) this.into.add(this.commands.argv(words, known));
  }

  /** Variables as a map, or as a list of `NAME=value`. Returns those known before and these. */
  addSettings(node: YamlNode | undefined, known: Variables = noVariables): Variables {
    const variables = new Map(known);
    for (const { name, value } of this.#assignments(node, known)) {
      if (value.known) variables.set(name, value.text);
      else variables.delete(name);
      this.into.add(this.commands.setting(name, value));
    }
    return variables;
  }

  #assignments(node: YamlNode | undefined, known: Variables): readonly { name: string; value: Word }[] {
    if (node?.kind === 'map') {
      return node.entries.flatMap(({ key, value }) => {
        const word = this.wordOf(value, known);
        return word === undefined ? [] : [{ name: key, value: word }];
      });
    }
    return textsIn(node).flatMap((text) => {
      const piece = this.pieceOf(text, known);
      const equals = piece.text.indexOf('=');
      if (equals < 1) return [];
      const value = { text: piece.text.slice(equals + 1), at: (offset: number) => piece.at(equals + 1 + offset) };
      return [{ name: piece.text.slice(0, equals), value: this.into.word(value, !expands(value.text)) }];
    });
  }
}

/** All texts of a list, of lists inside it too, in order; the text itself where there is no list. */
export function textsIn(node: YamlNode | undefined): readonly YamlText[] {
  const texts: YamlText[] = [];
  const open: (YamlNode | undefined)[] = [node];
  for (let visits = 0; open.length > 0 && visits < maxVisits; visits += 1) {
    const next = open.pop();
    if (next?.kind === 'text') texts.push(next);
    else if (next?.kind === 'list') for (const item of next.items.toReversed()) open.push(item);
  }
  return texts;
}

export const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] => (node?.kind === 'list' ? node.items : []);

/** All entries of a map, repeated keys included: what any reader may take is read. */
export const allEntriesOf = (node: YamlNode | undefined): readonly YamlEntry[] =>
  node?.kind === 'map' ? node.entries : [];

/** Every map of the file, outer ones first. */
export function mapsIn(roots: readonly YamlNode[]): readonly YamlNode[] {
  const maps: YamlNode[] = [];
  const open = roots.toReversed();
  for (let visits = 0; open.length > 0 && visits < maxVisits; visits += 1) {
    const node = open.pop();
    if (node?.kind === 'map') {
      maps.push(node);
      for (const { value } of node.entries.toReversed()) open.push(value);
    } else if (node?.kind === 'list') for (const item of node.items.toReversed()) open.push(item);
  }
  return maps;
}

/** Where the content of a text begins, where it stands letter for letter. */
export const plainOf = (node: YamlText): number => node.at(0);

export const isText = (node: YamlNode | undefined): node is YamlText => node?.kind === 'text';

export const plainText = (node: YamlNode | undefined): string => textOf(node) ?? '';
