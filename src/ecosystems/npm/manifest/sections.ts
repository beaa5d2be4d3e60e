import type { Scope } from '../../../model/dependency.ts';
import { purl } from '../../../model/purl.ts';
import { type JsonNode, memberOf, membersOf } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { addEntry, entryOf } from './entries.ts';

const sections: readonly { readonly key: string; readonly scope: Scope }[] = [
  { key: 'dependencies', scope: 'runtime' },
  { key: 'devDependencies', scope: 'dev' },
  { key: 'optionalDependencies', scope: 'optional' },
  { key: 'peerDependencies', scope: 'peer' },
];

const bundles = ['bundleDependencies', 'bundledDependencies'] as const;

/** Keys that `readSections` looks at. */
export const sectionKeys: readonly string[] = [...sections.map(({ key }) => key), 'peerDependenciesMeta', ...bundles];

/** Reads the sections of a package (npm: package.json) that list what it depends on. */
export function readSections(into: Collector, pkg: JsonNode, direct: boolean): void {
  const optional = membersOf(memberOf(pkg, 'optionalDependencies')?.value);
  const peers = membersOf(memberOf(pkg, 'peerDependenciesMeta')?.value);
  for (const { key, scope } of sections) {
    const section = memberOf(pkg, key);
    if (section === undefined) continue;
    if (section.value.kind !== 'object') {
      into.rejectMember(section, `${key} is not an object`);
      continue;
    }
    for (const [name, member] of membersOf(section.value)) {
      // optionalDependencies override dependencies of the same name; peers marked optional are not installed by themselves.
      const isOptional =
        key === 'dependencies'
          ? optional.has(name)
          : key === 'peerDependencies' && isOptionalPeer(peers.get(name)?.value);
      addEntry(into, entryOf(member, name, isOptional ? 'optional' : scope, direct));
    }
  }
  for (const key of bundles) readBundle(into, pkg, key);
}

function isOptionalPeer(meta: JsonNode | undefined): boolean {
  const flag = memberOf(meta, 'optional')?.value;
  return flag?.kind === 'scalar' && flag.value === true;
}

/** Names whose files are shipped with the package. Those in a section are there already; `true` means all of them. */
function readBundle(into: Collector, pkg: JsonNode, key: string): void {
  const bundle = memberOf(pkg, key);
  if (bundle === undefined) return;
  if (bundle.value.kind !== 'array') {
    if (bundle.value.kind !== 'scalar') into.rejectMember(bundle, `${key} is neither a list nor true or false`);
    return;
  }
  const listed = sections.map((section) => membersOf(memberOf(pkg, section.key)?.value));
  for (const item of bundle.value.items) {
    if (item.kind !== 'string' || item.value === '') into.reject(item.start, item.end, `${key} holds what is no name`);
    else if (!listed.some((section) => section.has(item.value))) addBundled(into, item.value, item);
  }
}

function addBundled(into: Collector, name: string, item: JsonNode): void {
  into.dependencies.push({
    purl: purl('npm', name),
    ecosystem: 'npm',
    name,
    rawName: name,
    source: { kind: 'bundled' },
    direct: true,
    scope: 'runtime',
    location: into.locate(item.start, item.end),
    nameRegion: into.lines.region(item.start + 1, item.end - 1),
  });
}
