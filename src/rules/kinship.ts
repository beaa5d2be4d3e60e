import type { Fact } from '../model/fact.ts';
import type { Evidence } from '../model/finding.ts';
import type { AboutFact, PackageFact } from '../model/registry.ts';
import { testify } from './evidence.ts';
import { clip } from './wording.ts';

/** What two packages have in common besides their names. */
export interface Kinship {
  /** Accounts are the registry's own word; anyone may write the address of a repository. */
  readonly by: 'publisher' | 'repository';
  /** A sentence without its full stop. */
  readonly words: string;
  readonly evidence: Evidence;
}

export function findKinship(about: Fact<AboutFact>, target: Fact<PackageFact>): Kinship | undefined {
  if (about.state !== 'present' || target.state !== 'present' || target.value.about === undefined) return undefined;
  const [own, other] = [about.value, target.value.about];
  const tell = (by: Kinship['by'], words: string) => ({ by, words, evidence: testify('about', about, () => words) });
  const publisher = own.publishers?.find((name) => other.publishers?.includes(name));
  if (publisher !== undefined) return tell('publisher', `${clip(publisher, 60)} may publish both`);
  if (own.repository === undefined || own.repository !== other.repository) return undefined;
  return tell('repository', `Both name the repository ${clip(own.repository, 100)}`);
}

/** The repository that a package names, for evidence; nothing where it is not known whether it names one. */
export const testifyRepository = (about: Fact<AboutFact>): readonly Evidence[] =>
  about.state === 'present'
    ? [testify('about', about, ({ repository }) => repository ?? 'it names no repository')]
    : [];
