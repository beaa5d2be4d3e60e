/** Names of PyPI are equal in any spelling (PEP 503): what is the same name is the same text after this. */
export const sameSpelling = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();
