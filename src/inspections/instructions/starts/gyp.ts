import type { Start } from './start.ts';

/** Asking a package where its headers are: what nearly every native package does. */
const ordinary =
  /^\s*node(?:\.exe)?\s+(?:-p|-e|-pe|--print)\s+\\?["'](?:console\.log\()?require\(\s*\\?['"][\w@./-]{1,100}\\?['"]\s*\)[\w.()]{0,60}\)?;?\\?["']\s*$/;

/** Commands that GYP runs while it reads the file (`<!(…)`, `<!@(…)`, "Command Expansions"). */
const expansion = /[<>^]!@?\(/g;
/** Nobody writes longer ones. */
const longest = 4_000;

export function gypStarts(text: string): readonly Start[] {
  return [...text.matchAll(expansion)].slice(0, 200).flatMap(({ index, 0: mark }): readonly Start[] => {
    const from = index + mark.length;
    const written = text.slice(from, endOf(text, from));
    // Quotes stand escaped in the text that holds the command.
    const command = written.replaceAll(/\\(?=["'])/g, '');
    const start: Start = {
      trigger: 'installation',
      when: 'whenever the project is installed (binding.gyp)',
      command,
      place: { start: index, end: from + written.length + 1 },
      language: 'shell',
    };
    return [ordinary.test(command) ? { ...start, isOrdinary: true } : start];
  });
}

/** The bracket that closes the expansion. */
function endOf(text: string, from: number): number {
  let open = 1;
  const last = Math.min(text.length, from + longest);
  for (let at = from; at < last; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') return at;
    if (character === '(') open += 1;
    else if (character === ')') open -= 1;
    if (open === 0) return at;
  }
  return last;
}
