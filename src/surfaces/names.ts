/** The file's own name, without its folder. */
export const baseNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
