import type { Word } from '../model/command.ts';
import type { JsonNode } from '../text/json-nodes.ts';
import type { LineIndex } from '../text/lines.ts';
import type { TomlNode } from '../text/toml-nodes.ts';
import type { YamlNode } from '../text/yaml-nodes.ts';
import { jsonPiece, jsonVariableWord } from './json-text.ts';
import { type Piece, sliceOf } from './pieces.ts';
import type { YamlSource } from './yaml-source.ts';

/** Offsets in the file. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Settings in one form, whichever language they are written in. */
export type SettingNode = SettingText | SettingScalar | SettingList | SettingMap;

export interface SettingText extends Span {
  readonly kind: 'text';
  readonly value: string;
  /** As a word of a command. */
  word(): Word;
  /** As a text for a shell. */
  piece(): Piece;
}

export interface SettingScalar extends Span {
  readonly kind: 'scalar';
  readonly value: number | boolean | string | null;
}

export interface SettingList extends Span {
  readonly kind: 'list';
  readonly items: readonly SettingNode[];
}

export interface SettingMap extends Span {
  readonly kind: 'map';
  /** In the order of the text, repeated keys included. */
  readonly entries: readonly SettingEntry[];
}

/** Its text reaches from `start` to the end of the value. */
export interface SettingEntry {
  readonly key: string;
  readonly start: number;
  readonly value: SettingNode;
}

/** The value that counts: of equal keys the last. */
export const settingOf = (map: SettingMap, key: string): SettingNode | undefined =>
  map.entries.findLast((entry) => entry.key === key)?.value;

export const textIn = (node: SettingNode | undefined): string | undefined =>
  node?.kind === 'text' ? node.value : undefined;

/** Recursive, as all of these: the readers of each language bound the depth. */
export function fromJson(node: JsonNode, file: string): SettingNode {
  const whole = sliceOf(file, 0, file.length);
  const convert = (one: JsonNode): SettingNode => {
    const { start, end } = one;
    switch (one.kind) {
      case 'string': {
        const { value } = one;
        const piece = () => jsonPiece(whole, one);
        return { kind: 'text', value, start, end, piece, word: () => jsonVariableWord(whole, one) };
      }
      case 'array':
        return { kind: 'list', start, end, items: one.items.map(convert) };
      case 'object': {
        const entries = one.members.map(({ key, keyStart, value }) => ({
          key,
          start: keyStart,
          value: convert(value),
        }));
        return { kind: 'map', start, end, entries };
      }
      default:
        return { kind: 'scalar', start, end, value: one.kind === 'scalar' ? one.value : null };
    }
  };
  return convert(node);
}

/** Nothing in a text is expanded. */
export function fromToml(node: TomlNode, lines: LineIndex): SettingNode {
  const start = lines.offset(node.region.startLine, node.region.startColumn);
  const end = lines.offset(node.region.endLine, node.region.endColumn);
  switch (node.kind) {
    case 'string': {
      const { value, offset } = node;
      const plain = offset === undefined || value === '' ? {} : { plain: offset };
      const piece = () => ({ text: value, at: (at: number) => Math.min(end, (offset ?? start) + at) });
      return {
        kind: 'text',
        value,
        start,
        end,
        piece,
        word: () => ({ text: value, known: true, start, end, ...plain }),
      };
    }
    case 'array':
      return { kind: 'list', start, end, items: node.items.map((item) => fromToml(item, lines)) };
    case 'table': {
      const entries = [...node.entries.values()].map((entry) => ({
        key: entry.key,
        start: entry.start,
        value: fromToml(entry.value, lines),
      }));
      return { kind: 'map', start, end, entries };
    }
    default:
      return { kind: 'scalar', start, end, value: node.value };
  }
}

export function fromYaml(node: YamlNode, source: YamlSource): SettingNode {
  const { start, end } = node;
  switch (node.kind) {
    case 'text': {
      const piece = () => source.pieceOf(node);
      const word = () => source.wordOf(node) ?? { text: node.value, known: false, start, end };
      return { kind: 'text', value: node.value, start, end, piece, word };
    }
    case 'list':
      return { kind: 'list', start, end, items: node.items.map((item) => fromYaml(item, source)) };
    case 'map': {
      const entries = node.entries.map(({ key, keyStart, value }) => ({
        key,
        start: keyStart,
        value: fromYaml(value, source),
      }));
      return { kind: 'map', start, end, entries };
    }
    default:
      return { kind: 'scalar', start, end, value: node.value };
  }
}
