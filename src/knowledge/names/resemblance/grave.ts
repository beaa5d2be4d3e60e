import { compareWhole, maxLength } from './candidates.ts';
import { hasForeignLetters } from './confusables.ts';
import { LetterIndex } from './letters.ts';
import { squash } from './spelling.ts';
import type { NameTable } from './table.ts';

/** A slip of these names is never excused by use: the use may come from the slip. */
export const topRanks = 1_000;
/** Slips that nobody makes on purpose. */
export const graveKinds: ReadonlySet<string> = new Set(['swap', 'swap-first', 'lookalike-letter', 'confusable']);

/** Whether a name may be a grave slip of a name that everybody uses; indexed at the first call. */
export function createGraveFinder(table: () => NameTable): (name: string) => boolean {
  let index: LetterIndex | undefined;
  return (name) => {
    if (hasForeignLetters(name)) return true;
    if (name.startsWith('@') || name.length > maxLength) return false;
    const { sums, nameAt } = table();
    index ??= new LetterIndex(sums.subarray(0, topRanks + 1));
    const bare = squash(name);
    let isGrave = false;
    index.visitEdits(name, (ranks) => {
      isGrave ||= ranks.some((rank) => graveKinds.has(compareWhole(name, bare, nameAt(rank)) ?? ''));
    });
    return isGrave;
  };
}
