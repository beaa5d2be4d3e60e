import { splitWords, type Word } from '../../../text/words.ts';
import type { Span } from '../scan.ts';

const flags = ['--no-index', '--prefer-binary', '--require-hashes', '--no-require-hashes', '--pre'] as const;

/** Options of a requirements file that take a value, by their spellings (pip 26.3, `req_file.py`: SUPPORTED_OPTIONS). */
const valued = [
  '--index-url',
  '--pypi-url',
  '--extra-index-url',
  '--constraint',
  '--requirement',
  '--editable',
  '--find-links',
  '--no-binary',
  '--only-binary',
  '--all-releases',
  '--only-final',
  '--trusted-host',
  '--use-feature',
  '--hash',
  '--config-settings',
] as const;

type LongOption = (typeof flags)[number] | (typeof valued)[number];
export type OptionName = Exclude<LongOption, '--pypi-url'>;

const shorts: ReadonlyMap<string, OptionName> = new Map([
  ['i', '--index-url'],
  ['c', '--constraint'],
  ['r', '--requirement'],
  ['e', '--editable'],
  ['f', '--find-links'],
  ['C', '--config-settings'],
]);

const longs: readonly LongOption[] = [...flags, ...valued];
const isFlag = (name: LongOption): boolean => flags.some((flag) => flag === name);

export interface Option {
  readonly name: OptionName;
  /** Empty for a flag. */
  readonly value: string;
  /** Offsets of option and value in the text. */
  readonly span: Span;
  /** Offsets of the value, quotes left out; of its word where quoting changes its length. */
  readonly valueSpan: Span;
  /** Whether the text at `valueSpan` is the value, letter for letter. */
  readonly verbatim: boolean;
}

export interface Options {
  readonly options: readonly Option[];
  /** Words that belong to no option: pip drops them. */
  readonly words: readonly Word[];
  /** Why pip refuses the line, and with it the file. */
  readonly error?: string;
}

/**
 * Where the options of a line begin, or its length where there are none: at the first token that starts with `-`. Tokens
 * are separated by spaces only, so that a tab before `--hash` leaves it in the requirement (`break_args_options`).
 */
export function findOptions(line: string): number {
  if (line.startsWith('-')) return 0;
  const at = line.indexOf(' -');
  return at < 0 ? line.length : at + 1;
}

/**
 * Reads options as Python's `optparse` does (docs.python.org/3/library/optparse.html): long ones by any unambiguous
 * prefix, with `=` or as two words; short ones in clusters, with the value glued on or as the next word; `--` ends them.
 *
 * @param line the whole line, for offsets
 * @param from where the options begin
 */
export function readOptions(line: string, from: number): Options {
  const split = splitWords(line.slice(from));
  if (!split.ok) return { options: [], words: [], error: split.reason };
  const words = split.words.map(({ value, start, end }) => ({ value, start: start + from, end: end + from }));
  const options: Option[] = [];
  const dropped: Word[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (word.value === '--') return { options, words: [...dropped, ...words.slice(index + 1)] };
    if (!word.value.startsWith('-') || word.value === '-') {
      dropped.push(word);
      continue;
    }
    const option = readOption(line, word, words[index + 1]);
    if (typeof option === 'string') return { options, words: dropped, error: option };
    options.push(option);
    if (option.span.end > word.end) index++;
  }
  return { options, words: dropped };
}

function readOption(line: string, word: Word, next: Word | undefined): Option | string {
  const found = word.value.startsWith('--') ? matchLong(word.value) : matchShort(word.value);
  if (typeof found === 'string') return found;
  const { name, valueAt } = found;
  if (isFlag(name)) return { name, value: '', span: word, valueSpan: word, verbatim: false };
  if (valueAt !== undefined) return withValue(line, name, word, word, valueAt);
  return next === undefined ? `${name} lacks its value` : withValue(line, name, word, next, 0);
}

interface Match {
  readonly name: OptionName;
  /** Offset of the value inside the word, where the word holds it. */
  readonly valueAt?: number;
}

function matchLong(word: string): Match | string {
  const equals = word.indexOf('=');
  const written = equals < 0 ? word : word.slice(0, equals);
  const matching = longs.filter((name) => name.startsWith(written));
  const name = matching.find((one) => one === written) ?? matching[0];
  if (name === undefined) return `${written.slice(0, 40)} is no option of a requirements file`;
  if (name !== written && matching.length > 1) return `${written} is ambiguous: ${matching.join(', ')}`;
  if (equals >= 0 && isFlag(name)) return `${name} takes no value`;
  const canonical = name === '--pypi-url' ? '--index-url' : name;
  return equals < 0 ? { name: canonical } : { name: canonical, valueAt: equals + 1 };
}

/** All short options take a value: a cluster ends with its first letter. */
function matchShort(word: string): Match | string {
  const name = shorts.get(word.charAt(1));
  if (name === undefined) return `${word.slice(0, 2)} is no option of a requirements file`;
  return word.length > 2 ? { name, valueAt: 2 } : { name };
}

function withValue(line: string, name: OptionName, option: Span, holder: Word, valueAt: number): Option {
  const value = holder.value.slice(valueAt);
  const span = { start: option.start, end: holder.end };
  const end = [holder.end, holder.end - 1].find((one) => line.slice(one - value.length, one) === value);
  if (end === undefined || value === '') return { name, value, span, valueSpan: holder, verbatim: false };
  return { name, value, span, valueSpan: { start: end - value.length, end }, verbatim: true };
}
