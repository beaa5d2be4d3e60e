import type { Scope } from '../../../model/dependency.ts';
import { entriesOf, textOf, type YamlEntry, type YamlNode } from '../../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { addEntry } from '../manifest/entries.ts';
import { defaultCatalog } from '../specs.ts';
import { entriesBelow } from './settings.ts';

/** Adds what an entry of a YAML file asks for: its key is the name, its value the requirement. */
export function addYamlEntry(into: Collector, name: string, entry: YamlEntry, scope: Scope, inCatalog?: string): void {
  const { key, keyStart, keyEnd, value } = entry;
  const text = textOf(value);
  if (text === undefined) return into.reject(keyStart, value.end, 'the value is not a text');
  const written = into.file.text.slice(keyStart, keyEnd);
  const at = written === key ? keyStart : written.slice(1, -1) === key ? keyStart + 1 : undefined;
  addEntry(into, {
    rawName: name,
    ...(at === undefined ? {} : { nameStart: at, nameEnd: at + key.length }),
    value: { kind: 'string', value: text, start: value.start, end: value.end },
    start: keyStart,
    end: value.end,
    direct: false,
    scope,
    ...(inCatalog === undefined ? {} : { inCatalog }),
  });
}

const sections: readonly { readonly key: string; readonly scope: Scope }[] = [
  { key: 'dependencies', scope: 'runtime' },
  { key: 'peerDependencies', scope: 'peer' },
];

/** `packageExtensions`: dependencies that the project adds to packages of others (yarnpkg.com, Yarnrc files). */
export function readExtensions(into: Collector, root: YamlNode): void {
  for (const { value } of entriesBelow(into, root, 'packageExtensions').values()) {
    for (const { key, scope } of sections) {
      for (const [name, entry] of entriesBelow(into, value, key)) addYamlEntry(into, name, entry, scope);
    }
  }
}

/** `catalog` and `catalogs`: requirements that workspaces refer to by `catalog:` and `catalog:<name>`. */
export function readCatalogs(into: Collector, root: YamlNode): void {
  for (const [name, entry] of entriesBelow(into, root, 'catalog'))
    addYamlEntry(into, name, entry, 'runtime', defaultCatalog);
  for (const [catalog, { value }] of entriesBelow(into, root, 'catalogs')) {
    for (const [name, entry] of entriesOf(value)) addYamlEntry(into, name, entry, 'runtime', catalog);
  }
}
