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
  const seen = new Set<string>();
  for (const locked of packages) {
    const { name, version = '', rawName, nameNode } = locked;
    const key = JSON.stringify([name, version, detail(locked)]);
    if (seen.has(key)) into.doubt(nameNode.region, `the package "${rawName}" stands twice`);
    seen.add(key);
  }
}
