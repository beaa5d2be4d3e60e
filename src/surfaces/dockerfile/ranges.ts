import type { Instruction } from '../container-instructions.ts';
import { readAssignments } from './words.ts';

/** How far a variable holds that is set at an offset: up to the `ENV` that sets it again, at most to the end of its stage. */
export type Ranges = (name: string, start: number) => number;

/** Of the instructions of a file that is `length` characters long. Linear. */
export function findRanges(instructions: readonly Instruction[], length: number): Ranges {
  const ends = new Map<string, number>();
  const stages = new Map<number, number>();
  let next = new Map<string, number>();
  let end = length;
  for (const { name, value, start } of instructions.toReversed()) {
    stages.set(start, end);
    if (name === 'FROM') {
      for (const [variable, at] of next) ends.set(`${start} ${variable}`, at);
      next = new Map();
      end = start;
    } else if (name === 'ENV' || name === 'ARG') {
      const names = new Set(readAssignments(value).map((one) => one.name));
      for (const variable of names) ends.set(`${start} ${variable}`, next.get(variable) ?? end);
      if (name === 'ENV') for (const variable of names) next.set(variable, start);
    }
  }
  return (name, start) => ends.get(`${start} ${name}`) ?? stages.get(start) ?? length;
}
