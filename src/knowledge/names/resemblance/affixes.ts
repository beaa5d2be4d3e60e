import { isDigit, isSeparator } from './spelling.ts';

/** Words that are put before or behind the name of something else; from catalogues of real squats and from what plugins do. */
export const affixes: ReadonlySet<string> = new Set(
  (
    'js node nodejs py python python3 py3 lib libs api cli core sdk dev test utils util tools tool client server app web ' +
    'plus pro lite new latest next beta http https npm pip ts x es es6 official helper help helpers internal binary ' +
    'common commons fix fixed rpc proxy secure async sync fork the my simple easy fast better real original updated ' +
    'v2 v3 2 3 4 5 32 64 bot auth data ui base package pkg module wrapper extra extras logger config types'
  ).split(' '),
);

/** Words that say only in which language something is written. */
const languages: readonly string[] = ['nodejs', 'node', 'python3', 'python', 'py3', 'py', 'js', 'lib', 'ts', 'npm'];

/** Ways to take a word of the language off, or to put one on: what is added to the sum of letters. */
export const languageWords: readonly string[] = ['', ...languages];

export interface Stem {
  /** What is left. */
  readonly rest: string;
  readonly affix: string;
  readonly side: 'start' | 'end';
  /** No separator stood between. */
  readonly isGlued: boolean;
}

/** What a name is without a word at one of its ends. */
export function stemsOf(base: string): readonly Stem[] {
  const stems: Stem[] = [];
  const marks = separatorsOf(base);
  // One word or two.
  for (let words = 1; words <= Math.min(2, marks.length); words++) {
    const [last = 0, first = 0] = [marks[marks.length - words], marks[words - 1]];
    const [behind, before] = [base.slice(last + 1), base.slice(0, first)];
    if (behind !== '') stems.push({ rest: base.slice(0, last), affix: behind, side: 'end', isGlued: false });
    if (before !== '') stems.push({ rest: base.slice(first + 1), affix: before, side: 'start', isGlued: false });
  }
  // A version, of two letters and more.
  let end = base.length;
  while (isDigit(base.charAt(end - 1)) || base.charAt(end - 1) === '.') end--;
  if (end > 2 && base.length - end > 1)
    stems.push({ rest: base.slice(0, end), affix: base.slice(end), side: 'end', isGlued: true });
  for (const affix of affixesAround(base.charAt(0), base.charAt(base.length - 1))) {
    const length = base.length - affix.length;
    if (length < 3) continue;
    if (base.endsWith(affix) && !isSeparator(base.charAt(length - 1)))
      stems.push({ rest: base.slice(0, length), affix, side: 'end', isGlued: true });
    if (base.startsWith(affix) && !isSeparator(base.charAt(affix.length)))
      stems.push({ rest: base.slice(affix.length), affix, side: 'start', isGlued: true });
  }
  return stems;
}

function separatorsOf(base: string): readonly number[] {
  const marks: number[] = [];
  for (let at = 0; at < base.length; at++) if (isSeparator(base.charAt(at))) marks.push(at);
  return marks;
}

/** Those of the affixes that begin or end with the letter that a name begins or ends with, in their order. */
function affixesAround(first: string, last: string): readonly string[] {
  const known = around.get(first + last);
  if (known !== undefined) return known;
  const found = [...affixes].filter((affix) => affix.startsWith(first) || affix.endsWith(last));
  // Only ends that names have are kept: others may be any text.
  if (/^[a-z0-9]{2}$/.test(first + last)) around.set(first + last, found);
  return found;
}

const around = new Map<string, readonly string[]>();
