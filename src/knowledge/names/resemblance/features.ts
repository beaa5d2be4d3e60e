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
  /** As `featureNames` lists them. */
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
  if (likenesses.length === 0) return [];
  const isCounted = names.countsItself(name);
  const own = describe(name, names, isCounted);
  const edits = likenesses.filter(({ kind }) => isSingleEdit(kind)).length;
  const twos = likenesses.filter(({ kind }) => kind === 'two-edits').length;
  const best = Math.min(...likenesses.map(({ rank }) => rank));
  const countOf = (key: string): number => Math.max(0, names.countOf(key) - (isCounted ? 1 : 0));
  const scopeSize = own.scope === '' ? -1 : Math.log1p(countOf(`s:${own.scope}`));
  const hasDigit = /\d/.test(name) ? 1 : 0;
  return likenesses.map((likeness) => {
    const { target, rank, kind, edit } = likeness;
    const other = describe(target, names, false);
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
      ...describeStem(likeness, countOf),
      own.base[0] === other.base[0] ? 1 : 0,
      own.scope === '' ? 0 : 1,
      scopeSize,
      other.scope === '' ? -1 : Math.log1p(names.countOf(`s:${other.scope}`)),
      hasDigit,
      rank === best ? 1 : 0,
    ];
    for (const one of ownKinds) values.push(one === kind ? 1 : 0);
    return { likeness, values };
  });
}

/** What an affix says: `is-glued`, `side`, `affix-length` and `affix-frequency`. */
function describeStem({ stem }: Likeness, countOf: (key: string) => number): readonly number[] {
  if (stem === undefined) return [0, 0, 0, -1];
  const frequency = Math.min(...wordsOf(stem.affix).map((word) => countOf(`t:${word}`)));
  return [
    stem.isGlued ? 1 : 0,
    stem.side === 'start' ? 1 : 2,
    stem.affix.length,
    Number.isFinite(frequency) ? Math.log1p(frequency) : -1,
  ];
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
  let [rarestWord, commonestWord] = [1_000_000, 0];
  for (const word of words) {
    const count = Math.max(0, names.countOf(`t:${word}`) - (isCounted ? 1 : 0));
    if (count < rarestWord) rarestWord = count;
    if (count > commonestWord) commonestWord = count;
  }
  let [probability, rarest] = [0, 0];
  for (const bits of names.bitsOf(base)) {
    probability -= bits;
    if (-bits < rarest) rarest = -bits;
  }
  return { scope, base, words, probability, rarest, rarestWord, commonestWord };
}
