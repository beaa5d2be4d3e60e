import type { RegistryUse } from '../../../model/dependency.ts';
import type { Region } from '../../../model/location.ts';
import type { Collector } from './collector.ts';

/** A registry as a tool's table names it. */
export interface Index extends Omit<RegistryUse, 'ecosystem' | 'location' | 'within' | 'clients'> {
  readonly name: string;
  readonly region: Region;
}

type NamesByIndex = ReadonlyMap<string, readonly string[]>;
const none: NamesByIndex = new Map();

/** What more there is to say of the registries of one tool. */
interface More {
  /** Clients that read them. */
  readonly clients?: readonly string[];
  /** Names by the index they always point to. */
  readonly pointed?: NamesByIndex;
  /** Names by the index they point to in some environments; elsewhere they are asked for as any other. */
  readonly partly?: NamesByIndex;
}

/**
 * Adds the registries of one tool. The first that replaces the default comes first and alone is `primary`, since a later
 * `primary` would erase the ones before it as pip's `--index-url` does; further ones stand beside it. Names that point to
 * an index are asked for there only.
 */
export function addIndexes(indexes: readonly Index[], collector: Collector, more: More = {}): void {
  const { clients, pointed = none, partly = none } = more;
  const primary = indexes.find(({ role }) => role === 'primary');
  const ordered = primary === undefined ? indexes : [primary, ...indexes.filter((index) => index !== primary)];
  for (const index of ordered) {
    const { name, role, region, names, ...use } = index;
    const [always, sometimes] = [pointed, partly].map((map) => [...new Set(map.get(name) ?? [])].sort());
    const general = role === 'primary' && index !== primary ? 'extra' : role;
    const base = clients === undefined ? use : { ...use, clients };
    if (role !== 'explicit') collector.registry({ ...base, role: general, ...(names && { names }) }, region);
    if (always && (role === 'explicit' || always.length > 0)) {
      collector.registry({ ...base, role: 'explicit', names: always }, region);
    }
    if (sometimes && sometimes.length > 0 && role === 'explicit') {
      collector.registry({ ...base, role: 'extra', names: sometimes }, region);
    }
  }
}
