import { rankFindings } from '../../model/finding.ts';
import type { Notification, Report } from '../../model/report.ts';
import type { Reporter } from '../../model/reporter.ts';
import { groupByCause } from '../causes.ts';
import { coverageSentence, verdictSentence } from '../phrases.ts';
import {
  annotateCause,
  annotateFinding,
  annotateHold,
  annotateNotification,
  type Level,
  printAnnotation,
} from './annotation.ts';
import { fitAnnotations } from './budget.ts';
import { logGroup } from './log.ts';

/**
 * Workflow commands: annotations at the lines that a pull request changes, and a log for people. Untrusted text stands
 * only inside commands of ours or inside neutralised lines.
 */
export const reporter: Reporter = {
  id: 'github',
  title: 'Workflow annotations',
  render(report, context) {
    const ranked = rankFindings(report.findings);
    const causes = groupByCause(report.unverified);
    const level = causeLevel(report);
    const annotations = fitAnnotations(ranked.map(annotateFinding), [
      ...(report.recheckAt === undefined ? [] : [annotateHold(report.recheckAt)]),
      ...causes.map((cause) => annotateCause(cause, level)),
      ...report.notifications.filter(isShown).map(annotateNotification),
    ]);
    const lines = [
      ...logGroup(report, ranked, causes),
      ...annotations.map(printAnnotation),
      verdictSentence(report, context.policy),
      coverageSentence(report),
    ];
    return `${lines.join('\n')}\n`;
  },
};

/** Notes stand in the log; what was not answered must be seen, however usual that is. */
const isShown = ({ level, unanswered }: Notification): boolean => level !== 'note' || unanswered !== undefined;

/** What is not known fails a run only where the verdict says so. */
const causeLevel = (report: Report): Level => (report.verdict === 'incomplete' ? 'error' : 'warning');
