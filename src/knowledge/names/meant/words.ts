import { isPackaging, unglue } from './affixes.ts';

/** Longer names are not looked for: none that people use is longer. */
export const maxLength = 80;

/** Runs of letters and digits; everything else separates. */
export function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= name.length; at++) {
    const unit = at < name.length ? name.charCodeAt(at) : 0;
    if ((unit >= 97 && unit <= 122) || isDigit(unit)) continue;
    if (at > start) words.push(name.slice(start, at));
    start = at + 1;
  }
  return words;
}

/** A word without a common ending, so that `reconnecting` and `reconnect`, `validate` and `validator` are one. */
export function stemOf(word: string): string {
  const last = word.charCodeAt(word.length - 1);
  // Every ending ends with one of d e g n r s.
  if (word.length < 5 || !lastLetters.has(last)) return word;
  for (const ending of endings) {
    if (word.length - ending.length >= 4 && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

const lastLetters = new Set(Array.from('degnrs', (letter) => letter.charCodeAt(0)));
const endings =
  'ations ation ators ator ating ates ated izers izing izer ized ings ate ing ers ors ies er or es ed js e s'.split(
    ' ',
  );

export interface Core {
  readonly letters: string;
  /** How many affixes were taken away. */
  readonly cost: number;
}

/**
 * What is left of a name without the words that say how it is packaged, without what is glued to it, and without a number
 * at its end: the cheapest way to each result.
 * @param isAffix further words to take away, as long as anything is left
 */
export function coresOf(
  ecosystem: string,
  words: readonly string[],
  isAffix?: (word: string) => boolean,
): readonly Core[] {
  const kept = words.filter((word) => !isPackaging(ecosystem, word) && isAffix?.(word) !== true);
  const bare = kept.length === 0 ? words : kept;
  const cost = words.length - bare.length;
  const cores: { letters: string; cost: number }[] = [];
  const add = (letters: string, price: number): void => {
    const known = cores.find((core) => core.letters === letters);
    if (known === undefined) cores.push({ letters, cost: price });
    else known.cost = Math.min(known.cost, price);
  };
  const joined = bare.join('');
  add(words.join(''), 0);
  if (cost > 0) add(joined, cost);
  for (const rest of unglue(ecosystem, joined)) add(rest, cost + 1);
  for (const core of cores.slice()) {
    const end = endWithoutNumber(core.letters);
    if (end < core.letters.length && end >= 3) add(core.letters.slice(0, end), core.cost + 1.5);
  }
  return cores;
}

function endWithoutNumber(letters: string): number {
  let end = letters.length;
  while (end > 0 && end > letters.length - 3 && isDigit(letters.charCodeAt(end - 1))) end--;
  return end;
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
