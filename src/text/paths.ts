/** Resolves `.` and `..` and double slashes of a relative path; undefined where it leaves the root. */
export function normalisePath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The folder of a path; '' is the root. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const joinPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Without the slashes at its end; `/` becomes the empty text. Linear, whatever slashes stand before. */
export function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path.charAt(end - 1) === '/') end -= 1;
  return path.slice(0, end);
}

/** The folder itself and every folder above it, nearest first; the last is ''. */
export function foldersAbove(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== ''; ) {
    at = parentOf(at);
    folders.push(at);
  }
  return folders;
}
