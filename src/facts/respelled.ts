import type { Names } from '../knowledge/names/index.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { LookalikeFact } from '../model/rule.ts';

/**
 * The used name that one differs from in capitals alone, or in forms of the same characters (Unicode Standard Annex 15):
 * that is said of it, whatever else a comparison of letters would find. Undefined also where the ecosystem takes both for
 * one name.
 */
export function findRespelled(
  { lists }: Pick<Names, 'lists'>,
  { type, names: { normalise } }: Ecosystem,
  name: string,
): Pick<LookalikeFact, 'name' | 'rank' | 'kind' | 'words'> | undefined {
  // Nearly all names are plain.
  if (/^[!-@[-~]*$/.test(name)) return undefined;
  const composed = name.normalize('NFKC');
  const target = normalise(composed.toLowerCase());
  if (target === name) return undefined;
  const rank = lists.rankOf(type, target);
  if (rank === undefined) return undefined;
  const found = { name: target, rank };
  return composed === name
    ? { ...found, kind: 'replaced-case', words: 'only capitals differ, and a new name may have none' }
    : { ...found, kind: 'confusable', words: 'the same letters in other forms of Unicode' };
}
