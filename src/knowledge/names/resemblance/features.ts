import type { Likeness, LikenessKind } from './candidates.ts';
import { partsOf, wordsOf } from './spelling.ts';
import type { NameStatistics } from './statistics.ts';

/** Kinds that the other numbers mean something else for. */
const ownKinds = [
  'affix',
  'affix-and-edit',
  'scope-added',
  'scope-dropped',
  'scope-written-out',
  'other-scope',
  'two-edits',
  'word-within',
  'separators',
] as const;

/** What the shape of a name and of its likenesses says, as numbers; the order is the model's. */
export const featureNames = [
  'kind',
  'edit',
  'target-rank',
  'target-length',
  'name-length',
  'target-words',
  'name-words',
  'probability-difference',
  'rarest-letters-difference',
  'probability-per-letter',
  'rarest-letters',
  'target-probability',
  'edits-around',
  'two-edits-around',
  'likenesses',
  'rarest-word',
  'commonest-word',
  'target-rarest-word',
  'target-last-part',
  'is-glued',
  'side',
  'affix-length',
  'affix-frequency',
  'same-first-letter',
  'is-scoped',
  'scope-size',
  'target-scope-size',
  'has-digit',
  'is-most-used',
  ...ownKinds.map((kind) => `is-${kind}` as const),
] as const;

/** How grave a kind is by itself, as the model learned it. */
export type KindValues = Readonly<Record<string, number>>;

export interface NameFeatures {
  readonly likeness: Likeness;
  readonly values: readonly number[];
}

/**
 * One row for each likeness of a name. The name is judged as if it were new: what it adds to the counts itself, where it is
 * counted, is taken off.
 */
export function featuresOf(
  name: string,
  likenesses: readonly Likeness[],
  names: NameStatistics,
  kinds: KindValues,
): readonly NameFeatures[] {
  const isCounted = names.countsItself(name);
  const own = describe(name, names, isCounted);
  const edits = likenesses.filter(({ kind }) => isSingleEdit(kind)).length;
  const twos = likenesses.filter(({ kind }) => kind === 'two-edits').length;
  const best = Math.min(...likenesses.map(({ rank }) => rank));
  return likenesses.map((likeness) => {
    const { target, rank, kind, edit, stem } = likeness;
    const other = describe(target, names, false);
    const affix = stem === undefined ? -1 : Math.min(...wordsOf(stem.affix).map((word) => countOf(`t:${word}`)));
    function countOf(key: string): number {
      return Math.max(0, names.countOf(key) - (isCounted ? 1 : 0));
    }
    const values = [
      kinds[kind] ?? 0,
      edit === undefined ? 0 : (kinds[edit] ?? 0),
      Math.log(rank),
      other.base.length,
      own.base.length,
      other.words.length,
      own.words.length,
      own.probability - other.probability,
      own.rarest - other.rarest,
      own.probability / Math.max(1, own.base.length),
      own.rarest,
      other.probability,
      edits,
      twos,
      likenesses.length,
      Math.log1p(own.rarestWord),
      Math.log1p(own.commonestWord),
      Math.log1p(other.rarestWord),
      Math.log1p(names.countOf(`b:${other.base}`)),
      stem?.isGlued === true ? 1 : 0,
      stem === undefined ? 0 : stem.side === 'start' ? 1 : 2,
      stem?.affix.length ?? 0,
      Number.isFinite(affix) && affix >= 0 ? Math.log1p(affix) : -1,
      own.base[0] === other.base[0] ? 1 : 0,
      own.scope === '' ? 0 : 1,
      own.scope === '' ? -1 : Math.log1p(countOf(`s:${own.scope}`)),
      other.scope === '' ? -1 : Math.log1p(names.countOf(`s:${other.scope}`)),
      /\d/.test(name) ? 1 : 0,
      rank === best ? 1 : 0,
      ...ownKinds.map((one) => (one === kind ? 1 : 0)),
    ];
    return { likeness, values };
  });
}

const composed: ReadonlySet<LikenessKind> = new Set([
  'two-edits',
  'affix',
  'affix-and-edit',
  'word-order',
  'language-word',
  'scope-dropped',
  'scope-dropped-and-edit',
  'scope-added',
  'other-scope',
  'word',
  'word-within',
]);
const isSingleEdit = (kind: LikenessKind): boolean => !composed.has(kind);

interface Description {
  readonly scope: string;
  readonly base: string;
  readonly words: readonly string[];
  /** Of the last part: logarithm of the probability of its letters, and of the rarest three of them. */
  readonly probability: number;
  readonly rarest: number;
  readonly rarestWord: number;
  readonly commonestWord: number;
}

function describe(name: string, names: NameStatistics, isCounted: boolean): Description {
  const { scope, base } = partsOf(name);
  const words = wordsOf(name);
  const counts = words.map((word) => Math.max(0, names.countOf(`t:${word}`) - (isCounted ? 1 : 0)));
  const [probability, rarest] = judgeLetters(base, names);
  const rarestWord = Math.min(...counts, 1_000_000);
  return { scope, base, words, probability, rarest, rarestWord, commonestWord: Math.max(...counts, 0) };
}

function judgeLetters(base: string, names: NameStatistics): readonly [sum: number, rarest: number] {
  let [sum, rarest] = [0, 0];
  for (const bits of names.bitsOf(base)) {
    sum -= bits;
    if (-bits < rarest) rarest = -bits;
  }
  return [sum, rarest];
}
