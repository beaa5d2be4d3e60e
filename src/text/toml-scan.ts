import { indexLines } from './lines.ts';
import { parseToml } from './toml.ts';
import { LazyArray, LazyEntry, LazyTable } from './toml-lazy.ts';
import type { TomlDocument } from './toml-nodes.ts';
import { code, type Key, TomlValueScanner, UnexpectedToml } from './toml-scan-values.ts';

/** More parts than the header of any tool has. */
const maxParts = 16;

/**
 * Reads TOML as package managers write it, at a hundred times the speed of a real parser: lockfiles have megabytes. What
 * they do not write (texts over several lines, dotted keys, needless quotes, a table after its own parts, comments of odd
 * characters, ...) and whatever is wrong goes to the real parsers, so that the result is theirs.
 *
 * @throws MalformedFileError as `parseToml` does
 */
export const readToml = (text: string): TomlDocument => scanToml(text) ?? parseToml(text);

/** The document, equal to what `parseToml` gives; undefined where the text is not plainly what a tool writes. */
export function scanToml(text: string): TomlDocument | undefined {
  // No part of a text can be told to be wrong by its halves of characters: this is said of all at once.
  if (!text.isWellFormed()) return undefined;
  try {
    return new Scanner(text).read();
  } catch (error) {
    if (error instanceof UnexpectedToml) return undefined;
    throw error;
  }
}

class Scanner {
  readonly #text: string;
  readonly #values: TomlValueScanner;
  readonly #root: LazyTable;

  constructor(text: string) {
    this.#text = text;
    this.#values = new TomlValueScanner(text, indexLines(text));
    this.#root = new LazyTable(true, 0, 0, this.#values.lines);
  }

  read(): TomlDocument {
    const values = this.#values;
    let table = this.#root;
    for (values.skipLines(); values.at < this.#text.length; values.skipLines()) {
      if (this.#text.charCodeAt(values.at) === code.open) table = this.#readHeader();
      else values.readEntryInto(table);
      this.#endLine();
    }
    return { root: this.#root, index: values.lines, disagreements: [], isPlain: true };
  }

  #endLine(): void {
    const values = this.#values;
    if (this.#text.charCodeAt(values.at) === code.lineFeed) return;
    values.skipBlanks();
    if (this.#text.charCodeAt(values.at) === code.hash) values.skipComment();
    const unit = this.#text.charCodeAt(values.at);
    if (unit === code.lineFeed || values.at === this.#text.length) return;
    if (unit !== code.return || this.#text.charCodeAt(values.at + 1) !== code.lineFeed) throw values.unexpected();
  }

  /** `[a.b]` or `[[a.b]]`, without blanks. */
  #readHeader(): LazyTable {
    const values = this.#values;
    const isArray = this.#text.charCodeAt(values.at + 1) === code.open;
    values.at += isArray ? 2 : 1;
    const { at: start } = values;
    let parent = this.#root;
    let key = values.readKey();
    for (let parts = 1; this.#text.charCodeAt(values.at) === code.dot; parts++) {
      if (parts === maxParts) throw values.unexpected();
      parent = this.#descend(parent, key);
      values.at++;
      key = values.readKey();
    }
    const table = new LazyTable(true, start, values.at, values.lines);
    for (let count = isArray ? 2 : 1; count > 0; count--, values.at++) {
      if (this.#text.charCodeAt(values.at) !== code.close) throw values.unexpected();
    }
    if (isArray) this.#append(parent, key, table);
    else this.#add(parent, key, table);
    return table;
  }

  /** Only tables that headers made can hold further ones (TOML 1.0, table); of an array of them the last. */
  #descend(parent: LazyTable, { name, start }: Key): LazyTable {
    const known = parent.entries.get(name)?.value;
    if (known === undefined) {
      const isQuoted = this.#values.at !== start + name.length;
      const quote = isQuoted ? 1 : 0;
      const table = new LazyTable(true, start - quote, this.#values.at, this.#values.lines);
      this.#add(parent, { name, start }, table);
      return table;
    }
    const table = known instanceof LazyArray && known.open ? known.items.at(-1) : known;
    if (table instanceof LazyTable && table.open) return table;
    throw this.#values.unexpected();
  }

  #add(parent: LazyTable, { name, start }: Key, value: LazyTable | LazyArray): void {
    const isNew = parent.entries.add(new LazyEntry(name, value, start, this.#values.lines));
    if (!isNew) throw this.#values.unexpected();
  }

  #append(parent: LazyTable, key: Key, table: LazyTable): void {
    const known = parent.entries.get(key.name)?.value;
    if (known instanceof LazyArray && known.open) {
      known.items.push(table);
      return;
    }
    const list = new LazyArray(true, table.start, table.end, table.lines);
    list.items.push(table);
    this.#add(parent, key, list);
  }
}
