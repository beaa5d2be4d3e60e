/** Identity of a package's name, whatever its version. */
export const keyOf = (ecosystem: string, name: string): string => `${ecosystem}\0${name}`;
