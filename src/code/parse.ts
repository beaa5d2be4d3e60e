import type { Notification } from '../model/report.ts';
import { isForeignPath } from '../text/made.ts';
import { findPackedLine } from '../text/packed.ts';
import type { Program } from './program.ts';
import type { Source } from './sources.ts';

export interface Parsed {
  readonly source: Source;
  readonly program: Program;
}

/** Characters of one file that is parsed, and of all together: what is larger was made by a program, or is hostile. */
const longestFile = 1_500_000;
const longestTogether = 30_000_000;
/** Characters from which on it counts that a program packed them: less is parsed as fast as it is judged. */
const packedLength = 20_000;

/** Parsers are loaded when there is something to parse. What was not parsed, or not all of it, is told. */
export async function parseSources(
  sources: readonly Source[],
  notifications: Notification[],
): Promise<readonly Parsed[]> {
  const parsed: Parsed[] = [];
  let length = 0;
  for (const source of sources) {
    length += source.text.length;
    const refusal = whyNot(source, length);
    if (refusal !== undefined) {
      notifications.push(noteRefused(source, refusal));
      continue;
    }
    const program = await parse(source);
    if (program.faults.length > 0) notifications.push(noteFaults(source, program));
    parsed.push({ source, program });
  }
  return parsed;
}

function whyNot(source: Source, together: number): string | undefined {
  const { path, text, regionOf } = source;
  if (text.length > longestFile) return `it has more than ${longestFile} characters`;
  if (together > longestTogether) return `all changed code together has more than ${longestTogether} characters`;
  const packed = text.length > packedLength ? findPackedLine(text, path) : undefined;
  if (packed === undefined) return undefined;
  return `nearly all of it stands in lines as long as only programs write them (line ${regionOf(packed, packed).startLine})`;
}

/** What is parsed speaks of models: where a person may have written it, what is not followed may matter. */
const noteRefused = ({ path }: Source, reason: string): Notification => ({
  level: isForeignPath(path) ? 'note' : 'warning',
  message: `its code was not followed: ${reason}`,
  path,
});

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
