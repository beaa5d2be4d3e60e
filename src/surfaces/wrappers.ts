import type { Word } from '../model/command.ts';
import { type OptionTable, optionTable, readArguments } from '../text/shell-arguments.ts';
import { cutWord } from '../text/shell-words.ts';
import { programName } from './command-words.ts';

/** A program that runs another one, which stands behind its own options. */
interface Wrapper {
  readonly options: OptionTable;
  /** Words before the program it runs. */
  readonly operands: number;
  /** `NAME=value` before the program. */
  readonly assigns?: boolean;
}

const wrapper = (valued: string, operands = 0, assigns = false): Wrapper => ({
  options: optionTable(valued === '' ? [] : valued.split(' '), [], { stopsAtOperand: true }),
  operands,
  ...(assigns ? { assigns } : {}),
});

const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper('-u -g -h -p -C -T -r -t -D -R --user --group --host --prompt --chdir --chroot', 0, true)],
  ['doas', wrapper('-u -C')],
  ['env', wrapper('-u -C --unset --chdir', 0, true)],
  ['time', wrapper('-f -o')],
  ['nohup', wrapper('')],
  ['exec', wrapper('-a')],
  ['builtin', wrapper('')],
  ['command', wrapper('')],
  ['nice', wrapper('-n --adjustment')],
  ['ionice', wrapper('-c -n -p')],
  ['timeout', wrapper('-k -s --kill-after --signal', 1)],
  ['stdbuf', wrapper('-i -o -e')],
  ['setsid', wrapper('')],
  ['chronic', wrapper('')],
  ['unbuffer', wrapper('')],
  ['watch', wrapper('-n --interval')],
  ['flock', wrapper('-w -E', 1)],
  ['gosu', wrapper('', 1)],
  ['su-exec', wrapper('', 1)],
  ['chroot', wrapper('', 1)],
  ['arch', wrapper('')],
  ['xargs', wrapper('-I -n -P -L -d -a -s -E --max-args --max-procs --max-lines --delimiter --arg-file --replace')],
  ['cross-env', wrapper('', 0, true)],
  ['call', wrapper('')],
  ['start', wrapper('')],
]);

const pythons = new Set(['python', 'python2', 'python3', 'pypy', 'pypy3', 'py']);

/** More wrappers around one command than anybody writes. */
const maxWrappers = 16;

/** A command without what only wraps it. */
export interface Bare {
  readonly program: string;
  /** What follows the program. */
  readonly words: readonly Word[];
  /** The program's own word, or that of the module that is run. */
  readonly head: Word;
  readonly settings: readonly { readonly name: string; readonly value: Word }[];
  /** It is given more words than are written: `xargs`. */
  readonly isFed: boolean;
  /** It only looks for the program: `command -v`. */
  readonly isQuestion: boolean;
}

/** Takes off what only runs another program: `sudo`, `env NAME=value`, `python -m`. Undefined where nothing is left. */
export function unwrap(all: readonly Word[]): Bare | undefined {
  const settings: { name: string; value: Word }[] = [];
  let words = all;
  let isFed = false;
  let isQuestion = false;
  for (let count = 0; ; count++) {
    const [head, ...rest] = words;
    if (head === undefined) return undefined;
    const program = programName(head);
    const inner = count === maxWrappers ? undefined : innerOf(program, rest);
    if (inner === undefined) return { program, words: rest, head, settings, isFed, isQuestion };
    isFed ||= program === 'xargs';
    isQuestion ||= program === 'command' && /^-[vV]/.test(rest[0]?.text ?? '');
    settings.push(...inner.settings);
    words = inner.words;
    if (words.length === 0 && settings.length > 0) return { program, words, head, settings, isFed, isQuestion };
  }
}

/** `env -S text`: the text is split into the words of a command (GNU coreutils, "env -S"). */
export function splitString(words: readonly Word[]): Word | undefined {
  for (const [index, word] of words.entries()) {
    const option = /^(?:-[0iv]*S|--split-string=?)/.exec(word.text)?.[0];
    if (option !== undefined)
      return option.length === word.text.length ? words[index + 1] : cutWord(word, option.length);
    if (!word.text.startsWith('-')) return undefined;
  }
  return undefined;
}

/** What a wrapper runs, and the variables that it sets for it; undefined where the program is none. */
function innerOf(program: string, rest: readonly Word[]): Pick<Bare, 'words' | 'settings'> | undefined {
  const module = pythons.has(program) ? moduleOf(rest) : undefined;
  if (module !== undefined) return { words: module, settings: [] };
  const found = wrappers.get(program);
  if (found === undefined || (program === 'env' && splitString(rest) !== undefined)) return undefined;
  const inner = operandsOf(rest, found);
  if (found.assigns !== true) return { words: inner, settings: [] };
  const first = inner.findIndex((word) => !isAssignment(word));
  const taken = first < 0 ? inner : inner.slice(0, first);
  return { words: inner.slice(taken.length), settings: taken.map(splitAssignment) };
}

const operandsOf = (words: readonly Word[], { options, operands }: Wrapper): readonly Word[] =>
  readArguments(words, options).operands.slice(operands);

const isAssignment = ({ text }: Word): boolean => /^[A-Za-z_][A-Za-z0-9_]*=/.test(text);

export function splitAssignment(word: Word): { readonly name: string; readonly value: Word } {
  const equals = word.text.indexOf('=');
  return { name: word.text.slice(0, equals), value: cutWord(word, equals + 1) };
}

/** `-m module words`: the module is the program. Options before it are the interpreter's own. */
function moduleOf(words: readonly Word[]): readonly Word[] | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const text = word?.text ?? '';
    if (word === undefined || !text.startsWith('-') || /^-[a-zA-Z]*c/.test(text)) return undefined;
    const glued = /^-[bBdEiIOPqsSuvx]*m/.exec(text)?.[0].length;
    if (glued === undefined) index += text === '-W' || text === '-X' ? 1 : 0;
    else if (glued === text.length) return words.slice(index + 1);
    else return [cutWord(word, glued), ...words.slice(index + 1)];
  }
  return undefined;
}
