import { gunzipSync } from 'node:zlib';
import { type Answer, problem, type Served } from './answers.ts';
import type { Call } from './call.ts';
import { diffCommits, findMergeBase, readPatches } from './git-data.ts';
import type { CheckRun, Comment } from './said.ts';

/** docs.github.com/rest/overview/troubleshooting, "Resource not accessible": the token may not write. */
const refused = problem(403, 'Resource not accessible by integration');

/** What the answer says when a comment has more characters than GitHub keeps. */
const maxComment = 65_536;

const textOf = (body: unknown, key: string): string => {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  return typeof value === 'string' ? value : '';
};

const page = <T>(all: readonly T[], query: URLSearchParams): readonly T[] => {
  const [size, number] = [Number(query.get('per_page') ?? '30'), Number(query.get('page') ?? '1')];
  return all.slice((number - 1) * size, number * size);
};

const numberOf = ({ parameters }: Call, name: string): number => Number(parameters.get(name));

const nextId = (all: readonly { readonly id: number }[]): number => Math.max(0, ...all.map(({ id }) => id)) + 1;

const show = ({ id, login, body }: Comment): object => ({ id, body, user: { login, type: 'Bot' } });

/** docs.github.com/rest/issues/comments: the oldest first. */
export function answerComments({ served, query, ...call }: Call): Answer {
  const pull = numberOf({ served, query, ...call }, 'issue_number');
  const found = served.conversation.comments.filter((comment) => comment.pull === pull);
  return { status: 200, body: page(found, query).map(show) };
}

export function answerNewComment(call: Call): Answer {
  const { comments } = call.served.conversation;
  if (!call.served.writable.includes('pull-requests')) return refused;
  const body = textOf(call.body, 'body');
  if ([...body].length > maxComment) return problem(422, 'Validation Failed: body is too long');
  const made = { id: nextId(comments), pull: numberOf(call, 'issue_number'), login: call.served.login, body };
  comments.push(made);
  return { status: 201, body: show(made) };
}

export function answerEdit(call: Call): Answer {
  if (!call.served.writable.includes('pull-requests')) return refused;
  const found = call.served.conversation.comments.find(({ id }) => id === numberOf(call, 'comment_id'));
  if (found === undefined) return problem(404, 'Not Found');
  if (found.login !== call.served.login) return problem(403, 'Must be the author');
  found.body = textOf(call.body, 'body');
  return { status: 200, body: show(found) };
}

export function answerRemoval(call: Call): Answer {
  const { comments } = call.served.conversation;
  if (!call.served.writable.includes('pull-requests')) return refused;
  const at = comments.findIndex(({ id }) => id === numberOf(call, 'comment_id'));
  if (at < 0) return problem(404, 'Not Found');
  comments.splice(at, 1);
  return { status: 204, body: new Uint8Array() };
}

/** docs.github.com/rest/pulls/pulls, "Get a pull request": the few fields that anybody here reads. */
export function answerPull(call: Call): Answer {
  const number = numberOf(call, 'pull_number');
  const pull = call.served.pulls.get(number);
  return pull === undefined
    ? problem(404, 'Not Found')
    : { status: 200, body: { number, state: 'open', head: { sha: pull.head } } };
}

export function answerReviewComments(call: Call): Answer {
  const pull = numberOf(call, 'pull_number');
  const found = call.served.conversation.reviewComments.filter((comment) => comment.pull === pull);
  return { status: 200, body: page(found, call.query).map(show) };
}

/** docs.github.com/rest/pulls/reviews: one comment that stands in no hunk refuses all of them, and is not named. */
export function answerReview(call: Call): Answer {
  const { served, body } = call;
  const pull = numberOf(call, 'pull_number');
  if (!served.writable.includes('pull-requests')) return refused;
  const { reviews, reviewComments } = served.conversation;
  const lines = commentable(served, pull);
  const given: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'comments') : undefined;
  const comments = (Array.isArray(given) ? given : []).map((one: unknown) => ({
    path: textOf(one, 'path'),
    line: Number(Reflect.get(Object(one), 'line')),
    body: textOf(one, 'body'),
  }));
  if (comments.some(({ path, line }) => !lines.has(`${path}:${line}`)))
    return problem(422, 'Unprocessable Entity: pull_request_review_thread.line must be part of the diff');
  reviews.push({ pull, body: textOf(body, 'body'), event: textOf(body, 'event') });
  for (const comment of comments)
    reviewComments.push({ id: nextId(reviewComments), pull, login: served.login, ...comment });
  return { status: 200, body: { id: reviews.length } };
}

/** Lines of the new side that a hunk shows, as `path:line`. */
function commentable({ pulls, dir }: Served, number: number): ReadonlySet<string> {
  const pull = pulls.get(number);
  const merge = pull === undefined ? undefined : findMergeBase(dir, pull.base, pull.head);
  if (pull === undefined || merge === undefined) return new Set();
  const patches = readPatches(dir, merge, pull.head);
  return new Set(
    diffCommits(dir, merge, pull.head).flatMap(({ path }, at) => {
      let next = 0;
      return (patches[at] ?? '').split('\n').flatMap((line) => {
        const start = /^@@ -\S+ \+(\d+)/.exec(line)?.[1];
        if (start !== undefined) next = Number(start) - 1;
        else if (/^[ +]/.test(line)) return [`${path}:${++next}`];
        return [];
      });
    }),
  );
}

/** docs.github.com/rest/checks/runs: annotations of later requests are added. */
export function answerNewCheckRun({ served, body }: Call): Answer {
  if (!served.writable.includes('checks')) return refused;
  const output: unknown = Reflect.get(Object(body), 'output');
  const made: CheckRun = {
    id: nextId(served.conversation.checkRuns),
    name: textOf(body, 'name'),
    head: textOf(body, 'head_sha'),
    conclusion: textOf(body, 'conclusion'),
    title: textOf(output, 'title'),
    summary: textOf(output, 'summary'),
    annotations: annotationsOf(output),
  };
  served.conversation.checkRuns.push(made);
  return { status: 201, body: { id: made.id } };
}

export function answerCheckRunUpdate(call: Call): Answer {
  if (!call.served.writable.includes('checks')) return refused;
  const found = call.served.conversation.checkRuns.find(({ id }) => id === numberOf(call, 'check_run_id'));
  if (found === undefined) return problem(404, 'Not Found');
  found.annotations.push(...annotationsOf(Reflect.get(Object(call.body), 'output')));
  return { status: 200, body: { id: found.id } };
}

/** docs.github.com/rest/code-scanning: gzip in Base64, of a commit and a full ref. */
export function answerSarif({ served, body }: Call): Answer {
  if (!served.writable.includes('security-events')) return refused;
  const sarif = gunzipSync(Buffer.from(textOf(body, 'sarif'), 'base64')).toString();
  served.conversation.scans.push({ commit: textOf(body, 'commit_sha'), ref: textOf(body, 'ref'), sarif });
  return { status: 202, body: { id: `${served.conversation.scans.length}` } };
}

const annotationsOf = (output: unknown): Record<string, unknown>[] => {
  const given: unknown = Reflect.get(Object(output), 'annotations');
  return Array.isArray(given) ? given : [];
};
