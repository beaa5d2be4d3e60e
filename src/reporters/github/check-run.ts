import type { CheckAnnotation, CheckRun } from '../../model/channel.ts';
import { type Finding, rankFindings } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { shorten, visible } from '../escape-invisible.ts';
import { grouped, verdictSentence } from '../phrases.ts';
import { annotateFinding, type Level } from './annotation.ts';

/** Unlike any job: GitHub puts check runs of a workflow's token into whichever of its suites came first. */
const name = 'gazetteer findings';

/** GitHub takes 50 of a request: ten requests. */
const maxAnnotations = 500;
const maxTitle = 255;
/** GitHub takes 64 KB. */
const maxDetails = 20;
const maxDetail = 700;

const levels: Readonly<Record<Level, CheckAnnotation['annotation_level']>> = {
  error: 'failure',
  warning: 'warning',
  notice: 'notice',
};

/**
 * All findings at their lines, in the words of the annotations, with their evidence. What is incomplete is no success.
 * @param page what the summary says, in Markdown
 */
export function renderCheckRun(report: Report, context: ReportContext, page: readonly string[]): CheckRun {
  const ranked = rankFindings(report.findings);
  const more = ranked.length - maxAnnotations;
  const rest = `\n\n${grouped(more)} more findings have no annotation.`;
  return {
    name,
    conclusion: report.verdict === 'pass' ? 'success' : 'failure',
    title: shorten(verdictSentence(report, context.policy), maxTitle),
    summary: `${page.join('\n')}${more > 0 ? rest : ''}`,
    annotations: ranked.slice(0, maxAnnotations).map(annotate),
  };
}

function annotate(finding: Finding): CheckAnnotation {
  const { level, title, lines } = annotateFinding(finding);
  const { path, startLine, startColumn, endLine, endColumn } = finding.location;
  const start = Math.max(1, startLine);
  const end = Math.max(start, endLine);
  // Columns are taken of a single line only.
  const hasColumns = end === start && startColumn >= 1 && endColumn >= startColumn;
  const details = finding.evidence.slice(0, maxDetails).map(detail);
  return {
    path: visible(path, 1000),
    start_line: start,
    end_line: end,
    ...(hasColumns ? { start_column: startColumn, end_column: endColumn } : {}),
    annotation_level: levels[level],
    title,
    message: lines.join('\n'),
    ...(details.length === 0 ? {} : { raw_details: details.join('\n') }),
  };
}

const detail = ({ fact, observed, value, source }: Finding['evidence'][number]): string =>
  visible(`${fact} ${observed}: ${value} (${source})`, maxDetail);
