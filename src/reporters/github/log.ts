import type { Finding, Told } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { type Cause, causeSentence, packageLabel, subjectLines } from '../causes.ts';
import { commandText } from '../escape-command.ts';
import { acceptancePhrase, bySeverity, changesPhrase, count, effortPhrase, grouped } from '../phrases.ts';

const maxLines = 1000;
const maxLine = 400;

/** The folded part of the log: every finding on a line, then what was not verified, suppressed and done. */
export function logGroup(report: Report, ranked: readonly Finding[], causes: readonly Cause[]): readonly string[] {
  const lines = [
    ...ranked.flatMap((finding) => [findingLine(finding), ...indent((finding.signals ?? []).map(signalLine))]),
    ...causes.flatMap((cause) => [`unverified  ${causeSentence(cause)}`, ...indent(subjectLines(cause, maxLine / 2))]),
    ...report.suppressed.map(
      (item) => `suppressed ${acceptancePhrase(item.exception)}  ${placeAndRule(item)}  ${item.exception.reason}`,
    ),
    ...report.notifications.flatMap((item) => {
      const subjects = (item.packages ?? []).map(packageLabel);
      return [`${item.level}  ${item.message}`, ...indent(subjectLines({ subjects }, maxLine / 2))];
    }),
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

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `            ${line}`);

const groupTitle = (report: Report): string =>
  report.findings.length === 0
    ? 'Gazetteer: no findings'
    : `Gazetteer: ${count(report.findings.length, 'finding')} (${bySeverity(report.findings)})`;

const placeAndRule = (finding: Finding): string =>
  `${finding.location.path}:${finding.location.startLine}:${finding.location.startColumn}  ${finding.ruleId}`;

const findingLine = (finding: Finding): string =>
  `${finding.severity.padEnd(8)}  ${placeAndRule(finding)}  ${finding.observed === true ? '(observed only) ' : ''}${finding.message}`;

const signalLine = ({ severity, ruleId, message }: Told): string => `${severity.padEnd(8)}  ${ruleId}  ${message}`;
