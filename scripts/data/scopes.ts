import type { NpmPackage } from './lists.ts';

/** A scope publishes publicly where that many of its packages are listed, with that many downloads a month together. */
const leastPackages = 3;
const leastDownloads = 25_000;

/** Scopes, with their `@`, whose packages many people download: the most downloaded first. */
export function listPublicScopes(npm: readonly NpmPackage[]): readonly string[] {
  const scopes = new Map<string, { packages: number; downloads: number }>();
  for (const { name, downloads } of npm) {
    if (!/^@[^/]+\/./.test(name)) continue;
    const scope = name.slice(0, name.indexOf('/'));
    const seen = scopes.get(scope) ?? { packages: 0, downloads: 0 };
    scopes.set(scope, { packages: seen.packages + 1, downloads: seen.downloads + downloads });
  }
  return [...scopes]
    .filter(([, { packages, downloads }]) => packages >= leastPackages && downloads >= leastDownloads)
    .sort(([one, a], [other, b]) => b.downloads - a.downloads || (one < other ? -1 : 1))
    .map(([scope]) => scope);
}
