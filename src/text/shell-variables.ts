import type { CommandDraft } from './shell-drafts.ts';
import type { ShellWord } from './shell-words.ts';

/** A value that is put in the place of a variable, and where it stands where that is known. */
export interface VariableValue {
  readonly text: string;
  readonly plain?: number;
}

/** Longer values are left alone, so that values made of values cannot grow. */
const maxValueLength = 1024;

const assigning = new Set(['export', 'declare', 'typeset', 'local', 'readonly', 'env']);
const changing = new Set(['read', 'unset', 'for', 'select', 'mapfile', 'readarray', 'getopts', 'printf', 'let']);
const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

/** Values of variables as far as the text alone decides them. */
export class Variables {
  readonly #known: ReadonlyMap<string, string>;
  readonly #counts: ReadonlyMap<string, number>;
  readonly #values = new Map<string, VariableValue>();
  /** Characters that may still be put in, in all. */
  #left: number;

  constructor(known: ReadonlyMap<string, string>, counts: ReadonlyMap<string, number>, length: number) {
    this.#known = known;
    this.#counts = counts;
    this.#left = length + 65_536;
  }

  value(name: string): VariableValue | undefined {
    const outer = this.#counts.has(name) ? undefined : this.#known.get(name);
    const value = this.#values.get(name) ?? (outer === undefined ? undefined : { text: outer });
    if (value === undefined || value.text.length > maxValueLength || value.text.length > this.#left) return undefined;
    this.#left -= value.text.length;
    return value;
  }

  /** Takes what a command assigns, from its place in the text on. */
  assign(command: CommandDraft): void {
    for (const { name, value } of assignmentsOf(command)) {
      const isOnly = this.#counts.get(name) === 1 && !this.#known.has(name);
      if (!isOnly || !value.known || value.text.length > maxValueLength) continue;
      this.#values.set(
        name,
        value.plain === undefined ? { text: value.text } : { text: value.text, plain: value.plain },
      );
    }
  }
}

/** What stays assigned after a command: not what stands before a program for that program alone. */
function assignmentsOf(command: CommandDraft): readonly { readonly name: string; readonly value: ShellWord }[] {
  const [program] = command.words;
  if (program === undefined) return command.assignments;
  return assigning.has(program.text) && program.text !== 'env' ? command.operandAssignments : [];
}

/** Variables that a command gives something else than a text of its own. */
function changedBy(command: CommandDraft): readonly string[] {
  const [program, ...operands] = command.words;
  if (program === undefined || !changing.has(program.text)) return command.changed;
  const names = operands.map(({ text }) => text.split(/[=+[]/, 1)[0] ?? '').filter((name) => identifier.test(name));
  return [...command.changed, ...names];
}

/** How often each variable is given a value; twice where what it is given is not a text of its own. */
export function countAssignments(commands: readonly CommandDraft[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string, times: number) => counts.set(name, (counts.get(name) ?? 0) + times);
  for (const command of commands) {
    for (const { name } of assignmentsOf(command)) add(name, 1);
    for (const name of changedBy(command)) add(name, 2);
  }
  return counts;
}

/** What the text gives to a variable in several places, or one after the other in the list of a loop. */
export interface Choice {
  readonly values: readonly VariableValue[];
  /** It may also have a value that the text does not say. */
  readonly isOpen: boolean;
}

/** More values of one variable than people write down. */
const maxValues = 64;

/** All values that the text itself gives to each variable, and the one that the surroundings give to it before. */
export function listChoices(
  commands: readonly CommandDraft[],
  known: ReadonlyMap<string, string>,
): ReadonlyMap<string, Choice> {
  const choices = new Map<string, { readonly values: VariableValue[]; isOpen: boolean }>();
  const add = (name: string, value: (VariableValue & { readonly known: boolean }) | undefined): void => {
    const choice = choices.get(name) ?? { values: [], isOpen: false };
    choices.set(name, choice);
    const isTaken = value?.known === true && value.text.length <= maxValueLength && choice.values.length < maxValues;
    if (!isTaken) choice.isOpen = true;
    else if (!choice.values.some(({ text }) => text === value.text)) choice.values.push(value);
  };
  for (const command of commands) {
    const [program, variable, keyword, ...items] = command.words;
    if (program?.text === 'for' && keyword?.text === 'in' && variable !== undefined) {
      for (const item of items) add(variable.text, item);
      continue;
    }
    for (const { name, value } of assignmentsOf(command)) add(name, value);
    for (const name of changedBy(command)) add(name, undefined);
  }
  for (const name of choices.keys()) {
    const text = known.get(name);
    if (text !== undefined) add(name, { text, known: true });
  }
  return choices;
}
