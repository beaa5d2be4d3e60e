import type { Fact } from '../model/fact.ts';
import { differInNumbers, isForeign } from '../model/likeness.ts';
import type { LookalikeFact, MeaningFact } from '../model/rule.ts';
import { sayOther } from './names.ts';

/** How a name is like another one. */
type Likeness = Pick<LookalikeFact, 'kind' | 'name' | 'rank'>;

/** Another digit, or a number more: mostly the next version of the same thing. */
export const isSibling = ({ kind, name }: Likeness, own: string): boolean =>
  /-digits?$/.test(kind) || differInNumbers(own, name);

const additions: ReadonlySet<string> = new Set([
  'affix',
  'affix-and-edit',
  'language-word',
  'scope-added',
  'other-scope',
]);

/** The other name with more around it: so squats are named, and so is every honest plugin of a family. */
export const isAddition = ({ kind }: Likeness): boolean => additions.has(kind);

/** Like a word that no list has as the name of a package. */
const isWordOnly = ({ kind, rank }: Likeness): boolean => rank === undefined && kind !== 'slip';

/** What a name is like. */
export const sayLikeness = (like: Likeness): string =>
  isWordOnly(like) ? `the word "${sayOther(like.name)}"` : sayOther(like.name);

/** What was meant by a name explains it better than what it is like: then nothing is said of the likeness. */
export const isExplained = (like: LookalikeFact, meaning: Fact<MeaningFact>): boolean =>
  like.isGrave !== true &&
  meaning.state === 'present' &&
  (isForeign(meaning.value) || (isWordOnly(like) && meaning.value.invention !== undefined));

/** For evidence. */
export const describeMeaning = ({ invention, meanings }: MeaningFact): string =>
  [
    ...(invention === undefined ? [] : [`${invention.kind}: ${invention.words}`]),
    ...meanings.map(({ purl, why, score }) => `${purl} (${score.toFixed(2)}: ${why})`),
  ].join('; ');
