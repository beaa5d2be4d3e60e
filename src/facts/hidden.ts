import type { DependencySubject } from '../model/subject.ts';
import { ecosystemOf, type FactContext } from './kind.ts';

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
