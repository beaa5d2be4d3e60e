import type { DependencyFile, RegistryUse } from '../model/dependency.ts';
import { matchesName } from '../text/glob.ts';

/** What stands for the repository's owner in a workflow (docs.github.com, "Contexts reference"). */
const expression = /\$\{\{[ \t]{0,9}github\.repository_owner[ \t]{0,9}\}\}/i;

const isOwners = ({ names = [] }: RegistryUse): boolean => names.some((glob) => expression.test(glob));

/** Registries that a file names for the owner's namespace, with that one put in where it is known. Namespaces are in small letters. */
export function withOwner(parsed: DependencyFile, owner: string | undefined): DependencyFile {
  if (owner === undefined || !parsed.registries.some(isOwners)) return parsed;
  const put = ({ names = [], ...use }: RegistryUse): RegistryUse => ({
    ...use,
    names: names.map((glob) => glob.replace(expression, () => owner.toLowerCase())),
  });
  return { ...parsed, registries: parsed.registries.map((use) => (isOwners(use) ? put(use) : use)) };
}

/** Whether the setting sends the name to its registry if only the namespace is that of the owner. */
export const mayBeOwners = ({ names = [] }: RegistryUse, name: string): boolean =>
  names.some((glob) => expression.test(glob) && matchesName(glob.replace(expression, '*'), name));
