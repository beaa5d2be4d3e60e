import type { Asked } from './asked.ts';
import { packages } from './dictionary.ts';
import type { Offers } from './offers.ts';
import { keyKinds } from './postings.ts';

/** How many names with a word are looked at: the most used ones. */
const perWord = 16;

/** Real names that are a run of the words, with something around them, and others that begin as the name does. */
export function findParts(asked: Asked, offers: Offers): void {
  const { spelling, words } = asked;
  for (let start = 0; start < words.length; start++) {
    let weight = 0;
    for (let end = start + 1; end <= words.length; end++) {
      weight += words[end - 1]?.weight ?? 0;
      const letters = (spelling.starts[end] ?? 0) - (spelling.starts[start] ?? 0);
      if (end - start === words.length || letters < 3) continue;
      const share = weight / asked.weight;
      findPart(asked, start, end, share, offers);
      if (start === 0) findSiblings(asked, letters, share, offers);
    }
  }
}

/** @param share how much the words from `start` to `end` tell of the whole */
function findPart(
  { catalogue, spelling, words }: Asked,
  start: number,
  end: number,
  share: number,
  offers: Offers,
): void {
  // What stands first is more often what is meant than what follows.
  const score = 0.34 + 0.46 * share + (start === 0 ? 0.04 : 0);
  if (!offers.isWorth(score)) return;
  const found = catalogue.findSpelt(spelling, spelling.starts[start] ?? 0, spelling.starts[end] ?? 0, 3);
  if (found.length === 0) return;
  const around = words.flatMap((_, at) => (at < start || at >= end ? [`"${spelling.word(at)}"`] : [])).join(', ');
  for (const rank of found) {
    offers.add(rank, 'extra-affix', score, () => `a real name, to which ${around} was added`);
  }
}

/** The most used names of the same beginning: `guardrails-ai` for `guardrails-llm`. */
function findSiblings({ catalogue, spelling }: Asked, letters: number, share: number, offers: Offers): void {
  const score = 0.36 + 0.34 * share;
  if (!offers.isWorth(score)) return;
  const { words } = catalogue;
  for (const rank of catalogue.find(keyKinds.beginning, spelling.hash(0, letters), 2)) {
    if (!catalogue.hasLetters(rank, 0, spelling, 0, letters)) continue;
    let plain = 0;
    for (let word = 0; word < catalogue.countWords(rank); word++) {
      if ((words.flagsOf(catalogue.wordAt(rank, word)) & packages) === 0) plain++;
    }
    offers.add(rank, 'namespace-prefix', score - 0.03 * plain, () => 'the most used name that begins like this one');
  }
}

/** Names that share words with it, wherever they stand. */
export function findShared(asked: Asked, offers: Offers): void {
  if (asked.words.length < 2) return;
  const telling = asked.words.filter(({ stem }) => stem >= 0).sort((a, b) => b.weight - a.weight);
  const seen: number[] = [];
  for (const { hash } of telling.slice(0, 3)) {
    for (const rank of asked.catalogue.find(keyKinds.stem, hash, perWord)) {
      if (seen.includes(rank)) continue;
      seen.push(rank);
      compareWords(asked, rank, offers);
    }
  }
}

function compareWords({ catalogue, words: ours, weight: total }: Asked, rank: number, offers: Offers): void {
  const { words } = catalogue;
  const count = catalogue.countWords(rank);
  let own = 0;
  let both = 0;
  let shared = 0;
  let repeated = 0;
  let seen = 0;
  for (let at = 0; at < count; at++) {
    const id = catalogue.wordAt(rank, at);
    own += words.weightOf(id);
    const stem = words.stemOf(id);
    for (let place = 0; place < ours.length; place++) {
      const word = ours[place];
      if (word === undefined || word.stem !== stem) continue;
      if ((seen & (1 << place)) !== 0) repeated++;
      else {
        shared++;
        both += word.weight;
        seen |= 1 << place;
      }
      break;
    }
  }
  if (shared + repeated === count && shared === ours.length) {
    offers.add(rank, 'word-order', 0.88, () => 'the same words in another order or form');
    return;
  }
  const likeness = 0.55 * (both / total) + 0.45 * Math.min(1, own === 0 ? 0 : both / own);
  const score = 0.84 * likeness;
  if (!offers.isWorth(score)) return;
  const why = () => `shares ${shared === 1 ? 'a telling word' : `${shared} words`} with it`;
  offers.add(rank, 'shared-words', score, why);
}
