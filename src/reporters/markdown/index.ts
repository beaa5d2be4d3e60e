import type { Report } from '../../model/report.ts';
import type { Reporter } from '../../model/reporter.ts';
import { markdownText } from '../escape-markdown.ts';
import {
  changesPhrase,
  count,
  coverageSentence,
  effortPhrase,
  moment,
  verdictSentence,
  verdictWord,
} from '../phrases.ts';
import { findTouchedCases } from '../touched-cases.ts';
import { caseReports } from './case-report.ts';
import { graphSection } from './graph.ts';
import {
  comparedPhrase,
  findingsSection,
  notesSection,
  skippedSection,
  suppressedSection,
  unverifiedSection,
} from './sections.ts';
import { utf8Length } from './table.ts';

/**
 * The page of a job. GitHub drops a page above 1 MiB as a whole, so every section has its share of bytes and is cut
 * between two rows, and what could not be verified has what the others leave, at least 150,000; all of them and the fixed
 * texts stay below 1,000,000 bytes together.
 */
const share = { findings: 500_000, cases: 100_000, suppressed: 100_000, skipped: 50_000, notes: 50_000 } as const;
const sectionBytes = 950_000;

export const reporter: Reporter = {
  id: 'markdown',
  title: 'Job summary',
  render(report, context) {
    const findings = findingsSection(report, share.findings);
    const graph = graphSection(report.findings);
    const others = [
      ...suppressedSection(report, share.suppressed),
      ...skippedSection(report, share.skipped),
      ...notesSection(report, share.notes),
      ...caseReports(findTouchedCases(report, context.cases), share.cases),
    ];
    const taken = utf8Length([...findings, ...graph, ...others].join('\n'));
    const lines = [
      `## Gazetteer: ${verdictWord(report).toLowerCase()}`,
      '',
      verdictSentence(report, context.policy),
      coverageSentence(report),
      '',
      ...findings,
      ...graph,
      ...unverifiedSection(report, sectionBytes - taken),
      ...others,
      ...footer(report),
    ];
    return `${lines.join('\n')}\n`;
  },
};

function footer(report: Report): readonly string[] {
  const { knowledge, tool, recheckAt } = report;
  return [
    '---',
    '',
    ...(recheckAt === undefined ? [] : [`- Worth running again after ${markdownText(moment(recheckAt), 40)}`]),
    `- Changes: ${changesPhrase(report)}`,
    `- Compared: ${comparedPhrase(report)}`,
    `- Effort: ${effortPhrase(report)}, ${count(report.stats.cacheHits, 'cache hit')}`,
    `- ATLAS ${markdownText(knowledge.atlas.content, 40)}, relations of ${markdownText(knowledge.atlas.relations, 40)}; ` +
      `${markdownText(tool.name, 40)} ${markdownText(tool.version, 40)}`,
  ];
}
