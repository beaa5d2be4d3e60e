import { describe, expect, it } from 'vitest';
import { readHoldTitle } from '../../src/model/hold.ts';
import { pullRequestEvent, type RunnerEvent, scheduleEvent } from '../support/github/events.ts';
import { makeRepository, operations, start } from '../support/github/harness.ts';
import type { RunHistory, WorkflowRun } from '../support/github/history.ts';
import type { Fault } from '../support/github/server.ts';
import { type RunResult, runAction } from '../support/runner.ts';
import { dist, manifest, startWorld } from './world.ts';

const hour = 3_600_000;
const fromNow = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();

const commit = (letter: string): string => letter.repeat(40);
const sha = commit('9');

const hold = (until: string): RunResult['annotations'][number] => ({
  level: 'notice',
  title: `held until ${until}`,
  message: 'young',
});

const run = (id: number, head: string, annotations: RunResult['annotations'], attempt = 1): WorkflowRun => ({
  id,
  workflow: 'gazetteer.yml',
  head,
  event: 'pull_request',
  createdAt: fromNow(-30),
  conclusion: 'failure',
  attempt,
  jobs: [{ id: id * 10, name: 'gazetteer', conclusion: 'failure', annotations }],
});

async function recheck(runs: RunHistory, faults: readonly Fault[] = [], event: RunnerEvent = scheduleEvent({ sha })) {
  const pulls = Object.fromEntries(runs.map(({ id, head }) => [id, { base: sha, head }]));
  const github = await start(makeRepository(), { runs, pulls });
  for (const fault of faults) github.fail(fault);
  const ended = await runAction({
    script: dist('action.js'),
    inputs: { 'github-token': github.token, recheck: 'true' },
    event: { name: event.name, payload: event.payload },
    env: { ...event.env, GITHUB_API_URL: github.url },
  });
  return { ...ended, asked: operations(github) };
}

const attempts = (runs: RunHistory): readonly number[] => runs.map(({ attempt }) => attempt);

describe('a run that holds a young release', () => {
  it('says until when, in a way that the scheduled job reads, and is run again only after that', async () => {
    const world = await startWorld();
    world.npm.put({
      name: 'hasty',
      versions: [
        { version: '1.0.0', publishedAt: fromNow(-24 * 700) },
        { version: '1.0.1', publishedAt: fromNow(-20) },
      ],
    });
    const repository = makeRepository();
    const base = repository.commit({
      'package.json': manifest({ hasty: '1.0.0' }),
      '.github/gazetteer.yml': world.config(),
    });
    const head = repository.commit({ 'package.json': manifest({ hasty: '1.0.1' }) });
    const github = await start(repository);
    const { name, payload, env } = pullRequestEvent({ base, head });
    const audit = await runAction({
      script: dist('action.js'),
      inputs: { 'github-token': github.token },
      event: { name, payload },
      env: { ...env, GITHUB_API_URL: github.url },
    });
    expect(audit).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    const said = audit.annotations.flatMap(({ title = '' }) => readHoldTitle(title) ?? []);
    expect(said).toEqual([new Date(audit.outputs['recheck-at'] ?? '')]);

    const runs = [run(1, head, audit.annotations), run(2, commit('b'), [hold(fromNow(-1))])];
    const rechecked = await recheck(runs);
    expect(rechecked).toMatchObject({ exitCode: 0, annotations: [], stderr: '' });
    expect(attempts(runs)).toEqual([1, 2]);
    expect(rechecked.stdout).toContain(`#1: held (held until ${audit.outputs['recheck-at']}`);
    expect(rechecked.stdout).toContain('2 held runs of gazetteer.yml, 1 run again.');
  });
});

describe('the scheduled job', () => {
  it('asks one question where nothing is held', async () => {
    expect(await recheck([])).toMatchObject({ exitCode: 0, asked: ['actions/list-workflow-runs'] });
  });

  it('leaves alone what was run again often enough', async () => {
    const runs = [run(1, commit('a'), [hold(fromNow(-1))], 10)];
    const ended = await recheck(runs);
    expect(ended.stdout).toContain('#1: left alone');
    expect(attempts(runs)).toEqual([10]);
  });

  it('runs the others again where one is refused, says what it needs, and fails', async () => {
    const runs = [run(1, commit('a'), [hold(fromNow(-1))]), run(2, commit('b'), [hold(fromNow(-1))])];
    const fault = { operation: 'actions/re-run-job-for-workflow-run', status: 403, times: 1 };
    const ended = await recheck(runs, [{ ...fault, message: 'Resource not accessible ::error::by integration' }]);
    expect(ended.exitCode).toBe(3);
    expect(ended.annotations).toHaveLength(1);
    expect(ended.annotations[0]).toMatchObject({ level: 'error', message: expect.stringContaining('actions: write') });
    expect([...attempts(runs)].sort()).toEqual([1, 2]);
  });

  it.each([
    'actions/list-workflow-runs',
    'pulls/list',
    'actions/list-jobs-for-workflow-run',
    'checks/list-annotations',
  ])('runs nothing again where %s gets no answer', async (operation) => {
    const runs = [run(1, commit('a'), [hold(fromNow(-1))])];
    const ended = await recheck(runs, [{ operation, status: 403 }]);
    expect(ended).toMatchObject({ exitCode: 3, outputs: { verdict: 'incomplete' } });
    expect(ended.annotations.at(-1)?.message).toMatch(/cannot be listed: GitHub answered 403.*checks: read/);
    expect(attempts(runs)).toEqual([1]);
  });

  it('is no job for a pull request', async () => {
    const event = pullRequestEvent({ base: sha, head: commit('a') });
    const ended = await recheck([], [], event);
    expect(ended).toMatchObject({ exitCode: 2, asked: [] });
    expect(ended.annotations[0]?.message).toMatch(/run it on schedule or workflow_dispatch/i);
  });
});
