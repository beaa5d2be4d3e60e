import type { Region } from '../../../model/location.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { names } from '../names.ts';
import type { Collector } from './collector.ts';
import { entryAt, isTrue, span } from './nodes.ts';

/** Keys that tell a build backend something, and not who installs. */
const backends = new Set(['build-backend', 'build', 'version']);

/** A table of a tool says that the project is installed with it, unless it holds settings of a build backend alone. */
export const speaksToClient = (table: TomlTable): boolean =>
  table.entries.size === 0 || [...table.entries.keys()].some((key) => !backends.has(key));

/**
 * How uv is told to choose (docs.astral.sh/uv/reference/settings); some stand in `pip` a second time, where they hold for
 * `uv pip` alone.
 *
 * @param region what says that the file is for uv
 */
export function readUvClient(uv: TomlTable, region: Region, collector: Collector): void {
  const before = collector.found.clients.length;
  for (const table of [[], ['pip']]) {
    const strategy = entryAt(uv, ...table, 'index-strategy');
    if (strategy?.value.kind === 'string')
      collector.client(
        { client: 'uv', strategy: strategy.value.value },
        span(strategy.keyRegion, strategy.value.region),
      );
    const prerelease = entryAt(uv, ...table, 'prerelease');
    if (prerelease?.value.kind === 'string' && prerelease.value.value === 'allow')
      collector.client({ client: 'uv', prereleases: true }, span(prerelease.keyRegion, prerelease.value.region));
    readUntied(uv, table, collector);
    const noIndex = entryAt(uv, ...table, 'no-index');
    const holder = entryAt(uv, ...table)?.value ?? uv;
    if (noIndex !== undefined && holder.kind === 'table' && isTrue(holder, 'no-index'))
      collector.client({ client: 'uv', noIndex: true }, span(noIndex.keyRegion, noIndex.value.region));
  }
  if (collector.found.clients.length === before) collector.client({ client: 'uv' }, region);
}

/** `no-sources`, and `no-sources-package` for single names: `tool.uv.sources` does not count. */
function readUntied(uv: TomlTable, table: readonly string[], collector: Collector): void {
  const all = entryAt(uv, ...table, 'no-sources');
  if (all?.value.kind === 'scalar' && all.value.value === true)
    collector.client({ client: 'uv', untied: ['*'] }, span(all.keyRegion, all.value.region));
  const some = entryAt(uv, ...table, 'no-sources-package');
  const items = some?.value.kind === 'array' ? some.value.items : [];
  const untied = items.flatMap((item) => (item.kind === 'string' ? [names.normalise(item.value)] : []));
  if (some !== undefined && untied.length > 0)
    collector.client({ client: 'uv', untied }, span(some.keyRegion, some.value.region));
}
