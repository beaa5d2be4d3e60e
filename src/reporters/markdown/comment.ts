import type { Report } from '../../model/report.ts';
import type { ReportContext } from '../../model/reporter.ts';
import { markdownLink } from '../escape-markdown.ts';
import { coverageSentence, verdictSentence, verdictWord } from '../phrases.ts';
import {
  comparedPhrase,
  findingsSection,
  notesSection,
  skippedSection,
  suppressedSection,
  unverifiedSection,
} from './sections.ts';
import { utf8Length } from './table.ts';

/** How a comment of ours begins, unseen by readers. */
export const commentMarker = '<!-- gazetteer: what this pull request brings in -->';

/**
 * GitHub refuses a comment of more than 65,536 characters whole. Every section has its share and is cut between two rows,
 * and bytes are counted, of which there are never fewer than characters.
 */
const share = { findings: 36_000, suppressed: 6_000, skipped: 3_000, notes: 3_000 } as const;
const sectionBytes = 60_000;

/** Where the whole report is, and when the comment is written. */
export interface CommentPlace {
  /** Address of the run; undefined: not known. */
  readonly run: string | undefined;
  /** What the comment says so far; undefined: there is none. */
  readonly previous?: string | undefined;
}

/** Nothing is found, nothing is open. */
export const isClean = (report: Report): boolean => report.verdict === 'pass' && report.findings.length === 0;

/** The report as one comment that is edited with every run. What it named before and is gone is resolved. */
export function renderComment(report: Report, context: ReportContext, place: CommentPlace): string {
  const { previous } = place;
  const isResolved = isClean(report) && previous !== undefined && !previous.includes(heading('passed'));
  const first = isResolved
    ? [heading('resolved'), '', 'What this comment named before is not found any more.']
    : [heading(verdictWord(report).toLowerCase()), ''];
  return [commentMarker, ...first, ...renderPage(report, context, place.run)].join('\n');
}

const heading = (word: string): string => `## Gazetteer: ${word}`;

/** What a comment and a check run say: at most 64,000 bytes, the same whenever the same is found. */
export function renderPage(report: Report, context: ReportContext, run: string | undefined): readonly string[] {
  const findings = findingsSection(report, share.findings);
  const others = [
    ...suppressedSection(report, share.suppressed),
    ...skippedSection(report, share.skipped),
    ...notesSection(report, share.notes),
  ];
  return [
    verdictSentence(report, context.policy),
    coverageSentence(report),
    '',
    ...findings,
    ...unverifiedSection(report, sectionBytes - utf8Length([...findings, ...others].join('\n'))),
    ...others,
    `Compared: ${comparedPhrase(report)}. ${run === undefined ? '' : `All of it: ${markdownLink('the run', run, 20)}.`}`.trim(),
  ];
}
