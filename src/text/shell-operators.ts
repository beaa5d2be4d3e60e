import type { ShellBuilder } from './shell-builder.ts';
import type { CommandFrame } from './shell-frames.ts';

const redirections = ['<<<', '<<-', '<<', '<&', '<>', '<', '&>>', '&>', '>>', '>&', '>|', '>'] as const;

/** Reads what separates commands, groups them, or redirects them (POSIX.1-2024, 2.10.2). */
export function readOperator(shell: ShellBuilder, frame: CommandFrame, character: string): void {
  const { text, at } = shell;
  const isRedirection = character === '<' || character === '>' || text.startsWith('&>', at);
  if (frame.patternDepth >= 0) return readPattern(shell, frame, character);
  if (isRedirection) return readRedirection(shell, frame);
  const depth = shell.frames.length;
  // `NAME=(...)`: an array is no text.
  if (character === '(' && frame.word !== undefined) frame.word.known = false;
  shell.endWord(frame);
  // An `esac` has closed the frame: what follows belongs to the one below.
  if (shell.frames.length < depth) return;
  if (character === '(') return openGroup(shell, frame);
  if (character === ')') return closeGroup(shell, frame);
  if (frame.close === 'esac' && character === ';' && /^;(?:;&?|&)/.test(text.slice(at, at + 3))) {
    shell.endCommand(frame);
    frame.patternDepth = 0;
    frame.inPattern = false;
    shell.at += text.startsWith(';;&', at) ? 3 : 2;
    return;
  }
  const pipes = character === '|' && text.charAt(at + 1) !== '|';
  shell.endCommand(frame, pipes);
  shell.at += text.charAt(at + 1) === character || text.startsWith('|&', at) ? 2 : 1;
}

/** Patterns of a `case` end at the parenthesis that none of them opened. */
function readPattern(shell: ShellBuilder, frame: CommandFrame, character: string): void {
  const depth = shell.frames.length;
  const isFirst = frame.word === undefined && !frame.inPattern;
  shell.endWord(frame);
  if (shell.frames.length < depth) return;
  shell.at++;
  if (character === '(' && !isFirst) frame.patternDepth++;
  if (character === '(') frame.inPattern = true;
  if (character === ')') frame.patternDepth--;
}

function readRedirection(shell: ShellBuilder, frame: CommandFrame): void {
  const { text, at } = shell;
  const isProcess = (text.startsWith('<(', at) || text.startsWith('>(', at)) && !frame.mayBeArithmetic;
  if (isProcess) {
    shell.wordIn(frame);
    shell.push(shell.commandFrame(')', at, true));
    shell.at += 2;
    return;
  }
  const operator = redirections.find((one) => text.startsWith(one, at)) ?? '>';
  const { word } = frame;
  // A number right before it says which stream is meant.
  if (word !== undefined && !word.quoted && /^[0-9]{1,9}$/.test(word.text)) frame.word = undefined;
  else shell.endWord(frame);
  frame.redirect = { operator, at };
  shell.at += operator.length;
}

function openGroup(shell: ShellBuilder, frame: CommandFrame): void {
  const { text, at } = shell;
  const isArithmetic = frame.mayBeArithmetic || text.charAt(at + 1) === '(';
  if (!frame.command.isEmpty) shell.endCommand(frame);
  shell.push({ ...shell.commandFrame(')', at, false), mayBeArithmetic: isArithmetic });
  shell.at++;
}

function closeGroup(shell: ShellBuilder, frame: CommandFrame): void {
  shell.at++;
  if (frame.close === ')') return shell.closeCommands(frame, shell.at);
  shell.endCommand(frame);
  // A `case` without its `esac` ends with what holds it.
  const below = shell.frames.at(-2);
  if (frame.close === 'esac' && below?.kind === 'commands' && below.close === ')') {
    shell.closeCommands(frame, shell.at);
    shell.closeCommands(below, shell.at);
  }
}
