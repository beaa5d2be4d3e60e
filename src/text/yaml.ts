import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { MalformedFileError } from '../model/ecosystem.ts';
import { indexLines } from './lines.ts';
import type { Span, YamlEntry, YamlFile, YamlNode, YamlProblem, YamlStyle } from './yaml-nodes.ts';
import { placesOf } from './yaml-places.ts';
import { composeDocuments, YamlSyntaxError } from './yaml-syntax.ts';

/** Most values that the aliases and merge keys of one file may stand for. */
const maxAliasedValues = 100_000;

/**
 * Reads YAML 1.2 with the place of every key and value, all documents of it. An alias becomes the value of its anchor,
 * placed where the alias stands (what lies inside stays at the anchor); merge keys (`<<`) are followed. A lone carriage
 * return ends a line, as the specification has it (section 5.4), and is told.
 * @throws MalformedFileError with the line of the first error, for nesting deeper than 100 levels and for aliases that
 * stand for too much
 */
export function parseYaml(text: string): YamlFile {
  const lines = indexLines(text);
  const problems = findLineEnds(text);
  try {
    const plain = text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
    const documents = composeDocuments(plain).flatMap(({ contents }) =>
      contents === null ? [] : [new Converter(plain, problems).convert(contents)],
    );
    return { documents, problems: problems.sort((a, b) => a.start - b.start), lines };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    throw new MalformedFileError(`not valid YAML: ${error.message}`, lines.position(error.offset).line);
  }
}

/** Most line ends of these kinds that are told one by one. */
const maxLineEnds = 20;

/** Characters that end a line for some readers (YAML 1.1 has all of them) and not for others, nor for people. */
function findLineEnds(text: string): YamlProblem[] {
  const problems: YamlProblem[] = [];
  for (const { index } of text.matchAll(/\r(?!\n)|[\u0085\u2028\u2029]/g)) {
    if (problems.length === maxLineEnds) break;
    problems.push({ start: index, end: index + 1, reason: 'a character ends a line for some readers only' });
  }
  return problems;
}

const styles: Readonly<Record<Scalar.Type, YamlStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'folded',
};

/** Makes nodes of one document. Calls itself for each level, and levels are bounded before. */
class Converter {
  readonly #text: string;
  readonly #problems: YamlProblem[];
  readonly #anchors = new Map<string, { readonly node: YamlNode; readonly size: number }>();
  /** Values so far, those that aliases stand for included. */
  #count = 0;
  #aliased = 0;

  constructor(text: string, problems: YamlProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  convert(node: Node): YamlNode {
    if (isAlias(node)) return this.#resolve(node);
    const before = this.#count;
    this.#count += 1;
    const made = this.#make(node);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, { node: made, size: this.#count - before });
    return made;
  }

  #make(node: Node): YamlNode {
    const { start, end } = spanOf(node);
    if (isMap(node)) {
      const entries = this.#readEntries(node);
      return {
        kind: 'map',
        start,
        end: closes(this.#text, end, '}') ? end : (entries.at(-1)?.value.end ?? end),
        entries,
      };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#convertPart(item, end));
      return { kind: 'list', start, end: closes(this.#text, end, ']') ? end : (items.at(-1)?.end ?? end), items };
    }
    return isScalar(node) ? this.#readScalar(node, start, end) : this.#nothingAt(end);
  }

  #readScalar(node: Scalar, start: number, end: number): YamlNode {
    const { value, type = 'PLAIN' } = node;
    if (value === null || typeof value === 'boolean' || typeof value === 'number') {
      return { kind: 'scalar', start, end, value, source: this.#text.slice(start, end) };
    }
    const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
    const last = isBlock ? trimEnd(this.#text, start, end) : end;
    const text = typeof value === 'string' ? value : this.#text.slice(start, end);
    const style = styles[type as Scalar.Type];
    const at = placesOf({ text: this.#text, start, end: last, value: text, style });
    return { kind: 'text', start, end: last, value: text, style, at };
  }

  /** A key or value may be left out, or be a pair of its own in a flow sequence. */
  #convertPart(part: unknown, at: number): YamlNode {
    if (isScalar(part) || isMap(part) || isSeq(part) || isAlias(part)) return this.convert(part);
    return this.#nothingAt(at);
  }

  #nothingAt(at: number): YamlNode {
    return { kind: 'scalar', start: at, end: at, value: null, source: '' };
  }

  #readEntries(map: YAMLMap): readonly YamlEntry[] {
    const own: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    const seen = new Set<string>();
    let end = spanOf(map).start;
    for (const pair of map.items) {
      const entry = this.#readEntry(pair, end);
      end = entry.keyEnd;
      if (isMergeKey(pair) && this.#merge(entry.value, merged)) continue;
      if (seen.has(entry.key))
        this.#report(entry.keyStart, entry.keyEnd, `the key ${JSON.stringify(entry.key)} stands twice`);
      seen.add(entry.key);
      own.push(entry);
    }
    return merged.length === 0 ? own : [...merged.filter(({ key }) => !seen.has(key)), ...own];
  }

  #readEntry({ key, value }: Pair, at: number): YamlEntry {
    const node = this.#convertPart(key, at);
    const { start: keyStart, end: keyEnd } = node;
    const text = node.kind === 'text' ? node.value : this.#text.slice(keyStart, keyEnd);
    if (node.kind !== 'text' && !(node.kind === 'scalar' && String(node.value) === text)) {
      this.#report(keyStart, keyEnd, 'a key is no text');
    }
    return { key: text, keyStart, keyEnd, value: this.#convertPart(value, keyEnd) };
  }

  /** Adds what a merge key stands for; of equal keys the first counts (yaml.org/type/merge.html). */
  #merge(value: YamlNode, into: YamlEntry[]): boolean {
    const maps = value.kind === 'list' ? value.items : [value];
    if (!maps.every((map) => map.kind === 'map')) return false;
    const known = new Set(into.map(({ key }) => key));
    for (const { entries } of maps) {
      this.#spend(entries.length, value.start);
      for (const entry of new Map(entries.map((one) => [one.key, one])).values()) {
        if (known.has(entry.key)) continue;
        known.add(entry.key);
        into.push(entry);
      }
    }
    return true;
  }

  #resolve(alias: Alias): YamlNode {
    const { start, end } = spanOf(alias);
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      this.#report(start, end, 'an alias has no anchor before it');
      return this.#nothingAt(end);
    }
    this.#spend(target.size, start);
    return { ...target.node, start, end };
  }

  /** Aliases cost nothing here, but whoever walks over the nodes meets all that they stand for. */
  #spend(size: number, at: number): void {
    this.#count += size;
    this.#aliased += size;
    if (this.#aliased > maxAliasedValues) throw new YamlSyntaxError('aliases stand for too many values', at);
  }

  #report(start: number, end: number, reason: string): void {
    this.#problems.push({ start, end, reason });
  }
}

const spanOf = (node: Node): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });

const closes = (text: string, end: number, bracket: string): boolean => text.charAt(end - 1) === bracket;

const isMergeKey = ({ key }: Pair): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN';

/** Without the blank lines, and the line feed, at the end of a block scalar. */
function trimEnd(text: string, start: number, end: number): number {
  for (let last = end; ; ) {
    let at = last;
    while (at > start && (text.charAt(at - 1) === ' ' || text.charAt(at - 1) === '\t')) at -= 1;
    const before = text.charAt(at - 1);
    if (at <= start || (before !== '\n' && before !== '\r')) return last;
    last = at - 1;
  }
}
