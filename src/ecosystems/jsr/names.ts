import type { Names } from '../../model/ecosystem.ts';

/** `@scope/name`: small letters, digits and hyphens, no hyphen at an end (jsr.io, "Publishing packages"). */
const scope = /^@[a-z0-9-]{2,100}$/;
const own = /^[a-z0-9][a-z0-9-]{0,57}$/;

export const names: Names = {
  normalise: (name) => name,
  reject(name) {
    const slash = name.indexOf('/');
    if (!name.startsWith('@') || slash === -1) return 'the name has no scope';
    const [first, last] = [name.slice(0, slash), name.slice(slash + 1)];
    if (!scope.test(first) || first.startsWith('@-') || first.endsWith('-')) return 'the scope is none that JSR allows';
    return own.test(last) && !last.endsWith('-') ? undefined : 'the name is none that JSR allows';
  },
  scopeOf(name) {
    const slash = name.indexOf('/');
    return name.startsWith('@') && slash > 1 ? name.slice(0, slash) : undefined;
  },
};
