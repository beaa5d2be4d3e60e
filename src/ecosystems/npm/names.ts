import type { Names } from '../../model/ecosystem.ts';

/** Names that npm refuses in any spelling (validate-npm-package-name). */
const refused = new Set(['node_modules', 'favicon.ico']);

/**
 * Names are told apart by case: packages with capitals were published before npm forbade them for new ones and can still
 * be installed, so a name is its own normal form.
 */
export const names: Names = {
  normalise: (name) => name,
  reject(name) {
    if (name === '') return 'the name is empty';
    if (name.startsWith('.')) return 'the name starts with a period';
    if (name.startsWith('-')) return 'the name starts with a hyphen';
    if (name.startsWith('_')) return 'the name starts with an underscore';
    if (name.trim() !== name) return 'the name has spaces around it';
    if (refused.has(name.toLowerCase())) return `${name.toLowerCase()} is not a package name`;
    return rejectCharacters(name);
  },
  scopeOf(name) {
    const slash = name.indexOf('/');
    return name.startsWith('@') && slash > 1 ? name.slice(0, slash) : undefined;
  },
};

function rejectCharacters(name: string): string | undefined {
  if (isUrlFriendly(name)) return undefined;
  const slash = name.indexOf('/');
  if (!name.startsWith('@') || slash < 2) return 'the name has characters that npm does not allow';
  const own = name.slice(slash + 1);
  if (own === '') return 'there is no name after the scope';
  if (own.startsWith('.')) return 'the name after the scope starts with a period';
  const friendly = isUrlFriendly(name.slice(1, slash)) && isUrlFriendly(own);
  return friendly ? undefined : 'the name has characters that npm does not allow';
}

/** Whether `encodeURIComponent` would leave the text as it is. */
export const isUrlFriendly = (text: string): boolean => /^[\w.!~*'()-]*$/.test(text);
