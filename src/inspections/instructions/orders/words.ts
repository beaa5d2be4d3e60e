import type { Asked } from '../../../model/instruction.ts';

/** What a sentence asks for, and where in it. */
export interface Asking {
  readonly asks: Asked;
  readonly at: number;
  /** By a command or an option of one: what marks code around it quotes nothing. */
  readonly isCommand?: boolean;
}

/** Between two words: blanks, line ends, marks of comments and of emphasis. */
const gap = String.raw`[\s*_\`"'>#/|,-]{1,12}`;
/**
 * A pattern of words: a blank stands for what may be between two. Bounded everywhere, and what a word is made of is not what
 * stands between two: that takes linear time.
 */
export const words = (pattern: string): RegExp => new RegExp(pattern.replaceAll(' ', gap), 'i');

/** In patterns of words: nothing more is said. */
export const ending = String.raw`(?=[\s*_"'\x60)]{0,4}(?:[.!;,)]|-->|\*\/|$))`;
export const not = "(?:do not|don['’]t|never|no need to|need not|(?:must|should) (?:not|never))";

/** So far before it a word forbids what a sentence says: only just before, or any word elsewhere would do. */
const reach = 40;
const forbidding =
  /\b(?:never|not|don['’]?t|doesn['’]?t|won['’]?t|can['’]t|cannot|must ?n['’]t|should ?n['’]t|avoid|refuse|forbid(?:den|s)?|prohibit(?:ed|s)?|prevents?|instead of|rather than|attempts? to|trying to|tries to|tells? you to|asks? (?:you|claude|the (?:model|agent)) to)\b(?! (?:forget|fail|hesitate|neglect)\b)/i;

export const isForbidden = (sentence: string, at: number): boolean =>
  forbidding.test(sentence.slice(Math.max(0, at - reach), at));
