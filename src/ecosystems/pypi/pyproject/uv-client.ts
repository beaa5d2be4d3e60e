import type { Region } from '../../../model/location.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
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
    const noIndex = entryAt(uv, ...table, 'no-index');
    const holder = entryAt(uv, ...table)?.value ?? uv;
    if (noIndex !== undefined && holder.kind === 'table' && isTrue(holder, 'no-index'))
      collector.client({ client: 'uv', noIndex: true }, span(noIndex.keyRegion, noIndex.value.region));
  }
  if (collector.found.clients.length === before) collector.client({ client: 'uv' }, region);
}
