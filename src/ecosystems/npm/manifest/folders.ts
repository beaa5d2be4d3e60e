import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import type { Collector } from '../collector.ts';

/** Folders that `file:` and `link:` name bring their own dependencies in (npm: package.json, "Local Paths"). */
export function includeFolders(into: Collector): void {
  for (const { source, requirement, location } of into.dependencies) {
    if (source.kind !== 'path' || /\.(?:tgz|tar\.gz|tar)$/i.test(source.path)) continue;
    const isOutside = /^(?:\/|~|[a-zA-Z]:)/.test(source.path);
    const folder = isOutside ? undefined : normalisePath(joinPath(parentOf(into.file.path), source.path));
    into.includes.push({
      kind: 'requirements',
      ...(folder === undefined ? {} : { path: joinPath(folder, 'package.json') }),
      text: requirement ?? source.path,
      location,
    });
  }
}
