import type { DependencyFile } from '../model/dependency.ts';
import type { Ecosystem, Format, SourceFile } from '../model/ecosystem.ts';
import { MalformedFileError } from '../model/ecosystem.ts';
import type { Region } from '../model/location.ts';
import type { FileRead, Tree, TreeEntry } from '../model/ports.ts';
import { normalisePath, parentOf } from '../text/paths.ts';

/** Largest file that is read, in bytes. The largest lockfile of a public repository that we know of has a sixth of it. */
export const maxFileBytes = 64 * 1024 * 1024;

export interface LoadedFile {
  readonly path: string;
  /** Equal ids, equal content. */
  readonly id: string;
  readonly text: string;
  readonly parsed: DependencyFile;
}

/** A dependency file that was not read, or not all of it. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface Wish {
  readonly path: string;
  /** Left out: told by name, then by content. */
  readonly format?: Format;
}

/** One side of the change, as far as it was read. */
export interface Side {
  readonly tree: Tree;
  readonly entries: Map<string, TreeEntry>;
  readonly files: Map<string, LoadedFile>;
  readonly skipped: Map<string, SkippedFile>;
  /** Paths that were looked at, whatever came of it. */
  readonly seen: Set<string>;
}

export const openSide = (tree: Tree, entries: readonly TreeEntry[]): Side => ({
  tree,
  entries: new Map(entries.map((entry) => [entry.path, entry])),
  files: new Map(),
  skipped: new Map(),
  seen: new Set(),
});

/** Reads and parses files of both sides; equal content is read and parsed once. */
export interface Reader {
  load(side: Side, wishes: readonly Wish[]): Promise<readonly LoadedFile[]>;
}

export function createReader(ecosystems: readonly Ecosystem[]): Reader {
  const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);
  const contents = new Map<string, FileRead>();
  const parsed = new Map<string, LoadedFile | SkippedFile | undefined>();

  return {
    async load(side, wishes) {
      const wanted = wishes.filter(({ path }) => !side.seen.has(path));
      for (const { path } of wanted) side.seen.add(path);
      const entries = await followLinks(side, wanted, contents);
      await readAll(
        side.tree,
        entries.map(({ entry }) => entry),
        contents,
      );
      const loaded: LoadedFile[] = [];
      for (const { wish, entry } of entries) {
        const key = JSON.stringify([entry.path, entry.id, wish.path, wish.format?.id ?? '']);
        const result = parsed.has(key) ? parsed.get(key) : parseEntry(wish, entry, contents.get(entry.id), formats);
        parsed.set(key, result);
        if (result === undefined) continue;
        if ('reason' in result) {
          side.skipped.set(wish.path, result);
          continue;
        }
        side.files.set(wish.path, result);
        loaded.push(result);
      }
      return loaded;
    },
  };
}

interface WantedEntry {
  readonly wish: Wish;
  readonly entry: TreeEntry;
}

const maxLinks = 8;

/** Replaces symbolic links by the files they lead to; links out of the tree and submodules are skipped and said. */
async function followLinks(side: Side, wishes: readonly Wish[], contents: Map<string, FileRead>) {
  let open = wishes.flatMap((wish): WantedEntry[] => {
    const entry = side.entries.get(wish.path);
    return entry === undefined ? [] : [{ wish, entry }];
  });
  const files: WantedEntry[] = [];
  for (let hop = 0; open.length > 0; hop++) {
    const skip = (wish: Wish, reason: string) => side.skipped.set(wish.path, { path: wish.path, reason });
    files.push(...open.filter(({ entry }) => entry.mode === 'file'));
    for (const { wish, entry } of open)
      if (entry.mode === 'submodule') skip(wish, 'a submodule: its content is not audited');
    const links = open.filter(({ entry }) => entry.mode === 'symlink');
    if (hop === maxLinks) for (const { wish } of links) skip(wish, 'a symbolic link that leads to no file');
    if (links.length === 0 || hop === maxLinks) break;
    await readAll(
      side.tree,
      links.map(({ entry }) => entry),
      contents,
    );
    const targets = links.map(({ wish, entry }) => ({ wish, target: targetOf(entry, contents.get(entry.id)) }));
    const paths = new Set(targets.flatMap(({ target }) => (target === undefined ? [] : [target])));
    const found = (await side.tree.entries((path) => paths.has(path))).entries;
    open = targets.flatMap(({ wish, target }): WantedEntry[] => {
      const entry = found.find(({ path }) => path === target);
      if (entry === undefined) skip(wish, 'a symbolic link out of the tree');
      return entry === undefined ? [] : [{ wish, entry }];
    });
  }
  return files;
}

function targetOf(entry: TreeEntry, read: FileRead | undefined): string | undefined {
  if (read?.kind !== 'bytes' || read.bytes.length > 4096) return undefined;
  const target = new TextDecoder().decode(read.bytes);
  return target.startsWith('/') ? undefined : normalisePath(`${parentOf(entry.path)}/${target}`);
}

async function readAll(tree: Tree, entries: readonly TreeEntry[], contents: Map<string, FileRead>): Promise<void> {
  const missing = new Map(entries.filter(({ id }) => !contents.has(id)).map((entry) => [entry.id, entry]));
  if (missing.size === 0) return;
  const reads = await tree.read([...missing.values()], maxFileBytes);
  for (const entry of missing.values()) {
    contents.set(entry.id, reads.get(entry.path) ?? { kind: 'unreadable', reason: 'the source did not give it' });
  }
}

function parseEntry(wish: Wish, entry: TreeEntry, read: FileRead | undefined, formats: readonly Format[]) {
  const skipped = (reason: string): SkippedFile => ({ path: wish.path, reason });
  if (read === undefined || read.kind === 'unreadable') return skipped(read?.reason ?? 'it could not be read');
  const text = decode(read.bytes);
  if (text === undefined) return skipped('it is not valid UTF-8');
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return skipped('a Git LFS pointer: the content is elsewhere');
  const format = wish.format ?? chooseFormat(formats, wish.path, text);
  if (format === undefined) return undefined;
  const file: SourceFile = { path: entry.path, text };
  try {
    return { path: entry.path, id: entry.id, text, parsed: format.parse(file) } satisfies LoadedFile;
  } catch (error) {
    if (!(error instanceof MalformedFileError)) throw error;
    const line = error.line === undefined ? '' : `line ${error.line}: `;
    return skipped(`${format.title} cannot be parsed: ${line}${error.message}`);
  }
}

/** UTF-8 without a byte-order mark; undefined where the bytes are no UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function chooseFormat(formats: readonly Format[], path: string, text: string): Format | undefined {
  return (
    formats.find((format) => format.matches(path) === 'name') ??
    formats.find((format) => format.matches(path) === 'content' && format.recognises?.(text) === true)
  );
}

const linesOf = new WeakMap<LoadedFile, readonly string[]>();

/** The text of a region as the file has it. */
export function textAt(file: LoadedFile, { startLine, startColumn, endLine, endColumn }: Region): string {
  const lines = linesOf.get(file) ?? file.text.split('\n');
  linesOf.set(file, lines);
  const taken = lines.slice(startLine - 1, endLine);
  const last = taken.length - 1;
  return taken
    .map((line, at) => line.slice(at === 0 ? startColumn - 1 : 0, at === last ? endColumn - 1 : undefined))
    .join('\n');
}
