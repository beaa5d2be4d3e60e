import type { Likeness, LikenessKind } from './candidates.ts';
import { sumOf } from './letters.ts';
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
  'same-start',
  'same-end',
  'changed-letters',
  'target-changed-letters',
  'same-letters',
  'new-rarest-word',
  'new-commonest-word',
  'lost-rarest-word',
  'new-known-words',
  'affix-bits',
  'is-affix-word',
  'affix-has-digit',
  'target-as-word',
  'name-as-last-part',
  'target-family',
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
  const tokens = countTokens(names);
  const own = describe(name, names, tokens, isCounted);
  const edits = likenesses.filter(({ kind }) => isSingleEdit(kind)).length;
  const twos = likenesses.filter(({ kind }) => kind === 'two-edits').length;
  const best = Math.min(...likenesses.map(({ rank }) => rank));
  const countOf = (key: string): number => Math.max(0, names.countOf(key) - (isCounted ? 1 : 0));
  const scopeSize = own.scope === '' ? -1 : Math.log1p(countOf(`s:${own.scope}`));
  const hasDigit = /\d/.test(name) ? 1 : 0;
  const { familySize } = names.table();
  const lastPart = Math.log1p(countOf(`b:${own.base}`));
  return likenesses.map((likeness) => {
    const { target, rank, kind, edit } = likeness;
    const other = describe(target, names, tokens, false);
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
    ];
    addStem(values, likeness, countOf);
    values.push(
      own.base[0] === other.base[0] ? 1 : 0,
      own.scope === '' ? 0 : 1,
      scopeSize,
      other.scope === '' ? -1 : Math.log1p(names.countOf(`s:${other.scope}`)),
      hasDigit,
      rank === best ? 1 : 0,
    );
    addLetters(values, own.base, other.base);
    addWords(values, own, other, names);
    addAffix(values, likeness, names);
    values.push(Math.log1p(tokens(other.base)), lastPart, Math.log1p(familySize(target)));
    for (const one of ownKinds) values.push(one === kind ? 1 : 0);
    return { likeness, values };
  });
}

/** How many names have a token: what one name and its likenesses are made of is often the same. */
function countTokens(names: NameStatistics): (token: string) => number {
  const found = new Map<string, number>();
  return (token) => {
    let count = found.get(token);
    if (count === undefined) {
      count = names.countOf(`t:${token}`);
      found.set(token, count);
    }
    return count;
  };
}

/** What an affix says: `is-glued`, `side`, `affix-length` and `affix-frequency`. */
function addStem(values: number[], { stem }: Likeness, countOf: (key: string) => number): void {
  if (stem === undefined) {
    values.push(0, 0, 0, -1);
    return;
  }
  const frequency = Math.min(...wordsOf(stem.affix).map((word) => countOf(`t:${word}`)));
  values.push(
    stem.isGlued ? 1 : 0,
    stem.side === 'start' ? 1 : 2,
    stem.affix.length,
    Number.isFinite(frequency) ? Math.log1p(frequency) : -1,
  );
}

/** `affix-bits` (for each letter and the end), `is-affix-word` and `affix-has-digit`. */
function addAffix(values: number[], { stem }: Likeness, names: NameStatistics): void {
  if (stem === undefined) {
    values.push(-1, 0, 0);
    return;
  }
  const bits = names.bitsOf(stem.affix);
  values.push(
    bits.reduce((sum, one) => sum + one, 0) / Math.max(1, bits.length),
    names.isWord(stem.affix) ? 1 : 0,
    /\d/.test(stem.affix) ? 1 : 0,
  );
}

/** Where two last parts differ: the shares that are the same at both ends, how much lies between, and whether only the order differs. */
function addLetters(values: number[], own: string, other: string): void {
  const shorter = Math.min(own.length, other.length);
  const longer = Math.max(1, own.length, other.length);
  let start = 0;
  let end = 0;
  while (start < shorter && own.charCodeAt(start) === other.charCodeAt(start)) start++;
  while (end < shorter - start && own.charCodeAt(own.length - 1 - end) === other.charCodeAt(other.length - 1 - end))
    end++;
  const isReordered = own.length !== 0 && sumOf(own) === sumOf(other);
  values.push(start / longer, end / longer, own.length - start - end, other.length - start - end, isReordered ? 1 : 0);
}

/** How many names have the words that only one of the two has; a slip seldom makes another word. -1: there is none. */
function addWords(values: number[], own: Description, other: Description, names: NameStatistics): void {
  let rarest = -1;
  let commonest = -1;
  let lost = -1;
  let known = 0;
  own.words.forEach((word, at) => {
    if (other.words.includes(word)) return;
    const count = own.counts[at] ?? 0;
    rarest = rarest < 0 ? count : Math.min(rarest, count);
    commonest = Math.max(commonest, count);
    if (names.isWord(word)) known++;
  });
  other.words.forEach((word, at) => {
    const count = other.counts[at] ?? 0;
    if (!own.words.includes(word)) lost = lost < 0 ? count : Math.min(lost, count);
  });
  values.push(scale(rarest), scale(commonest), scale(lost), known);
}

const scale = (count: number): number => (count < 0 ? -1 : Math.log1p(count));

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
  /** How many names have each of the words. */
  readonly counts: readonly number[];
  /** Of the last part: logarithm of the probability of its letters, and of the rarest three of them. */
  readonly probability: number;
  readonly rarest: number;
  readonly rarestWord: number;
  readonly commonestWord: number;
}

function describe(
  name: string,
  names: NameStatistics,
  tokens: (token: string) => number,
  isCounted: boolean,
): Description {
  const { scope, base } = partsOf(name);
  const words = wordsOf(name);
  const counts = words.map((word) => Math.max(0, tokens(word) - (isCounted ? 1 : 0)));
  let probability = 0;
  let rarest = 0;
  for (const bits of names.bitsOf(base)) {
    probability -= bits;
    if (-bits < rarest) rarest = -bits;
  }
  const rarestWord = Math.min(1_000_000, ...counts);
  const commonestWord = Math.max(0, ...counts);
  return { scope, base, words, counts, probability, rarest, rarestWord, commonestWord };
}
