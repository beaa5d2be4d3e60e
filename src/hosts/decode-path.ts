/**
 * A path as text. Git and POSIX paths are bytes: those that are no UTF-8 become U+FFFD, as GitHub's API shows them, so
 * two paths may then read the same; `listEntries` says so.
 */
export const decodePath = (bytes: Uint8Array): string => decoder.decode(bytes);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Whether a path stays inside its root and out of git's own folder whatever the file system folds together. */
export function isSafePath(path: string): boolean {
  if (path === '' || path.includes('\0')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}
