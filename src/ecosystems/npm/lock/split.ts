import type { Dependency } from '../../../model/dependency.ts';
import type { Identity, LockEntry, PackageRecord, TreeRecord } from './entry.ts';
import { keyBelow } from './keys.ts';

/** An entry of `packages`: npm 7 and later install this, npm 6 what the tree says. */
export interface Held {
  readonly record: PackageRecord;
  readonly dependency: Dependency;
}

/** The path in `packages` of each entry of the tree: below a link, that of the folder it leads to. */
export function pathsOf(tree: readonly TreeRecord[], links: ReadonlyMap<string, string>): readonly string[] {
  const paths: string[] = [];
  for (const { key, parent } of tree) {
    const above = parent === -1 ? '' : (paths[parent] ?? '');
    paths.push(keyBelow(links.get(above) ?? above, key));
  }
  return paths;
}

/** Which folder each link of `packages` leads to. */
export function linksOf(packages: readonly PackageRecord[]): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const { key, entry } of packages) if (entry.link && entry.resolved !== undefined) links.set(key, entry.resolved);
  return links;
}

/** What the two lists of version 2 say differently of one entry; undefined where both mean the same. */
export function findDisagreement(held: Held, told: Identity, entry: LockEntry): string | undefined {
  const { dependency, record } = held;
  if (isLocal(dependency.source.kind) || isLocal(told.source.kind)) return undefined;
  const isAddressed = told.source.kind === 'git' || told.source.kind === 'url';
  const about = (what: string): string => `the ${what} of ${JSON.stringify(record.key)}`;
  if (dependency.name !== told.name) return about('package');
  if (!isAddressed && dependency.version !== told.version) return about('version');
  // An entry that is bundled has no address in one list and may have one in the other.
  const isBundled = record.entry.bundled || entry.bundled;
  if (!isBundled && (dependency.resolved ?? '') !== (told.resolved ?? '')) return about('address');
  return !isBundled && record.entry.integrity !== entry.integrity ? about('integrity') : undefined;
}

const isLocal = (kind: string): boolean => kind === 'workspace' || kind === 'path';
