import type { LookalikeFact, MeaningFact } from './rule.ts';

/** Whether two names are the same but for numbers: `zod4` and `zod`, `requests-v2` and `requests`. */
export const differInNumbers = (one: string, other: string): boolean =>
  one !== other && withoutNumbers(one) === withoutNumbers(other);

const withoutNumbers = (name: string): string => name.replace(/[-_.]v?\d+|\d+/g, '');

/** Kinds of likeness that are no slip of the keyboard; digits tell versions apart. */
const deliberate = /affix|scope|two|order|language|digit|plural|singular/;

/** Plainly a slip of the keyboard, or a letter that looks alike. */
export const isSlip = ({ kind, name, confidence }: LookalikeFact, own: string): boolean =>
  kind === 'slip' || (confidence === 'high' && !deliberate.test(kind) && !differInNumbers(own, name));

/** The name is that of something which the ecosystem's registry has not: that says more than any likeness. */
export const isForeign = ({ invention }: MeaningFact): boolean =>
  invention?.kind === 'standard-library' || invention?.kind === 'other-ecosystem';
