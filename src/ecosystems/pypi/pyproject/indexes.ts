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

type NamesByIndex = ReadonlyMap<string, readonly string[]>;

/**
 * Adds the registries of one tool. The first that replaces the default comes first and alone is `primary`, since a later
 * `primary` would erase the ones before it as pip's `--index-url` does; further ones stand beside it. Names that point to
 * an index are asked for there only.
 *
 * @param pointed names by the index they always point to
 * @param partly names by the index they point to in some environments; elsewhere they are asked for as any other
 */
export function addIndexes(
  indexes: readonly Index[],
  pointed: NamesByIndex,
  collector: Collector,
  partly: NamesByIndex = new Map(),
): void {
  const primary = indexes.find(({ role }) => role === 'primary');
  const ordered = primary === undefined ? indexes : [primary, ...indexes.filter((index) => index !== primary)];
  for (const index of ordered) {
    const { name, url, role, names, region } = index;
    const [always, sometimes] = [pointed, partly].map((map) => [...new Set(map.get(name) ?? [])].sort());
    const general = role === 'primary' && index !== primary ? 'extra' : role;
    if (role !== 'explicit') collector.registry({ url, role: general, ...(names && { names }) }, region);
    if (always && (role === 'explicit' || always.length > 0)) {
      collector.registry({ url, role: 'explicit', names: always }, region);
    }
    if (sometimes && sometimes.length > 0 && role === 'explicit') {
      collector.registry({ url, role: 'extra', names: sometimes }, region);
    }
  }
}
