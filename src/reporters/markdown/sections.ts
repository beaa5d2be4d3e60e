import { type Finding, rankFindings } from '../../model/finding.ts';
import type { Location } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { causeReason, firstSubjects, groupByCause } from '../causes.ts';
import { markdownCode, markdownLink, markdownText } from '../escape-markdown.ts';
import { grouped, skippedBesides, tellersPhrase } from '../phrases.ts';
import { tableSection } from './table.ts';

const maxName = 200;
const maxMessage = 700;
/** As many as fit a row of any section. */
const maxSubjects = 200;

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

export const unverifiedSection = (report: Report, maxBytes: number): readonly string[] =>
  tableSection(
    'Could not be verified',
    ['How many', 'Which', 'What is not known', 'Why'],
    groupByCause(report.unverified),
    (cause) => [
      grouped(cause.subjects.length),
      firstSubjects(cause, maxSubjects, (subject) => markdownCode(subject, maxName)),
      markdownText(cause.questions.join(', '), maxName),
      markdownText(causeReason(cause), maxMessage),
    ],
    maxBytes,
  );

export const suppressedSection = (report: Report, maxBytes: number): readonly string[] =>
  tableSection(
    'Suppressed by exceptions',
    ['Until', 'Rule', 'Package', 'Where', 'Reason'],
    rankFindings(report.suppressed),
    (finding) => [
      markdownText(finding.exception.expires, 40),
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

/** Certain and grave ones stand out; a confidence below high is said. */
function severityCell(finding: Finding): string {
  const grave = finding.severity === 'critical' || finding.severity === 'high';
  const word = grave ? `**${finding.severity}**` : finding.severity;
  return [
    word,
    ...(finding.confidence === 'high' ? [] : [`${finding.confidence} confidence`]),
    ...(finding.observed === true ? ['observed only'] : []),
  ].join(', ');
}

function ruleCell(finding: Finding): string {
  const rule = markdownLink(finding.ruleId, finding.helpUri, maxName);
  return finding.leadingReference === '' ? rule : `${rule}, ${markdownText(finding.leadingReference, maxName)}`;
}

function packageCell(finding: Finding): string {
  if (finding.package === null) return '';
  const { ecosystem, name, version } = finding.package;
  return `${markdownText(ecosystem, 40)} ${markdownCode(version === undefined ? name : `${name}@${version}`, maxName)}`;
}

function messageCell(finding: Finding): string {
  const tellers = tellersPhrase(finding);
  const also = tellers === '' ? '' : ` **Told by** ${markdownText(tellers, maxMessage)}.`;
  const message = `${markdownText(finding.message, maxMessage)}${also}`;
  return finding.remediation === '' ? message : `${message} **Fix:** ${markdownText(finding.remediation, maxMessage)}`;
}

const placeCell = (at: Location): string => markdownCode(`${at.path}:${at.startLine}`, maxName);
