import type { Installer, Word } from '../model/command.ts';
import { programName } from './command-words.ts';

/** Programs that need no verb: whatever follows is fetched and run. */
const runners = new Set(['npx', 'pnpx', 'bunx', 'uvx', 'pipx']);

/** Words after a program that make it install, run or configure something. */
const verbs = new Set(
  (
    'install i in ins inst add a download wheel sync pip tool exec x dlx run create init c inject global config set update ' +
    'upgrade up env use prepare import ci'
  ).split(' '),
);

/** Programs whose `run` starts what the project's own manifest names, and installs nothing. */
const starters = new Set(['npm', 'pnpm', 'yarn']);

/** Whether texts speak of a program that installs something. */
export interface Mentions {
  /** Anywhere in a text. Linear. */
  inText(text: string): boolean;
  /** The place of the first word that begins such a command, from an index on; -1 where none does. */
  inWords(words: readonly Word[], from: number): number;
}

export function createMentions(installers: readonly Installer[]): Mentions {
  const programs = new Set(installers.flatMap((one) => one.programs));
  const isCall = (program: string, next: string): boolean =>
    programs.has(program) &&
    !(next === 'run' && starters.has(program)) &&
    (runners.has(program) ? /^[\w@$"'-]/.test(next) : verbs.has(next) || /^-{1,2}\w/.test(next));
  return {
    inText(text) {
      // Sticky over words: each character is looked at once.
      const word = /[^\s"'`|&;()<>=,[\]{}]+/g;
      let previous = '';
      for (let found = word.exec(text); found !== null; found = word.exec(text)) {
        if (isCall(previous, found[0])) return true;
        previous = found[0].length > 200 ? '' : programName({ text: found[0], known: true, start: 0, end: 0 });
      }
      return false;
    },
    inWords(words, from) {
      return words.findIndex((word, index) => {
        if (index < from || /\s/.test(word.text)) return false;
        const next = words[index + 1]?.text ?? '';
        const program = programName(word);
        return isCall(program, next) || isPythonModule(program, next) || isShellCall(program, next);
      });
    },
  };
}

const isPythonModule = (program: string, next: string): boolean =>
  /^(?:python|pypy)\d?$/.test(program) && /^-\w*m/.test(next);

export const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash', 'fish', 'busybox']);

const isShellCall = (program: string, next: string): boolean => shells.has(program) && /^-\w*c$/.test(next);
