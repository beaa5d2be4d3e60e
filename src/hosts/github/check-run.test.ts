import { describe, expect, it } from 'vitest';
import { makeRepository, operations, start } from '../../../test/support/github/harness.ts';
import { silence } from '../../../test/support/github/said.ts';
import type { CheckRun } from '../../model/channel.ts';
import { postCheckRun } from './check-run.ts';
import { createClient } from './client.ts';

const head = 'a'.repeat(40);

const runWith = (annotations: number): CheckRun => ({
  name: 'findings',
  conclusion: 'failure',
  title: 'Failed',
  summary: 'much',
  annotations: Array.from({ length: annotations }, (_, at) => ({
    path: 'package.json',
    start_line: at + 1,
    end_line: at + 1,
    annotation_level: 'failure',
    title: 'x',
    message: 'y',
  })),
});

async function post(annotations: number, refusesMore = false) {
  const conversation = silence();
  const github = await start(makeRepository(), { conversation, writable: ['checks'] });
  if (refusesMore) github.fail({ operation: 'checks/update', status: 500, message: 'no' });
  const note = (): void => {};
  const client = createClient({ apiUrl: github.url, token: github.token, secondMs: 1, note });
  const posted = await postCheckRun({ client, owner: 'acme', repo: 'shop', note }, head, runWith(annotations));
  const [run, ...others] = conversation.checkRuns;
  expect(others).toEqual([]);
  return { posted, run, asked: operations(github) };
}

describe('a check run', () => {
  it.each([
    [0, 1],
    [50, 1],
    [51, 2],
    [120, 3],
  ])('of %i annotations takes %i requests, each of as many as GitHub takes', async (annotations, requests) => {
    const { posted, run, asked } = await post(annotations);
    expect(posted).toEqual({ annotations });
    expect(asked).toHaveLength(requests);
    expect(run).toMatchObject({ head, conclusion: 'failure', title: 'Failed' });
    expect(run?.annotations.map((one) => one['start_line'])).toEqual(
      Array.from({ length: annotations }, (_, at) => at + 1),
    );
  });

  it('stands with its conclusion where later annotations do not come through', async () => {
    const { posted, run } = await post(120, true);
    expect(posted).toEqual({ annotations: 50, reason: expect.stringContaining('GitHub answered 500: no') });
    expect([run?.conclusion, run?.annotations.length]).toEqual(['failure', 50]);
  });
});
