import type { Notification, Report, ReportedChange, SuppressedFinding } from '../../model/report.ts';
import { causeReason, groupByCause, notedPackages, packageLabel, subjectLines } from '../causes.ts';
import { terminalText } from '../escape-terminal.ts';
import { acceptancePhrase, bytes, count, duration, effortPhrase, grouped, skippedBesides } from '../phrases.ts';
import type { Colour, Paint } from './style.ts';
import { textWidth, wrap } from './width.ts';

const maxText = 1000;

/** A hanging paragraph: `head` stands out, what follows is indented by two. Details are parts of one list. */
function entry(head: string, details: readonly string[], width: number, paint: Paint): readonly string[] {
  const [first = '', ...rest] = wrap(terminalText(head, maxText), width - 2);
  const whole = details.map((detail) => terminalText(detail, maxText)).join(', ');
  const below = whole === '' ? [] : wrap(whole, width - 4);
  return [`  ${first}`, ...rest.map((line) => `  ${line}`), ...below.map((line) => `    ${paint(line, 'dim')}`)];
}

const section = (title: string, colours: readonly Colour[], lines: readonly string[], paint: Paint) =>
  lines.length === 0 ? [] : [paint(title, 'bold', ...colours), ...lines, ''];

/** What is not known, by cause. */
export function printUnverified(report: Report, width: number, paint: Paint): readonly string[] {
  const lines = groupByCause(report.unverified).flatMap((cause) =>
    entry(
      `${count(cause.subjects.length, cause.kind)} (${cause.questions.join(', ')}): ${causeReason(cause)}`,
      subjectLines(cause, maxText / 2),
      width,
      paint,
    ),
  );
  return section('Not verified', ['yellow'], lines, paint);
}

/** What is accepted lists no more than this, unless everything is asked for: a baseline may hold thousands. */
const maxSuppressed = 10;

/** What is accepted, by what and why. */
export function printSuppressed(
  suppressed: readonly SuppressedFinding[],
  verbose: boolean,
  width: number,
  paint: Paint,
): readonly string[] {
  if (suppressed.length === 0) return [];
  const shown = verbose ? suppressed : suppressed.slice(0, maxSuppressed);
  const more = suppressed.length - shown.length;
  const lines = shown.flatMap((item) =>
    entry(
      `${item.ruleId}: ${item.package === null ? item.location.path : packageLabel(item.package.purl)}`,
      [`${acceptancePhrase(item.exception)}: ${item.exception.reason}`],
      width,
      paint,
    ),
  );
  const rest = more === 0 ? [] : [`  ${grouped(more)} more: --verbose lists them`];
  return section(`Suppressed: ${count(suppressed.length, 'finding')}`, [], [...lines, ...rest], paint);
}

export function printNotifications(list: readonly Notification[], width: number, paint: Paint): readonly string[] {
  const lines = list.flatMap((item) =>
    entry(
      `${item.level}: ${item.message}${item.path === undefined ? '' : ` (${item.path})`}`,
      [notedPackages(item) ?? []].flat(),
      width,
      paint,
    ),
  );
  return section('Notes', [], lines, paint);
}

/** Files that were not read; they are part of what "nothing found" does not cover. */
export function printSkipped(report: Report, width: number, paint: Paint): readonly string[] {
  const lines = skippedBesides(report).flatMap((file) => entry(`${file.path}: ${file.reason}`, [], width, paint));
  return section('Files not read', [], lines, paint);
}

const signs = { added: '+', changed: '~', removed: '-' } as const;

export function printChanges(report: Report, paint: Paint): readonly string[] {
  const rows = report.changes.map((change) => [
    `${signs[change.kind]} ${terminalText(packageLabel(change.purl), 200)}`,
    terminalText(fromOf(change), 100),
    `${terminalText(change.path, 300)}:${change.location.startLine}`,
  ]);
  return section('Changes', [], alignColumns(rows), paint);
}

const fromOf = (change: ReportedChange): string => {
  if (change.previousVersion !== undefined) return `was ${change.previousVersion}`;
  return change.requirement ?? '';
};

const some = (n: number, noun: string, plural?: string): readonly string[] => (n === 0 ? [] : [count(n, noun, plural)]);

/** What each host was asked for, and what that took. */
export function printHosts(report: Report, width: number, paint: Paint): readonly string[] {
  const lines = report.stats.hosts.flatMap((host) => {
    const parts = [
      count(host.requests, 'request'),
      bytes(host.bytes),
      duration(host.durationMs),
      ...some(host.cacheHits, 'cache hit'),
      ...some(host.revalidations, 'revalidation'),
      ...some(host.retries, 'retry', 'retries'),
      ...some(host.failures, 'failure'),
    ];
    return entry(`${host.host}: ${parts.join(', ')}`, [], width, paint);
  });
  return section('Hosts', [], lines, paint);
}

/** Two spaces between columns; a cell much wider than the others does not move them. */
function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, Math.min(40, textWidth(cell)));
  }
  return rows.map((row) => {
    const cells = row.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - textWidth(cell))));
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

/** Requests, time, and the data that was used: the small print. */
export function printEffort(report: Report, width: number, paint: Paint): readonly string[] {
  const { atlas } = report.knowledge;
  const data = `ATLAS ${terminalText(atlas.content, 40)} (relations ${terminalText(atlas.relations, 40)})`;
  return wrap(`${effortPhrase(report)}. ${data}.`, width).map((line) => paint(line, 'dim'));
}
