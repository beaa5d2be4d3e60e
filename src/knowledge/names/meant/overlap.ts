import type { Offer } from './affixed.ts';
import { isEmbellishing, isPackaging } from './affixes.ts';
import type { Catalogue, Found } from './catalogue.ts';
import type { Reading } from './readings.ts';
import { stemOf } from './words.ts';

/** How much a word tells: the rarer the more; words about packaging tell little. */
function weightOf(ecosystem: string, word: string, catalogue: Catalogue): number {
  const count = catalogue.countWord(word);
  // A word that no name has says nothing of what was meant.
  const rarity = Math.log((catalogue.size + 1) / (count + 1)) * (count === 0 ? 0.6 : 1);
  if (isPackaging(ecosystem, word)) return rarity * 0.25;
  return isEmbellishing(word) ? rarity * 0.4 : rarity;
}

/** Real names that are a run of the words, with something around them, and others that begin as the name does. */
export function findParts(ecosystem: string, { words }: Reading, catalogue: Catalogue, offer: Offer): void {
  const weights = words.map((word) => weightOf(ecosystem, word, catalogue));
  const total = sum(weights);
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= words.length; end++) {
      const letters = words.slice(start, end).join('');
      if (end - start === words.length || letters.length < 3) continue;
      const share = sum(weights.slice(start, end)) / total;
      const around = [...words.slice(0, start), ...words.slice(end)].map((word) => `"${word}"`).join(', ');
      // What stands first is more often what is meant than what follows.
      const score = 0.34 + 0.46 * share + (start === 0 ? 0.04 : 0);
      for (const found of catalogue.spelt(letters).slice(0, 3)) {
        offer(found, 'extra-affix', score, `a real name, to which ${around} was added`);
      }
      if (start === 0) findSiblings(ecosystem, letters, share, catalogue, offer);
    }
  }
}

/** The most used names of the same beginning: `guardrails-ai` for `guardrails-llm`. */
function findSiblings(ecosystem: string, letters: string, share: number, catalogue: Catalogue, offer: Offer): void {
  for (const found of catalogue.beginningWith(letters).slice(0, 2)) {
    const plain = found.words.filter((word) => !isPackaging(ecosystem, word)).length;
    offer(
      found,
      'namespace-prefix',
      0.36 + 0.34 * share - 0.03 * plain,
      'the most used name that begins like this one',
    );
  }
}

/** Names that share words with it, wherever they stand. */
export function findShared(ecosystem: string, { words }: Reading, catalogue: Catalogue, offer: Offer): void {
  if (words.length < 2) return;
  const weights = new Map(words.map((word) => [stemOf(word), weightOf(ecosystem, word, catalogue)]));
  const total = sum([...weights.values()]);
  const telling = [...words]
    .filter((word) => catalogue.countWord(word) > 0)
    .sort((a, b) => (weights.get(stemOf(b)) ?? 0) - (weights.get(stemOf(a)) ?? 0));
  const seen = new Set<number>();
  for (const word of telling.slice(0, 3)) {
    for (const found of catalogue.withWord(word)) {
      if (seen.has(found.rank)) continue;
      seen.add(found.rank);
      compareWords(ecosystem, found, weights, total, catalogue, offer);
    }
  }
}

function compareWords(
  ecosystem: string,
  found: Found,
  weights: ReadonlyMap<string, number>,
  total: number,
  catalogue: Catalogue,
  offer: Offer,
): void {
  const stems = [...new Set(found.words.map(stemOf))];
  const shared = stems.filter((stem) => weights.has(stem));
  const ours = sum(shared.map((stem) => weights.get(stem) ?? 0)) / total;
  const own = sum(found.words.map((word) => weightOf(ecosystem, word, catalogue)));
  const theirs = own === 0 ? 0 : sum(shared.map((stem) => weights.get(stem) ?? 0)) / own;
  if (shared.length === stems.length && shared.length === weights.size) {
    offer(found, 'word-order', 0.88, 'the same words in another order or form');
    return;
  }
  const likeness = 0.55 * ours + 0.45 * Math.min(1, theirs);
  if (likeness < 0.5) return;
  offer(
    found,
    'shared-words',
    0.84 * likeness,
    `shares ${shared.length === 1 ? 'a telling word' : `${shared.length} words`} with it`,
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
