import type { Names } from '../../model/ecosystem.ts';

/** No distribution on the public registry comes near it; the longest file names that usual systems hold are 255 bytes. */
export const maxNameLength = 214;

const normal = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const edge = /^[A-Za-z0-9]$/;
const inner = /^[A-Za-z0-9._-]*$/;

/** Names of Python distributions: PEP 508 says which are valid, PEP 503 which are equal. There are no namespaces (PEP 752 is a draft). */
export const names: Names = {
  // Lockfiles have nearly all names so already. Only letters of ASCII are small or capital: others stay what they are.
  normalise: (name) =>
    normal.test(name) ? name : name.replace(/[-_.]+/g, '-').replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  reject(name) {
    if (name === '') return 'it is empty';
    if (name.length > maxNameLength) return `it is longer than ${maxNameLength} characters`;
    const foreign = firstForeign(name);
    if (foreign !== undefined)
      return `it contains ${describe(foreign)}: names are ASCII letters, digits, ".", "_" and "-"`;
    if (!inner.test(name)) return 'it contains a character other than ASCII letters, digits, ".", "_" and "-"';
    if (!edge.test(name.charAt(0))) return 'it does not begin with a letter or a digit';
    if (!edge.test(name.charAt(name.length - 1))) return 'it does not end with a letter or a digit';
    return undefined;
  },
  scopeOf: () => undefined,
};

/** The first character outside ASCII: letters that only look like Latin ones, and invisible characters. */
function firstForeign(name: string): string | undefined {
  for (const char of name) if ((char.codePointAt(0) ?? 0) > 0x7f) return char;
  return undefined;
}

const describe = (char: string): string =>
  `the character U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
