import type { DependencySubject, ImportSubject } from '../model/subject.ts';
import { groupBy } from '../text/index-by.ts';
import { keyOf } from './name-key.ts';

/** What packages are asked about for. */
export type AskingSubject = DependencySubject | ImportSubject;

/** The package that registries are asked about. */
export const askedOf = (subject: AskingSubject): DependencySubject =>
  subject.kind === 'import' ? subject.wanted : subject;

/**
 * So many packages are asked about and judged at once: what is known of them is forgotten before the next ones come, so that
 * memory does not grow with the lockfile. As many as the service with the smallest batches takes at a time.
 */
const most = 1_000;

/**
 * The subjects in portions. All that is of one name is in one, so that nothing is asked twice; names that somebody here wrote
 * down come first, and last those that only text for people names: a budget that ends leaves out what matters least.
 */
export function* portionsOf(subjects: readonly AskingSubject[], size = most): Generator<readonly AskingSubject[]> {
  const names = groupBy(subjects, (subject) => {
    const { ecosystem, name } = askedOf(subject).dependency;
    return keyOf(ecosystem, name);
  });
  const ranked = [...names].sort((a, b) => rankOf(a) - rankOf(b));
  for (let at = 0; at < ranked.length; at += size) yield ranked.slice(at, at + size).flat();
}

const rankOf = (sameName: readonly AskingSubject[]): number =>
  sameName.reduce((least, subject) => Math.min(least, urgencyOf(askedOf(subject))), 2);

function urgencyOf({ dependency: { direct }, fileRole }: DependencySubject): number {
  if (fileRole === 'prose') return 2;
  return direct && fileRole !== 'code' ? 0 : 1;
}
