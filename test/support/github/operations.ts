import { type Answer, answerBlob, answerComparison, answerPullFiles, answerTree, problem } from './answers.ts';
import type { Call } from './call.ts';
import {
  answerCheckRunUpdate,
  answerComments,
  answerEdit,
  answerNewCheckRun,
  answerNewComment,
  answerPull,
  answerRemoval,
  answerReview,
  answerReviewComments,
  answerSarif,
} from './conversation.ts';
import {
  answerAccount,
  answerCommit,
  answerReferences,
  answerRepository,
  answerTag,
  answerTags,
} from './references.ts';
import { answerAnnotations, answerJobs, answerOpenPulls, answerRepetition, answerRuns } from './runs.ts';

const answers: ReadonlyMap<string, (call: Call) => Answer> = new Map<string, (call: Call) => Answer>([
  ['git/get-tree', ({ served, parameters, query }) => answerTree(served, parameters, query)],
  ['git/get-blob', ({ served, parameters, accept }) => answerBlob(served, parameters, accept.includes('raw'))],
  [
    'repos/compare-commits-with-basehead',
    ({ served, parameters, query }) => answerComparison(served, parameters, query),
  ],
  ['repos/get', ({ served }) => answerRepository(served)],
  ['repos/get-commit', ({ served, parameters }) => answerCommit(served, parameters)],
  ['git/list-matching-refs', ({ served, parameters }) => answerReferences(served, parameters)],
  ['git/get-tag', ({ served, parameters }) => answerTag(served, parameters)],
  ['repos/list-tags', ({ served, query }) => answerTags(served, query)],
  ['actions/list-workflow-runs', ({ served, parameters, query }) => answerRuns(served, parameters, query)],
  ['actions/list-jobs-for-workflow-run', ({ served, parameters }) => answerJobs(served, parameters)],
  ['actions/re-run-job-for-workflow-run', ({ served, parameters }) => answerRepetition(served, parameters)],
  ['checks/list-annotations', ({ served, parameters }) => answerAnnotations(served, parameters)],
  ['checks/create', answerNewCheckRun],
  ['checks/update', answerCheckRunUpdate],
  ['code-scanning/upload-sarif', answerSarif],
  ['pulls/list', ({ served, query }) => answerOpenPulls(served, query)],
  ['pulls/list-files', ({ served, parameters, query }) => answerPullFiles(served, parameters, query)],
  ['pulls/get', answerPull],
  ['pulls/create-review', answerReview],
  ['pulls/list-review-comments', answerReviewComments],
  ['issues/list-comments', answerComments],
  ['issues/create-comment', answerNewComment],
  ['issues/update-comment', answerEdit],
  ['issues/delete-comment', answerRemoval],
]);

/** The answer of an operation; only the repository that is served has one. */
export function answerOperation(operation: string, call: Call): Answer {
  const { served, parameters } = call;
  if (operation === 'users/get-by-username') return answerAccount(served, parameters);
  if (parameters.get('owner') !== served.owner || parameters.get('repo') !== served.repo)
    return problem(404, 'Not Found');
  const answer = answers.get(operation);
  if (answer === undefined) throw new Error(`nothing answers ${operation}`);
  return answer(call);
}
