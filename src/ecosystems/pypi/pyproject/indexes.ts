import type { RegistryRole } from '../../../model/dependency.ts';
import type { Region } from '../../../model/location.ts';
import type { Collector } from './collector.ts';

/** A registry as a tool's table names it. */
export interface Index {
  readonly name: string;
  readonly url: string;
  readonly role: RegistryRole;
  readonly names?: readonly string[];
  readonly region: Region;
}

/**
 * Adds the registries of one tool. The first that replaces the default comes first and alone is `primary`, since a later
 * `primary` would erase the ones before it as pip's `--index-url` does; further ones stand beside it. Names that point to
 * an index are asked for there only.
 *
 * @param pointed names by the index they point to
 */
export function addIndexes(
  indexes: readonly Index[],
  pointed: ReadonlyMap<string, readonly string[]>,
  collector: Collector,
): void {
  const primary = indexes.find(({ role }) => role === 'primary');
  const ordered = primary === undefined ? indexes : [primary, ...indexes.filter((index) => index !== primary)];
  for (const { name, url, role, names, region } of ordered) {
    const own = [...new Set(pointed.get(name) ?? [])].sort();
    const general = role === 'primary' && primary?.region !== region ? 'extra' : role;
    if (role !== 'explicit') collector.registry({ url, role: general, ...(names && { names }) }, region);
    if (role === 'explicit' || own.length > 0) collector.registry({ url, role: 'explicit', names: own }, region);
  }
}
