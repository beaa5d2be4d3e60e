/** Folder that packages are installed in. */
export const folder = 'node_modules/';

/** The keys of `packages`: paths of folders. Those without `node_modules/` are the project and its own folders. */
export const isOwnFolder = (key: string): boolean => !key.startsWith(folder) && !key.includes(`/${folder}`);

/** `a/node_modules/b` is what the folder `a` has as `b`. */
export function splitKey(key: string): { readonly parent: string; readonly name: string } {
  const at = key.lastIndexOf(folder);
  return { parent: key.slice(0, Math.max(0, at - 1)), name: key.slice(at + folder.length) };
}

/** The key of what a folder has as `name` in its own `node_modules`. */
export const keyBelow = (parent: string, name: string): string =>
  parent === '' ? folder + name : `${parent}/${folder}${name}`;
