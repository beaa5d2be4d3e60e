import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { causeSentence, groupByCause, notedPackages, subjectLines } from '../causes.ts';
import { commandText } from '../escape-command.ts';
import { verdictSentence } from '../phrases.ts';
import type { TouchedCase } from '../touched-cases.ts';

const longest = 1_000;

/** One line. What is left that a YAML stream may not hold (1.2.2, "Character Set") becomes U+FFFD. */
export const comment = (text: string): string =>
  `# ${commandText(text, longest)}`.replace(/[\ufffe\uffff]/g, '\ufffd').trimEnd();

/** What the rules rest on: where a name was not verified, that no rule speaks of it is no all-clear. */
export const describeRun = (report: Report, { policy }: ReportContext): readonly string[] => [
  comment(`Written by ${report.tool.name} ${report.tool.version}. ${verdictSentence(report, policy)}`),
  ...groupByCause(report.unverified).flatMap((cause) => [
    comment(`${causeSentence(cause)}:`),
    ...subjectLines(cause, longest / 2).map((line) => comment(`  ${line}`)),
  ]),
  ...report.notifications.map((item) => {
    const names = notedPackages(item);
    return comment(`${item.level}: ${item.message}${names === undefined ? '' : `: ${names}`}`);
  }),
];

export const describeCase = ({ study, unwatched }: TouchedCase, rules: number): readonly string[] => {
  const amount = rules === 0 ? 'no rule: its findings name nothing that a log could be asked for' : `rules: ${rules}`;
  return [
    comment(`${study.id} ${study.name}; ${amount}`),
    ...unwatched.map(({ label, reason }) => comment(`  left out: ${label}: ${reason}`)),
  ];
};
