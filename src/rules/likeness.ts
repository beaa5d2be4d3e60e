import type { LookalikeFact } from '../model/rule.ts';

/** How a name is like another one. */
type Likeness = Pick<LookalikeFact, 'kind' | 'name' | 'rank'>;

/** One slip of the keyboard, or a letter that looks alike; no digit, which tells versions apart. */
export const isSlip = (like: Likeness, own: string): boolean =>
  /^(?:slip|swap|doubled|undoubled|dropped|added|replaced|neighbour|vowel|lookalike|other-separator|separator|confusable|word$|word-within)/.test(
    like.kind,
  ) && !isSibling(like, own);

/** Another digit, or a number more: mostly the next version of the same thing. */
export const isSibling = ({ kind, name }: Likeness, own: string): boolean =>
  kind.endsWith('-digit') || kind.endsWith('-digits') || differInNumbers(own, name);

/** Whether two names are the same but for numbers: `zod4` and `zod`, `requests-v2` and `requests`. */
export const differInNumbers = (one: string, other: string): boolean =>
  one !== other && withoutNumbers(one) === withoutNumbers(other);

const withoutNumbers = (name: string): string => name.replace(/[-_.]v?\d+|\d+/g, '');

const additions: ReadonlySet<string> = new Set([
  'affix',
  'affix-and-edit',
  'language-word',
  'scope-added',
  'other-scope',
]);

/** The other name with more around it: so squats are named, and so is every honest plugin of a family. */
export const isAddition = ({ kind }: Likeness): boolean => additions.has(kind);
