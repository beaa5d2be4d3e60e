import { compareWhole, type Likeness, maxLength, visitLookAlikes } from './candidates.ts';
import { hasForeignLetters } from './confusables.ts';
import { indexTexts, type LetterIndex } from './letters.ts';
import { squash } from './spelling.ts';
import type { NameTable } from './table.ts';

/** A slip of these names is never excused by use: the use may come from the slip. */
const topRanks = 1_000;
/** Kinds of slips that nobody makes on purpose. */
export const graveKinds: ReadonlySet<string> = new Set(['swap', 'swap-first', 'lookalike-letter', 'confusable']);
/** Shorter names are swaps of each other, and look alike, by chance. */
const shortest = { swap: 4, looks: 5 };

/**
 * Whether two letters of a name that everybody uses are swapped in another, or some are put for others that look the same:
 * nobody means that. Of digits only 0 and 1 look like letters (Unicode Technical Standard 39 has no others).
 */
export function isGraveSlip(name: string, { target, kind, rank }: Pick<Likeness, 'target' | 'kind' | 'rank'>): boolean {
  if (rank > topRanks || kind === 'confusable') return rank <= topRanks;
  if (kind === 'swap' || kind === 'swap-first' || isTransposed(name, target)) return target.length >= shortest.swap;
  return target.length >= shortest.looks && kind === 'lookalike-letter' && looksOf(name) === looksOf(target);
}

/** Whether two letters that stand side by side are swapped, and nothing else differs. */
function isTransposed(one: string, other: string): boolean {
  if (one.length !== other.length || one === other) return false;
  let at = 0;
  while (one[at] === other[at]) at++;
  const [first = '', second = ''] = [one[at], one[at + 1]];
  const isSwapped = other[at] === second && other[at + 1] === first && one.slice(at + 2) === other.slice(at + 2);
  return isSwapped && /^[a-z]{2}$/.test(first + second);
}

const looks: Readonly<Record<string, string>> = { rn: 'm', nn: 'm', vv: 'w', cl: 'd', '0': 'o', '1': 'l', i: 'l' };
const looksOf = (name: string): string => name.replace(/rn|nn|vv|cl|[01i]/g, (letters) => looks[letters] ?? letters);

/** The names that are compared with: in the order of their use. */
type UsedNames = Pick<NameTable, 'size' | 'nameAt' | 'rankOf'>;

const indexTop = ({ size, nameAt }: UsedNames): LetterIndex =>
  indexTexts(Array.from({ length: Math.min(topRanks, size) }, (_, at) => nameAt(at + 1)));

/** Whether a name may be a grave slip of a name that everybody uses; indexed at the first call. */
export function createGraveFinder(used: () => UsedNames): (name: string) => boolean {
  let index: LetterIndex | undefined;
  return (name) => {
    if (hasForeignLetters(name)) return true;
    if (name.length > maxLength) return false;
    const all = used();
    const { nameAt } = all;
    index ??= indexTop(all);
    const bare = squash(name);
    let isGrave = false;
    const judge = (rank: number, target: string, kind = compareWhole(name, bare, target) ?? 'scope-edit'): void => {
      isGrave ||= isGraveSlip(name, { rank, target, kind });
    };
    index.visitEdits(name, (ranks) => {
      for (const rank of ranks) judge(rank, nameAt(rank));
    });
    visitLookAlikes(name, index, all, (rank, target) => judge(rank, target, 'lookalike-letter'));
    return isGrave;
  };
}
