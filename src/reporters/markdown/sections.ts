import { type Finding, rankFindings } from '../../model/finding.ts';
import type { Location } from '../../model/location.ts';
import type { Notification, Report } from '../../model/report.ts';
import { causeReason, groupByCause, notedPackages } from '../causes.ts';
import { markdownCode, markdownLink, markdownText } from '../escape-markdown.ts';
import { acceptancePhrase, grouped, skippedBesides, tellersPhrase } from '../phrases.ts';
import { fitNames } from './fit-names.ts';
import { fitLines, tableSection, utf8Length } from './table.ts';

const maxName = 200;
export const maxMessage = 700;

export const findingsSection = (report: Report, maxBytes: number): readonly string[] =>
  tableSection(
    'Findings',
    ['Severity', 'Rule', 'Package', 'Where', 'What and what to do'],
    rankFindings(report.findings),
    (finding) => [
      severityCell(finding),
      ruleCell(finding),
      packageCell(finding),
      placeCell(finding.location),
      messageCell(finding),
    ],
    maxBytes,
  );

/** Names as many as there is room for: who reads the page alone takes the others for verified. */
export function unverifiedSection(report: Report, maxBytes: number): readonly string[] {
  const causes = groupByCause(report.unverified);
  const rows = causes.map((cause) => ({
    count: grouped(cause.subjects.length),
    questions: markdownText(cause.questions.join(', '), maxName),
    reason: markdownText(causeReason(cause), maxMessage),
  }));
  const besides = rows.map(({ count, questions, reason }) => utf8Length(count + questions + reason) + rowBytes);
  const names = fitNames(
    causes.map(({ subjects }) => subjects.map((subject) => markdownCode(subject, maxName))),
    besides.reduce((left, bytes) => left - bytes, maxBytes),
  );
  return tableSection(
    'Could not be verified',
    ['How many', 'Which', 'What is not known', 'Why'],
    rows.map((row, at) => [row.count, names[at] ?? '', row.questions, row.reason]),
    (cells) => cells,
    maxBytes,
  );
}

/** What stands around four cells, and the end of the line. */
const rowBytes = '| '.length + 3 * ' | '.length + ' |'.length + 1;

export const suppressedSection = (report: Report, maxBytes: number): readonly string[] =>
  tableSection(
    'Suppressed',
    ['Accepted', 'Rule', 'Package', 'Where', 'Reason'],
    rankFindings(report.suppressed),
    (finding) => [
      markdownText(acceptancePhrase(finding.exception), 60),
      ruleCell(finding),
      packageCell(finding),
      placeCell(finding.location),
      markdownText(finding.exception.reason, maxMessage),
    ],
    maxBytes,
  );

export const skippedSection = (report: Report, maxBytes: number): readonly string[] =>
  tableSection(
    'Files not read',
    ['File', 'Why'],
    skippedBesides(report),
    (file) => [markdownCode(file.path, maxName), markdownText(file.reason, maxMessage)],
    maxBytes,
  );

export function notesSection(report: Report, maxBytes: number): readonly string[] {
  if (report.notifications.length === 0) return [];
  const lines = fitLines(
    report.notifications,
    (item) => `- ${item.level}: ${markdownText(item.message, 600)}${where(item.path)}${which(item)}`,
    maxBytes,
    (missing) => `- ${missing}: see the report`,
  );
  return ['### Notes', '', ...lines, ''];
}

function which(item: Notification): string {
  const names = notedPackages(item, (name) => markdownCode(name, 200));
  return names === undefined ? '' : `: ${names}`;
}

const where = (path: string | undefined): string => (path === undefined ? '' : ` (${markdownText(path, 300)})`);

/** What was held against what. */
export const comparedPhrase = ({ scope }: Report): string =>
  scope.mode === 'all'
    ? `whole tree ${markdownText(scope.head, 100)}`
    : `${markdownText(scope.base, 100)} to ${markdownText(scope.head, 100)}`;

/** Certain and grave ones stand out; a confidence below high is said. */
export function severityCell(finding: Finding): string {
  const grave = finding.severity === 'critical' || finding.severity === 'high';
  const word = grave ? `**${finding.severity}**` : finding.severity;
  return [
    word,
    ...(finding.confidence === 'high' ? [] : [`${finding.confidence} confidence`]),
    ...(finding.observed === true ? ['observed only'] : []),
  ].join(', ');
}

export function ruleCell(finding: Finding): string {
  const rule = markdownLink(finding.ruleId, finding.helpUri, maxName);
  return finding.leadingReference === '' ? rule : `${rule}, ${markdownText(finding.leadingReference, maxName)}`;
}

export function packageCell(finding: Finding): string {
  if (finding.package === null) return '';
  const { ecosystem, name, version } = finding.package;
  return `${markdownText(ecosystem, 40)} ${markdownCode(version === undefined ? name : `${name}@${version}`, maxName)}`;
}

export function messageCell(finding: Finding): string {
  const tellers = tellersPhrase(finding);
  const also = tellers === '' ? '' : ` **Told by** ${markdownText(tellers, maxMessage)}.`;
  const message = `${markdownText(finding.message, maxMessage)}${also}`;
  return finding.remediation === '' ? message : `${message} **Fix:** ${markdownText(finding.remediation, maxMessage)}`;
}

export const placeCell = (at: Location): string => markdownCode(`${at.path}:${at.startLine}`, maxName);
