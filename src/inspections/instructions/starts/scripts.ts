import type { Start } from './start.ts';

/** direnv runs it whenever a shell enters the folder, once somebody allowed it. */
export function envrcStarts(text: string): readonly Start[] {
  return wholeFile(text, { trigger: 'work', when: 'whenever a shell enters the folder (direnv)', language: 'shell' });
}

/** A file that is a hook by its place: of git, by its name, or of an agent. */
export function hookFileStarts(text: string, path: string): readonly Start[] {
  const isAgents = /\.(?:(?:claude|cursor|gemini|codex|windsurf)\/hooks|opencode\/plugins?)\//.test(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isAgents && !/\.(?:[cm]?[jt]s|py|sh|bash|zsh|rb|ps1)$|^[^.]+$/.test(name)) return [];
  // What starts it stands in the settings; here only what speaks against it counts.
  const when = isAgents ? 'while a coding agent works (its hooks)' : `with git (${name.slice(0, 40)})`;
  const language = isCode(text, name) ? 'code' : 'shell';
  const start = wholeFile(text, { trigger: isAgents ? 'opening' : 'work', when, language });
  return isAgents ? start.map((one) => ({ ...one, byAgent: true, isOrdinary: true })) : start;
}

const isCode = (text: string, name: string): boolean =>
  /\.(?:[cm]?[jt]s|py|rb)$/.test(name) || /^#![^\n]{0,100}\b(?:node|python\d?|ruby|perl|deno|bun)\b/.test(text);

/** Whatever sets the folder of hooks makes git run what is in it; in a file of git it stands below its section. */
export function hooksPathStarts(text: string): readonly Start[] {
  const settings = text.matchAll(
    /\bcore\.hooksPath["',\s=]{1,8}[\w./$-]{1,200}|\[core\][^[]{0,2000}?\b(hooksPath[ \t]{0,8}=[ \t]{0,8}[\w./~$-]{1,200})/gi,
  );
  return [...settings].slice(0, 20).map(({ index, 0: whole, 1: command = whole }) => ({
    trigger: 'work',
    when: 'with git from then on (its folder of hooks)',
    command,
    place: { start: index, end: index + command.length },
    language: 'shell',
  }));
}

/** The first line that is a command stands for all of it. */
function wholeFile(text: string, start: Pick<Start, 'trigger' | 'when' | 'language'>): readonly Start[] {
  const first = /^(?!\s*(?:#|$))[^\n]+/m.exec(text);
  if (first === null) return [];
  const place = { start: first.index, end: first.index + first[0].trimEnd().length };
  return [{ ...start, command: text, place }];
}
