import { describe, expect, it } from 'vitest';
import { makeRepository, operations, start } from '../../../test/support/github/harness.ts';
import type { RunHistory, WorkflowRun } from '../../../test/support/github/history.ts';
import { createClient } from './client.ts';
import { findHeldRuns, repeatJob } from './held-runs.ts';

const now = new Date('2026-06-15T12:00:00Z');
const before = '2026-06-15T11:00:00.000Z';
const after = '2026-06-15T13:00:00.000Z';

/** A commit of a pull request by a letter. */
const commit = (letter: string): string => letter.repeat(40);

const hold = (until: string) => ({ level: 'notice', title: `held until ${until}`, message: 'young' });
const job = (id: number, ...annotations: readonly { level: string; title?: string; message: string }[]) => ({
  id,
  name: 'gazetteer',
  conclusion: 'failure' as const,
  annotations,
});

const run = (id: number, head: string, more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id,
  workflow: 'gazetteer.yml',
  head: commit(head),
  event: 'pull_request',
  createdAt: `2026-06-14T12:00:${String(id % 60).padStart(2, '0')}Z`,
  conclusion: 'failure',
  attempt: 1,
  jobs: [job(id * 10, hold(before))],
  ...more,
});

const pullsAt = (heads: readonly string[]) =>
  Object.fromEntries(heads.map((head, index) => [index + 1, { base: commit('0'), head: commit(head) }]));

async function serve(runs: RunHistory, heads: readonly string[], pulls = pullsAt(heads)) {
  const server = await start(makeRepository(), { runs, pulls });
  const notes: string[] = [];
  const note = (text: string): unknown => notes.push(text);
  const client = createClient({ apiUrl: server.url, token: server.token, secondMs: 1, note });
  return { server, notes, api: { client, owner: 'acme', repo: 'shop', note } };
}

const find = async (runs: RunHistory, heads: readonly string[]) =>
  findHeldRuns((await serve(runs, heads)).api, 'gazetteer.yml', now);

describe('findHeldRuns', () => {
  it('gives the runs of open pull requests whose failed job says how long it is held', async () => {
    const runs = [run(1, 'a'), run(2, 'b', { attempt: 3, jobs: [job(20, hold(after))] })];
    expect(await find(runs, ['a', 'b'])).toEqual([
      { pull: 2, run: 2, job: 20, attempt: 3, until: new Date(after) },
      { pull: 1, run: 1, job: 10, attempt: 1, until: new Date(before) },
    ]);
  });

  it.each<[string, Partial<WorkflowRun>]>([
    ['fails for good', { jobs: [job(10, { level: 'error', title: 'lookalike-name: x', message: 'x' })] }],
    ['says so in a message only', { jobs: [job(10, { level: 'error', message: `held until ${before}` })] }],
    ['says so in a job that did not fail', { jobs: [{ ...job(10, hold(before)), conclusion: 'success' }] }],
    ['passed', { conclusion: 'success' }],
    ['is under way', { conclusion: null }],
    ['is of another commit', { head: commit('f') }],
    ['is of another workflow', { workflow: 'ci.yml' }],
    ['was started by a push', { event: 'push' }],
    ['is too old to be run again', { createdAt: '2026-05-01T12:00:00Z' }],
  ])('leaves out a run that %s', async (_, more) => {
    expect(await find([run(1, 'a', more)], ['a'])).toEqual([]);
  });

  it.each(['success', null] as const)('leaves out what a later run of the commit replaced: %s', async (conclusion) => {
    expect(await find([run(1, 'a'), run(2, 'a', { conclusion })], ['a'])).toEqual([]);
  });

  it('takes the latest of several failed runs of a commit, and of its jobs the one that is held longest', async () => {
    const jobs = [job(20, hold(before)), job(21, hold(after)), job(22)];
    const [held, ...others] = await find([run(1, 'a'), run(2, 'a', { jobs })], ['a']);
    expect(held).toMatchObject({ run: 2, job: 21, until: new Date(after) });
    expect(others).toEqual([]);
  });

  it('finds an older run behind hundreds that failed at commits nobody is at any more', async () => {
    const gone = Array.from({ length: 310 }, (_, at) =>
      run(at + 100, 'a', { head: at.toString(16).padStart(40, '0') }),
    );
    const old = run(1, 'a', { createdAt: '2026-06-01T12:00:00Z' });
    const { server, notes, api } = await serve([old, ...gone], ['a', 'b']);
    expect(await findHeldRuns(api, 'gazetteer.yml', now)).toMatchObject([{ pull: 1, run: 1, job: 10 }]);
    expect(notes).toEqual([]);
    expect(server.requests.length).toBe(3 + 1 + 2 + 1 + 1 + 1);
  });

  it('asks for the runs of no more commits than it has requests for, and says so', async () => {
    const gone = Array.from({ length: 300 }, (_, at) => run(at + 1, 'a', { event: 'push' }));
    const heads = Array.from({ length: 130 }, (_, at) => (at + 1).toString(16).padStart(40, '0'));
    const pulls = Object.fromEntries(heads.map((head, at) => [at + 1, { base: commit('0'), head }]));
    const { server, notes, api } = await serve(gone, [], pulls);
    expect(await findHeldRuns(api, 'gazetteer.yml', now)).toEqual([]);
    expect(server.requests.length).toBe(3 + 2 + 100);
    expect(notes).toEqual([
      'More than 300 runs failed. Of 130 open pull requests without one of these, the 100 that changed last are looked at.',
    ]);
  });

  it('finds a hold behind other jobs that failed, as far as there are requests for them, and says how far', async () => {
    const others = (count: number) => Array.from({ length: count }, (_, at) => job(1000 + at));
    const runOf = (id: number, head: string, count: number) =>
      run(id, head, { jobs: [...others(count), job(id, hold(before))] });
    expect(await find([runOf(1, 'a', 30)], ['a'])).toMatchObject([{ run: 1, job: 1 }]);
    const heads = ['a', 'b', 'c', 'd', 'e', 'f', '7', '8', '9', '6'];
    const many = await serve(
      heads.map((head, at) => runOf(at + 1, head, at === 0 ? 99 : 20)),
      heads,
    );
    const held = await findHeldRuns(many.api, 'gazetteer.yml', now);
    expect(held.map(({ run: id }) => id).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(many.notes).toEqual([]);
    const more = await serve(
      heads.map((head, at) => runOf(at + 1, head, at === 9 ? 99 : 49)),
      heads,
    );
    expect((await findHeldRuns(more.api, 'gazetteer.yml', now)).map(({ run: id }) => id)).not.toContain(10);
    expect(more.notes).toEqual(['Runs with more failed jobs than can be looked at: 1.']);
  });

  it('asks one question where nothing failed', async () => {
    const { server, api } = await serve([], ['a']);
    expect(await findHeldRuns(api, 'gazetteer.yml', now)).toEqual([]);
    expect(operations(server)).toEqual(['actions/list-workflow-runs']);
  });

  it('looks at no more runs than it has requests for, and says so', async () => {
    const letters = Array.from({ length: 120 }, (_, index) => index);
    const head = (index: number) => index.toString(16).padStart(40, '0');
    const runs = letters.map((index) => run(index + 1, 'a', { head: head(index), jobs: [job(index, hold(after))] }));
    const pulls = Object.fromEntries(runs.map(({ id, head: at }) => [id, { base: commit('0'), head: at }]));
    const server = await start(makeRepository(), { runs, pulls });
    const notes: string[] = [];
    const note = (text: string): unknown => notes.push(text);
    const client = createClient({ apiUrl: server.url, token: server.token, secondMs: 1, note });
    const held = await findHeldRuns({ client, owner: 'acme', repo: 'shop', note }, 'gazetteer.yml', now);
    expect(held).toHaveLength(100);
    expect(server.requests.length).toBeLessThan(210);
    expect(notes).toEqual(['120 open pull requests failed the audit: the 100 newest runs are looked at.']);
  });
});

describe('repeatJob', () => {
  it('runs the job again, once also where GitHub is in trouble', async () => {
    const runs = [run(1, 'a')];
    const { server, api } = await serve(runs, ['a']);
    server.fail({ operation: 'actions/re-run-job-for-workflow-run', status: 502, times: 1 });
    await expect(repeatJob(api, 10)).rejects.toMatchObject({ status: 502 });
    expect(operations(server)).toHaveLength(1);
    await repeatJob(api, 10);
    expect(runs[0]).toMatchObject({ attempt: 2, conclusion: null });
    await expect(repeatJob(api, 10)).rejects.toMatchObject({ status: 403 });
  });
});
