import type { Word } from '../model/command.ts';
import { cutWord } from './shell-words.ts';

/** What is known of a program's options. */
export interface OptionTable {
  /** Options that take a value, in any spelling: `--requirement`, `-r`. */
  readonly valued: ReadonlySet<string>;
  /** Other spellings of an option: `-r` is `--requirement`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Long options that may be cut short as long as they stay unambiguous, as Python's optparse and argparse allow. */
  readonly abbreviated?: readonly string[];
  /** Options end at the first word that is none. */
  readonly stopsAtOperand?: boolean;
}

/** One option of a command line. */
export interface Option {
  /** Its main spelling, dashes included. */
  readonly name: string;
  readonly value?: Word;
  /** From the option to the end of its value. */
  readonly start: number;
  readonly end: number;
}

export interface Arguments {
  readonly options: readonly Option[];
  readonly operands: readonly Word[];
}

/** Makes a table of lines such as `-r, --requirement`: the last spelling of each is the main one. */
export function optionTable(
  valued: readonly string[],
  flags: readonly string[] = [],
  more: Pick<OptionTable, 'stopsAtOperand'> & { readonly abbreviates?: boolean } = {},
): OptionTable {
  const aliases = new Map<string, string>();
  const add = (line: string): readonly string[] => {
    const spellings = line.split(/,? +/);
    const main = spellings.at(-1) ?? line;
    for (const one of spellings) aliases.set(one, main);
    return spellings;
  };
  const all = valued.flatMap(add);
  const longs = [...all, ...flags.flatMap(add)].filter((one) => one.startsWith('--'));
  return {
    valued: new Set(all),
    aliases,
    ...(more.abbreviates === true ? { abbreviated: longs } : {}),
    ...(more.stopsAtOperand === true ? { stopsAtOperand: true } : {}),
  };
}

/** Tells options from operands as `getopt_long` and the readers like it do. Options that are not known take no value. */
export function readArguments(words: readonly Word[], table: OptionTable): Arguments {
  const options: Option[] = [];
  const operands: Word[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const isOption = word.text.startsWith('-') && word.text !== '-';
    if (word.text === '--' || (!isOption && table.stopsAtOperand === true)) {
      operands.push(...words.slice(word.text === '--' ? index + 1 : index));
      break;
    }
    if (!isOption) {
      operands.push(word);
      continue;
    }
    const read = word.text.startsWith('--') ? readLong(word, table) : readShort(word, table);
    options.push(...read.options);
    if (read.waiting === undefined) continue;
    const value = words[index + 1];
    options.push({ ...read.waiting, ...(value === undefined ? {} : { value, end: value.end }) });
    index++;
  }
  return { options, operands };
}

interface OptionWord {
  readonly options: readonly Option[];
  /** Its value is the next word. */
  readonly waiting?: Option;
}

function readLong(word: Word, table: OptionTable): OptionWord {
  const { text, start, end } = word;
  const equals = text.indexOf('=');
  const written = equals < 0 ? text : text.slice(0, equals);
  const name = mainSpelling(written, table);
  if (equals >= 0) return { options: [{ name, value: cutWord(word, equals + 1), start, end }] };
  return table.valued.has(name) ? { options: [], waiting: { name, start, end } } : { options: [{ name, start, end }] };
}

function mainSpelling(written: string, { aliases, abbreviated }: OptionTable): string {
  const known = aliases.get(written);
  if (known !== undefined || abbreviated === undefined || written.length < 4) return known ?? written;
  const matching = new Set(abbreviated.filter((one) => one.startsWith(written)).map((one) => aliases.get(one) ?? one));
  const [only] = matching;
  return matching.size === 1 && only !== undefined ? only : written;
}

/** `-r value`, `-rvalue`, `-r=value`, `-qr value`. */
function readShort(word: Word, table: OptionTable): OptionWord {
  const { text, start, end } = word;
  const nameOf = (spelling: string) => table.aliases.get(spelling) ?? spelling;
  if (table.aliases.has(text)) {
    const name = nameOf(text);
    return table.valued.has(text)
      ? { options: [], waiting: { name, start, end } }
      : { options: [{ name, start, end }] };
  }
  const options: Option[] = [];
  for (let at = 1; at < Math.min(text.length, 32); at++) {
    const spelling = `-${text.charAt(at)}`;
    const name = nameOf(spelling);
    if (!table.valued.has(spelling)) {
      options.push({ name, start, end });
      continue;
    }
    const from = text.charAt(at + 1) === '=' ? at + 2 : at + 1;
    if (from >= text.length) return { options, waiting: { name, start, end } };
    return { options: [...options, { name, value: cutWord(word, from), start, end }] };
  }
  return { options };
}
