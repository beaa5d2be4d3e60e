import type { RegistryCandidate } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { ecosystemOf, type FactContext } from './kind.ts';

/**
 * Whether third services hear of a package, all of them or none: of what the public registry serves, itself or by a mirror
 * whose packages are as public by the configuration's word, and not of names that are private or may be.
 */
export const isTold = (
  subject: DependencySubject,
  holder: RegistryCandidate | undefined,
  context: FactContext,
): boolean =>
  holder?.public === true && subject.privateBy === undefined && !isPerhapsHidden(subject, holder.url, context);

/**
 * Whether a name that the registry at this address has may be private all the same: then no third service hears of it. The
 * public registry shows private packages to those whom it knows by their credentials: of the project's own namespace, and where
 * a name may be hidden and its namespace is not known to publish in public, they are not told from public ones. What the
 * repository itself sends elsewhere is a private name, whoever holds it in public.
 */
export function isPerhapsHidden(subject: DependencySubject, holder: string | undefined, context: FactContext): boolean {
  if (subject.claimedBy !== undefined) return true;
  const { type, names, registries } = ecosystemOf(subject, context);
  if (holder !== registries.default || !context.authenticates(registries.default)) return false;
  const scope = names.scopeOf(subject.dependency.name);
  const isShown = scope !== undefined && context.publishesPublicly(type, scope);
  return subject.own || subject.ownScope || (subject.mayHide && !isShown);
}
