import type { LineIndex } from './lines.ts';

/** Offsets of a value in the text, in UTF-16 code units: from its first character up to, not including, `end`. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface JsonString extends Span {
  readonly kind: 'string';
  /** Decoded. */
  readonly value: string;
}

export interface JsonScalar extends Span {
  readonly kind: 'scalar';
  readonly value: number | boolean | null;
}

export interface JsonObject extends Span {
  readonly kind: 'object';
  /** In the order of the text, repeated keys included. */
  readonly members: readonly JsonMember[];
}

export interface JsonArray extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

/** A value that the reader was told to leave out. */
export interface JsonSkipped extends Span {
  readonly kind: 'skipped';
}

export type JsonNode = JsonString | JsonScalar | JsonObject | JsonArray | JsonSkipped;

/** One `"key": value`. Its text reaches from `keyStart` up to `value.end`. */
export interface JsonMember {
  /** Decoded. */
  readonly key: string;
  /** Offset of the quote before the key. */
  readonly keyStart: number;
  /** Offset after the quote behind the key. */
  readonly keyEnd: number;
  readonly value: JsonNode;
}

export interface JsonDuplicate {
  /** Keys and indexes that lead to the object, from the root. */
  readonly path: readonly (string | number)[];
  readonly key: string;
  /** All of them, in the order of the text; the last one counts. */
  readonly occurrences: readonly JsonMember[];
}

export interface JsonDocument {
  readonly root: JsonNode;
  readonly duplicates: readonly JsonDuplicate[];
  readonly lines: LineIndex;
}

/** The members that count, by key: the last of each, at the place of the first, as in what `JSON.parse` returns. */
export function membersOf(node: JsonNode | undefined): ReadonlyMap<string, JsonMember> {
  const members = new Map<string, JsonMember>();
  if (node?.kind === 'object') for (const member of node.members) members.set(member.key, member);
  return members;
}

/** The member that counts. For one look at a small object; for more, `membersOf`. */
export const memberOf = (node: JsonNode | undefined, key: string): JsonMember | undefined =>
  node?.kind === 'object' ? node.members.findLast((member) => member.key === key) : undefined;

export const textOf = (node: JsonNode | undefined): string | undefined =>
  node?.kind === 'string' ? node.value : undefined;
