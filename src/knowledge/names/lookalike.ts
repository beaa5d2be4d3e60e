import type { Confidence } from '../../model/finding.ts';
import type { Adoption } from './adoption.ts';
import type { Aimed } from './aim.ts';
import type { Names } from './index.ts';
import type { LikenessKind } from './resemblance/candidates.ts';

/** A name that may be taken for another one. */
export interface Lookalike {
  /** The used name. */
  readonly target: string;
  /** Left out where the target is in no list. */
  readonly targetRank?: number;
  readonly kind: LikenessKind;
  /** No use and no age excuses it. */
  readonly isGrave: boolean;
  readonly confidence: Confidence;
  /** What the two names have in common, for people. */
  readonly words: string;
}

/** Below that rank a package of npm is downloaded less than 5,000 times a month: automated mirrors come to hundreds. */
const wellAboveMirrors = 110_000;

/**
 * Whether a name is told as a lookalike of another one: what its shape says of an ecosystem. Of names in use, only those that no use excuses are compared with
 * all others.
 * @param adoption left out: judged as if the name were new and unused
 */
export function findLookalike(
  names: Pick<Names, 'resemblanceOf' | 'isSlipOfTop' | 'placeholderClassOf'>,
  ecosystem: string,
  name: string,
  adoption?: Adoption,
): Lookalike | undefined {
  const isSpared =
    adoption !== undefined &&
    isExcused(adoption) &&
    !names.isSlipOfTop(ecosystem, name) &&
    names.placeholderClassOf(ecosystem, name) !== 'security-holding';
  return isSpared ? undefined : judgeLookalike(names.resemblanceOf(ecosystem, name), adoption);
}

/**
 * Whether a name is told as a lookalike of another one. Its own use speaks for it, and so does its age; neither does where
 * two letters of a name that everybody uses are swapped or one is put for another that looks like it, nor where a registry
 * holds the name in the place of a package that it removed.
 * @param adoption left out: judged as if the name were new and unused
 */
export function judgeLookalike(found: Aimed | undefined, adoption?: Adoption): Lookalike | undefined {
  if (found === undefined || !found.isTold) return undefined;
  const { target, rank, kind, isSure, isGrave } = found;
  const told = {
    target,
    ...(Number.isFinite(rank) ? { targetRank: rank } : {}),
    kind,
    isGrave,
    words: describe(found),
  };
  if (adoption === undefined || !adoption.isKnown || found.isHeld)
    return { ...told, confidence: isSure ? 'high' : 'medium' };
  if (isGrave) return { ...told, confidence: 'low' };
  return isExcused(adoption) || !isSure ? undefined : { ...told, confidence: 'low' };
}

/** Whether so many use a name that its use is no work of mirrors, nor of mistaken installations alone. */
export const isUsed = ({ rank, isExact }: Adoption): boolean =>
  rank !== undefined && (isExact === true || rank <= wellAboveMirrors);

/** By age, or by use. */
const isExcused = (adoption: Adoption): boolean => adoption.isKnown && (adoption.isEstablished || isUsed(adoption));

const words: Readonly<Record<LikenessKind, string>> = {
  swap: 'two letters are swapped',
  'swap-first': 'the first two letters are swapped',
  'swap-digits': 'two digits are swapped',
  'swap-separator': 'a letter and a separator are swapped',
  doubled: 'a letter stands twice',
  undoubled: 'a double letter stands once',
  dropped: 'a letter is missing',
  'dropped-vowel': 'a vowel is missing',
  'dropped-first': 'the first letter is missing',
  'dropped-last': 'the last letter is missing',
  'dropped-digit': 'a digit is missing',
  'dropped-last-digit': 'the last digit is missing',
  'dropped-separator': 'a separator is missing',
  singular: 'the plural ending is missing',
  added: 'a letter too many',
  'added-neighbour': 'a neighbouring key was hit, too',
  'added-first': 'a letter too many at the start',
  'added-last': 'a letter too many at the end',
  'added-ending': 'another ending',
  'added-digit': 'a digit too many',
  'added-last-digit': 'a digit too many at the end',
  'added-separator': 'a separator too many',
  plural: 'a plural ending',
  replaced: 'one letter is another',
  'replaced-first': 'the first letter is another',
  'replaced-last': 'the last letter is another',
  neighbour: 'a neighbouring key was hit',
  'neighbour-first': 'a neighbouring key was hit at the start',
  'neighbour-last': 'a neighbouring key was hit at the end',
  vowel: 'one vowel is another',
  'lookalike-letter': 'a letter that looks alike stands for another',
  'other-digit': 'one digit is another',
  'digit-for-letter': 'a digit stands for a letter, or the reverse',
  'other-separator': 'another separator',
  'separator-for-letter': 'a separator stands for a letter, or the reverse',
  'two-edits': 'two letters differ',
  separators: 'other separators',
  'word-order': 'the same words in another order',
  'language-word': 'only the word for the language differs',
  affix: 'a word was added',
  'affix-and-edit': 'a word was added, and a letter differs',
  'scope-dropped': 'the scope is missing',
  'scope-dropped-and-edit': 'the scope is missing, and a letter differs',
  'scope-written-out': 'the scope is written as a word',
  'scope-added': 'a scope was added',
  'scope-edit': 'the scope differs in a letter',
  'scope-two-edits': 'the scope differs in two letters',
  'scope-word': 'a word was added to the scope',
  'other-scope': 'another scope',
  word: 'a letter of a common word differs',
  'word-within': 'a letter of a common word in it differs',
  homophone: 'it sounds the same',
  confusable: 'characters that look like those of the name, or like nothing',
};

const describe = ({ kind, edit, stem, via }: Aimed): string => {
  const affix = stem === undefined ? '' : ` (${stem.affix.slice(0, 40)})`;
  const more = edit === undefined || kind === edit ? '' : `: ${words[edit]}`;
  const through = via === undefined ? '' : `by way of ${via}: `;
  return `${through}${words[kind]}${affix}${more}`;
};
