import type { Command } from '../model/command.ts';
import type { Include } from '../model/dependency.ts';
import { joinPath, normalisePath } from './paths.ts';
import type { Option } from './shell-arguments.ts';

/**
 * The project that a command installs; undefined where its folder is not known.
 * @param path of the file that says what is installed, in that folder
 * @param beside files beside it that belong to the project
 * @param option that names another folder than that of the command
 */
export function projectOf(
  { folder }: Partial<Pick<Command, 'folder'>>,
  option: Option | undefined,
  path: string,
  beside: readonly string[],
): Pick<Include, 'kind' | 'path' | 'alternatives' | 'optional'> | undefined {
  const target = option === undefined ? '.' : option.value?.known === true ? option.value.text : undefined;
  if (folder === undefined || target === undefined || /^(?:[/~\\]|[a-z]:)/i.test(target)) return undefined;
  const [first, ...others] = [path, ...beside].map((name) => normalisePath(joinPath(folder, `${target}/${name}`)));
  if (first === undefined) return undefined;
  const alternatives = others.filter((one) => one !== undefined);
  return { kind: 'project', path: first, alternatives, optional: true };
}
