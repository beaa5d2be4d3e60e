import type { DependencyFile } from '../../../model/dependency.ts';

/** A lockfile that repeats what manifests ask for. */
export interface LockOfManifests extends DependencyFile {
  /** Paths of those manifests, relative to the root of the tree. */
  readonly manifests: readonly string[];
}

/** Paths of the manifests that a lockfile repeats; none where it does not say. */
export function manifestsOf(lockfile: DependencyFile): readonly string[] {
  const manifests: unknown = 'manifests' in lockfile ? lockfile.manifests : undefined;
  return Array.isArray(manifests) ? manifests.filter((path) => typeof path === 'string') : [];
}
