import type { DiffLine, LineComment } from '../../model/channel.ts';
import { type Finding, rankFindings } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { reveal } from '../escape-invisible.ts';
import { messageCell, packageCell, ruleCell, severityCell } from './sections.ts';
import { utf8Length } from './table.ts';

export interface Suggestions {
  readonly comments: readonly LineComment[];
  /** Findings with a fix that an earlier comment offers already. */
  readonly told: number;
  /** Those whose line the diff does not show as it was audited, or whose fix is not plain. */
  readonly unplaced: number;
  /** Those beyond the limit. */
  readonly more: number;
}

/** A reader looks at each. */
const maxComments = 20;

/** What is known together is told together; further ones wait for a later run. */
const maxTogether = 5;
/** A line that nobody reads is not offered again. */
const maxLine = 2_000;
/** GitHub refuses a comment of more than 65,536 characters, and the whole review with it. */
const maxBody = 60_000;

/** Before the fingerprints of the findings, unseen by readers. */
const marker = '<!-- gazetteer: ';
const markerEnd = ' -->';

/** A finding whose fix stands in one line. */
interface Fix {
  readonly finding: Finding;
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/**
 * Comments that offer to replace exactly a name or a version, one for each line, the gravest first. A line is offered only
 * where the diff shows it as it was audited: GitHub puts the offered line in the place of the whole old one.
 * @param own what the same author's comments say already
 */
export function suggestFixes(
  report: Report,
  context: Pick<ReportContext, 'line'>,
  diffLine: DiffLine,
  own: readonly string[],
): Suggestions {
  const known = new Set(own.flatMap(readMarker));
  const fixes = rankFindings(report.findings).flatMap(readFix);
  const open = fixes.filter(({ finding }) => !known.has(finding.fingerprint));
  const lines = new Map<string, Fix[]>();
  for (const fix of open) {
    const key = JSON.stringify([fix.path, fix.line]);
    const group = lines.get(key);
    if (group === undefined) lines.set(key, [fix]);
    else group.push(fix);
  }
  const comments: LineComment[] = [];
  let [placed, more] = [0, 0];
  for (const group of lines.values()) {
    const [first] = group;
    const text = first === undefined ? undefined : diffLine(first.path, first.line);
    if (first === undefined || text === undefined || text !== context.line(first.path, first.line)) continue;
    const { fitting, line } = replaceAll(text, group);
    if (fitting.length === 0) continue;
    if (comments.length === maxComments) {
      more += fitting.length;
      continue;
    }
    const body = renderBody(fitting, line);
    if (utf8Length(body) > maxBody) continue;
    placed += fitting.length;
    comments.push({ path: first.path, line: first.line, body });
  }
  return { comments, told: fixes.length - open.length, unplaced: open.length - placed - more, more };
}

function readMarker(body: string): readonly string[] {
  const end = body.startsWith(marker) ? body.indexOf(markerEnd) : -1;
  return end < 0 ? [] : body.slice(marker.length, end).split(' ');
}

/** Names and versions as registries write them: nothing in them ends a string or a line. */
const plain = /^[A-Za-z0-9@/._+~^=-]{1,300}$/;

/** Whether a finding is sure enough of a fix in one line to offer it. */
export const hasFix = (finding: Finding): boolean => readFix(finding).length > 0;

function readFix(finding: Finding): readonly Fix[] {
  const { region, replacement } = finding.suggestion ?? {};
  if (region === undefined || replacement === undefined || finding.confidence === 'low') return [];
  const { path, startLine: line, startColumn: start, endLine, endColumn: end } = region;
  const isPlain = plain.test(replacement) && endLine === line && start >= 1 && end > start;
  return isPlain ? [{ finding, path, line, start, end, replacement }] : [];
}

/** Those that fit into one line together, and the line with them. What overlaps waits for a later run. */
function replaceAll(text: string, group: readonly Fix[]): { readonly fitting: readonly Fix[]; readonly line: string } {
  const fitting: Fix[] = [];
  // A hidden character would be offered as if it were meant.
  const shown = text.replaceAll('\t', '');
  if (text.length > maxLine || reveal(shown) !== shown) return { fitting, line: text };
  for (const fix of group) {
    if (fitting.length === maxTogether) break;
    const isSame = (one: Fix) => one.start === fix.start && one.end === fix.end && one.replacement === fix.replacement;
    const isApart = fitting.every((one) => isSame(one) || one.end <= fix.start || fix.end <= one.start);
    if (isApart && fix.end <= text.length + 1) fitting.push(fix);
  }
  const edits = new Map(fitting.map((fix) => [fix.start, fix]));
  const line = [...edits.values()]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (whole, { start, end, replacement }) => whole.slice(0, start - 1) + replacement + whole.slice(end - 1),
      text,
    );
  return line === text ? { fitting: [], line } : { fitting, line };
}

function renderBody(fixes: readonly Fix[], line: string): string {
  // Longer than any in the line (CommonMark 0.31.2, section 4.5).
  const longest = Math.max(2, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [
    `${marker}${fixes.map(({ finding }) => finding.fingerprint).join(' ')}${markerEnd}`,
    ...fixes.flatMap(({ finding }) => [
      `${severityCell(finding)} · ${ruleCell(finding)} · ${packageCell(finding)}: ${messageCell(finding)}`,
      '',
    ]),
    `${fence}suggestion`,
    line,
    fence,
  ].join('\n');
}
