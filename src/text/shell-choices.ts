import type { CommandDraft } from './shell-drafts.ts';
import { listChoices, type VariableValue } from './shell-variables.ts';
import type { OpenVariable, ShellCommand, ShellWord } from './shell-words.ts';

/**
 * Commands whose words hold a variable that the text gives several values, once for each of these: `for p in a b; do pip
 * install $p; done` installs both. Where it may have other values too, the command stays as it was besides.
 * @param length of the text: as much is made of it as grows with it
 */
export function expandChoices(
  commands: readonly CommandDraft[],
  length: number,
  known: ReadonlyMap<string, string>,
): readonly ShellCommand[] {
  if (!commands.some(({ words }) => words.some(({ open }) => open !== undefined))) return commands;
  const choices = listChoices(commands, known);
  /** Characters of the commands that may still be made. */
  let room = 16 * length + 65_536;
  return commands.flatMap((command) => {
    const done: ShellCommand[] = [];
    const waiting: ShellCommand[] = [command];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const hasValues = (name: string) => (choices.get(name)?.values.length ?? 0) > 0;
      const name = next.words.flatMap(({ open = [] }) => open).find((one) => hasValues(one.name))?.name ?? '';
      const { values, isOpen } = choices.get(name) ?? { values: [], isOpen: true };
      const longest = Math.max(0, ...values.map(({ text }) => text.length));
      const one = next.words.reduce((sum, { text, open = [] }) => sum + text.length + 16 + open.length * longest, 0);
      const cost = one * values.length;
      if (isOpen || cost > room) done.push(next);
      if (cost > room) continue;
      room -= cost;
      for (const value of values.toReversed()) waiting.push(withValue(next, name, value));
    }
    return done;
  });
}

/** The command with a value in the place of a variable. */
function withValue(command: ShellCommand, name: string, value: VariableValue): ShellCommand {
  const { assignments, redirects, documents, input, feeds, scope, start, end } = command;
  const words = command.words.flatMap((word) =>
    word.open?.some((one) => one.name === name) === true ? fillWord(word, word.open, name, value) : word,
  );
  return { words, assignments, redirects, documents, input, feeds, scope, start, end };
}

function fillWord(
  word: ShellWord,
  open: readonly OpenVariable[],
  name: string,
  value: VariableValue,
): readonly ShellWord[] {
  const { open: _, plain, ...rest } = word;
  const [only] = open;
  if (open.length === 1 && only !== undefined && only.end - only.start === word.text.length) {
    return splitValue(rest, value, only.splits);
  }
  let text = '';
  let done = 0;
  const left: OpenVariable[] = [];
  for (const one of open) {
    text += word.text.slice(done, one.start);
    const start = text.length;
    text += one.name === name ? value.text : word.text.slice(one.start, one.end);
    if (one.name !== name) left.push({ ...one, start, end: text.length });
    done = one.end;
  }
  text += word.text.slice(done);
  return [left.length === 0 ? { ...rest, text, known: true } : { ...rest, text, open: left }];
}

/** A word that is nothing but the variable: outside of quotes, the blanks of its value separate words. */
function splitValue(
  word: Omit<ShellWord, 'open' | 'plain'>,
  { text, plain }: VariableValue,
  splits: boolean,
): readonly ShellWord[] {
  const pieces = splits ? [...text.matchAll(/[^ \t\n]+/g)] : [{ 0: text, index: 0 }];
  return pieces.map(({ 0: piece, index }) => {
    const known = !splits || !/[*?]/.test(piece);
    if (plain === undefined) return { ...word, text: piece, known };
    const start = plain + index;
    return { ...word, text: piece, known, start, end: start + piece.length, plain: start };
  });
}
