import { describe, expect, it } from 'vitest';
import { commentMarker } from '../../src/reporters/markdown/comment.ts';
import {
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  type RunnerEvent,
  workflowRunEvent,
} from '../support/github/events.ts';
import { makeRepository, operations, start } from '../support/github/harness.ts';
import { type Conversation, silence } from '../support/github/said.ts';
import type { Fault, GitHubSetup, LoopbackGitHub } from '../support/github/server.ts';
import { type RunResult, runAction } from '../support/runner.ts';
import { daysAgo, dist, startWorld } from './world.ts';

const bot = 'github-actions[bot]';
const everything = { comment: 'on-findings', review: 'true', 'check-run': 'true', 'code-scanning': 'true' };
const writable = ['pull-requests', 'checks', 'security-events'] as const;

/** A pull request that asks for `cv2`, which is called opencv-python, and the commits after it that put that right. */
async function startPull(setup: Partial<GitHubSetup> = {}, added = 'six==1.16.0\ncv2==1.0\n') {
  const world = await startWorld();
  world.pypi.put({ name: 'opencv-python', releases: [{ version: '1.0', uploadedAt: daysAgo(2000) }] });
  const repository = makeRepository();
  const base = repository.commit({ 'requirements.txt': '# ours\n', '.github/gazetteer.yml': world.config() });
  const head = repository.commit({ 'requirements.txt': `# ours\n${added}` });
  const fixed = repository.commit({ 'requirements.txt': '# ours\nsix==1.16.0\n' });
  const conversation: Conversation = setup.conversation ?? silence();
  const pulls: Record<number, { base: string; head: string }> = { 1: { base, head } };
  const serve = (more: Partial<GitHubSetup> = {}) =>
    start(repository, { pulls, writable, ...setup, ...more, conversation });
  return { base, head, fixed, conversation, serve, github: await serve() };
}

const act = (
  github: LoopbackGitHub,
  { name, payload, env }: RunnerEvent,
  inputs: Record<string, string> = everything,
  more: Record<string, string> = {},
): Promise<RunResult> =>
  runAction({
    script: dist('action.js'),
    inputs: { 'github-token': github.token, ...inputs },
    event: { name, payload },
    env: { ...env, GITHUB_API_URL: github.url, ...more },
  });

const linesOf = (run: RunResult): readonly string[] =>
  run.stdout.split('\n').filter((line) => /^(?:comment|review|check run|code scanning): /.test(line));

describe('what the action writes on a pull request', () => {
  it('is one comment, one line to accept and one check run, and nothing twice when it is run again', async () => {
    const { base, head, github, conversation } = await startPull();
    const event = pullRequestEvent({ base, head });
    const address = { GITHUB_SERVER_URL: 'https://github.acme.example', GITHUB_RUN_ID: '77' };
    const run = await act(github, event, everything, address);
    expect([run.exitCode, run.exceeded, linesOf(run)]).toEqual([
      1,
      [],
      [
        'comment: created.',
        'review: 1 fix offered.',
        'check run: written, with 1 annotation.',
        'code scanning: given 1 finding.',
      ],
    ]);
    const [comment, ...others] = conversation.comments;
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ pull: 1, login: bot });
    expect(comment?.body.startsWith(`${commentMarker}\n## Gazetteer: failed\n`)).toBe(true);
    expect(comment?.body).toContain('`cv2');
    expect(comment?.body).toContain('[the run](https://github.acme.example/acme/shop/actions/runs/77)');

    expect(conversation.reviews).toEqual([{ pull: 1, event: 'COMMENT', body: expect.stringContaining('1 fix') }]);
    const [offer] = conversation.reviewComments;
    expect(offer).toMatchObject({ path: 'requirements.txt', line: 3 });
    expect(offer?.body.endsWith('\n```suggestion\nopencv-python==1.0\n```')).toBe(true);

    const [check] = conversation.checkRuns;
    expect(check).toMatchObject({ name: 'gazetteer findings', head, conclusion: 'failure' });
    expect(check?.annotations).toEqual([
      expect.objectContaining({
        path: 'requirements.txt',
        start_line: 3,
        end_line: 3,
        start_column: 1,
        annotation_level: 'failure',
        title: run.annotations[0]?.title,
        message: run.annotations[0]?.message,
      }),
    ]);

    const [scan] = conversation.scans;
    expect(scan).toMatchObject({ commit: head, ref: 'refs/pull/1/head' });
    const [result] = JSON.parse(scan?.sarif ?? '').runs[0].results;
    expect(result.locations[0].physicalLocation.region).toMatchObject({ startLine: 3, startColumn: 1 });

    const again = await act(github, event, everything, { ...address, GITHUB_RUN_ATTEMPT: '2' });
    expect(linesOf(again).slice(0, 2)).toEqual([
      'comment: unchanged.',
      'review: nothing new to offer (1 offered before).',
    ]);
    expect([conversation.comments.length, conversation.reviewComments.length]).toEqual([1, 1]);
  });

  it('is edited to what is resolved once nothing is found, and not begun where nothing ever was', async () => {
    const { base, head, fixed, serve, github, conversation } = await startPull();
    await act(github, pullRequestEvent({ base, head }));
    const after = await serve({ pulls: { 1: { base, head: fixed }, 2: { base, head: fixed } } });
    const clean = await act(after, pullRequestEvent({ base, head: fixed }));
    expect([clean.exitCode, ...linesOf(clean)]).toEqual([
      0,
      'comment: edited.',
      'review: no finding has a fix to offer.',
      'check run: written, with 0 annotations.',
      'code scanning: given 0 findings.',
    ]);
    expect(conversation.comments).toHaveLength(1);
    expect(conversation.comments[0]?.body).toContain('## Gazetteer: resolved');
    expect(conversation.checkRuns.at(-1)).toMatchObject({ head: fixed, conclusion: 'success' });

    const other = pullRequestEvent({ base, head: fixed, number: 2 });
    expect(linesOf(await act(after, other, { comment: 'on-findings' }))).toEqual(['comment: not needed.']);
    expect(linesOf(await act(after, other, { comment: 'always' }))).toEqual(['comment: created.']);
    expect(conversation.comments.find(({ pull }) => pull === 2)?.body).toContain('## Gazetteer: passed');
  });

  it('leaves alone what others wrote with its marker, and what it wrote without', async () => {
    const conversation = silence();
    const planted = [
      { id: 1, pull: 1, login: 'mallory', body: `${commentMarker}\nAll is well.` },
      { id: 2, pull: 1, login: bot, body: `> ${commentMarker}\nQuoted by another workflow.` },
    ];
    conversation.comments.push(...planted.map((one) => ({ ...one })));
    const { base, head, github } = await startPull({ conversation });
    expect(linesOf(await act(github, pullRequestEvent({ base, head }), { comment: 'always' }))).toEqual([
      'comment: created.',
    ]);
    expect(conversation.comments.slice(0, 2)).toEqual(planted);
    expect(conversation.comments).toHaveLength(3);
  });

  it('is one comment where several runs speak at once', async () => {
    const { base, head, github, conversation } = await startPull();
    const event = pullRequestEvent({ base, head });
    const runs = await Promise.all([1, 2, 3].map(() => act(github, event, { comment: 'always' })));
    expect(runs.flatMap(linesOf)).toHaveLength(3);
    expect(conversation.comments).toHaveLength(1);
  });

  it('is nothing where the pull request moved on in the meantime, but for the check of its own commit', async () => {
    const { base, head, fixed, serve, conversation } = await startPull();
    const moved = await serve({ pulls: { 1: { base, head: fixed } } });
    const run = await act(moved, pullRequestEvent({ base, head }));
    expect(linesOf(run)).toEqual([
      'comment: not written: the pull request has moved on, and its next run speaks of that.',
      'review: not written: the pull request has moved on, and its next run speaks of that.',
      'check run: written, with 1 annotation.',
      'code scanning: given 1 finding.',
    ]);
    expect([conversation.comments, conversation.reviews]).toEqual([[], []]);
  });

  it('is one line of the log each where the token only reads, as for forks and Dependabot, with all else as ever', async () => {
    const { base, head, github, conversation } = await startPull({ writable: [] });
    const run = await act(github, pullRequestEvent({ base, head }));
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', critical: '1' }, stderr: '' });
    expect(run.annotations.map(({ title }) => title)).toEqual([expect.stringContaining('cv2')]);
    const lines = linesOf(run);
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/^[a-z ]+: not written: GitHub answered 403: .* needs \S+: write/);
    expect(conversation).toEqual(silence());
  });

  const faults: readonly (readonly [string, Fault, RegExp])[] = [
    ['does not say who the token is', { operation: 'graphql', status: 404 }, /^comment: not written: GitHub/],
    [
      'refuses a line of the review',
      { operation: 'pulls/create-review', status: 422 },
      /^review: not written: .*alone/,
    ],
    ['has trouble', { operation: 'checks/create', status: 502 }, /^check run: not written: GitHub answered 502/],
    [
      'says something hostile',
      { operation: 'checks/create', status: 403, message: '##[error]x\n::error::x' },
      /^check run/,
    ],
  ];
  it.each(faults)('never fails the run where GitHub %s', async (_case, fault, line) => {
    const { base, head, github } = await startPull();
    github.fail(fault);
    const run = await act(github, pullRequestEvent({ base, head }));
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(linesOf(run)).toContainEqual(expect.stringMatching(line));
    expect(run.commands.filter(({ data }) => data === 'x')).toEqual([]);
  });

  it('offers a fix only on lines that the diff shows', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `# ${at}\n`).join('');
    const { base, head, github, conversation } = await startPull({}, `${lines}cv2==1.0\r\nsix==1.16.0\n`);
    const run = await act(github, pullRequestEvent({ base, head }), { review: 'true' });
    // The line ends otherwise than what would be put in its place.
    expect(linesOf(run)).toEqual(['review: nothing new to offer (1 outside of the diff).']);
    expect(conversation.reviews).toEqual([]);
  });

  it.each<[string, (base: string, head: string) => RunnerEvent]>([
    ['a merge group', (base, head) => mergeGroupEvent({ base, head })],
    ['a push', (base, head) => pushEvent({ before: base, after: head })],
  ])('is a check run and what code scanning shows after %s', async (_case, event) => {
    const { base, head, github, conversation } = await startPull();
    const ref = 'refs/heads/queue';
    const run = await act(github, event(base, head), everything, { GITHUB_REF: ref });
    expect([run.exitCode, ...linesOf(run)]).toEqual([
      1,
      'comment: not written: there is no pull request.',
      'review: not written: there is no pull request.',
      'check run: written, with 1 annotation.',
      'code scanning: given 1 finding.',
    ]);
    expect(conversation.checkRuns).toHaveLength(1);
    expect(conversation.scans).toMatchObject([{ commit: head, ref }]);
  });

  it('is nothing unless it is asked for', async () => {
    const { base, head, github } = await startPull();
    const run = await act(github, pullRequestEvent({ base, head }), {});
    expect([run.exitCode, linesOf(run)]).toEqual([1, []]);
    expect(operations(github).filter((id) => /^(?:issues|checks|pulls)\//.test(id))).toEqual([]);
  });
});

describe('the companion for forks', () => {
  const from = { owner: 'mallory', repository: 'mallory/shop', branch: 'topic' };

  it('audits again what the fork has, by what GitHub says, and comments there', async () => {
    const { base, head, serve, conversation } = await startPull();
    const github = await serve({ pulls: { 3: { base, head: base }, 7: { base, head, from } } });
    // As a server of one's own says it.
    const run = await act(github, workflowRunEvent({ main: base, head }), everything, {
      GITHUB_API_URL: `${github.url}/api/v3`,
    });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', critical: '1' } });
    expect(run.stdout).toContain('Audited again for #7.\n');
    expect(linesOf(run).slice(0, 2)).toEqual(['comment: created.', 'review: 1 fix offered.']);
    expect(conversation.comments.map(({ pull }) => pull)).toEqual([7]);
    expect(conversation.checkRuns).toMatchObject([{ head }]);
  });

  it('takes the configuration of the base, whatever the fork writes', async () => {
    const world = await startWorld();
    const repository = makeRepository();
    const base = repository.commit({ 'requirements.txt': '', '.github/gazetteer.yml': world.config() });
    const head = repository.commit({
      'requirements.txt': 'cv2\n',
      '.github/gazetteer.yml': 'version: 1\nfail-on: never\n',
    });
    const github = await start(repository, { pulls: { 7: { base, head, from } }, writable });
    expect(await act(github, workflowRunEvent({ main: base, head }), {})).toMatchObject({ exitCode: 1 });
  });

  it.each<[string, Parameters<typeof workflowRunEvent>[0] | object, string]>([
    ['was for no pull request', { event: 'push' }, 'was not for a pull request'],
    ['was at a commit that the pull request left', { head: 'f'.repeat(40) }, 'No open pull request'],
    ['names another repository', { repository: 'mallory/other' }, 'No open pull request'],
    ['names another branch', { branch: 'main' }, 'No open pull request'],
  ])('does nothing where the run %s', async (_case, patch, said) => {
    const { base, head, serve, conversation } = await startPull();
    const github = await serve({ pulls: { 7: { base, head, from } } });
    const run = await act(github, workflowRunEvent({ main: base, head, ...patch }));
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', findings: '0' }, annotations: [] });
    expect(run.stdout).toContain(said);
    expect(conversation).toEqual(silence());
  });

  it('says what is wrong with an event that lacks its repository', async () => {
    const { base, head, github } = await startPull();
    const run = await act(github, workflowRunEvent({ main: base, head, repository: 'mallory/shop/../x' }));
    expect(run.exitCode).toBe(2);
    expect(run.annotations[0]?.message).toContain('workflow_run.head_repository');
  });
});
