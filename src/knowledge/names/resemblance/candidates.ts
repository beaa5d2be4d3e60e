import { affixes, languageWords, type Stem, stemsOf } from './affixes.ts';
import { type EditKind, editOf } from './edits.ts';
import { indexTexts, LetterIndex, sumOf } from './letters.ts';
import { distance, type NameParts, partsOf, squash, wordsOf } from './spelling.ts';
import type { NameStatistics } from './statistics.ts';
import type { NameTable } from './table.ts';

/** How a name resembles another. `+ edit`: the rest differs by one edit, too. */
export type LikenessKind =
  | EditKind
  | 'two-edits'
  | 'separators'
  | 'word-order'
  | 'language-word'
  | 'affix'
  | 'affix-and-edit'
  | 'scope-dropped'
  | 'scope-dropped-and-edit'
  | 'scope-written-out'
  | 'scope-added'
  | 'scope-edit'
  | 'scope-two-edits'
  | 'scope-word'
  | 'other-scope'
  | 'word'
  | 'word-within'
  | 'confusable'
  | 'homophone';

/** A used name that another one resembles in some way. */
export interface Likeness {
  readonly target: string;
  readonly rank: number;
  readonly kind: LikenessKind;
  readonly edit?: EditKind | undefined;
  readonly stem?: Stem | undefined;
}

/** Longer names are not compared: no ranked name is that long. */
export const maxLength = 100;
/** The shortest rest that is looked at with one edit. */
const minRest = 5;
/** The shortest word that is looked for without a glued affix. */
const minWord = 6;
/** How many names have a word that is no slip of another. */
const commonWord = 1_000;
/** With an affix and an edit, only names that many people know are meant. */
const wellKnown = 20_000;

export type LikenessFinder = (name: string) => readonly Likeness[];

interface Indexes {
  readonly table: NameTable;
  readonly whole: LetterIndex;
  /** Only the names that many people know. */
  readonly wellKnown: LetterIndex;
  /** Last parts of names with a scope. */
  readonly bases: LetterIndex;
  readonly words: LetterIndex;
}

function buildIndexes(names: NameStatistics): Indexes {
  const [table, words] = [names.table(), names.words()];
  return {
    table,
    whole: new LetterIndex(table.sums, table.letters),
    wellKnown: new LetterIndex(table.sums.subarray(0, wellKnown + 1), table.letters),
    bases: new LetterIndex(table.baseSums, table.letters, table.hasScope),
    words: indexTexts(words),
  };
}

/** Builds the indexes at the first call. */
export function createLikenessFinder(names: NameStatistics): LikenessFinder {
  let indexes: Indexes | undefined;
  return (name) => {
    if (name.length < 2 || name.length > maxLength) return [];
    indexes ??= buildIndexes(names);
    const found = new Gathering(name, indexes.table);
    const parts = partsOf(name);
    if (parts.scope === '') {
      const { whole, table } = indexes;
      visitLookAlikes(name, whole, table, (rank, target) => found.add(rank, target, 'lookalike-letter'));
      findWords(name, names, indexes.words, found);
      findEdited(name, indexes.whole, found);
      findTwice(name, indexes.whole, found);
      findScoped(name, indexes.bases, found);
      findStems(name, names, indexes, found);
      findLanguageWords(name, indexes.whole, found);
    } else {
      findOtherScopes(name, parts, indexes, found);
    }
    return found.list();
  };
}

class Gathering {
  readonly #name: string;
  readonly #names: NameTable;
  readonly #found = new Map<string, Likeness>();

  constructor(name: string, names: NameTable) {
    this.#name = name;
    this.#names = names;
  }

  nameAt(rank: number): string {
    return this.#names.nameAt(rank);
  }

  rankOf(name: string): number | undefined {
    return this.#names.rankOf(name);
  }

  add(rank: number, target: string, kind: LikenessKind, more: Pick<Likeness, 'edit' | 'stem'> = {}): void {
    if (target === this.#name) return;
    const key = `${kind} ${target}`;
    // All of one shape: each is asked for all of them.
    if (!this.#found.has(key)) this.#found.set(key, { target, rank, kind, edit: more.edit, stem: more.stem });
  }

  list(): readonly Likeness[] {
    return [...this.#found.values()];
  }
}

/** Names that are one edit, one swap, another order of words or other separators away. */
function findEdited(name: string, index: LetterIndex, found: Gathering): void {
  const bare = squash(name);
  const visit = (ranks: readonly number[]) => {
    for (const rank of ranks) {
      const target = found.nameAt(rank);
      const kind = compareWhole(name, bare, target);
      if (kind !== undefined) found.add(rank, target, kind);
    }
  };
  index.visitEdits(name, visit, found.rankOf(name) !== undefined);
}

/** Letters that look like others side by side, and those. */
const pairs = ['rn m', 'nn m', 'vv w', 'cl d', 'm rn', 'm nn', 'w vv', 'd cl'].map((both) => {
  const [now = '', once = ''] = both.split(' ');
  return { now, once, change: sumOf(once) - sumOf(now) };
});

/** Calls with names in which one letter stands for a pair that it looks like, or the reverse: `rnoment`. */
export function visitLookAlikes(
  name: string,
  index: LetterIndex,
  { rankOf }: Pick<NameTable, 'rankOf'>,
  visit: (rank: number, target: string) => void,
): void {
  const sum = sumOf(name);
  for (const { now, once, change } of pairs) {
    const other = (sum + change) | 0;
    for (let at = name.indexOf(now); at >= 0 && index.mayHave(other); at = name.indexOf(now, at + 1)) {
      const target = name.slice(0, at) + once + name.slice(at + now.length);
      const rank = rankOf(target);
      if (rank !== undefined) visit(rank, target);
    }
  }
}

/** Two letters more, or two fewer. */
function findTwice(name: string, index: LetterIndex, found: Gathering): void {
  const bare = squash(name);
  if (bare.length < 7) return;
  index.visitPairs(name, (ranks) => {
    for (const rank of ranks) {
      const target = found.nameAt(rank);
      const other = squash(target);
      if (!target.startsWith('@') && other !== bare && distance(bare, other, 2) <= 2)
        found.add(rank, target, 'two-edits');
    }
  });
}

/** How a name resembles a whole other one. @param bare the name without separators */
export function compareWhole(name: string, bare: string, target: string): LikenessKind | undefined {
  const other = squash(target);
  const isScoped = target.startsWith('@');
  if (other === bare) return isScoped ? 'scope-written-out' : (editOf(name, target) ?? 'separators');
  if (isScoped) return undefined;
  const edit = editOf(name, target) ?? editOf(bare, other);
  if (edit !== undefined) return edit;
  if (bare.length === other.length && sameWords(name, target)) return 'word-order';
  // Of short names only the order of the letters may differ.
  const isLong = bare.length >= 6 || (bare.length === 5 && sumOf(bare) === sumOf(other));
  return isLong && distance(bare, other, 2) <= 2 ? 'two-edits' : undefined;
}

function sameWords(one: string, other: string): boolean {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  return first.length > 1 && first.length === second.length && first.toSorted().join() === second.toSorted().join();
}

/** Words that many names have, written nearly: `pyhton`, and with an affix that nothing separates: `pyhtonlib`. */
function findWords(name: string, names: NameStatistics, index: LetterIndex, found: Gathering): void {
  const [whole, list] = [wordsOf(name), names.words()];
  const rests = whole.length > 1 ? [] : stemsOf(name).filter(({ rest, isGlued }) => isGlued && rest.length >= minWord);
  const words = [...whole, ...rests.map(({ rest }) => rest)];
  for (const word of whole.length > 6 ? [] : words) {
    if (word.length < 4 || names.countOf(`t:${word}`) > 8) continue;
    index.visitEdits(word, (ranks) => {
      for (const rank of ranks) {
        const target = list[rank - 1] ?? '';
        const edit = editOf(word, target);
        if (edit !== undefined)
          found.add(rank, name.replace(word, target), words.length === 1 ? 'word' : 'word-within', { edit });
      }
    });
  }
}

/** Names under a scope whose last part is the name, or nearly. */
function findScoped(name: string, index: LetterIndex, found: Gathering): void {
  const addBase = (rank: number) => {
    const target = found.nameAt(rank);
    const { base } = partsOf(target);
    if (base === name) return found.add(rank, target, 'scope-dropped');
    const edit = name.length >= 8 ? editOf(name, base) : undefined;
    if (edit !== undefined) found.add(rank, target, 'scope-dropped-and-edit', { edit });
  };
  if (name.length < 8) for (const rank of index.find(sumOf(name)).slice(0, 3)) addBase(rank);
  else index.visitEdits(name, (ranks) => ranks.slice(0, 3).forEach(addBase));
}

/** Names that this one is but for a word at one of its ends. */
function findStems(name: string, names: NameStatistics, { whole, wellKnown }: Indexes, found: Gathering): void {
  for (const stem of stemsOf(name)) {
    const ranks = whole.find(sumOf(stem.rest));
    const rank = ranks.length === 0 ? undefined : found.rankOf(stem.rest);
    if (rank !== undefined) {
      found.add(rank, stem.rest, 'affix', { stem });
      continue;
    }
    const bare = squash(stem.rest);
    for (const other of ranks.slice(0, 4)) {
      const target = found.nameAt(other);
      if (!target.startsWith('@') && squash(target) === bare) found.add(other, target, 'affix', { stem });
    }
    if (stem.rest.length < minRest || isCommon(stem.rest, names)) continue;
    wellKnown.visitEdits(stem.rest, (others) => {
      for (const other of others) {
        const target = found.nameAt(other);
        const edit = editOf(stem.rest, target);
        if (edit !== undefined) found.add(other, target, 'affix-and-edit', { stem, edit });
      }
    });
  }
}

/** Whether so many names have a word that it is no slip of another one: `python-acme`. */
const isCommon = (word: string, { countOf }: NameStatistics): boolean =>
  affixes.has(word) || countOf(`t:${word}`) >= commonWord;

/** Names that differ only in words that say the language: `kafka-python` and `pythonkafka`. */
function findLanguageWords(name: string, index: LetterIndex, found: Gathering): void {
  const core = coreOf(name);
  if (core.length < 4) return;
  const sum = sumOf(core);
  for (const wordSum of languageSums) {
    for (const rank of index.find((sum + wordSum) | 0).slice(0, 4)) {
      const target = found.nameAt(rank);
      if (!target.startsWith('@') && squash(target) !== squash(name) && coreOf(target) === core)
        found.add(rank, target, 'language-word');
    }
  }
}

const languages: ReadonlySet<string> = new Set(languageWords);
const languageSums = languageWords.map(sumOf);

/** The words of a name without one that says the language, sorted and joined. */
export function coreOf(name: string): string {
  const words = wordsOf(name).filter((word) => !languages.has(word));
  const joined = words.toSorted().join('');
  for (const word of languageWords) {
    if (word === '' || joined.length - word.length < 4) continue;
    if (joined.startsWith(word)) return joined.slice(word.length);
    if (joined.endsWith(word)) return joined.slice(0, -word.length);
  }
  return joined;
}

/** The same last part under another scope, or under none. A name under the same scope has the same owner. */
function findOtherScopes(name: string, { scope, base }: NameParts, { whole, bases }: Indexes, found: Gathering): void {
  const sum = sumOf(base);
  const unscoped = whole.mayHave(sum) ? found.rankOf(base) : undefined;
  if (unscoped !== undefined) found.add(unscoped, base, 'scope-added');
  const bare = squash(name);
  for (const rank of whole.find(sumOf(name))) {
    const target = found.nameAt(rank);
    if (!target.startsWith('@') && squash(target) === bare) found.add(rank, target, 'separators');
  }
  const scopeSum = sumOf(scope);
  const addOther = (rank: number) => {
    const target = found.nameAt(rank);
    // Of a part that many have, most are of no interest: nothing is cut out of those.
    const slash = target.length - base.length - 1;
    if (slash < 1 || target[slash] !== '/' || !target.endsWith(base)) return;
    const other = target.slice(0, slash);
    if (other === scope) return;
    const edit = editOf(scope, other);
    const isRespelled = sumOf(other) === scopeSum && squash(other) === squash(scope);
    const kind = edit !== undefined || isRespelled ? 'scope-edit' : compareScopes(scope, other);
    if (kind !== 'other-scope' || rank <= 5_000) found.add(rank, target, kind, edit === undefined ? {} : { edit });
  };
  // Of a last part that very many have, the index tells the most used ones alone.
  whole.visitEdits(name, (ranks) => ranks.forEach(addOther), found.rankOf(name) !== undefined);
  bases.find(sum).forEach(addOther);
  for (const stem of stemsOf(scope.slice(1))) {
    const target = `@${stem.rest}/${base}`;
    const rank = found.rankOf(target);
    if (rank !== undefined) found.add(rank, target, 'scope-word', { stem });
  }
}

function compareScopes(scope: string, other: string): LikenessKind {
  if (other.length > 4 && (scope.startsWith(other) || scope.endsWith(other.slice(1)))) return 'scope-word';
  return other.length > 6 && distance(scope, other, 2) <= 2 ? 'scope-two-edits' : 'other-scope';
}
