import type { ChangedText } from '../../../model/inspection.ts';
import type { AutoStart, StartSign } from '../../../model/instruction.ts';
import { countOut } from '../../../text/count-out.ts';
import { maskAndCut } from '../../../text/mask.ts';
import { rememberFor } from '../../../text/remember.ts';
import type { Stretch } from '../new-text.ts';
import { readProgramSigns, readSigns } from '../signs/shell.ts';
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
/** Calls go over so many lines. */
const mostCall = 6;

/** Where the gravest of what the file does is done: on one line, or else in a few; a line that only names what it needs comes last. */
function tellingLine(start: Start, signs: readonly StartSign[]): Stretch {
  const lines = start.command.split('\n').slice(0, mostLines);
  const isPassed = (line: string) => /^\s*(?:#|\/\/|$)/.test(line);
  const signsAt = (at: number, length: number) =>
    signsOf({ ...start, command: lines.slice(at, at + length).join('\n') });
  const isNeed = (line: string) =>
    /^\s*(?:import\b[^;(]*$|from\s\S+\simport\b|(?:const|let|var)\b[^;]*\brequire\()/.test(line);
  for (const sign of signs) {
    const has = (length: number, isLess: boolean) =>
      lines.findIndex((line, at) => !isPassed(line) && isNeed(line) === isLess && signsAt(at, length).has(sign));
    const alone = has(1, false);
    let at = alone === -1 ? has(mostCall, false) : alone;
    if (alone === -1 && at !== -1) while (signsAt(at + 1, mostCall).has(sign)) at += 1;
    if (at === -1) at = has(1, true);
    const line = lines[at];
    if (line === undefined) continue;
    const from = lines.slice(0, at).reduce((sum, { length }) => sum + length + 1, 0);
    return { start: from, end: from + line.trimEnd().length };
  }
  return start.place;
}

const signsOf = ({ command, language }: Start): ReadonlySet<StartSign> =>
  language === 'shell' ? readSigns(command) : readProgramSigns(command, command.includes('\n') ? 'file' : 'inline');

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
    : readProgramSigns(text, 'file');
