import { isAdopted, young } from '../model/newness.ts';
import { heldSince, type PackageFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { FactContext } from './kind.ts';

/** New to the repository, young or of unknown age, and nothing that is known of its use speaks for it. */
export function isNewcomer(subject: DependencySubject, context: FactContext): boolean {
  if (!subject.newToRepository || subject.own || subject.privateBy !== undefined) return false;
  const found = context.fact('package', subject);
  if (found.state !== 'present' || !isYoung(found.value, context)) return false;
  const adoption = context.fact('adoption', subject);
  return adoption.state === 'present' && !isAdopted(adoption.value);
}

const isYoung = (found: PackageFact, { now }: FactContext): boolean => {
  const since = heldSince(found);
  return since === undefined || now.getTime() - Date.parse(since) < young;
};
