import { gypStarts } from './gyp.ts';
import { lefthookStarts } from './lefthook.ts';
import { pythonStarts } from './python.ts';
import { envrcStarts, hookFileStarts, hooksPathStarts } from './scripts.ts';
import { agentHookStarts, containerStarts, packageStarts, taskStarts } from './settings-files.ts';
import { terminalStarts } from './shells.ts';
import type { Start } from './start.ts';

type Reader = (text: string, path: string) => readonly Start[];

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/(?:^|\/)\.(?:claude|gemini|qwen|codebuddy|augment|codex)\/settings(?:\.local)?\.json$/, agentHookStarts],
  [
    /(?:^|\/)\.(?:cursor|windsurf|codex|factory|claude)\/hooks\.json$|(?:^|\/)\.github\/hooks\/[^/]+\.json$/,
    agentHookStarts,
  ],
  [/(?:^|\/)(?:hooks\/hooks|\.claude-plugin\/plugin)\.json$|\.kiro\.hook$/, agentHookStarts],
  [/(?:^|\/)\.vscode\/tasks\.json$|\.code-workspace$/, taskStarts],
  [/(?:^|\/)\.vscode\/settings\.json$|\.code-workspace$/, terminalStarts],
  [/(?:^|\/)\.?devcontainer\.json$/, containerStarts],
  [/(?:^|\/)package\.json$/, packageStarts],
  [/(?:^|\/)(?:package\.json|makefile|justfile|\.gitconfig)$|\.(?:sh|bash|zsh|mk|ps1)$/i, hooksPathStarts],
  [/(?:^|\/)\.envrc$/, envrcStarts],
  [
    /(?:^|\/)\.(?:husky|githooks|git-hooks|hooks)\/(?!_\/|\.)[^/.]+$|(?:^|\/)\.(?:(?:claude|cursor|gemini|codex|windsurf)\/hooks|opencode\/plugins?)\/./,
    hookFileStarts,
  ],
  [/(?:^|\/)\.?lefthook(?:-local)?\.ya?ml$/, lefthookStarts],
  [/\.gypi?$/, gypStarts],
  [/(?:^|\/)(?:conftest|sitecustomize|usercustomize)\.py$|\.pth$/, pythonStarts],
];

/**
 * Everything in a file that runs without anybody asking for it. A file that cannot be read starts nothing. Names count in any
 * case: macOS and Windows find `.VSCode/Tasks.json` under `.vscode/tasks.json`.
 */
export function readStarts(path: string, text: string): readonly Start[] {
  const name = path.toLowerCase();
  return readers.flatMap(([matches, read]) => (matches.test(name) ? read(text, name) : []));
}

/** What reads a file of that name, in words that only tell equal readers. */
export const readersOf = (path: string): readonly string[] =>
  readers.flatMap(([matches]) => (matches.test(path.toLowerCase()) ? [matches.source] : []));
