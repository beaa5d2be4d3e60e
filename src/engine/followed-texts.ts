import type { ChangedText, Inspected, Inspection } from '../model/inspection.ts';
import type { ChangeSource, TreeEntry } from '../model/ports.ts';
import { textOf } from './decode-text.ts';

/** Unchanged files that are read because changed code imports them, bytes of one and of all, and how far imports are followed. */
const maxFiles = 300;
const maxFileBytes = 1024 * 1024;
const maxBytes = 16 * 1024 * 1024;
const maxSteps = 3;

interface Followed {
  readonly texts: readonly ChangedText[];
  readonly notifications: Inspected['notifications'];
}

/** Files of the head that did not change and that changed ones import, as far as that may matter: what they hold is not new. */
export async function readFollowed(
  source: ChangeSource,
  inspection: Inspection,
  changed: readonly ChangedText[],
  isLeftOut: (path: string) => boolean,
): Promise<Followed> {
  const imports = source.mode === 'all' ? undefined : await inspection.follow?.(changed);
  if (imports === undefined) return { texts: [], notifications: [] };
  const isRead = (path: string) => inspection.wants(path) && !isLeftOut(path);
  const { entries, incomplete } = await source.head.entries((path, mode) => mode === 'file' && isRead(path));
  const open = new Map(entries.map((entry) => [entry.path, entry]));
  const all = new Map(open);
  for (const { path } of changed) open.delete(path);
  const texts: ChangedText[] = [];
  let { from } = imports;
  let left = 0;
  let bytes = 0;
  for (let step = 0; from.length > 0 && step <= maxSteps; step++) {
    const taken: TreeEntry[] = [];
    for (const path of imports.pathsOf(from, all)) {
      const entry = open.get(path);
      if (entry === undefined) continue;
      open.delete(path);
      const size = entry.size ?? 0;
      const fits = step < maxSteps && texts.length + taken.length < maxFiles && bytes + size <= maxBytes;
      if (!fits) left += 1;
      else {
        bytes += size;
        taken.push(entry);
      }
    }
    const reads = taken.length === 0 ? new Map() : await source.head.read(taken, maxFileBytes);
    from = taken.flatMap(({ path }): ChangedText[] => {
      const text = textOf(reads.get(path), path);
      return text === undefined ? [] : [{ path, text, before: text }];
    });
    left += taken.length - from.length;
    texts.push(...from);
  }
  return { texts, notifications: noteLeft(left, incomplete) };
}

function noteLeft(left: number, incomplete: string | undefined): Inspected['notifications'] {
  if (left === 0 && incomplete === undefined) return [];
  const reason = incomplete ?? `${left} of them are too many, too large, or too many imports away`;
  return [{ level: 'note', message: `changed code imports unchanged files that were not all followed: ${reason}` }];
}
