import type { Asked } from './asked.ts';
import { embellishes, packages } from './dictionary.ts';
import { findForeign, type Search } from './find.ts';
import { keyKinds } from './postings.ts';
import { maxLength } from './spelling.ts';
import { findStandardModule, type StandardModule } from './stdlib.ts';
import { isFiller } from './tables.ts';
import type { Invention, Meaning } from './types.ts';
import { wordsOf } from './words.ts';

/** From here on the first meaning says enough by itself. */
const plainScore = 0.7;
/** So many packages must be named alike for a name to look like one more of them. */
const familySize = 12;
/** Names are cut in two after at most so many words. */
const depth = 8;

/** The kinds in the order of how much they say. */
export function explain(search: Search, ecosystem: string, name: string): Invention | undefined {
  if (name === '' || name.length > maxLength) return undefined;
  const module = findModule(search, ecosystem, name);
  if (module !== undefined) return { kind: 'standard-library', words: describeModule(module) };
  const meanings = search.find(ecosystem, name);
  const foreign = findForeign(meanings);
  if (foreign !== undefined) return { kind: foreign.kind, words: foreign.why };
  const [meaning] = meanings;
  if (meaning !== undefined && meaning.score >= plainScore && meaning.kind !== 'extra-affix')
    return fromMeaning(meaning);
  const asked = search.askedOf(ecosystem);
  if (asked === undefined) return fromMeaning(meaning);
  asked.read(name);
  return findConflation(asked) ?? findPlugin(asked) ?? fromMeaning(meaning);
}

const describeModule = ({ name, language, isGone }: StandardModule): string =>
  isGone
    ? `"${name}" was a module of ${language} itself, which no longer has it`
    : `"${name}" is a module of ${language} itself: nothing is to be installed`;

function fromMeaning(meaning: Meaning | undefined): Invention | undefined {
  if (meaning === undefined) return undefined;
  const { kind, name, why } = meaning;
  return { kind, words: `"${name}" may be meant: ${why}` };
}

/** A module, also with words around it that say nothing: `py-urlparse`. */
function findModule({ tablesOf }: Search, ecosystem: string, name: string): StandardModule | undefined {
  const tables = tablesOf(ecosystem);
  const module = findStandardModule(tables, ecosystem, name);
  if (module !== undefined || name.startsWith('@')) return module;
  const words = wordsOf(name);
  const telling = words.filter((word) => !isFiller(tables, word));
  const [only = ''] = telling;
  if (telling.length !== 1 || words.length === 1 || only.length < 4) return undefined;
  return findStandardModule(tables, ecosystem, only);
}

/** The names of two packages in one, the two that are used most. */
function findConflation(asked: Asked): Invention | undefined {
  let best: readonly [first: number, second: number] | undefined;
  for (let at = 1; at < asked.words.length && at <= depth; at++) {
    const first = findPart(asked, 0, at);
    const second = first === 0 ? 0 : findPart(asked, at, asked.words.length);
    if (second > 0 && (best === undefined || Math.max(first, second) < Math.max(...best))) best = [first, second];
  }
  if (best === undefined) return undefined;
  const [first, second] = best.map((rank) => `"${asked.catalogue.nameAt(rank)}"`);
  return { kind: 'conflation', words: `it joins the names of two packages, ${first} and ${second}` };
}

/** The rank of the name that a run of words is; 0 where it is none, or says nothing. */
function findPart({ catalogue, spelling, words }: Asked, start: number, end: number): number {
  const isTelling = words.slice(start, end).some(({ flags }) => (flags & (packages | embellishes)) === 0);
  if (!isTelling) return 0;
  return catalogue.findSpelt(spelling, spelling.starts[start] ?? 0, spelling.starts[end] ?? 0, 1)[0] ?? 0;
}

/** One more name of a family: `eslint-plugin-…`. */
function findPlugin({ catalogue, spelling, words }: Asked): Invention | undefined {
  if (((words[0]?.flags ?? 0) & (packages | embellishes)) !== 0) return undefined;
  for (let count = Math.min(words.length - 1, 4); count >= 1; count--) {
    const end = spelling.starts[count] ?? 0;
    const size = end < 3 ? 0 : catalogue.find(keyKinds.beginning, spelling.hash(0, end), catalogue.size).length;
    if (size < familySize) continue;
    const family = Array.from({ length: count }, (_, word) => spelling.word(word)).join('-');
    return {
      kind: 'plugin',
      words: `it is named like one of the ${size} packages whose names begin with "${family}"`,
    };
  }
  return undefined;
}
