import { indexByPackage } from '../config/package-index.ts';
import type { Denial, Policy } from '../model/policy.ts';

/** What the configuration denies of a name. Whether a version is the one that is meant shows once it is known which would be installed. */
export function findDenied({ denied }: Policy): (ecosystem: string, name: string) => readonly Denial[] | undefined {
  const find = indexByPackage(denied, (denial) => denial.package);
  return (ecosystem, name) => {
    const found = find(ecosystem, name).map(({ entry }) => entry);
    return found.length === 0 ? undefined : found;
  };
}
