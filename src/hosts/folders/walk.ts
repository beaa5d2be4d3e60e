import { readdirSync } from 'node:fs';
import { decodePath } from '../decode-path.ts';
import { describeError } from '../disk.ts';

export interface WalkLimits {
  /** Files, links and folders together. */
  readonly entries: number;
  /** Folders below the root. */
  readonly depth: number;
  /** Folders that are listed, too; left out: all. The others are not missing. */
  readonly enters?: (path: string) => boolean;
}

export const defaultWalkLimits: WalkLimits = { entries: 500_000, depth: 100 };

export interface WalkedFile {
  readonly path: string;
  readonly raw: Buffer;
  readonly mode: 'file' | 'symlink';
}

export interface Walk {
  /** Path relative to the root, as text and as the file system's own bytes. Folders are left out. */
  readonly files: readonly WalkedFile[];
  /** Paths that were left out because of their name: git's own data, and what installers unpack. */
  readonly skipped: readonly string[];
  /** Why files may be missing. */
  readonly incomplete: readonly string[];
}

const slash = Buffer.from('/');

/** Lists a folder without following links. Breadth first, so that a limit cuts the deepest folders. */
export function walkFolder(root: string, limits: WalkLimits = defaultWalkLimits): Walk {
  const files: WalkedFile[] = [];
  const skipped: string[] = [];
  const incomplete = new Set<string>();
  const queue: { raw: Buffer; depth: number }[] = [{ raw: Buffer.alloc(0), depth: 0 }];
  let seen = 0;
  for (const folder of queue) {
    for (const { name, isFolder, isLink } of readFolder(root, folder.raw, incomplete)) {
      seen += 1;
      if (seen > limits.entries) {
        incomplete.add(`only the first ${limits.entries} entries were listed`);
        return { files, skipped, incomplete: [...incomplete] };
      }
      const raw = joinPath(folder.raw, name);
      const depth = folder.depth + 1;
      if (isSkipped(name.toString('latin1'), isFolder)) skipped.push(decodePath(raw));
      else if (!isFolder) files.push({ path: decodePath(raw), raw, mode: isLink ? 'symlink' : 'file' });
      else if (isEntered(raw, depth, limits, incomplete)) queue.push({ raw, depth });
    }
  }
  return { files, skipped, incomplete: [...incomplete] };
}

function isEntered(raw: Buffer, depth: number, limits: WalkLimits, incomplete: Set<string>): boolean {
  if (limits.enters !== undefined && !limits.enters(decodePath(raw))) return false;
  if (depth > limits.depth) incomplete.add(`folders more than ${limits.depth} deep were not listed`);
  return depth <= limits.depth;
}

const joinPath = (folder: Buffer, name: Buffer): Buffer =>
  folder.length === 0 ? name : Buffer.concat([folder, slash, name]);

/** In worktrees and submodules `.git` is a file. */
const isSkipped = (name: string, isFolder: boolean): boolean =>
  name === '.git' || (isFolder && name === 'node_modules');

function readFolder(
  root: string,
  raw: Buffer,
  incomplete: Set<string>,
): readonly { name: Buffer; isFolder: boolean; isLink: boolean }[] {
  try {
    const found = readdirSync(absolutePath(root, raw), { withFileTypes: true, encoding: 'buffer' });
    return found
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory(), isLink: entry.isSymbolicLink() }))
      .sort((a, b) => Buffer.compare(a.name, b.name));
  } catch (error) {
    incomplete.add(`the folder ${JSON.stringify(decodePath(raw))} was not listed: ${describeError(error)}`);
    return [];
  }
}

/** The raw path below the root, for the file system. */
export const absolutePath = (root: string, raw: Buffer): Buffer => Buffer.concat([Buffer.from(root), slash, raw]);
