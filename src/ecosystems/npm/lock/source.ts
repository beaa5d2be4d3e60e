import { endpoints } from '../../../knowledge/endpoints.ts';
import type { Source } from '../../../model/dependency.ts';
import { canonicalRegistry } from '../registries.ts';
import { readSpec } from '../specs.ts';

const fromRegistry: Source = { kind: 'registry' };
const publicPrefix = `${endpoints.npm}/`;

/** Where an entry comes from, by the address it records. Without one, npm asks the registry that is configured. */
export function sourceOfResolved(name: string, resolved: string | undefined): Source {
  if (resolved === undefined) return fromRegistry;
  if (!/^https?:/i.test(resolved)) {
    const spec = readSpec(name, resolved);
    return spec.kind === 'source' ? spec.source : { kind: 'unknown' };
  }
  const registry = registryOfTarball(name, resolved);
  // npm replaces the host of the public registry by that of the configured one (npm config: replace-registry-host).
  if (registry === endpoints.npm) return fromRegistry;
  if (registry !== undefined) return { kind: 'registry', url: registry };
  const spec = readSpec(name, resolved);
  return spec.kind === 'source' ? spec.source : { kind: 'url', url: resolved };
}

/**
 * The registry whose layout an address follows: `<registry>/<name>/-/<file>.tgz`, or GitHub's
 * `<registry>/download/<name>/<version>/<hash>`. Which package the address names is not judged here.
 */
function registryOfTarball(name: string, resolved: string): string | undefined {
  if (resolved.startsWith(publicPrefix) && resolved.includes('/-/')) return endpoints.npm;
  if (!URL.canParse(resolved)) return undefined;
  const { protocol, host, pathname } = new URL(resolved);
  const dash = pathname.indexOf('/-/');
  const download = pathname.indexOf(`/download/${name}/`);
  if (dash === -1 && download === -1) return undefined;
  const base = dash === -1 ? pathname.slice(0, download) : withoutName(pathname.slice(0, dash));
  return canonicalRegistry(`${protocol}//${host}${base}`);
}

/** `/base/@scope/name` and `/base/@scope%2fname` without the name. */
function withoutName(path: string): string {
  const slash = path.lastIndexOf('/');
  const before = path.slice(0, Math.max(0, slash));
  const scope = before.lastIndexOf('/');
  return before.startsWith('@', scope + 1) ? before.slice(0, Math.max(0, scope)) : before;
}
