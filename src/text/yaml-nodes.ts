import type { LineIndex } from './lines.ts';

/** Offsets of a value in the text, in UTF-16 code units: from its first character up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type YamlNode = YamlMap | YamlList | YamlText | YamlScalar;

export interface YamlMap extends Span {
  readonly kind: 'map';
  /** In the order of the text, repeated keys included; what a merge key (`<<`) brings in stands before the map's own. */
  readonly entries: readonly YamlEntry[];
}

/** One `key: value`. Its text reaches from `keyStart` up to `value.end`. */
export interface YamlEntry {
  /** Decoded; of a key that is no text, as it is written. */
  readonly key: string;
  /** Offset of the key's first character, a quote included. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
}

export interface YamlList extends Span {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export type YamlStyle = 'plain' | 'single' | 'double' | 'block' | 'folded';

export interface YamlText extends Span {
  readonly kind: 'text';
  /** Decoded. */
  readonly value: string;
  /** `block` is the literal style (`|`), `folded` is `>`. */
  readonly style: YamlStyle;
  /** Where the character at an offset of `value` stands in the text; its end for `value.length`. */
  at(offset: number): number;
}

export interface YamlScalar extends Span {
  readonly kind: 'scalar';
  readonly value: number | boolean | null;
  /** As written; empty where nothing is. */
  readonly source: string;
}

/** Something that clients may read differently, or that could not be read. */
export interface YamlProblem extends Span {
  readonly reason: string;
}

export interface YamlFile {
  /** Each is the value of one document; files of comments alone hold none. */
  readonly documents: readonly YamlNode[];
  readonly problems: readonly YamlProblem[];
  readonly lines: LineIndex;
}

/** The entry at the end of a path of keys; of equal keys the last one counts, as most clients have it. */
export function entryOf(node: YamlNode | undefined, ...keys: readonly string[]): YamlEntry | undefined {
  let entry: YamlEntry | undefined;
  let at = node;
  for (const wanted of keys) {
    entry = at?.kind === 'map' ? at.entries.findLast(({ key }) => key === wanted) : undefined;
    at = entry?.value;
  }
  return entry;
}

/** The entries that count, by key: the last of each, at the place of the first. */
export function entriesOf(node: YamlNode | undefined): ReadonlyMap<string, YamlEntry> {
  const entries = new Map<string, YamlEntry>();
  if (node?.kind === 'map') for (const entry of node.entries) entries.set(entry.key, entry);
  return entries;
}

/** A text, or the source of a scalar; undefined where there is neither, or nothing. */
export function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind === 'text') return node.value;
  return node?.kind === 'scalar' && node.value !== null ? node.source : undefined;
}
