/** A package as OSV names it. */
export interface OsvPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly version?: string;
}

/** Purl types and what OSV calls them (ossf.github.io/osv-schema, "Defined ecosystems"). */
const ecosystems: ReadonlyMap<string, string> = new Map([
  ['npm', 'npm'],
  ['pypi', 'PyPI'],
  ['githubactions', 'GitHub Actions'],
]);

/** Undefined where OSV has no such ecosystem. */
export function osvPackage({ ecosystem: type, name, version }: OsvPackage): OsvPackage | undefined {
  const ecosystem = ecosystems.get(type);
  if (ecosystem === undefined) return undefined;
  return { ecosystem, name, ...(version === undefined ? {} : { version }) };
}

/** `MAL-2025-1`, `GHSA-...`, `PYSEC-2024-1`: what may stand in an address. */
export const isAdvisoryId = (id: string): boolean => /^[A-Za-z0-9]{1,20}-[A-Za-z0-9-]{1,60}$/.test(id);
