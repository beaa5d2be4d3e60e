import type { Word } from '../model/command.ts';
import { joinPath, normalisePath, parentOf } from '../text/paths.ts';
import type { ShellScope } from '../text/shell-words.ts';
import type { ScriptContext } from './command-context.ts';

/** Subshells inside subshells that are asked where they stand. */
const maxScopes = 32;

/** Longest path of a folder that is followed: what Linux takes. */
const maxLength = 4096;

/** Where a process of the shell stands: where its last `cd` led, else where the one that started it stands. */
export function folderOf(scope: ShellScope, { folders }: ScriptContext): string | undefined {
  let one: ShellScope | undefined = scope;
  for (let count = 0; one !== undefined && count < maxScopes; count++) {
    if (folders.has(one)) return folders.get(one);
    one = one.parent;
  }
  return one === undefined ? '' : undefined;
}

/** Follows a `cd`. What leaves the tree, or hangs on a variable, is not known. */
export function changeFolder(scope: ShellScope, words: readonly Word[], script: ScriptContext): void {
  const target = words.find(({ text }) => text !== '--' && !/^-[LPe@]+$/.test(text));
  script.folders.set(scope, target === undefined ? undefined : targetOf(target, folderOf(scope, script), script));
}

/** `cd "$(dirname "$0")/.."`: beside the script itself. */
const besideScript = /^\$\(\s*dirname\s[^)$]*\$(?:0|\{?BASH_SOURCE)[^)]*\)(\/[^$`]*)?$/;

function targetOf({ text, known }: Word, folder: string | undefined, { file }: ScriptContext): string | undefined {
  const beside = known ? null : besideScript.exec(text);
  if (beside !== null) return normalisePath(joinPath(parentOf(file.path), beside[1] ?? ''));
  if (!known || folder === undefined || /^[/~-]/.test(text)) return undefined;
  // Each `cd` of a nest of subshells lengthens the path.
  return folder.length + text.length > maxLength ? undefined : normalisePath(joinPath(folder, text));
}
