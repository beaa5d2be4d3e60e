import { offeredRank } from './adoption.ts';
import { isEmbellishing, isPackaging } from './affixes.ts';
import type { Search } from './find.ts';
import { findStandardModule, type StandardModule } from './stdlib.ts';
import type { Invention, Meaning } from './types.ts';
import { maxLength, wordsOf } from './words.ts';

/** From here on the first meaning says enough by itself. */
const plainScore = 0.7;
/** So many packages must be named alike for a name to look like one more of them. */
const familySize = 12;

/** The kinds in the order of how much they say. */
export function explain(search: Search, ecosystem: string, name: string): Invention | undefined {
  if (name === '' || name.length > maxLength) return undefined;
  const module = findStandardModule(ecosystem, name) ?? findWrappedModule(ecosystem, name);
  if (module !== undefined) return { kind: 'standard-library', words: describeModule(module) };
  const [meaning] = search.find(ecosystem, name);
  if (meaning !== undefined && meaning.score >= plainScore && meaning.kind !== 'extra-affix')
    return fromMeaning(meaning);
  return findConflation(search, ecosystem, name) ?? findPlugin(search, ecosystem, name) ?? fromMeaning(meaning);
}

const describeModule = ({ name, language, isGone }: StandardModule): string =>
  isGone
    ? `"${name}" was a module of ${language} itself, which no longer has it`
    : `"${name}" is a module of ${language} itself: nothing is to be installed`;

function fromMeaning(meaning: Meaning | undefined): Invention | undefined {
  if (meaning === undefined) return undefined;
  const { kind, name, why } = meaning;
  return { kind, words: kind === 'other-ecosystem' ? why : `"${name}" may be meant: ${why}` };
}

/** A module with words around it that say nothing: `py-urlparse`. */
function findWrappedModule(ecosystem: string, name: string): StandardModule | undefined {
  if (name.startsWith('@')) return undefined;
  const words = wordsOf(name);
  const telling = words.filter((word) => !isPackaging(ecosystem, word) && !isEmbellishing(word));
  const [only = ''] = telling;
  if (telling.length !== 1 || words.length === 1 || only.length < 4) return undefined;
  return findStandardModule(ecosystem, only);
}

/** The names of two packages in one. */
function findConflation({ lists, catalogueOf }: Search, ecosystem: string, name: string): Invention | undefined {
  const words = wordsOf(name);
  const isReal = (part: readonly string[]): string | undefined => {
    if (part.every((word) => isPackaging(ecosystem, word) || isEmbellishing(word))) return undefined;
    const written = part.join('-');
    if (offeredRank(lists, ecosystem, written) !== undefined) return written;
    return catalogueOf(ecosystem).spelt(part.join(''))[0]?.name;
  };
  for (let at = 1; at < words.length && at <= 8; at++) {
    const first = isReal(words.slice(0, at));
    const second = first === undefined ? undefined : isReal(words.slice(at));
    if (first !== undefined && second !== undefined) {
      return { kind: 'conflation', words: `it joins the names of two packages, "${first}" and "${second}"` };
    }
  }
  return undefined;
}

/** One more name of a family: `eslint-plugin-…`. */
function findPlugin({ catalogueOf }: Search, ecosystem: string, name: string): Invention | undefined {
  const words = wordsOf(name);
  for (let count = Math.min(words.length - 1, 4); count >= 1; count--) {
    const family = words.slice(0, count);
    if (isEmbellishing(family[0] ?? '') || isPackaging(ecosystem, family[0] ?? '')) continue;
    if (family.join('').length < 3) continue;
    const size = catalogueOf(ecosystem).countBeginning(family.join(''));
    if (size < familySize) continue;
    return {
      kind: 'plugin',
      words: `it is named like one of the ${size} packages whose names begin with "${family.join('-')}"`,
    };
  }
  return undefined;
}
