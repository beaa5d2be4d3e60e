import { describeFailure } from '../hosts/github/failure.ts';
import { postReview, readDiscussion } from '../hosts/github/review.ts';
import { hasFix, type Suggestions, suggestFixes } from '../reporters/markdown/suggestions.ts';
import { count } from '../reporters/phrases.ts';
import type { PullSpeech } from './speech.ts';

/** Comments at the lines whose fix is one other name or version, each with the line to accept. */
export async function writeReview({ api, pull, event, report, context }: PullSpeech): Promise<string> {
  // Most changes need no question.
  if (!report.findings.some(hasFix)) return 'no finding has a fix to offer';
  const discussion = await readDiscussion(api, pull, event.head);
  if (discussion === undefined) return 'not written: GitHub does not tell all files or comments of the pull request';
  const found = suggestFixes(report, context, discussion.line, discussion.own);
  const left = describeLeft(found);
  if (found.comments.length === 0) return `nothing new to offer${left}`;
  const body = `Gazetteer offers ${count(found.comments.length, 'fix', 'fixes')}: what to write instead, if that was meant.`;
  try {
    await postReview(api, { pull, head: event.head }, body, found.comments);
  } catch (error) {
    const { status, reason } = describeFailure(error);
    if (status !== 422) throw error;
    return `not written: the findings are annotations alone, as GitHub does not take the lines (${reason})`;
  }
  return `${count(found.comments.length, 'fix', 'fixes')} offered${left}`;
}

function describeLeft({ told, unplaced, more }: Suggestions): string {
  const parts = [
    ...(told > 0 ? [`${told} offered before`] : []),
    ...(unplaced > 0 ? [`${unplaced} outside of the diff`] : []),
    ...(more > 0 ? [`${more} more than a review holds`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
