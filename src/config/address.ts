import type { PolicyAddress } from '../model/policy.ts';

/**
 * `owner/repo/path@ref`, as `extends` and `config-file` name a configuration in another repository.
 * @returns undefined where the text is none: with a leading `./` it is always a path
 */
export function parsePolicyAddress(text: string): PolicyAddress | undefined {
  const match = /^([\w-][\w.-]{0,99})\/([\w.-]{1,100})\/([^@\s\\\p{Cc}]{1,500})@([\w./+-]{1,250})$/u.exec(text);
  const [, owner, repo, path, ref] = match ?? [];
  if (owner === undefined || repo === undefined || path === undefined || ref === undefined) return undefined;
  const isPlain = [repo, ...path.split('/')].every((part) => part !== '' && part !== '.' && part !== '..');
  return isPlain && !ref.includes('..') ? { owner, repo, path, ref } : undefined;
}

/** As people write it; `at`: the commit that was read in the place of the ref. */
export const sayPolicyAddress = ({ owner, repo, path, ref }: PolicyAddress, at = ref): string =>
  `${owner}/${repo}/${path}@${at}`;

/** Whether both name the same file, at whatever ref. GitHub's names do not depend on case. */
export const isSameFile = (a: PolicyAddress, b: PolicyAddress): boolean =>
  a.owner.toLowerCase() === b.owner.toLowerCase() && a.repo.toLowerCase() === b.repo.toLowerCase() && a.path === b.path;
