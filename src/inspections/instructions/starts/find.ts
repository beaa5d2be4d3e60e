import type { ChangedText } from '../../../model/inspection.ts';
import type { AutoStart, StartSign } from '../../../model/instruction.ts';
import { countOut } from '../../../text/count-out.ts';
import { maskAndCut } from '../../../text/mask.ts';
import { rememberFor } from '../../../text/remember.ts';
import type { Stretch } from '../new-text.ts';
import { readCodeSigns } from '../signs/code.ts';
import { readSigns } from '../signs/shell.ts';
import { readStarts } from './read.ts';
import { findRun } from './runs.ts';
import type { Start } from './start.ts';

/** Most of a command that is told. */
const longestCommand = 300;

/** Nobody writes more into one file; the rest is told as not looked at. */
const mostStarts = 1_000;

export interface Starts {
  readonly found: readonly { readonly start: AutoStart; readonly place: Stretch }[];
  /** So many commands were not looked at. */
  readonly left: number;
}

/** What the change newly starts, with what speaks against it. */
export function findStarts(
  { path, text, before, previousPath = path }: ChangedText,
  texts: ReadonlyMap<string, ChangedText>,
): Starts {
  const key = ({ when, command }: Start) => JSON.stringify([when, command]);
  const known = before === undefined ? [] : readStarts(previousPath, before);
  const isNew = countOut(known.map(key));
  // Of a file that is run as a whole, only what newly speaks against it counts.
  const knownSigns = new Set(known.flatMap((start) => (isWhole(start) ? [...signsOf(start)] : [])));
  const fresh = readStarts(path, text).filter((start) => isNew(key(start)));
  const found = fresh.slice(0, mostStarts).flatMap((start) => {
    const own = signsOf(start);
    const run = isWhole(start) ? undefined : findRun(start.command, path, texts);
    const signs = order([...own, ...(run === undefined ? [] : programSigns(run))]);
    const isKnown = isWhole(start) && known.length > 0 && signs.every((sign) => knownSigns.has(sign));
    if (isKnown || (signs.length === 0 && start.isOrdinary === true)) return [];
    const place = isWhole(start) ? tellingLine(start, signs) : start.place;
    const whole = isWhole(start) ? text.slice(place.start, place.end) : start.command;
    const command = maskAndCut(whole.replace(/\s+/g, ' '), longestCommand);
    const { trigger, byAgent, when } = start;
    const more = { ...(byAgent && { byAgent }), ...(run && { runs: run.path }) };
    return [{ start: { kind: 'start', trigger, when, command, ...more, signs } as const, place }];
  });
  return { found, left: Math.max(0, fresh.length - mostStarts) };
}

/** The file itself is the command. */
const isWhole = ({ command, place }: Start): boolean =>
  command.length > place.end - place.start + 2 && command.includes('\n');

/** So many lines are looked at one by one. */
const mostLines = 2_000;

/** The first line that alone does something of what the file does, else the first command. */
function tellingLine(start: Start, signs: readonly StartSign[]): Stretch {
  if (signs.length === 0) return start.place;
  let from = 0;
  for (const line of start.command.split('\n').slice(0, mostLines)) {
    const isComment = /^\s*(?:#|\/\/)/.test(line);
    const own = isComment ? new Set<StartSign>() : signsOf({ ...start, command: line });
    if (signs.some((sign) => own.has(sign))) return { start: from, end: from + line.trimEnd().length };
    from += line.length + 1;
  }
  return start.place;
}

const signsOf = ({ command, language }: Start): ReadonlySet<StartSign> =>
  language === 'shell' ? readSigns(command) : readCodeSigns(command, command.includes('\n') ? 'file' : 'inline');

const gravity: readonly StartSign[] = [
  'sends-secrets',
  'fetches-and-runs',
  'obfuscated',
  'reaches-out',
  'installs-tool',
];
const order = (signs: readonly StartSign[]): readonly StartSign[] => gravity.filter((sign) => signs.includes(sign));

const judged = new WeakMap<ChangedText, { readonly made: ReadonlySet<StartSign> }>();

/** Many commands may run the same program. */
const programSigns = (file: ChangedText): ReadonlySet<StartSign> => rememberFor(judged, file, () => judgeProgram(file));

const judgeProgram = ({ path, text }: ChangedText): ReadonlySet<StartSign> =>
  /\.(?:sh|bash|zsh)$|\/[^./]+$/.test(path) && !/^#![^\n]{0,100}\b(?:node|python\d?|ruby|perl|deno|bun)\b/.test(text)
    ? readSigns(text)
    : readCodeSigns(text, 'file');
