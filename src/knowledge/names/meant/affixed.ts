import { isEmbellishing, isPackaging } from './affixes.ts';
import type { Catalogue, Found } from './catalogue.ts';
import type { Reading } from './readings.ts';
import type { MeaningKind } from './types.ts';
import { coresOf } from './words.ts';

export type Offer = (found: Found, kind: MeaningKind, score: number, why: string) => void;

/** So many names must begin with a word for it to be a prefix that people leave out. */
const prefixUsers = 6;

const quote = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

/** Names of the same letters, and of the same core with other affixes. */
export function findSameCore(ecosystem: string, { words }: Reading, catalogue: Catalogue, offer: Offer): void {
  const letters = words.join('');
  for (const found of catalogue.spelt(letters)) {
    const isScoped = found.name.startsWith('@');
    offer(found, isScoped ? 'scope' : 'separators', 0.95, `the same letters, separated as ${quote([found.name])}`);
  }
  for (const core of coresOf(ecosystem, words, isEmbellishing)) {
    for (const found of catalogue.withCore(core.letters)) {
      const price = 0.03 * (core.cost + found.cost) + (core.letters.length < 3 ? 0.2 : 0);
      const isLonger = letters.length > found.words.join('').length && found.cost < core.cost;
      const why = isLonger ? 'a real name, to which something was added' : 'the same name with other words around it';
      offer(found, isLonger ? 'extra-affix' : 'missing-affix', 0.92 - price, why);
    }
  }
}

/** Names that begin with the whole name, or end with it. */
export function findLonger(ecosystem: string, { words }: Reading, catalogue: Catalogue, offer: Offer): void {
  const letters = words.join('');
  if (letters.length < 3) return;
  const users = catalogue.countBeginning(letters);
  for (const found of catalogue.beginningWith(letters)) {
    const rest = wordsAfter(found.words, letters);
    const plain = rest.filter((word) => !isPackaging(ecosystem, word)).length;
    const why = users > 1 ? `${users} packages begin with this name` : 'a package begins with this name';
    offer(found, 'namespace-prefix', 0.8 - 0.06 * plain - 0.02 * (rest.length - plain), why);
  }
  // Words alone, such as `client`, are the end of anything.
  if (words.every((word) => isPackaging(ecosystem, word) || isEmbellishing(word))) return;
  for (const found of catalogue.endingWith(letters)) {
    const prefix = found.words.slice(0, found.words.length - wordsBefore(found.words, letters));
    const isUsual = catalogue.countBeginning(prefix.join('')) >= prefixUsers;
    if (prefix.length > 1 && !isUsual) continue;
    const kind = found.name.startsWith('@') ? 'scope' : 'missing-affix';
    const score = (isUsual ? 0.8 : 0.66) - 0.03 * (prefix.length - 1);
    offer(found, kind, score, `the name lacks its beginning ${quote([prefix.join('-')])}`);
  }
}

/** The words that follow those which are `letters` together. */
function wordsAfter(words: readonly string[], letters: string): readonly string[] {
  let length = 0;
  for (const [at, word] of words.entries()) {
    if (length >= letters.length) return words.slice(at);
    length += word.length;
  }
  return [];
}

/** How many of the last words are `letters` together. */
const wordsBefore = (words: readonly string[], letters: string): number => {
  let length = 0;
  let count = 0;
  for (const word of words.toReversed()) {
    if (length >= letters.length) break;
    length += word.length;
    count++;
  }
  return count;
};
