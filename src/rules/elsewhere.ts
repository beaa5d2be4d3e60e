import type { Fact } from '../model/fact.ts';
import type { ElsewhereFact } from '../model/rule.ts';
import { clip, withArticle } from './wording.ts';

/** So many registries are named at most. */
const most = 3;

/** Registries of other ecosystems that have a package of the name, as messages call them. */
export const titlesOf = (elsewhere: Fact<ElsewhereFact>): readonly string[] =>
  elsewhere.state === 'present'
    ? elsewhere.value.found.slice(0, most).map(({ title }) => withArticle(clip(title, 40)))
    : [];

/** The end of a sentence: empty where no other registry has it. */
export function sayElsewhere(titles: readonly string[]): string {
  const have = titles.length > 1 ? 'have' : 'has';
  return titles.length === 0 ? '' : `; ${titles.join(' and ')} ${have} a package of that name`;
}

/** For evidence. */
export function describeElsewhere(elsewhere: ElsewhereFact): string {
  const found = elsewhere.found.map(({ title, source }) => `${title} (${source})`);
  return found.length === 0 ? 'found nowhere else' : found.join(', ');
}
