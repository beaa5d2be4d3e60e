import type { DependencyFile } from '../model/dependency.ts';
import type { Format, SourceFile } from '../model/ecosystem.ts';
import { MalformedFileError } from '../model/ecosystem.ts';
import type { Region } from '../model/location.ts';
import type { FileRead, Tree, TreeEntry } from '../model/ports.ts';
import { withOwner } from './owner.ts';
import { relocate } from './relocate.ts';
import { type Resolved, resolvePaths } from './resolve.ts';

/** Largest file that is read, in bytes. The largest lockfile of a public repository that we know of has a sixth of it. */
export const maxFileBytes = 64 * 1024 * 1024;

export interface LoadedFile {
  readonly path: string;
  /** Equal ids, equal content. */
  readonly id: string;
  readonly text: string;
  readonly parsed: DependencyFile;
  /** What it says holds for all files beside it. */
  readonly configures: boolean;
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
  /** Wishes that were looked at, whatever came of them. */
  readonly tried: Set<string>;
  /** Why entries that were asked for by name may be missing. */
  readonly gaps: Set<string>;
}

export const openSide = (tree: Tree, entries: readonly TreeEntry[]): Side => ({
  tree,
  entries: new Map(entries.map((entry) => [entry.path, entry])),
  files: new Map(),
  skipped: new Map(),
  tried: new Set(),
  gaps: new Set(),
});

const wishKey = ({ path, format }: Wish): string => `${format?.id ?? ''}\0${path}`;

/** Nothing more would come of reading it: it was read, or not even under that format. */
export const isSettled = (side: Side, wish: Wish): boolean =>
  side.files.has(wish.path) || side.skipped.has(wish.path) || side.tried.has(wishKey(wish));

/** Reads and parses files of both sides; equal content is read and parsed once. */
export interface Reader {
  load(side: Side, wishes: readonly Wish[]): Promise<readonly LoadedFile[]>;
  /** Where paths of a side really lead. */
  resolve(side: Side, paths: readonly string[]): Promise<ReadonlyMap<string, Resolved>>;
}

/** Files that only their content can tell are looked into up to this size; larger ones are data. */
const maxTellingBytes = 512 * 1024;

/** @param owner of the repository, where the platform names one */
export function createReader(formats: readonly Format[], owner?: string): Reader {
  const links = new Map<string, FileRead>();
  const parsed = new Map<string, LoadedFile | SkippedFile | undefined>();
  const isTold = ({ path, format }: Wish): boolean =>
    format !== undefined || formats.some((one) => one.matches(path) === 'name');

  const parseAll = async (side: Side, wanted: readonly WantedEntry[], maxBytes: number) => {
    const open = wanted.filter((one) => !parsed.has(contentKey(one)));
    const entries = [...new Map(open.map(({ entry }) => [entry.id, entry])).values()];
    const reads = entries.length === 0 ? new Map() : await side.tree.read(entries, maxBytes);
    const byId = new Map(entries.map(({ id, path }): [string, FileRead] => [id, reads.get(path) ?? notGiven]));
    for (const one of open) {
      const read = byId.get(one.entry.id) ?? notGiven;
      const isData = read.kind === 'unreadable' && read.tooLarge === true && !isTold(one.wish);
      parsed.set(contentKey(one), isData ? undefined : parseEntry(one.wish, one.entry, read, { formats, owner }));
    }
  };

  return {
    async load(side, wishes) {
      // Each once: includes that name a file twice would double with every level.
      const open = wishes.filter((wish) => !isSettled(side, wish) && side.tried.add(wishKey(wish)));
      const resolved = await resolvePaths(
        side,
        open.map(({ path }) => path),
        links,
      );
      const wanted = open.flatMap((wish): WantedEntry[] => {
        const { entry, reason } = resolved.get(wish.path) ?? {};
        if (reason !== undefined && isTold(wish)) side.skipped.set(wish.path, { path: wish.path, reason });
        return entry === undefined ? [] : [{ wish, entry }];
      });
      const [told, untold] = [wanted.filter(({ wish }) => isTold(wish)), wanted.filter(({ wish }) => !isTold(wish))];
      await parseAll(side, told, maxFileBytes);
      await parseAll(
        side,
        untold.filter(({ entry }) => (entry.size ?? 0) <= maxTellingBytes),
        maxTellingBytes,
      );
      const loaded: LoadedFile[] = [];
      for (const one of wanted) {
        const result = parsed.get(contentKey(one));
        if (result === undefined) continue;
        if ('reason' in result) side.skipped.set(one.wish.path, result);
        else {
          side.files.set(one.wish.path, result);
          loaded.push(result);
        }
      }
      return loaded;
    },
    resolve: (side, paths) => resolvePaths(side, paths, links),
  };
}

const notGiven: FileRead = { kind: 'unreadable', reason: 'the source did not give it' };

const contentKey = ({ wish, entry }: WantedEntry): string =>
  JSON.stringify([entry.path, entry.id, wish.path, wish.format?.id ?? '']);

interface WantedEntry {
  readonly wish: Wish;
  readonly entry: TreeEntry;
}

interface Parsing {
  readonly formats: readonly Format[];
  readonly owner: string | undefined;
}

function parseEntry(wish: Wish, entry: TreeEntry, read: FileRead, { formats, owner }: Parsing) {
  const skipped = (reason: string): SkippedFile => ({ path: wish.path, reason });
  if (read.kind === 'unreadable') return skipped(read.reason);
  const chosen = wish.format === undefined ? chooseFormats(formats, wish.path, read.bytes) : [wish.format];
  const decoded = decode(read.bytes, chosen[0]);
  // What only its content could tell, and does not, is no dependency file.
  if (chosen.length === 0) return undefined;
  if (decoded === undefined) return skipped('it is not valid UTF-8');
  if (decoded.text.startsWith('version https://git-lfs.github.com/spec/'))
    return skipped('a Git LFS pointer: the content is elsewhere');
  // What a file names is relative to the path by which it is named; people find its lines behind the link.
  const file: SourceFile = { path: wish.path, ...decoded };
  const parsed = parseAs(chosen, file);
  if ('reason' in parsed) return skipped(parsed.reason);
  const known = withOwner(parsed, owner);
  const placed = entry.path === wish.path ? known : relocate(known, entry.path);
  return { path: wish.path, id: entry.id, text: file.text, parsed: placed, configures: chosen.some(isSettings) };
}

/** Whether files of a format hold for all files beside them. */
export const isSettings = ({ role, configures }: Format): boolean => role === 'configuration' || configures === true;

/** Every format that reads the file; what they find counts together, and the first says what kind of file it is. */
function parseAs(formats: readonly Format[], file: SourceFile): DependencyFile | { readonly reason: string } {
  const [main, ...besides] = formats;
  if (main === undefined) return { reason: 'no format reads it' };
  try {
    return besides.reduce((whole, format) => joinParsed(whole, format.parse(file)), main.parse(file));
  } catch (error) {
    // A fault of a reader costs this file, which is said, and not the audit.
    if (!(error instanceof MalformedFileError))
      return { reason: `${main.title} could not be read: ${messageOf(error)}` };
    const line = error.line === undefined ? '' : `line ${error.line}: `;
    return { reason: `${main.title} cannot be parsed: ${line}${error.message}` };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** The places in `dependencies` stay those of the first. */
const joinParsed = (a: DependencyFile, b: DependencyFile): DependencyFile => ({
  ...a,
  dependencies: [...a.dependencies, ...b.dependencies],
  registries: [...a.registries, ...b.registries],
  includes: [...a.includes, ...b.includes],
  own: [...a.own, ...b.own],
  unparsed: [...a.unparsed, ...b.unparsed],
  ambiguities: [...(a.ambiguities ?? []), ...(b.ambiguities ?? [])],
  safeguards: [...(a.safeguards ?? []), ...(b.safeguards ?? [])],
  clients: [...(a.clients ?? []), ...(b.clients ?? [])],
  tools: [...(a.tools ?? []), ...(b.tools ?? [])],
  constraints: [...(a.constraints ?? []), ...(b.constraints ?? [])],
});

/** The text as the format's own tool decodes it, else as UTF-8 without a byte-order mark; undefined where that fails. */
function decode(bytes: Uint8Array, format?: Format): { readonly text: string; readonly encoding?: string } | undefined {
  if (format?.decode !== undefined) return format.decode(bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}

/** The formats of a path: one that its name tells, else the first that its content tells, and those read besides it. */
function chooseFormats(formats: readonly Format[], path: string, bytes: Uint8Array): readonly Format[] {
  const named = formats.filter((format) => format.matches(path) === 'name');
  const told = formats.filter((format) => {
    if (format.matches(path) !== 'content') return false;
    const decoded = decode(bytes, format);
    return decoded !== undefined && format.recognises?.(decoded.text) === true;
  });
  const all = [...named, ...told.filter((format) => named.length === 0 || format.besides === true)];
  const main = all.find((format) => format.besides !== true);
  const besides = all.filter((format) => format.besides === true);
  return main === undefined ? besides : [main, ...besides];
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
