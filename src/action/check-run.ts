import { postCheckRun } from '../hosts/github/check-run.ts';
import { renderCheckRun } from '../reporters/github/check-run.ts';
import { renderPage } from '../reporters/markdown/comment.ts';
import { count, grouped } from '../reporters/phrases.ts';
import type { Speech } from './speech.ts';

/** A check of its own at the head, with every finding at its line: annotations of a job are ten of a level. */
export async function writeCheckRun({ api, event, report, context, run }: Speech): Promise<string> {
  const checkRun = renderCheckRun(report, context, renderPage(report, context, run));
  const { annotations, reason } = await postCheckRun(api, event.head, checkRun);
  const written = `written, with ${count(annotations, 'annotation')}`;
  return reason === undefined ? written : `${written} of ${grouped(checkRun.annotations.length)}: ${reason}`;
}
