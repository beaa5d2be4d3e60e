import type { TomlTable } from '../../../text/toml-nodes.ts';
import { onlyBinary } from '../safeguards.ts';
import type { Collector } from './collector.ts';
import { entriesIn, entryAt, oneOrMore, span } from './nodes.ts';

/** Certificates of single sources, `false` to believe any, and which packages are never built (python-poetry.org/docs/configuration). */
export function readPoetrySettings(root: TomlTable, collector: Collector): void {
  for (const { key, value: source } of entriesIn(entryAt(root, 'certificates'), collector)) {
    const entry = source.kind === 'table' ? source.entries.get('cert') : undefined;
    if (entry === undefined || (entry.value.kind !== 'scalar' && entry.value.kind !== 'string')) continue;
    const strength = Number(entry.value.value !== false);
    const setting = { setting: `certificates.${key}.cert`, value: String(entry.value.value), strength, byDefault: 1 };
    collector.safeguard({ ...setting, guard: 'transport' }, span(entry.keyRegion, entry.value.region));
  }
  for (const node of oneOrMore(entryAt(root, 'installer', 'only-binary'), collector)) {
    for (const setting of onlyBinary('installer.only-binary', node.value)) collector.safeguard(setting, node.region);
  }
}
