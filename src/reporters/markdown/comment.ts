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

/** Whether a report begins a comment where there is none: something is found, or could not be verified. */
export const isTold = ({ verdict, findings, unverified }: Report): boolean =>
  verdict !== 'pass' || findings.length > 0 || unverified.length > 0;

/** Nothing is found, and everybody who was asked has answered: what nobody could tell today is not resolved. */
const isClean = (report: Report): boolean =>
  !isTold(report) && report.notifications.every(({ unanswered }) => unanswered === undefined);

/** Whether a comment says that there was something; no text of others can begin a line with these. */
const namesSomething = (comment: string): boolean =>
  !comment.includes(heading('passed')) || comment.includes('### Findings') || comment.includes('### Could not be');

/** The report as one comment that is edited with every run. What it named before and is gone is resolved. */
export function renderComment(report: Report, context: ReportContext, place: CommentPlace): string {
  const { previous } = place;
  const isResolved = isClean(report) && previous !== undefined && namesSomething(previous);
  const accepted = report.suppressed.length === 0 ? '' : ', or accepted by exceptions';
  const first = isResolved
    ? [heading('resolved'), '', `What this comment named before is not found any more${accepted}.`]
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
