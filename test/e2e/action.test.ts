import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
import type { LoopbackGitHub } from '../support/github/server.ts';
import { startProxy } from '../support/registries/proxy.ts';
import { type RunResult, runAction } from '../support/runner.ts';
import { dist, manifest, startWorld } from './world.ts';

async function act(
  event: RunnerEvent,
  setup: {
    repository: TestRepository;
    inputs?: Record<string, string>;
    env?: Record<string, string>;
    faults?: readonly Parameters<LoopbackGitHub['fail']>[0][];
  },
): Promise<RunResult & { requests: number }> {
  const github = await start(setup.repository);
  for (const fault of setup.faults ?? []) github.fail(fault);
  const run = await runAction({
    script: dist('action.js'),
    inputs: { 'github-token': github.token, ...setup.inputs },
    event: { name: event.name, payload: event.payload },
    env: { ...event.env, GITHUB_API_URL: github.url, ...setup.env },
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
      const inputs = {
        'report-file': join(folder, 'r.json'),
        'sarif-file': join(folder, 'r.sarif'),
        'html-file': join(folder, 'r.html'),
      };
      const env = { GITHUB_WORKSPACE: folder };
      const run = await act(pullRequestEvent({ base, head }), { repository, inputs, env });
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
      expect(readFileSync(inputs['html-file'], 'utf8')).toMatch(/^<!doctype html>.*pep440.*<\/html>\n$/s);
      expect(run.requests).toBeLessThanOrEqual(10);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('tells an invented import of a pull request on its line, by what the tree declares', async () => {
    const world = await startWorld();
    const repository = makeRepository();
    const files = { 'requirements.txt': 'six\n', 'shop/util.py': '', '.github/gazetteer.yml': world.config() };
    const base = repository.commit({ ...files, 'app.py': 'import os\n' });
    const code = 'import os\nimport six\nfrom shop import util\nimport quantum_json_flux\n';
    const head = repository.commit({ ...files, 'app.py': code });
    const run = await act(pullRequestEvent({ base, head }), { repository });
    expect([run.exitCode, run.exceeded]).toEqual([1, []]);
    expect(run.annotations.map(({ level, file, line }) => [level, file, line])).toEqual([['error', 'app.py', 4]]);
    expect(run.annotations[0]?.title).toContain('undeclared-import: quantum-json-flux');
  });

  it('asks the server it runs on about commits of its own repositories', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest({}) });
    const foreign = repository.commit({ 'package.json': '{}' });
    repository.git('reset', '--quiet', '--hard', base);
    const github = await start(repository);
    const url = `${github.url.replace('http:', 'git+http:')}/acme/shop.git#${foreign}`;
    const head = repository.commit({ 'package.json': manifest({ odd: url }) });
    const { name, payload, env } = pullRequestEvent({ base, head });
    const run = await runAction({
      script: dist('action.js'),
      inputs: { 'github-token': github.token },
      event: { name, payload },
      env: { ...env, GITHUB_API_URL: `${github.url}/api/v3` },
    });
    expect(run.annotations.map(({ title }) => title)).toContainEqual(expect.stringContaining('direct-url: odd'));
    expect(JSON.stringify(run.annotations)).toContain('through a fork');
  });

  it('asks for the changed texts alone where no dependency changed', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest({}), 'src/main.rs': 'a' });
    const head = repository.commit({ 'src/main.rs': 'b' });
    const run = await act(pullRequestEvent({ base, head }), { repository });
    expect(run).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', findings: '0' } });
    expect(run.stdout).toContain('No dependency file changed.');
    // Both trees, what differs, and the text on both sides.
    expect(run.requests).toBeLessThanOrEqual(5);
  });

  it('passes a pull request without files, and says so', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'package.json': manifest({ pep440: '1.0.0' }) });
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'nothing');
    const head = repository.git('rev-parse', 'HEAD');
    const run = await act(pullRequestEvent({ base, head }), { repository });
    expect(run).toMatchObject({ exitCode: 0, annotations: [], outputs: { verdict: 'pass', findings: '0' } });
    expect(run.stdout).toContain('No dependency file changed.');
    expect(run.requests).toBeLessThanOrEqual(4);
  });

  it('asks GitHub through the proxy of the runner, and shows nothing of its credentials', async () => {
    const proxy = await startProxy();
    const sha = (letter: string): string => letter.repeat(40);
    const { name, payload, env } = pullRequestEvent({ base: sha('a'), head: sha('b') });
    const run = await runAction({
      script: dist('action.js'),
      inputs: { 'github-token': 'x' },
      event: { name, payload },
      env: { ...env, ...proxy.env, GITHUB_API_URL: 'https://github.acme.example/api/v3' },
    });
    proxy.close();
    expect(new Set(proxy.asked)).toEqual(new Set(['github.acme.example:443']));
    expect(run).toMatchObject({ exitCode: 3, outputs: { verdict: 'incomplete' } });
    expect(run.annotations[0]?.message).toContain('GitHub could not be reached');
    expect(run.stdout + run.stderr).not.toContain('hunter2');
  });

  it('lets the workflow tighten the policy of the base side, never loosen it', async () => {
    const world = await startWorld();
    const repository = makeRepository();
    const base = repository.commit({
      'package.json': manifest({}),
      '.github/gazetteer.yml': world.config('fail-on: medium\n'),
    });
    const head = repository.commit({ 'package.json': manifest({ quillvane: '1.0.0', pep440: '1.0.0' }) });
    const event = pullRequestEvent({ base, head });
    expect((await act(event, { repository, inputs: { 'fail-on': 'never' } })).exitCode).toBe(1);
  });

  it.each([
    ['a draft', (base: string, head: string) => pullRequestEvent({ base, head, draft: true })],
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

  it('writes no file through a link, or out of the workspace, and still says everything else', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'a.txt': 'a' });
    const head = repository.commit({ 'a.txt': 'b' });
    const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
    const outside = mkdtempSync(join(tmpdir(), 'gazetteer-'));
    try {
      symlinkSync(outside, join(folder, 'reports'));
      symlinkSync(join(outside, 'x.sarif'), join(folder, 'x.sarif'));
      const env = { GITHUB_WORKSPACE: folder };
      for (const file of ['reports/x.sarif', 'x.sarif', '../x.sarif', '/proc/x/y.sarif']) {
        const inputs = { 'sarif-file': file };
        const run = await act(pullRequestEvent({ base, head }), { repository, inputs, env });
        expect(run).toMatchObject({ exitCode: 2, outputs: { verdict: 'pass' } });
        expect(run.annotations[0]?.message).toContain('cannot be written');
        expect(existsSync(join(outside, 'x.sarif'))).toBe(false);
      }
    } finally {
      for (const one of [folder, outside]) rmSync(one, { recursive: true, force: true });
    }
  });

  it('finds in an install log what came from elsewhere than the configuration says, and follows no link', async () => {
    const repository = makeRepository();
    const config = 'version: 1\nprivate: { pypi: [torchtriton] }\n';
    const requirements = '--extra-index-url https://download.pytorch.example/whl\ntorch\n';
    const base = repository.commit({ 'requirements.txt': requirements, '.github/gazetteer.yml': config });
    const head = repository.commit({ 'src/main.rs': 'b' });
    const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
    try {
      const log = readFileSync(join(import.meta.dirname, '../../examples/pytorch-nightly/install.log'));
      writeFileSync(join(folder, 'pip.log'), log);
      writeFileSync(join(folder, 'other.txt'), 'no log');
      symlinkSync('/etc/hostname', join(folder, 'link.log'));
      const env = { GITHUB_WORKSPACE: folder };
      const inputs = { 'install-logs': './*.log\nother.txt\nmissing/**', 'report-file': 'report.json' };
      const run = await act(pullRequestEvent({ base, head }), { repository, inputs, env });
      expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', findings: '1', critical: '1' } });
      expect(run.annotations[0]).toMatchObject({ level: 'error', file: 'pip.log', line: 9 });
      expect(run.annotations[0]?.title).toContain('unexpected-source: torchtriton');
      const { findings, notifications } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
      expect(findings[0].package.purl).toBe('pkg:pypi/torchtriton@3.0.0');
      const said = notifications.map(({ message, path = '' }: Record<string, string>) => `${path} ${message}`);
      expect(said).toContainEqual('link.log an install log was not read: a symbolic link: it is not followed');
      expect(said).toContainEqual('other.txt an install log was not read: it is no install log that is known');
      expect(said).toContainEqual(expect.stringContaining('no install log matches missing/**'));
      const outside = await act(pullRequestEvent({ base, head }), {
        repository,
        inputs: { 'install-logs': '../*' },
        env,
      });
      expect(outside.exitCode).toBe(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says in its outputs that a run which ended early has verified nothing', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'a.txt': 'a', '.github/gazetteer.yml': 'version: 1\n' });
    const head = repository.commit({ 'a.txt': 'b' });
    const faults = ['graphql', 'git/get-blob'].map((operation) => ({ operation, status: 403 }));
    const run = await act(pullRequestEvent({ base, head }), { repository, faults });
    expect(run).toMatchObject({ exitCode: 3, outputs: { verdict: 'incomplete', findings: '' } });
    expect(run.annotations[0]?.message).toMatch(/gazetteer\.yml.* cannot be read/);
  });

  it('sees what a pull request does to the audit, also where everything is audited', async () => {
    const repository = makeRepository();
    const base = repository.commit({ 'a.txt': 'a', '.github/gazetteer.yml': 'version: 1\n' });
    const head = repository.commit({ '.github/gazetteer.yml': 'version: 1\nfail-on: never\n' });
    const run = await act(pullRequestEvent({ base, head }), { repository, inputs: { scope: 'all' } });
    expect(run).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', high: '1' } });
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
