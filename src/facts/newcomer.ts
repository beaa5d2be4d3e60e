import { isAdopted, young } from '../model/newness.ts';
import { heldSince, type PackageFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { FactContext } from './kind.ts';

/** New to the repository, young or of unknown age, and nothing that is known of its use speaks for it. */
export const isNewcomer = (subject: DependencySubject, context: FactContext): boolean =>
  isUnadopted(subject, context, isYoung);

/** What has no more versions may be something that nobody works on. */
const fewVersions = 3;

/** New to the repository, of few versions, and nothing that is known of its use speaks for it. */
export const isSleeper = (subject: DependencySubject, context: FactContext): boolean =>
  isUnadopted(subject, context, ({ versions }) => versions.length <= fewVersions);

function isUnadopted(
  subject: DependencySubject,
  context: FactContext,
  isSuspect: (found: PackageFact, context: FactContext) => boolean,
): boolean {
  if (!subject.newToRepository || subject.own || subject.privateBy !== undefined) return false;
  const found = context.fact('package', subject);
  if (found.state !== 'present' || !isSuspect(found.value, context)) return false;
  const adoption = context.fact('adoption', subject);
  return adoption.state === 'present' && !isAdopted(adoption.value);
}

const isYoung = (found: PackageFact, { now }: FactContext): boolean => {
  const since = heldSince(found);
  return since === undefined || now.getTime() - Date.parse(since) < young;
};
