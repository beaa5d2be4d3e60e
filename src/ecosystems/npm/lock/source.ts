import { endpoints } from '../../../knowledge/endpoints.ts';
import type { Source } from '../../../model/dependency.ts';
import { canonicalRegistry } from '../registries.ts';
import { readSpec } from '../specs.ts';

const fromRegistry: Source = { kind: 'registry' };
const fromPublic: Source = { kind: 'registry', url: endpoints.npm };
const publicPrefix = `${endpoints.npm}/`;

/** Where an entry of npm's own lockfiles comes from: see `standsForDefault` of the registries. */
export function sourceOfLocked(name: string, resolved: string | undefined): Source {
  const source = sourceOfResolved(name, resolved);
  return source === fromPublic ? fromRegistry : source;
}

/** Where an entry comes from, by the address it records. Without one, clients ask the registry that is configured. */
export function sourceOfResolved(name: string, resolved: string | undefined): Source {
  if (resolved === undefined) return fromRegistry;
  if (!/^https?:/i.test(resolved)) {
    const spec = readSpec(name, resolved);
    return spec.kind === 'source' ? spec.source : { kind: 'unknown' };
  }
  const registry = registryOfTarball(name, resolved);
  if (registry === endpoints.npm) return fromPublic;
  if (registry !== undefined) return { kind: 'registry', url: registry };
  const spec = readSpec(name, resolved);
  return spec.kind === 'source' ? spec.source : { kind: 'url', url: resolved };
}

/**
 * The registry whose layout an address follows: `<registry>/<name>/-/<file>.tgz`, GitHub's
 * `<registry>/download/<name>/<version>/<hash>`, or JSR's `<registry>/~/<revision>/<name>/<version>.tgz`. Which package the address names is not judged here.
 */
function registryOfTarball(name: string, resolved: string): string | undefined {
  if (resolved.startsWith(publicPrefix) && resolved.includes('/-/')) return endpoints.npm;
  if (!URL.canParse(resolved)) return undefined;
  const { protocol, host, pathname } = new URL(resolved);
  if (`${protocol}//${host}` === endpoints.jsrNpm && pathname.startsWith('/~/')) return endpoints.jsrNpm;
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
