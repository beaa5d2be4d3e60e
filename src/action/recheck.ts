import { error as annotate, warning } from '@actions/core';
import { context } from '@actions/github';
import { createClient } from '../hosts/github/client.ts';
import { describeFailure } from '../hosts/github/failure.ts';
import { findHeldRuns, type HeldRun, repeatJob } from '../hosts/github/held-runs.ts';
import { type RunnerEnv, readEvent } from '../hosts/github/read-event.ts';
import type { RepositoryApi } from '../hosts/github/repository-api.ts';
import { AuditError } from '../model/error.ts';
import { proxyFetch } from '../ports/http/proxy.ts';
import { count } from '../reporters/phrases.ts';

/** On pull requests the token may write nothing, and there is nothing to wait for yet. */
const events: ReadonlySet<string> = new Set(['schedule', 'workflow_dispatch']);

/** One is enough where a hold ends; whoever writes the annotation by hand gets no more than these. */
const maxAttempts = 10;

const permissions = 'The job needs the permissions actions: write, checks: read and pull-requests: read.';

/**
 * Runs again the audits of open pull requests whose holds are over. It audits nothing and reads no file of any change.
 * @returns the exit status: 0, or 3 where one could not be run again
 */
export async function runRecheck(token: string, env: RunnerEnv): Promise<number> {
  const { eventName, payload, apiUrl } = context;
  if (!events.has(eventName))
    throw new AuditError('usage', `input recheck: not on ${eventName}`, `run it on ${[...events].join(' or ')}`);
  const { owner, repo, workflowPath } = readEvent(eventName, payload, env) ?? {};
  if (owner === undefined || repo === undefined || workflowPath === undefined)
    throw new AuditError('usage', 'input recheck: the runner does not name the workflow of this repository');
  const note = (text: string): void => warning(text, { title: 'gazetteer' });
  const client = createClient({ apiUrl, token, fetch: await proxyFetch(), note });
  const api: RepositoryApi = { client, owner, repo, note };
  const now = new Date();
  const workflow = workflowPath.slice(workflowPath.lastIndexOf('/') + 1);
  const held = await findHeldRuns(api, workflow, now).catch((error: unknown) => {
    const { reason } = describeFailure(error);
    throw new AuditError('source', `The held runs of ${workflow} cannot be listed: ${reason}.`, permissions, {
      cause: error,
    });
  });
  const ended = held.filter(({ until, attempt }) => until <= now && attempt < maxAttempts);
  for (const one of held) if (!ended.includes(one)) say(one, one.until > now ? 'held' : 'left alone');
  let repeated = 0;
  for (const one of ended) if (await repeat(api, one)) repeated += 1;
  process.stdout.write(`${count(held.length, 'held run')} of ${workflow}, ${repeated} run again.\n`);
  return repeated === ended.length ? 0 : 3;
}

async function repeat(api: RepositoryApi, held: HeldRun): Promise<boolean> {
  try {
    await repeatJob(api, held.job);
    say(held, 'run again');
    return true;
  } catch (error) {
    const { reason } = describeFailure(error);
    annotate(`#${held.pull} could not be run again: ${reason}. ${permissions}`, { title: 'gazetteer' });
    return false;
  }
}

const say = ({ pull, attempt, until }: HeldRun, what: string): boolean =>
  process.stdout.write(`#${pull}: ${what} (held until ${until.toISOString()}, attempt ${attempt})\n`);
