import { tokensOf } from '../../src/knowledge/names/counts.ts';

/** Words of fewer names, and shorter ones, have too many neighbours to tell a slip; long ones have few. */
const leastNames = 30;
const leastLength = 4;
const longLength = 7;
const leastNamesOfLong = 8;

/** Words that many names of any ecosystem have, the commonest first, one a line. */
export function listWords(names: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const name of names) for (const token of tokensOf(name)) counts.set(token, (counts.get(token) ?? 0) + 1);
  const words = [...counts].filter(
    ([word, count]) =>
      count >= (word.length < longLength ? leastNames : leastNamesOfLong) &&
      word.length >= leastLength &&
      /^[a-z][a-z0-9]*$/.test(word),
  );
  words.sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
  return words.map(([word]) => word).join('\n');
}
