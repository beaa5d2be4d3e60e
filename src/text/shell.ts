import { expandChoices } from './shell-choices.ts';
import { ShellScanner } from './shell-scanner.ts';
import { countAssignments, Variables } from './shell-variables.ts';
import type { ShellProblem, ShellScript } from './shell-words.ts';

/** Longer texts are no scripts that people write. */
const maxLength = 4 * 1024 * 1024;

/** How often a construct without an end is read as plain text and the text anew. */
const maxRecoveries = 4;

/**
 * Finds every simple command of a shell text, whatever the control flow around it: lists, pipes, groups, conditions, loops,
 * functions, `case`, command and process substitutions at any depth, also inside quotes and here-documents (POSIX.1-2024,
 * "Shell Command Language"; Bash reference manual). Words keep their places. Nothing is refused: what has no end is read as
 * plain text and told as a problem, so that one quote too many hides no command behind it. Where the grammar is ambiguous
 * (`((` is arithmetic or two subshells) both readings are commands: one too many is better than one too few.
 *
 * Written by hand because commands of a pull request are hostile: a scanner with its own stack takes linear time and any
 * depth. unbash 6.0.4, the fastest parser with positions, ends with a stack overflow on 20 kB of `f() `, takes 12 s for
 * 200 kB of nested `$(`, 5 s for as many here-documents, and drops what is nested deeper than 256 levels.
 *
 * @param known values of variables that the surroundings set
 */
export function readCommands(text: string, known: ReadonlyMap<string, string> = new Map()): ShellScript {
  if (text.length > maxLength) {
    const reason = `more than ${maxLength} characters of shell are not read`;
    return { commands: [], problems: [{ start: 0, end: text.length, reason }] };
  }
  const literal = new Set<number>();
  const problems: ShellProblem[] = [];
  for (;;) {
    const variables = prepareVariables(text, known, literal);
    const scanner = new ShellScanner(text, variables, literal);
    const open = scanner.run();
    const commands = scanner.commands;
    if (open === undefined || literal.size === maxRecoveries || literal.has(open.start)) {
      if (open !== undefined) problems.push({ ...open, end: text.length });
      const expanded = expandChoices(commands.sort(byPlace), text.length, known);
      return { commands: expanded, problems: [...problems, ...scanner.problems] };
    }
    const feed = text.indexOf('\n', open.start);
    problems.push({ ...open, end: feed < 0 ? text.length : feed });
    literal.add(open.start);
  }
}

const byPlace = (a: { readonly start: number }, b: { readonly start: number }): number => a.start - b.start;

/** Variables count only where the text assigns them once: that takes a look at all of it before. */
function prepareVariables(text: string, known: ReadonlyMap<string, string>, literal: ReadonlySet<number>): Variables {
  if (!text.includes('$') || (known.size === 0 && !text.includes('=')))
    return new Variables(known, new Map(), text.length);
  const scanner = new ShellScanner(text, new Variables(new Map(), new Map(), 0), literal);
  scanner.run();
  return new Variables(known, countAssignments(scanner.commands), text.length);
}
