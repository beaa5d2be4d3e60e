import { keepComment } from '../hosts/github/keep-comment.ts';
import { commentMarker, isTold, renderComment } from '../reporters/markdown/comment.ts';
import type { PullSpeech } from './speech.ts';

/** One comment on the pull request, edited by every run; where nothing was ever found, only if it is always wanted. */
export function writeComment(
  { api, pull, report, context, run }: PullSpeech,
  when: 'on-findings' | 'always',
): Promise<string> {
  return keepComment(api, {
    pull,
    marker: commentMarker,
    write: (previous) =>
      previous === undefined && when === 'on-findings' && !isTold(report)
        ? undefined
        : renderComment(report, context, { run, previous }),
  });
}
