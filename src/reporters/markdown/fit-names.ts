import { firstSubjects } from '../causes.ts';
import { utf8Length } from './table.ts';

/** How many more there are. */
const tailBytes = ' and 1,000,000 more'.length;

/**
 * Each list of names as one text, all of them in some `room` bytes: short lists whole, and as much of long ones as is left,
 * the same for each. One name at least is in every text. Names are escaped already.
 */
export function fitNames(lists: readonly (readonly string[])[], room: number): readonly string[] {
  const whole = lists.map((names, at) => ({ names, at, text: names.join(', ') }));
  const texts = whole.map(({ text }) => text);
  let left = room;
  const bySize = whole.toSorted((a, b) => a.text.length - b.text.length);
  for (const [turn, { names, at, text }] of bySize.entries()) {
    const share = Math.floor(left / (lists.length - turn));
    const fitting = utf8Length(text) <= share ? text : cutNames(names, share);
    texts[at] = fitting;
    left = Math.max(0, left - utf8Length(fitting));
  }
  return texts;
}

function cutNames(names: readonly string[], share: number): string {
  let left = share - tailBytes;
  const fitting = names.findIndex((name) => {
    left -= utf8Length(name) + ', '.length;
    return left < 0;
  });
  return firstSubjects({ subjects: names }, Math.max(1, fitting));
}
