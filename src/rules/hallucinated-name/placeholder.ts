import type { Fact } from '../../model/fact.ts';
import type { AboutFact } from '../../model/registry.ts';
import type { AdoptionFact } from '../../model/rule.ts';

const that = 'is a placeholder that';

const words: ReadonlyMap<string, string> = new Map([
  ['confusion-guard', `${that} keeps the name from attackers`],
  ['security-holding', `${that} stands where another package was removed`],
  ['research', `${that} shows that the name could be taken`],
  ['reserved', `${that} reserves the name`],
  ['parked', `${that} parks the name`],
  ['placeholder', 'is an empty placeholder'],
  ['redirect', 'stands for another package'],
]);

/** What a package that is none to be used stands for: by what it says today, else in the bundled list. */
export function placeholderOf(adoption: Fact<AdoptionFact>, about: Fact<AboutFact>): string | undefined {
  const now = about.state === 'present' ? about.value.placeholder : undefined;
  const before =
    adoption.state === 'present' && adoption.value.isOfFormer !== true ? adoption.value.placeholder : undefined;
  return now ?? before;
}

/** The same in words. */
export const sayPlaceholder = (adoption: Fact<AdoptionFact>, about: Fact<AboutFact>): string | undefined =>
  words.get(placeholderOf(adoption, about) ?? '');
