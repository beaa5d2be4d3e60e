import type { LockCollector } from './collector.ts';
import type { LockedPackage } from './packages.ts';

/**
 * The same package twice: tools keep one of them, and not all the same one.
 * @param detail what else tells entries of one name and version apart (source, extras, environment)
 */
export function doubtRepeated(
  packages: readonly LockedPackage[],
  detail: (locked: LockedPackage) => string,
  into: LockCollector,
): void {
  const seen = new Map<string, LockedPackage | Set<string>>();
  for (const locked of packages) {
    const { name, version = '', rawName, nameNode } = locked;
    const key = `${name} ${version}`;
    const known = seen.get(key);
    if (known === undefined) {
      seen.set(key, locked);
      continue;
    }
    const details = known instanceof Set ? known : new Set([detail(known)]);
    const one = detail(locked);
    if (details.has(one)) into.doubt(nameNode.region, `the package "${rawName}" stands twice`);
    seen.set(key, details.add(one));
  }
}
