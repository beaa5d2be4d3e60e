/** The words of a text: a table of names that is easier to read than a list of literals. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/);
