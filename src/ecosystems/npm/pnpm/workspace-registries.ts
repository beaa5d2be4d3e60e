import type { RegistryRole } from '../../../model/dependency.ts';
import { entriesOf, entryOf, textOf, type YamlEntry, type YamlNode } from '../../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { maskUserInfo } from '../npmrc/secrets.ts';
import { endOf, rejectEntry } from './yaml-entries.ts';

/**
 * Reads `registries`: addresses by scope, or, from pnpm 11.23 on, what is known of each address (pnpm.io, "Registries");
 * `namedRegistries`, which only requirements with their prefix ask; and `registry`.
 */
export function readRegistries(into: Collector, root: YamlNode): void {
  const single = entryOf(root, 'registry');
  // pnpm passes over an empty one here, and fails with one under `registries`.
  if (single !== undefined && textOf(single.value) !== '') addRoute(into, single, undefined);
  for (const entry of entriesOf(entryOf(root, 'registries')?.value).values()) {
    if (entry.value.kind === 'map') readDeclaration(into, entry);
    else addRoute(into, entry, entry.key === 'default' || entry.key === '@' ? undefined : entry.key);
  }
  for (const entry of entriesOf(entryOf(root, 'namedRegistries')?.value).values()) {
    const url = textOf(entry.value);
    if (url === undefined) rejectEntry(into, entry, 'the registry is not an address');
    else add(into, entry, { ecosystem: 'npm', url, role: 'explicit', names: [] });
  }
}

/** `<scope>: <address>` */
function addRoute(into: Collector, entry: YamlEntry, scope: string | undefined): void {
  const url = textOf(entry.value);
  if (url === undefined) return rejectEntry(into, entry, 'the registry is not an address');
  const names = scope === undefined ? undefined : [`${scope}/*`];
  add(into, entry, { ecosystem: 'npm', url, role: 'primary', ...(names === undefined ? {} : { names }) });
}

/** `<address>: { scopes, prefix, ecosystem }` */
function readDeclaration(into: Collector, entry: YamlEntry): void {
  const { key: url, value } = entry;
  const ecosystem = textOf(entryOf(value, 'ecosystem')?.value) ?? 'npm';
  if (ecosystem !== 'npm') {
    // The first address of an ecosystem takes the place of its public default; the others are asked after it.
    const isFirst = into.registries.every((one) => one.ecosystem !== ecosystem);
    return add(into, entry, { ecosystem, url, role: isFirst ? 'primary' : 'extra' });
  }
  const scopes = entryOf(value, 'scopes')?.value;
  const names = scopes?.kind === 'list' ? scopes.items.flatMap((item) => textOf(item) ?? []) : [];
  if (names.includes('@')) add(into, entry, { ecosystem, url, role: 'primary' });
  const scoped = names.filter((name) => name !== '@').map((name) => `${name}/*`);
  if (scoped.length > 0) add(into, entry, { ecosystem, url, role: 'primary', names: scoped });
  else if (!names.includes('@')) add(into, entry, { ecosystem, url, role: 'explicit', names: [] });
}

interface Use {
  readonly ecosystem: string;
  readonly url: string;
  readonly role: RegistryRole;
  readonly names?: readonly string[];
}

const add = (into: Collector, entry: YamlEntry, use: Use): void => {
  into.registries.push({
    ...use,
    url: maskUserInfo(use.url),
    ...(use.ecosystem === 'npm' ? { clients: ['pnpm'] } : {}),
    location: into.locate(entry.keyStart, endOf(entry)),
  });
};
