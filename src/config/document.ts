import type { Document, Node } from 'yaml';
import { fail, type Place } from './problem.ts';
import { readTokens } from './tokens.ts';

/** A value of the configuration with the line where it begins. */
export type Value = Scalar | List | Mapping;

export interface Scalar {
  readonly kind: 'scalar';
  readonly line: number;
  readonly value: string | number | boolean | null;
}

export interface List {
  readonly kind: 'list';
  readonly line: number;
  readonly items: readonly Value[];
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly line: number;
  readonly entries: ReadonlyMap<string, { readonly line: number; readonly value: Value }>;
}

/** Aliases that one file may use, and values that they may bring in altogether. */
const maxAliases = 50;
const maxValues = 20_000;
/** Aliases may nest values deeper than they are written. */
const maxDepth = 40;

type Yaml = typeof import('yaml');

/**
 * Reads one YAML 1.2 document of the core schema. The parser is loaded only here: a run without a configuration never
 * pays for it.
 * @returns undefined where the file holds nothing but comments
 * @throws AuditError `config`
 */
export async function readDocument(text: string, path: string): Promise<Value | undefined> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const failAt = (offset: number, problem: string, remedy: string): never =>
    fail({ path, line: lineAt(offset), key: '' }, problem, remedy);

  const tokens = readTokens(new yaml.Parser(lines.addNewLine), text, failAt);
  // Duplicate keys are told below: the library compares each key with all others.
  const composer = new yaml.Composer({ version: '1.2', schema: 'core', stringKeys: true, uniqueKeys: false });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  const error = document?.errors[0] ?? document?.warnings[0];
  if (error !== undefined) failAt(error.pos[0], firstSentence(error.message), 'write it as YAML 1.2');
  if (second !== undefined) failAt(second.range[0], 'a second document', 'keep one document in the file');
  if (document === undefined || document.contents === null) return undefined;
  const value = new Converter(yaml, document, path, lineAt).convert(document.contents, '', 0);
  return value.kind === 'scalar' && value.value === null ? undefined : value;
}

const firstSentence = (message: string): string => message.split('\n', 1)[0] ?? message;

/** Makes values of the nodes of one document. */
class Converter {
  readonly #yaml: Yaml;
  readonly #document: Document;
  readonly #path: string;
  readonly #lineAt: (offset: number) => number;
  #aliases = 0;
  #values = 0;

  constructor(yaml: Yaml, document: Document, path: string, lineAt: (offset: number) => number) {
    this.#yaml = yaml;
    this.#document = document;
    this.#path = path;
    this.#lineAt = lineAt;
  }

  convert(node: unknown, key: string, depth: number): Value {
    const yaml = this.#yaml;
    const place = this.#placeOf(node, key);
    this.#values += 1;
    if (this.#values > maxValues || depth > maxDepth) {
      fail(place, 'too many values', 'write fewer, and without aliases that hold themselves');
    }
    if (yaml.isAlias(node)) return this.convert(this.#resolve(node.resolve(this.#document), place), key, depth + 1);
    if (yaml.isSeq(node)) {
      const items = node.items.map((item, index) => this.convert(item, `${key}[${index}]`, depth + 1));
      return { kind: 'list', line: place.line, items };
    }
    if (yaml.isMap(node))
      return { kind: 'mapping', line: place.line, entries: this.#readEntries(node.items, key, depth) };
    const value: unknown = yaml.isScalar(node) ? node.value : null;
    if (value !== null && typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return fail(place, 'a value of an unexpected kind', 'write a text, a number, a list or a mapping');
    }
    return { kind: 'scalar', line: place.line, value };
  }

  #readEntries(pairs: readonly { key: unknown; value: unknown }[], parent: string, depth: number): Mapping['entries'] {
    const entries = new Map<string, { line: number; value: Value }>();
    for (const pair of pairs) {
      const name = this.#yaml.isScalar(pair.key) ? String(pair.key.value) : '';
      const key = parent === '' ? name : `${parent}.${name}`;
      const place = this.#placeOf(pair.key, key);
      const first = entries.get(name);
      if (first !== undefined) fail(place, `written twice, first in line ${first.line}`, 'keep one of the two');
      entries.set(name, { line: place.line, value: this.convert(pair.value, key, depth + 1) });
    }
    return entries;
  }

  #resolve(target: Node | undefined, place: Place): Node {
    this.#aliases += 1;
    if (this.#aliases > maxAliases) fail(place, `more than ${maxAliases} aliases`, 'write the values out');
    return target ?? fail(place, 'an alias without an anchor before it', 'write the value out');
  }

  #placeOf(node: unknown, key: string): Place {
    const range = this.#yaml.isNode(node) ? node.range : undefined;
    return { path: this.#path, line: this.#lineAt(range?.[0] ?? 0), key };
  }
}
