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

/** How often each variable is given a value; twice where what it is given is not a text of its own. */
export function countAssignments(commands: readonly CommandDraft[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string, times: number) => counts.set(name, (counts.get(name) ?? 0) + times);
  for (const command of commands) {
    for (const { name } of assignmentsOf(command)) add(name, 1);
    for (const name of command.changed) add(name, 2);
    const [program, ...operands] = command.words;
    if (program === undefined || !changing.has(program.text)) continue;
    for (const { text } of operands) {
      const name = text.split(/[=+[]/, 1)[0] ?? '';
      if (identifier.test(name)) add(name, 2);
    }
  }
  return counts;
}
