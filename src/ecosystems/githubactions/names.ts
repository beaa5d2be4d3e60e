import type { Names } from '../../model/ecosystem.ts';

/** `owner/repository` of a name, in small letters, without the folder of the action inside. */
export function repositoryOf(name: string): { readonly owner: string; readonly repository: string } | undefined {
  const [owner = '', repository = ''] = name.split('/', 2);
  return isOwner(owner) && isRepository(repository)
    ? { owner: owner.toLowerCase(), repository: repository.toLowerCase() }
    : undefined;
}

/** GitHub's own rules for accounts: letters, digits and single hyphens, at most 39; old ones may end with a hyphen. */
const isOwner = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(text);
const isRepository = (text: string): boolean => /^[\w.-]{1,100}$/.test(text) && text !== '.' && text !== '..';

/** GitHub takes owner and repository in any case; folders inside are told apart by it. */
export const names: Names = {
  normalise(name) {
    const found = repositoryOf(name);
    if (found === undefined) return name;
    return [found.owner, found.repository, ...name.split('/').slice(2)].join('/');
  },
  reject(name) {
    if (!name.includes('/')) return 'an action is named by owner and repository';
    return repositoryOf(name) === undefined ? 'GitHub allows no such owner or repository' : undefined;
  },
  scopeOf(name) {
    const found = repositoryOf(name);
    return found === undefined ? undefined : `@${found.owner}`;
  },
};
