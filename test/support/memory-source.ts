import { createHash } from 'node:crypto';
import type { ChangedPath, ChangeSource, EntryMode, FileRead, Tree, TreeEntry } from '../../src/model/ports.ts';

/** Files of one state, by path; a value of the form `{ link }` is a symbolic link, `{ submodule }` a submodule. */
export type Files = Readonly<
  Record<string, string | Uint8Array | { readonly link: string } | { readonly submodule: string }>
>;

/** A change held in memory: the same port as the real hosts, for tests of what comes after reading. */
export function memorySource(
  before: Files | null,
  after: Files,
  renames: Readonly<Record<string, string>> = {},
): ChangeSource {
  const base = memoryTree('before', before ?? {});
  const head = memoryTree('after', after);
  return {
    mode: before === null ? 'all' : 'changed',
    base,
    hasBase: before !== null,
    head,
    policy: base,
    async changed(wanted) {
      const moved = new Set(Object.values(renames));
      const paths: ChangedPath[] = [];
      for (const path of new Set([...Object.keys(before ?? {}), ...Object.keys(after)])) {
        const [old, now] = [before?.[path], after[path]];
        const previousPath = renames[path];
        if (previousPath !== undefined) paths.push({ path, previousPath, change: 'modified' });
        else if (now === undefined && !moved.has(path)) paths.push({ path, change: 'removed' });
        else if (old === undefined && now !== undefined) paths.push({ path, change: 'added' });
        else if (old !== undefined && now !== undefined && idOf(old) !== idOf(now))
          paths.push({ path, change: 'modified' });
      }
      const modeOf = (path: string) => modeAt(after[path] ?? before?.[path]);
      return { paths: paths.filter(({ path }) => wanted(path, modeOf(path))) };
    },
    notes: () => [],
  };
}

type Value = Files[string];

const bytesOf = (value: Value): Uint8Array => {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (value instanceof Uint8Array) return value;
  return new TextEncoder().encode('link' in value ? value.link : value.submodule);
};

const idOf = (value: Value): string => createHash('sha1').update(bytesOf(value)).digest('hex');

function modeAt(value: Value | undefined): EntryMode {
  if (typeof value !== 'object' || value instanceof Uint8Array) return 'file';
  return 'link' in value ? 'symlink' : 'submodule';
}

function memoryTree(label: string, files: Files): Tree {
  return {
    label,
    async entries(wanted) {
      const entries = Object.entries(files)
        .filter(([path, value]) => wanted(path, modeAt(value)))
        .map(([path, value]): TreeEntry => {
          return { path, mode: modeAt(value), id: idOf(value) };
        });
      return { entries: entries.sort((a, b) => (a.path < b.path ? -1 : 1)) };
    },
    async read(entries, maxBytes) {
      return new Map(
        entries.map(({ path }): [string, FileRead] => {
          const bytes = bytesOf(files[path] ?? '');
          const tooLarge = bytes.length > maxBytes;
          return [
            path,
            tooLarge ? { kind: 'unreadable', reason: 'over the size limit', tooLarge } : { kind: 'bytes', bytes },
          ];
        }),
      );
    },
  };
}
