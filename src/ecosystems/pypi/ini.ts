import { MalformedFileError } from '../../model/ecosystem.ts';
import { isSpace, trimSpace } from './pip/lines.ts';
import type { Span } from './scan.ts';

/** One line of a value: its text without white space around it, and the offset in the file where it stands. */
export interface ValueLine {
  readonly text: string;
  readonly at: number;
}

export interface IniOption {
  readonly section: string;
  /** As written, without white space around it. */
  readonly key: string;
  readonly keySpan: Span;
  /** The lines of the value that say something; comments left out. */
  readonly lines: readonly ValueLine[];
  /** Whether the value goes on below the line of its key: then each line is an item of its own. */
  readonly multiline: boolean;
}

export interface IniFile {
  readonly options: readonly IniOption[];
  /** Lines that are neither a section nor an option. */
  readonly strays: readonly Span[];
}

/** The largest file of this kind that we know of has a hundredth of it. */
const maxLength = 4 * 1024 * 1024;

interface Building extends IniOption {
  readonly lines: ValueLine[];
  multiline: boolean;
}

/**
 * Reads a file as Python's `configparser` does with its defaults (docs.python.org/3/library/configparser.html): `=` or `:`
 * between key and value, whole-line comments with `#` or `;`, values that go on with deeper indented lines.
 * Written by hand for the places of the values. Linear.
 *
 * @param foldsKeys whether keys that differ in case only are the same
 * @throws MalformedFileError where it has an option before the first section, or the same option or section twice, all of
 *   which `configparser` refuses
 */
export function readIni(text: string, foldsKeys: boolean): IniFile {
  if (text.length > maxLength) throw new MalformedFileError(`more than ${maxLength} characters are not read`);
  const options: Building[] = [];
  const strays: Span[] = [];
  const seen = new Set<string>();
  let section: string | undefined;
  let current: Building | undefined;
  let indent = 0;
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    const [start, end] = trimSpace(text, line.start, line.end);
    const first = text.charAt(start);
    if (start === end || first === '#' || first === ';') continue;
    const depth = start - line.start;
    if (current !== undefined && depth > indent) {
      current.multiline = true;
      current.lines.push({ text: text.slice(start, end), at: start });
      continue;
    }
    indent = depth;
    current = undefined;
    const header = sectionOf(text.slice(start, end));
    if (header !== undefined) {
      section = header;
      remember(seen, `[${header}]`, number);
      continue;
    }
    if (section === undefined) throw new MalformedFileError('there is no section before this line', number);
    current = readOption(text, start, end, section);
    if (current === undefined) strays.push({ start, end });
    else {
      remember(seen, `[${section}]${foldsKeys ? current.key.toLowerCase() : current.key}`, number);
      options.push(current);
    }
  }
  return { options, strays };
}

function remember(seen: Set<string>, name: string, line: number): void {
  if (seen.has(name)) throw new MalformedFileError(`${name.slice(0, 100)} stands twice`, line);
  seen.add(name);
}

/** `[name]`, up to the last bracket of the line. */
function sectionOf(line: string): string | undefined {
  const close = line.startsWith('[') ? line.lastIndexOf(']') : -1;
  return close > 1 ? line.slice(1, close) : undefined;
}

function readOption(text: string, start: number, end: number, section: string): Building | undefined {
  let split = start;
  while (split < end && text.charAt(split) !== '=' && text.charAt(split) !== ':') split += 1;
  if (split === end || split === start) return undefined;
  const [keyStart, keyEnd] = trimSpace(text, start, split);
  const [from] = trimSpace(text, split + 1, end);
  return {
    section,
    key: text.slice(keyStart, keyEnd),
    keySpan: { start: keyStart, end: keyEnd },
    lines: from < end ? [{ text: text.slice(from, end), at: from }] : [],
    multiline: false,
  };
}

/** Lines end at `\n`, `\r\n` and a lone `\r`, as Python reads text. */
export function* linesOf(text: string): Generator<Span> {
  let start = 0;
  for (const { 0: ending, index } of text.matchAll(/\r\n|[\r\n]/g)) {
    yield { start, end: index };
    start = index + ending.length;
  }
  yield { start, end: text.length };
}

/** The items of a list: its lines, or the parts of a single line between separators; comment lines are left out. */
export function itemsOf({ lines, multiline }: IniOption, separator: string): readonly ValueLine[] {
  if (multiline) return lines;
  return lines.flatMap(({ text, at }) => splitAt(text, separator).map((span) => trimmed(text, at, span)));
}

/** The words of a value, between white space. */
export function wordsOf({ lines }: IniOption): readonly ValueLine[] {
  return lines.flatMap(({ text, at }) => {
    const words: ValueLine[] = [];
    for (let from = 0; from < text.length; ) {
      if (isSpace(text.charCodeAt(from))) {
        from += 1;
        continue;
      }
      let end = from;
      while (end < text.length && !isSpace(text.charCodeAt(end))) end += 1;
      words.push({ text: text.slice(from, end), at: at + from });
      from = end;
    }
    return words;
  });
}

function splitAt(text: string, separator: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf(separator, start);
    const end = next < 0 ? text.length : next;
    spans.push({ start, end });
    start = end + separator.length;
  }
  return spans;
}

function trimmed(text: string, at: number, { start, end }: Span): ValueLine {
  const [from, to] = trimSpace(text, start, end);
  return { text: text.slice(from, to), at: at + from };
}
