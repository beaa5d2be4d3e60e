import type { Word } from '../model/command.ts';
import { placesIn } from './command-words.ts';
import { type Piece, PieceBuilder } from './pieces.ts';
import type { Bare } from './wrappers.ts';

/** Programs that write their own words. */
const writers = new Set(['echo', 'printf']);

export const isWriter = (program: string): boolean => writers.has(program);

/** Characters that stand for others behind a backslash. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
]);

/**
 * What `echo` and `printf` write (POSIX.1-2024): words with a blank between them, or a format with the words put in. Line
 * ends are read in both, as the `echo` of most shells does. Undefined for other programs.
 * @param file the text of the file
 */
export function writtenBy({ program, words }: Bare, file: string): Piece | undefined {
  if (!isWriter(program)) return undefined;
  const built = new PieceBuilder();
  if (program === 'echo') {
    const first = words.findIndex(({ text }) => !/^-[neE]+$/.test(text));
    for (const word of first < 0 ? [] : words.slice(first)) addWord(built, word, file, ' ');
  } else addFormat(built, words.slice(words[0]?.text === '--' ? 1 : 0), file);
  return built.length === 0 ? undefined : built.finish();
}

/** The format is used again until no words are left. What stands in it besides the places of the words is kept. */
function addFormat(built: PieceBuilder, [format, ...words]: readonly Word[], file: string): void {
  if (format === undefined) return;
  const parts = format.text.replaceAll('%%', '\0').split(/%[-+0 #.\d]{0,20}[a-zA-Z]/);
  if (parts.length === 1 || words.length === 0) return addWord(built, format, file, '');
  const place = format.start;
  const keep = (text: string) => {
    const read = text.replaceAll('\0', '%').replace(/\\(.)/g, (all, letter: string) => escapes.get(letter) ?? all);
    built.append(read, place, place);
  };
  for (let next = 0; next < words.length; ) {
    for (const [index, part] of parts.entries()) {
      keep(part);
      const word = index < parts.length - 1 ? words[next++] : undefined;
      if (word !== undefined) addWord(built, word, file, '');
    }
  }
}

function addWord(built: PieceBuilder, word: Word, file: string, separator: string): void {
  const at = placesIn(word, file);
  if (built.length > 0 && separator !== '') built.append(separator, at(0), at(0));
  const { text } = word;
  for (let index = 0; index < text.length; ) {
    const decoded = text.charAt(index) === '\\' ? escapes.get(text.charAt(index + 1)) : undefined;
    const next = text.indexOf('\\', index + 1);
    const end =
      decoded !== undefined ? index + 2 : word.plain === undefined ? index + 1 : next < 0 ? text.length : next;
    built.append(decoded ?? text.slice(index, end), at(index), at(end - 1) + 1);
    index = end;
  }
}
