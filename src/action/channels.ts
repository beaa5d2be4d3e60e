import { type ClientOptions, createClient } from '../hosts/github/client.ts';
import { describeFailure } from '../hosts/github/failure.ts';
import type { RepositoryApi } from '../hosts/github/repository-api.ts';
import { AuditError } from '../model/error.ts';
import { commandText } from '../reporters/escape-command.ts';
import { writeCheckRun } from './check-run.ts';
import { writeCodeScanning } from './code-scanning.ts';
import { writeComment } from './comment.ts';
import type { Inputs } from './inputs.ts';
import { writeReview } from './review.ts';
import type { PullSpeech, Speech } from './speech.ts';

interface Spoken extends Omit<Speech, 'api'> {
  readonly client: Omit<ClientOptions, 'note'>;
}

interface Channel {
  readonly name: string;
  /** What it takes to be allowed to, in words. */
  readonly needs: string;
  /** @returns what was done, in words */
  speak(): Promise<string>;
}

type Asked = Pick<Inputs, 'comment' | 'review' | 'checkRun' | 'codeScanning'>;

/**
 * Writes the report where the workflow asked for it, one line of the log for each place. A token that may not write, as
 * on pull requests from forks, costs that place and nothing else: the verdict is in the exit status.
 */
export async function speak({ client: options, ...spoken }: Spoken, asked: Asked): Promise<void> {
  const { owner, repo } = spoken.event;
  const api: RepositoryApi = { client: createClient({ ...options, note: () => {} }), owner, repo, note: () => {} };
  const speech: Speech = { ...spoken, api };
  for (const { name, needs, speak: write } of channelsOf(speech, asked)) {
    const said = await write().catch((error: unknown) => `not written: ${describe(error, needs)}`);
    process.stdout.write(`${commandText(`${name}: ${said}.`, 500)}\n`);
  }
}

function channelsOf(speech: Speech, { comment, review, checkRun, codeScanning }: Asked): readonly Channel[] {
  const needsToken = (permission: string) =>
    `The token needs ${permission}, which it never has on pull requests from forks`;
  const needs = needsToken('pull-requests: write');
  return [
    ...(comment === 'never'
      ? []
      : [{ name: 'comment', needs, speak: () => onPull(speech, (pull) => writeComment(pull, comment)) }]),
    ...(review ? [{ name: 'review', needs, speak: () => onPull(speech, writeReview) }] : []),
    ...(checkRun
      ? [{ name: 'check run', needs: needsToken('checks: write'), speak: () => writeCheckRun(speech) }]
      : []),
    ...(codeScanning ? [{ name: 'code scanning', needs: ofScanning, speak: () => writeCodeScanning(speech) }] : []),
  ];
}

/** A private repository without it is refused alike. */
const ofScanning = 'The token needs security-events: write, and the repository code scanning';

/** A run that ends after the next one began has nothing to say any more. */
async function onPull(speech: Speech, write: (speech: PullSpeech) => Promise<string>): Promise<string> {
  const { api, event } = speech;
  if (event.pull === undefined) return 'not written: there is no pull request';
  const { number } = event.pull;
  const { data } = await api.client.rest.pulls.get({ owner: api.owner, repo: api.repo, pull_number: number });
  if (data.head.sha !== event.head)
    return 'not written: the pull request has moved on, and its next run speaks of that';
  return write({ ...speech, pull: number });
}

function describe(error: unknown, needs: string): string {
  if (error instanceof AuditError) return error.message;
  const { reason, status, final } = describeFailure(error);
  // A limit that is used up is no refusal.
  const isRefused = !final && (status === 403 || status === 404);
  return isRefused ? `${reason}. ${needs}` : reason;
}
