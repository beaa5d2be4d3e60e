import type { ReleaseFact } from '../model/registry.ts';

type Archives = Pick<ReleaseFact, 'archives'>;

/**
 * A release of which only the source archive is left, while its predecessor had wheels: to install it is to run code of the
 * archive (packaging.python.org, "Package Formats"), which nobody had to before. False where the kinds are not known.
 */
export function sdistOnly({ archives = [] }: Archives, { archives: before = [] }: Archives): boolean {
  return archives.length > 0 && archives.every(isSource) && before.some((kind) => !isSource(kind));
}

/** Of all kinds of archives `sdist` is the only one that is built before it is installed. */
const isSource = (kind: string): boolean => kind === 'sdist';
