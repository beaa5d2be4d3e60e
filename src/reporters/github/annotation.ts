import type { Finding, Severity } from '../../model/finding.ts';
import { holdTitle } from '../../model/hold.ts';
import type { Location } from '../../model/location.ts';
import type { Notification } from '../../model/report.ts';
import { type Cause, causeSentence, firstSubjects, notedPackages } from '../causes.ts';
import { commandText, escapeData, escapeProperty } from '../escape-command.ts';
import { moment, pageOf, tellersPhrase } from '../phrases.ts';

export type Level = 'error' | 'warning' | 'notice';

/** One workflow command that GitHub shows at a line, or for the whole run. All texts are neutralised already. */
export interface Annotation {
  readonly level: Level;
  readonly title: string;
  /** At most five. */
  readonly lines: readonly string[];
  readonly at?: Location;
}

/** GitHub cuts a message at 4,096 characters; ours is to be read, and stays below 1,000. */
const maxTitle = 80;
const maxVerdict = 520;
const maxAction = 260;
const maxReference = 200;
/** Ten names, unless they are long: the log names all. */
const maxPackages = 400;

const levels: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

/** Verdict, the rules where there are several, action, and where to read more: one line each. What is only observed is never an error. */
export function annotateFinding(finding: Finding): Annotation {
  const name = finding.package === null ? finding.ruleId : `${finding.ruleId}: ${finding.package.name}`;
  const told = tellersPhrase(finding);
  const tellers = told === '' ? '' : commandText(`Told by ${told}.`, maxAction);
  const verdict = commandText(finding.message, maxVerdict - tellers.length);
  // What the verdict leaves: half an action is none.
  const room = maxAction + maxVerdict - tellers.length - verdict.length;
  const standing = finding.observed === true ? 'observed only' : '';
  const reference = [standing, pageOf(finding), finding.leadingReference].filter((part) => part !== '').join(' · ');
  return {
    level: finding.observed === true && levels[finding.severity] === 'error' ? 'warning' : levels[finding.severity],
    title: commandText(name, maxTitle),
    lines: [verdict, tellers, commandText(finding.remediation, room), commandText(reference, maxReference)].filter(
      (line) => line !== '',
    ),
    at: finding.location,
  };
}

export function annotateCause(cause: Cause, level: Level): Annotation {
  const single = cause.subjects.length === 1 ? cause.location : undefined;
  return {
    level,
    title: commandText(cause.host === '' ? 'could not check' : `could not check: ${cause.host}`, maxTitle),
    lines: [
      commandText(`${causeSentence(cause)}.`, maxVerdict),
      commandText(`Not known: ${cause.questions.join(', ')} of ${firstSubjects(cause, 5)}.`, maxAction),
    ],
    ...(single === undefined ? {} : { at: single }),
  };
}

export function annotateNotification(notification: Notification): Annotation {
  const { path } = notification;
  const names = notedPackages(notification);
  return {
    level: notification.level === 'note' ? 'notice' : notification.level,
    title: commandText(path ?? 'gazetteer', maxTitle),
    lines: [
      commandText(notification.message, maxVerdict),
      ...(names === undefined ? [] : [commandText(names, maxPackages)]),
    ],
    ...(path === undefined ? {} : { at: { path, startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 } }),
  };
}

/** Stands for the whole run: annotations are all that another run can read of it without a file being kept. */
export const annotateHold = (until: string): Annotation => ({
  level: 'notice',
  title: commandText(holdTitle(until), maxTitle),
  lines: [
    commandText(
      `What fails only because it is young does so until ${moment(until)}: run this again after that.`,
      maxVerdict,
    ),
    'A scheduled job of this workflow with the input recheck does it by itself.',
  ],
});

/** `::error file=…,line=…,title=…::message` */
export function printAnnotation(annotation: Annotation): string {
  const properties = [...placeOf(annotation.at), ['title', annotation.title] as const]
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${annotation.level} ${properties}::${escapeData(annotation.lines.join('\n'))}`;
}

/** The runner drops columns of several lines and takes zero for a value that is missing: neither is written. */
function placeOf(at: Location | undefined): readonly (readonly [string, string | number])[] {
  if (at === undefined) return [];
  const file = ['file', commandText(at.path, 1000)] as const;
  if (at.startLine < 1) return [file];
  const endLine = Math.max(at.startLine, at.endLine);
  const lines = [file, ['line', at.startLine], ['endLine', endLine]] as const;
  if (endLine !== at.startLine || at.startColumn < 1 || at.endColumn <= at.startColumn) return lines;
  return [...lines, ['col', at.startColumn], ['endColumn', at.endColumn]];
}
