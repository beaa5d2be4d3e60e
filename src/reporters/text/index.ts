import { type Finding, rankFindings } from '../../model/finding.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext, Reporter } from '../../model/reporter.ts';
import { terminalText } from '../escape-terminal.ts';
import { count, coverageSentence, moment, verdictSentence } from '../phrases.ts';
import { printFinding } from './finding.ts';
import {
  printChanges,
  printEffort,
  printHosts,
  printNotifications,
  printSkipped,
  printSuppressed,
  printUnverified,
} from './sections.ts';
import { type Paint, painter, verdictColours } from './style.ts';
import { wrap } from './width.ts';

const narrowest = 40;

/** For people at a terminal: by file, the offending line shown and underlined, the verdict last. */
export const reporter: Reporter = {
  id: 'text',
  title: 'Text for people',
  render(report, given) {
    const context = { ...given, width: Math.max(narrowest, given.width) };
    const paint = painter(context.color);
    const lines = [
      ...printFiles(report, context, paint),
      ...(context.quiet ? printMissing(report, context, paint) : printDetails(report, context, paint)),
      ...(listsHosts(context) ? printHosts(report, context.width, paint) : []),
      ...printVerdict(report, context, paint),
    ];
    return `${lines.join('\n')}\n`;
  },
};

const listsHosts = ({ explainRequests, verbose, quiet }: ReportContext): boolean =>
  explainRequests === true || (verbose && !quiet);

/** Findings under the path of their file, the gravest first in each. */
function printFiles(report: Report, context: ReportContext, paint: Paint): readonly string[] {
  const files = new Map<string, Finding[]>();
  for (const finding of rankFindings(report.findings)) {
    const list = files.get(finding.location.path);
    if (list === undefined) files.set(finding.location.path, [finding]);
    else list.push(finding);
  }
  return [...files]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([path, findings]) => [
      `${paint(terminalText(`${path}:`, 500), 'bold')} ${paint(count(findings.length, 'finding'), 'dim')}`,
      '',
      ...findings.flatMap((finding) => [...printFinding(finding, context, paint), '']),
    ]);
}

function printDetails(report: Report, context: ReportContext, paint: Paint): readonly string[] {
  const { width, verbose } = context;
  return [
    ...printUnverified(report, width, paint),
    ...printSuppressed(report.suppressed, verbose, width, paint),
    ...printSkipped(report, width, paint),
    ...printNotifications(report.notifications, width, paint),
    ...(verbose ? printChanges(report, paint) : []),
  ];
}

/** What nobody answered: however quiet it is to be, none of these packages must look as if it were fine. */
function printMissing(report: Report, { width }: ReportContext, paint: Paint): readonly string[] {
  const missing = report.notifications.filter(({ unanswered }) => unanswered !== undefined);
  return [...printUnverified(report, width, paint), ...printNotifications(missing, width, paint)];
}

function printVerdict(report: Report, context: ReportContext, paint: Paint): readonly string[] {
  const { width, quiet } = context;
  const verdict = wrap(verdictSentence(report, context.policy), width).map((line) =>
    paint(line, ...verdictColours[report.verdict]),
  );
  if (quiet) return verdict;
  const { recheckAt } = report;
  const recheck = recheckAt === undefined ? '' : ` Worth running again after ${terminalText(moment(recheckAt), 40)}.`;
  return [...wrap(`${coverageSentence(report)}${recheck}`, width), ...verdict, ...printEffort(report, width, paint)];
}
