import type { LineIndex } from './lines.ts';
import { LazyNode } from './toml-lazy.ts';
import type { TomlArray, TomlNode } from './toml-nodes.ts';

/** Printable characters but the quote and the backslash, and the exclamation mark: two ranges are told apart fastest. */
const word = '"[#-\\[\\]-~]+"';
/** A text without escapes that does not end with a blank: so ` = "` stands nowhere but between a key and its text. */
const text = '"(?:[^"\\\\\\0-\\x1f\\x7f]*[^"\\\\\\0-\\x20\\x7f])?"';

/** An inline table: its first key, and what may follow it, in this order, so that no key stands twice. */
const tableOf = (first: string, ...further: readonly string[]): string =>
  `\\{ ?${first} = ${word}${further.map((one) => `(?:, ${one})?`).join('')} ?\\}`;

/** The items that tools write: texts, what a package needs, archives. */
const items = [
  text,
  tableOf(
    'name',
    `version = ${word}`,
    // Not `url`: a key that items are asked for stands in none of their tables.
    `source = \\{ (?:registry|git|path|directory|editable|virtual) = ${word} \\}`,
    `extras? = \\[${word}(?:, ${word})*\\]`,
    `markers? = ${text}`,
    `specifier = ${text}`,
  ),
  tableOf('(?:url|file)', `hash = ${word}`, 'size = (?:0|[1-9][0-9]{0,14})', `upload[-_]time = ${word}`),
];

/** Some lines at once, for each call costs more than a line. */
const itemLines = items.map((item) => new RegExp(`(?:\\r?\\n[ \\t]*${item},){1,64}`, 'y'));
const lastLine = /\r?\n[ \t]*\]/y;

function endOf(expression: RegExp, source: string, start: number): number | undefined {
  expression.lastIndex = start;
  return expression.test(source) ? expression.lastIndex : undefined;
}

/** Where a list ends that holds items of one sort, one a line, as tools write it; undefined for all others. Linear. */
export function endOfPlainList(source: string, start: number): number | undefined {
  if (source.charCodeAt(start + 1) !== lineFeed && source.charCodeAt(start + 1) !== carriageReturn) return undefined;
  for (const lines of itemLines) {
    let at = start + 1;
    for (let end = endOf(lines, source, at); end !== undefined; end = endOf(lines, source, at)) at = end;
    if (at > start + 1) return endOf(lastLine, source, at);
  }
  return undefined;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Reads the items of a list again, and one by one. */
export interface ItemReader {
  readonly text: string;
  readonly lines: LineIndex;
  itemsAt(start: number): readonly TomlNode[];
}

/** A list whose shape was seen to be right as a whole: its items are read when they are asked for. */
export class PlainArray extends LazyNode implements TomlArray {
  declare readonly kind: 'array';
  declare private readonly reader: ItemReader;
  declare private read: readonly TomlNode[] | undefined;

  constructor(reader: ItemReader, start: number, end: number) {
    super(start, end, reader.lines);
    this.kind = 'array';
    this.reader = reader;
    this.read = undefined;
  }

  get items(): readonly TomlNode[] {
    this.read ??= this.reader.itemsAt(this.start);
    return this.read;
  }

  textsUnder(key: string, limit = Number.POSITIVE_INFINITY): readonly string[] {
    const list = this.reader.text.slice(this.start, this.end);
    const wanted = `${key} = "`;
    const found: string[] = [];
    for (let at = list.indexOf(wanted); at >= 0 && found.length < limit; at = list.indexOf(wanted, at)) {
      const from = at + wanted.length;
      at = list.indexOf('"', from);
      found.push(list.slice(from, at));
    }
    return found;
  }
}
