import type { DependencySubject } from '../model/subject.ts';
import { groupBy } from '../text/index-by.ts';
import { keyOf } from './name-key.ts';

/**
 * So many packages are asked about and judged at once: what is known of them is forgotten before the next ones come, so that
 * memory does not grow with the lockfile. As many as the service with the smallest batches takes at a time.
 */
const most = 1_000;

/**
 * The subjects in portions. All that is of one name is in one, so that nothing is asked twice; names that somebody here wrote
 * down come first, and last those that only text for people names: a budget that ends leaves out what matters least.
 */
export function* portionsOf(
  subjects: readonly DependencySubject[],
  size = most,
): Generator<readonly DependencySubject[]> {
  const names = groupBy(subjects, ({ dependency: { ecosystem, name } }) => keyOf(ecosystem, name));
  const ranked = [...names].sort((a, b) => rankOf(a) - rankOf(b));
  for (let at = 0; at < ranked.length; at += size) yield ranked.slice(at, at + size).flat();
}

const rankOf = (sameName: readonly DependencySubject[]): number => Math.min(...sameName.map(urgencyOf));

function urgencyOf({ dependency: { direct }, fileRole }: DependencySubject): number {
  if (fileRole === 'prose') return 2;
  return direct ? 0 : 1;
}
