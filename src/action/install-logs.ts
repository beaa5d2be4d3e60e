import { type LogFile, maxLogBytes, type VerifyInput, verifyLogFiles } from '../app/installs.ts';
import { describeInstallations, type Installations } from '../engine/verify-logs.ts';
import { openFolders } from '../hosts/folders/open-folders.ts';
import type { Notification } from '../model/report.ts';
import { compileGlob } from '../text/glob.ts';

/** Most logs that are read, and most bytes of all of them. */
const maxLogs = 100;
const maxBytes = 2 * maxLogBytes;

/** What the logs of a workspace say. Links are not followed: what is checked out may be the change's own. */
export async function readInstallLogs(
  globs: readonly string[],
  workspace: string,
  input: VerifyInput,
): Promise<Installations | undefined> {
  if (globs.length === 0) return undefined;
  const notifications: Notification[] = [];
  const warn = (message: string, path?: string): unknown =>
    notifications.push({ level: 'warning', message, ...(path === undefined ? {} : { path }) });
  const files = await findLogs(globs, workspace, warn);
  const { installs, unparsed, skipped } = await verifyLogFiles(files, input);
  for (const { path, reason } of skipped) warn(`an install log was not read: ${reason}`, path);
  if (unparsed.length > 0) {
    const [first] = unparsed;
    warn(
      `${unparsed.length} lines of install logs do not tell which package was installed: ${first?.reason}`,
      first?.location.path,
    );
  }
  const open = installs.filter(({ state }) => state === 'open').length;
  notifications.push({
    level: 'note',
    message: `install logs: ${installs.length} packages, of which ${open} could have come from several indexes, or the log does not tell from which`,
  });
  return { subjects: describeInstallations(installs), notifications };
}

async function findLogs(
  globs: readonly string[],
  workspace: string,
  warn: (message: string, path?: string) => unknown,
): Promise<readonly LogFile[]> {
  const patterns = globs.map((glob) => ({ glob, matches: compileGlob(glob) }));
  const { head } = await openFolders({ base: null, head: workspace });
  const { entries, incomplete } = await head.entries((path) => patterns.some(({ matches }) => matches(path)));
  if (incomplete !== undefined) warn(`install logs may be missing: ${incomplete}`);
  for (const { glob, matches } of patterns) {
    if (!entries.some(({ path }) => matches(path))) warn(`no install log matches ${glob}`);
  }
  if (entries.length > maxLogs) warn(`${entries.length} install logs match: the first ${maxLogs} are read`);
  const files: LogFile[] = [];
  let left = maxBytes;
  for (const entry of entries.slice(0, maxLogs)) {
    const read =
      entry.mode === 'file' ? (await head.read([entry], Math.min(left, maxLogBytes))).get(entry.path) : undefined;
    if (read?.kind === 'bytes') files.push({ path: entry.path, bytes: read.bytes });
    else files.push({ path: entry.path, reason: read?.reason ?? 'a symbolic link: it is not followed' });
    left -= read?.kind === 'bytes' ? read.bytes.length : 0;
  }
  return files;
}
