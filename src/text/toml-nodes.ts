import type { Region } from '../model/location.ts';
import type { LineIndex } from './lines.ts';

export type TomlNode = TomlTable | TomlArray | TomlString | TomlScalar;

export interface TomlTable {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, TomlEntry>;
  /** Offset of its region. */
  readonly start: number;
  /** From the first to the last character of its header, inline table, or first key. */
  readonly region: Region;
}

export interface TomlEntry {
  readonly key: string;
  /** Offset of the key where it first stands, after its quote. */
  readonly start: number;
  /** The key where it first stands, without quotes. */
  readonly keyRegion: Region;
  readonly value: TomlNode;
}

export interface TomlArray {
  readonly kind: 'array';
  readonly items: readonly TomlNode[];
  /**
   * Of a list as tools write it, of texts or of tables that have the same first key: what its tables have under a key, told
   * without reading the items. None of them is empty.
   */
  textsUnder?(key: string, limit?: number): readonly string[];
  readonly region: Region;
}

export interface TomlString {
  readonly kind: 'string';
  readonly value: string;
  /** The value without its quotes. */
  readonly region: Region;
  /** Offset of the value in the text where it stands there letter for letter; undefined where it has escapes. */
  readonly offset: number | undefined;
}

/** A number, truth value or date. */
export interface TomlScalar {
  readonly kind: 'scalar';
  readonly value: number | boolean | string;
  readonly region: Region;
}

export interface TomlDocument {
  readonly root: TomlTable;
  readonly index: LineIndex;
  /** Written as tools do: no text goes over several lines. */
  readonly isPlain: boolean;
  /** Dotted paths on which the two readers do not agree: one of them does not see what the real tool sees. */
  readonly disagreements: readonly { readonly path: string; readonly region: Region }[];
}
