import { confusables } from './confusables.gen.ts';

/** Longer names are not read: no used name is that long. */
const maxLength = 100;
const foreign = /[^\0-\x7f]/;
/** Marks on letters, and what nobody sees. */
const unseen = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const readable = /^[a-z0-9._/@-]+$/;
/** One form stands for letters that all look alike. */
const alike: Readonly<Record<string, string>> = { l: 'li1', o: 'o0' };
const readings = 3;

/** Whether a name has characters that no registry allows, which may look like others or like nothing. */
export const hasForeignLetters = (name: string): boolean => foreign.test(name);

/**
 * The names of ASCII characters that a name with others looks like: full-width and mathematical letters, letters of other
 * alphabets, marks and characters that take no room (Unicode Technical Standard #39, section 4). None where a character
 * looks like nothing that names are made of, or all are ASCII.
 */
export function readForeign(name: string): readonly string[] {
  if (name.length > maxLength || !hasForeignLetters(name)) return [];
  const letters = [...name.normalize('NFKD').replace(unseen, '').trim()].map(readLetter);
  const found = new Set<string>();
  for (let choice = 0; choice < readings; choice++) {
    const reading = letters.map((choices) => choices.charAt(Math.min(choice, choices.length - 1))).join('');
    if (letters.includes('') || !readable.test(reading)) continue;
    // Some ecosystems have one separator only.
    found.add(reading).add(reading.replace(/[-_.]+/g, '-'));
  }
  return [...found];
}

/** What a character may be read as; empty where it is like none. */
function readLetter(letter: string): string {
  if (!foreign.test(letter)) return letter.toLowerCase();
  const like = tableOf().get(letter) ?? tableOf().get(letter.toUpperCase()) ?? '';
  return alike[like] ?? like;
}

let table: ReadonlyMap<string, string> | undefined;

function tableOf(): ReadonlyMap<string, string> {
  table ??= new Map(
    confusables
      .trim()
      .split('\n')
      .flatMap((line) => Array.from(line.slice(1), (letter): [string, string] => [letter, line.charAt(0)])),
  );
  return table;
}
