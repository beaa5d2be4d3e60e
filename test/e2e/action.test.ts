import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  type RunnerEvent,
  scheduleEvent,
} from '../support/github/events.ts';
import { makeRepository, start } from '../support/github/harness.ts';
import type { TestRepository } from '../support/github/repository.ts';
import { type RunResult, runAction } from '../support/runner.ts';
import { dist, manifest, startWorld } from './world.ts';

async function act(
  event: RunnerEvent,
  setup: { repository: TestRepository; inputs?: Record<string, string> },
): Promise<RunResult & { requests: number }> {
  const github = await start(setup.repository);
  const run = await runAction({
    script: dist('action.js'),
    inputs: { 'github-token': github.token, ...setup.inputs },
    event: { name: event.name, payload: event.payload },
    env: { ...event.env, GITHUB_API_URL: github.url },
  });
  return { ...run, requests: github.requests.length };
}

describe('the action, as the runner starts it', () => {
  it('annotates the line of a pull request, writes summary, report and outputs, and fails', async () => {
    const world = await startWorld();
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest({}), '.github/gazetteer.yml': world.config() });
    const head = repository.commit({ 'package.json': manifest({ pep440: '^0.1.0', '::error::x': '1.0.0' }) });
    const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
    try {
      const inputs = { 'report-file': join(folder, 'r.json'), 'sarif-file': join(folder, 'r.sarif') };
      const run = await act(pullRequestEvent({ base, head }), { repository, inputs });
      expect(run.exitCode).toBe(1);
      expect(run.exceeded).toEqual([]);
      expect(run.annotations[0]).toMatchObject({ level: 'error', file: 'package.json', line: 5 });
      expect(run.annotations[0]?.title).toContain('nonexistent-package: pep440');
      expect(run.outputs).toMatchObject({ verdict: 'fail', critical: '2' });
      expect(run.summary).toContain('pep440');
      expect(JSON.parse(readFileSync(inputs['report-file'], 'utf8'))).toMatchObject({
        schemaVersion: 1,
        verdict: 'fail',
      });
      expect(JSON.parse(readFileSync(inputs['sarif-file'], 'utf8'))).toMatchObject({ version: '2.1.0' });
      expect(run.requests).toBeLessThanOrEqual(10);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('ends at once where no dependency changed', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest({}), 'README.md': 'a' });
    const head = repository.commit({ 'README.md': 'b' });
    const run = await act(pullRequestEvent({ base, head }), { repository });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', findings: '0' } });
    expect(run.requests).toBeLessThanOrEqual(3);
  });

  it('lets the workflow tighten the policy of the base side, never loosen it', async () => {
    const world = await startWorld();
    const repository = makeRepository();
    const base = repository.commit({
      'package.json': manifest({}),
      '.github/gazetteer.yml': world.config('fail-on: medium\n'),
    });
    const head = repository.commit({ 'package.json': manifest({ 'old-hat': '1.0.0', pep440: '1.0.0' }) });
    const event = pullRequestEvent({ base, head });
    expect((await act(event, { repository, inputs: { 'fail-on': 'never' } })).exitCode).toBe(1);
  });

  it.each([
    ['merge_group', (base: string, head: string) => mergeGroupEvent({ base, head })],
    ['push to the default branch', (base: string, head: string) => pushEvent({ before: base, after: head })],
    ['schedule', (_: string, head: string) => scheduleEvent({ sha: head })],
  ])('audits on %s', async (_, event) => {
    const world = await startWorld();
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest({}), '.github/gazetteer.yml': world.config() });
    const head = repository.commit({ 'package.json': manifest({ pep440: '1.0.0' }) });
    const run = await act(event(base, head), { repository });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', critical: '1' } });
  });

  it('says what is wrong with an input', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'a.txt': 'a' });
    const head = repository.commit({ 'a.txt': 'b' });
    const run = await act(pullRequestEvent({ base, head }), { repository, inputs: { 'fail-on': 'severe' } });
    expect(run.exitCode).toBe(2);
    expect(run.annotations[0]?.message).toContain('fail-on');
  });
});
