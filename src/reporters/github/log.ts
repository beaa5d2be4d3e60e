import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { type Cause, causeSentence, subjectLines } from '../causes.ts';
import { commandText } from '../escape-command.ts';
import { bySeverity, changesPhrase, count, effortPhrase, grouped } from '../phrases.ts';

const maxLines = 1000;
const maxLine = 400;

/** The folded part of the log: every finding on a line, then what was not verified, suppressed and done. */
export function logGroup(report: Report, ranked: readonly Finding[], causes: readonly Cause[]): readonly string[] {
  const lines = [
    ...ranked.map(findingLine),
    ...causes.flatMap((cause) => [
      `unverified  ${causeSentence(cause)}`,
      ...subjectLines(cause, maxLine / 2).map((line) => `            ${line}`),
    ]),
    ...report.suppressed.map((item) => `suppressed until ${item.exception.expires}  ${placeAndRule(item)}`),
    ...report.notifications.map((item) => `${item.level}  ${item.message}`),
  ];
  const more = lines.length - maxLines;
  return [
    `::group::${groupTitle(report)}`,
    ...lines.slice(0, maxLines).map((line) => commandText(line, maxLine)),
    ...(more > 0 ? [`${grouped(more)} more lines: see the report.`] : []),
    `changes: ${changesPhrase(report)}`,
    effortPhrase(report),
    '::endgroup::',
  ];
}

const groupTitle = (report: Report): string =>
  report.findings.length === 0
    ? 'Gazetteer: no findings'
    : `Gazetteer: ${count(report.findings.length, 'finding')} (${bySeverity(report.findings)})`;

const placeAndRule = (finding: Finding): string =>
  `${finding.location.path}:${finding.location.startLine}:${finding.location.startColumn}  ${finding.ruleId}`;

const findingLine = (finding: Finding): string =>
  `${finding.severity.padEnd(8)}  ${placeAndRule(finding)}  ${finding.message}`;
