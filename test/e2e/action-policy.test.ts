import { describe, expect, it } from 'vitest';
import { pullRequestEvent, scheduleEvent } from '../support/github/events.ts';
import { makeRepository, start } from '../support/github/harness.ts';
import type { TestRepository } from '../support/github/repository.ts';
import type { Fault } from '../support/github/server.ts';
import { runAction } from '../support/runner.ts';
import { dist, manifest, runCli, startWorld } from './world.ts';

const own = '.github/gazetteer.yml';
const secret = 'policy-token';
const named = 'acme/policy/gazetteer.yml@main';

/** A repository with a change, and a private one beside it that holds the policy. */
async function setUp(policy: string, config: string | undefined, dependencies = { quillvane: '1.0.0' }) {
  const [repository, other] = [makeRepository(), makeRepository()];
  const commit = other.commit({ 'gazetteer.yml': policy });
  const base = repository.commit({
    'package.json': manifest({}),
    ...(config === undefined ? {} : { [own]: config }),
  });
  const head = repository.commit({ 'package.json': manifest(dependencies) });
  const beside = [{ owner: 'acme', repo: 'policy', dir: other.dir, token: secret }];
  const github = await start(repository, { beside });
  const act = async (inputs: Record<string, string>, event = pullRequestEvent({ base, head })) => {
    const run = await runAction({
      script: dist('action.js'),
      inputs: { 'github-token': github.token, ...inputs },
      event: { name: event.name, payload: event.payload },
      env: { ...event.env, GITHUB_API_URL: github.url },
    });
    return { ...run, text: JSON.stringify(run.annotations) };
  };
  return { github, act, commit, head, repository: repository as TestRepository };
}

/** Only deprecated: nothing fails by default. */
const strict = (config: string) => config.replace('version: 1', 'version: 1\nfail-on: low\nlocked: [fail-on]');

describe('a policy in another repository', () => {
  it('is read with a token of its own, which is masked and seen by nobody else', async () => {
    const world = await startWorld();
    const { act, commit } = await setUp(strict(world.config()), undefined);
    const run = await act({ 'config-file': named, 'config-token': secret });
    expect([run.exitCode, run.outputs]).toMatchObject([1, { verdict: 'fail', low: '1' }]);
    expect(run.commands).toContainEqual(expect.objectContaining({ command: 'add-mask', data: secret }));
    expect(run.stdout).toContain(`${named}, which is ${commit} now`);
    expect(run.summary).toContain(`which is ${commit} now`);
    for (const shown of [run.summary, run.text, run.stderr]) expect(shown).not.toContain(secret);
    const asked = [world.npm, world.osv].flatMap(({ log }) => log);
    expect(asked.length).toBeGreaterThan(0);
    expect(JSON.stringify(asked)).not.toContain(secret);
  });

  it('holds where the configuration of the base side extends it, which cannot loosen what it locks', async () => {
    const world = await startWorld();
    const { act } = await setUp(strict(world.config()), `extends: ${named}\nfail-on: never\n`);
    const run = await act({ 'config-token': secret, 'fail-on': 'critical' });
    expect([run.exitCode, run.outputs['verdict']]).toEqual([1, 'fail']);
    expect(run.summary).toContain('fail-on is locked by acme/policy/gazetteer.yml');
  });

  it.each([
    [
      'nosuch.yml',
      /^The configuration nosuch\.yml is not in [0-9a-f]{40}\. Merge it into the base branch first, or name/,
    ],
    ['acme/policy@main', /^The configuration acme\/policy@main is not in .* as owner\/repo\/path@ref\.$/],
  ])('is asked for in words that help, where %s is none', async (file, message) => {
    const { act } = await setUp('fail-on: low', undefined);
    const run = await act({ 'config-file': file });
    expect([run.exitCode, run.annotations[0]?.message]).toEqual([2, expect.stringMatching(message)]);
  });

  it.each<[string, Record<string, string>, readonly Fault[], number, RegExp]>([
    ['without a token that sees it', {}, [], 2, /cannot be read: GitHub answered 404.*config-token/],
    ['at a ref that is not there', { 'config-file': `${named}x`, 'config-token': secret }, [], 2, /cannot be read/],
    [
      'at a path that is not there',
      { 'config-file': 'acme/policy/x.yml@main', 'config-token': secret },
      [],
      2,
      /is not there/,
    ],
    ['in an outage', { 'config-token': secret }, [{ operation: 'repos/get-commit', status: 503 }], 3, /503/],
    ['past a limit', { 'config-token': secret }, [{ operation: 'repos/get-commit', status: 429 }], 3, /limit/],
  ])('ends the run %s: it never goes on without', async (_, inputs, faults, status, message) => {
    const { act, github } = await setUp('fail-on: low', `extends: ${named}\n`);
    for (const fault of faults) github.fail({ headers: { 'retry-after': '3600' }, ...fault });
    const run = await act(inputs);
    expect([run.exitCode, run.outputs['verdict']]).toEqual([status, 'incomplete']);
    expect(run.annotations[0]?.message).toMatch(message);
  });

  it('is found by the command line, with the token of its environment, and not offline', async () => {
    const world = await startWorld();
    const { github, repository } = await setUp(strict(world.config()), undefined);
    const args = ['audit', repository.dir, '--base', 'HEAD~1', '--head', 'HEAD', '--config', named, '--format', 'json'];
    const env = { GITHUB_API_URL: github.url, GH_TOKEN: secret };
    const run = await runCli(args, { env });
    expect([run.status, JSON.parse(run.stdout).verdict]).toEqual([1, 'fail']);
    const offline = await runCli([...args, '--offline'], { env });
    expect([offline.status, offline.stderr]).toEqual([2, expect.stringContaining('--offline asks nobody')]);
  });
});

describe('the baseline in a workflow', () => {
  it('is the one of the default branch, and a change of it is told as one of the audit', async () => {
    const world = await startWorld();
    const path = '.github/gazetteer-baseline.json';
    const { act, github, repository, head } = await setUp('version: 1', world.config(`baseline: ${path}\n`));
    const before = await act({}, scheduleEvent({ sha: head }));
    expect(before.outputs).toMatchObject({ findings: '1' });
    expect(before.summary).toContain('nothing counts as known');
    const fingerprint = await fingerprintOf(repository.dir);
    const entry = { fingerprint, rule: 'deprecated-package', severity: 'low', path: 'package.json' };
    const next = repository.commit({ [path]: JSON.stringify({ version: 1, findings: [entry] }) });
    const after = await act({}, scheduleEvent({ sha: next }));
    expect(after.outputs).toMatchObject({ verdict: 'pass', findings: '0' });
    expect(after.summary).toContain('by baseline');
    const change = await act({}, pullRequestEvent({ base: head, head: next }));
    expect([change.exitCode, change.annotations[0]?.title]).toEqual([1, expect.stringContaining('gate-changed')]);
    expect(github.violations).toEqual([]);
  });
});

async function fingerprintOf(dir: string): Promise<string> {
  const run = await runCli(['audit', dir, '--base', 'none', '--format', 'json']);
  return JSON.parse(run.stdout).findings[0].fingerprint;
}
