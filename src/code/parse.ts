import type { Notification } from '../model/report.ts';
import type { Program } from './program.ts';
import type { Source } from './sources.ts';

export interface Parsed {
  readonly source: Source;
  readonly program: Program;
}

/** Characters of one file that is parsed, and of all together: what is larger was made by a program, or is hostile. */
const longestFile = 1_500_000;
const longestTogether = 30_000_000;

/** Parsers are loaded when there is something to parse. What was not parsed, or not all of it, is told. */
export async function parseSources(
  sources: readonly Source[],
  notifications: Notification[],
): Promise<readonly Parsed[]> {
  const parsed: Parsed[] = [];
  let length = 0;
  for (const source of sources) {
    length += source.text.length;
    const reason = whyNot(source.text, length);
    if (reason !== undefined) {
      notifications.push({ level: 'note', message: `its code was not followed: ${reason}`, path: source.path });
      continue;
    }
    const program = await parse(source);
    if (program.faults.length > 0) notifications.push(noteFaults(source, program));
    parsed.push({ source, program });
  }
  return parsed;
}

function whyNot(text: string, together: number): string | undefined {
  if (text.length > longestFile) return `it has more than ${longestFile} characters`;
  if (together > longestTogether) return `all changed code together has more than ${longestTogether} characters`;
  return isPacked(text) ? 'its lines are as long as only programs write them' : undefined;
}

const isPacked = (text: string): boolean => text.length > 20_000 && text.length / text.split('\n', 5_000).length > 400;

async function parse({ path, text, language }: Source): Promise<Program> {
  if (language === 'python') return (await import('./python/index.ts')).readPython(path, text);
  return (await import('./javascript/index.ts')).readJavaScript(path, text);
}

function noteFaults({ path, regionOf }: Source, { faults }: Program): Notification {
  const [first] = faults;
  const line = first === undefined ? 1 : regionOf(first.at, first.at).startLine;
  const more = faults.length > 1 ? ` and ${faults.length - 1} more places` : '';
  const left = first?.hidesAll === true ? 'the file was not followed' : 'what flows through there was not followed';
  return {
    level: 'note',
    message: `line ${line}${more} was not understood (${first?.reason ?? ''}): ${left}`,
    path,
  };
}
