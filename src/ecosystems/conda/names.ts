import type { Names } from '../../model/ecosystem.ts';

export const ecosystemType = 'conda';

const maxLength = 128;

/** Names of conda packages are lower case (conda, CEP 26); clients write capitals small. There are no namespaces. */
export const names: Names = {
  normalise: (name) => name.toLowerCase(),
  reject(name) {
    if (name === '') return 'it is empty';
    if (name.length > maxLength) return `it is longer than ${maxLength} characters`;
    if (!/^[A-Za-z0-9_.-]*$/.test(name))
      return 'it contains a character other than ASCII letters, digits, ".", "_" and "-"';
    return /^[A-Za-z0-9_]/.test(name) ? undefined : 'it does not begin with a letter, a digit or an underscore';
  },
  scopeOf: () => undefined,
};

/** Names that stand for something of the machine, and that are never installed (docs.conda.io, managing virtual packages). */
const virtual = new Set(['__archspec', '__conda', '__cuda', '__glibc', '__linux', '__osx', '__unix', '__win']);

export const isVirtual = (name: string): boolean => virtual.has(name.toLowerCase());
