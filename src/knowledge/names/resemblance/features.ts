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
  'ecosystem',
] as const;

/** How grave a kind is by itself, as the model learned it. */
export type KindValues = Readonly<Record<string, number>>;

/**
 * Calls for each likeness of a name with its row, as `featureNames` lists it: one and the same object each time. The name is
 * judged as if it were new: what it adds to the counts itself, where it is counted, is taken off.
 */
export type FeatureReader = (
  name: string,
  likenesses: readonly Likeness[],
  visit: (likeness: Likeness, row: Float64Array) => void,
) => void;

/** What was read of so many names and words stays at hand: many names are like the same few, and made of the same words. */
const mostKept = 10_000;

export function createFeatureReader(ecosystem: string, names: NameStatistics, kinds: KindValues): FeatureReader {
  const tokens = keep((token) => names.countOf(`t:${token}`));
  const describeTarget = keep((target) => readTarget(target, names, tokens));
  const row = new Row();
  return (name, likenesses, visit) => {
    if (likenesses.length === 0) return;
    const own = readName(name, names, tokens);
    const edits = likenesses.filter(({ kind }) => isSingleEdit(kind)).length;
    const twos = likenesses.filter(({ kind }) => kind === 'two-edits').length;
    const best = Math.min(...likenesses.map(({ rank }) => rank));
    for (const likeness of likenesses) {
      const { target, rank, kind, edit } = likeness;
      const other = describeTarget(target);
      row.clear();
      row.add(kinds[kind] ?? 0);
      row.add(edit === undefined ? 0 : (kinds[edit] ?? 0));
      row.add(Math.log(rank));
      row.add(other.base.length);
      row.add(own.base.length);
      row.add(other.words.length);
      row.add(own.words.length);
      row.add(own.probability - other.probability);
      row.add(own.rarest - other.rarest);
      row.add(own.probability / Math.max(1, own.base.length));
      row.add(own.rarest);
      row.add(other.probability);
      row.add(edits);
      row.add(twos);
      row.add(likenesses.length);
      row.add(own.rarestWord);
      row.add(own.commonestWord);
      row.add(other.rarestWord);
      row.add(other.sameBase);
      addStem(row, likeness, own, tokens);
      row.addIf(own.base[0] === other.base[0]);
      row.addIf(own.scope !== '');
      row.add(own.scopeSize);
      row.add(other.scopeSize);
      row.add(own.hasDigit);
      row.addIf(rank === best);
      addLetters(row, own.base, other.base);
      addWords(row, own, other, names);
      addAffix(row, likeness, names);
      row.add(other.asWord);
      row.add(own.sameBase);
      row.add(other.family);
      for (const one of ownKinds) row.addIf(one === kind);
      row.add(ecosystemValue(ecosystem));
      visit(likeness, row.values);
    }
  };
}

/** Names are made differently in each. */
const ecosystemValue = (ecosystem: string): number => (ecosystem === 'npm' ? 0 : 1);

/** A row that is filled from its start on. */
class Row {
  readonly values: Float64Array = new Float64Array(featureNames.length);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  add(value: number): void {
    this.values[this.#length++] = value;
  }

  addIf(isSo: boolean): void {
    this.add(isSo ? 1 : 0);
  }
}

/** Works a thing out once for each text, as long as there are not too many. */
function keep<T>(read: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    let value = kept.get(text);
    if (value === undefined) {
      value = read(text);
      if (kept.size === mostKept) kept.clear();
      kept.set(text, value);
    }
    return value;
  };
}

type CountTokens = (token: string) => number;

/** What an affix says: `is-glued`, `side`, `affix-length` and `affix-frequency`. */
function addStem(row: Row, { stem }: Likeness, { itself }: Own, tokens: CountTokens): void {
  if (stem === undefined) {
    row.add(0);
    row.add(0);
    row.add(0);
    row.add(-1);
    return;
  }
  const words = wordsOf(stem.affix);
  row.addIf(stem.isGlued);
  row.add(stem.side === 'start' ? 1 : 2);
  row.add(stem.affix.length);
  row.add(words.length === 0 ? -1 : scaleLeft(Math.min(...words.map(tokens)), itself));
}

/** `affix-bits` (for each letter and the end), `is-affix-word` and `affix-has-digit`. */
function addAffix(row: Row, { stem }: Likeness, names: NameStatistics): void {
  if (stem === undefined) {
    row.add(-1);
    row.add(0);
    row.add(0);
    return;
  }
  const bits = names.bitsOf(stem.affix);
  row.add(bits.reduce((sum, one) => sum + one, 0) / Math.max(1, bits.length));
  row.addIf(names.isWord(stem.affix));
  row.addIf(/\d/.test(stem.affix));
}

/** Where two last parts differ: the shares that are the same at both ends, how much lies between, and whether only the order differs. */
function addLetters(row: Row, own: string, other: string): void {
  const shorter = Math.min(own.length, other.length);
  const longer = Math.max(1, own.length, other.length);
  let start = 0;
  let end = 0;
  while (start < shorter && own.charCodeAt(start) === other.charCodeAt(start)) start++;
  while (end < shorter - start && own.charCodeAt(own.length - 1 - end) === other.charCodeAt(other.length - 1 - end))
    end++;
  row.add(start / longer);
  row.add(end / longer);
  row.add(own.length - start - end);
  row.add(other.length - start - end);
  row.addIf(own.length !== 0 && sumOf(own) === sumOf(other));
}

/** How many names have the words that only one of the two has; a slip seldom makes another word. -1: there is none. */
function addWords(row: Row, own: Own, other: Description, names: NameStatistics): void {
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
  row.add(scale(rarest));
  row.add(scale(commonest));
  row.add(scale(lost));
  row.add(known);
}

const scale = (count: number): number => (count < 0 ? -1 : Math.log1p(count));
/** @param itself 1 where the name is counted that a count is held against */
const scaleLeft = (count: number, itself: number): number => Math.log1p(Math.max(0, count - itself));

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
  /** Logarithms of how many names have its rarest word, its last part and its scope; -1 without a scope. */
  readonly rarestWord: number;
  readonly sameBase: number;
  readonly scopeSize: number;
}

/** The name that is judged. */
interface Own extends Description {
  /** 1 where counts include it: it is taken off. */
  readonly itself: number;
  readonly commonestWord: number;
  readonly hasDigit: number;
}

/** A name that it is like. */
interface Target extends Description {
  /** Logarithms of how many names have it as a word, and how many begin with it. */
  readonly asWord: number;
  readonly family: number;
}

function readName(name: string, names: NameStatistics, tokens: CountTokens): Own {
  const itself = names.countsItself(name) ? 1 : 0;
  const description = describe(name, names, tokens, itself);
  const commonestWord = Math.log1p(Math.max(0, ...description.counts));
  return { ...description, itself, commonestWord, hasDigit: /\d/.test(name) ? 1 : 0 };
}

function readTarget(name: string, names: NameStatistics, tokens: CountTokens): Target {
  const description = describe(name, names, tokens, 0);
  const family = Math.log1p(names.table().familySize(name));
  return { ...description, asWord: Math.log1p(tokens(description.base)), family };
}

function describe(name: string, names: NameStatistics, tokens: CountTokens, itself: number): Description {
  const { scope, base } = partsOf(name);
  const words = wordsOf(name);
  const counts = words.map((word) => Math.max(0, tokens(word) - itself));
  let probability = 0;
  let rarest = 0;
  for (const bits of names.bitsOf(base)) {
    probability -= bits;
    if (-bits < rarest) rarest = -bits;
  }
  return {
    scope,
    base,
    words,
    counts,
    probability,
    rarest,
    rarestWord: Math.log1p(Math.min(1_000_000, ...counts)),
    sameBase: scaleLeft(names.countOf(`b:${base}`), itself),
    scopeSize: scope === '' ? -1 : scaleLeft(names.countOf(`s:${scope}`), itself),
  };
}
