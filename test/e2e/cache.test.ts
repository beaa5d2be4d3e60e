import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { pullRequestEvent } from '../support/github/events.ts';
import { makeRepository, start } from '../support/github/harness.ts';
import { createNpmManifest, createPackument, type NpmPackage } from '../support/registries/npm-documents.ts';
import { startServer } from '../support/registries/server.ts';
import { runAction } from '../support/runner.ts';
import { dist, makeFolder, manifest, now, npmPackages, runCli, spawnCli, startWorld } from './world.ts';

/** A change that asks npm, PyPI and OSV, and how often they are asked. @param run Runs the command line */
async function setUp(run = runCli) {
  const world = await startWorld();
  const home = makeFolder({});
  const config = { '.github/gazetteer.yml': world.config() };
  const base = makeFolder({ ...config, 'package.json': manifest({}) });
  const head = makeFolder({
    ...config,
    'package.json': manifest({ 'left-pad': '1.3.0', quillvane: '^1.0.0', pep440: '1.0.0' }),
    'requirements.txt': 'six==1.17.0\n',
  });
  const log = () => [world.npm, world.pypi, world.osv].flatMap((server) => server.log);
  const sent = () => log().length;
  /** That a name does not exist is asked a second time, past all caches, before it is believed. */
  const confirmed = () => log().filter(({ headers }) => headers['cache-control'] === 'no-cache').length;
  const audit = async (args: readonly string[] = [], env: Record<string, string> = {}) => {
    const before = sent();
    const sides = ['audit', '--base', base, '--head', head, '--format', 'json', ...args];
    const { stdout, stderr } = await run(sides, { env: { HOME: home, XDG_CACHE_HOME: '', ...env } });
    if (stdout === '') throw new Error(stderr);
    const { stats, generatedAt: _, ...report } = JSON.parse(stdout) as Report;
    return { report, stats, sent: sent() - before };
  };
  const folder = join(home, '.cache/gazetteer/answers');
  const answers = () => readdirSync(folder).filter((name) => name !== 'state');
  return { world, head, home, folder, answers, audit, confirmed };
}

describe('a second run', () => {
  it('asks only what must be asked twice, and comes to the same', async () => {
    const { audit, answers, confirmed } = await setUp(spawnCli);
    const first = await audit();
    const twice = confirmed();
    expect(twice).toBeGreaterThan(0);
    expect(first.sent).toBeGreaterThan(5 + twice);
    expect(first.stats.requests).toBe(first.sent);
    const second = await audit();
    expect(second.report).toEqual(first.report);
    expect(second).toMatchObject({ sent: twice, stats: { requests: twice } });
    expect(second.stats.cacheHits).toBe(first.stats.cacheHits + first.sent - twice);
    expect(second.stats.hosts.reduce((sum, { cacheHits }) => sum + cacheHits, 0)).toBe(second.stats.cacheHits);
    expect(answers().length).toBe(first.sent);
  });

  it('asks whether the answers still hold when their time is over', async () => {
    const [pkg] = npmPackages as readonly [NpmPackage, ...NpmPackage[]];
    const document = createPackument(pkg, 'https://npm.acme.example');
    const registry = await startServer(({ url }) => {
      const release = pkg.versions.find(({ version }) => url.endsWith(`/${version}`));
      if (release !== undefined) return { json: createNpmManifest(pkg, release, 'https://npm.acme.example') };
      return { json: document, headers: { 'cache-control': 'max-age=1', etag: '"one"' } };
    });
    onTestFinished(() => registry.close());
    const config = `version: 1\nregistries: { npm: { url: "${registry.url}", mirrors-public: true } }\nservices: { osv: false, github-advisories: false, deps-dev: false }\n`;
    const sides = [{}, { 'left-pad': '1.3.0' }].map((dependencies) =>
      makeFolder({ '.github/gazetteer.yml': config, 'package.json': manifest(dependencies) }),
    );
    const env = { XDG_CACHE_HOME: makeFolder({}) };
    const audit = async (...args: readonly string[]) =>
      (await runCli(['audit', '--base', sides[0] ?? '', '--head', sides[1] ?? '', ...args], { env })).stdout;
    await audit();
    expect(registry.log.map(({ url }) => url).sort()).toEqual(['/left-pad', '/left-pad/1.3.0']);
    await pause(1100);
    expect(await audit('--explain-requests')).toMatch(
      /^Hosts\n {2}127\.0\.0\.1:\d+: 1 request, 0 B, \d+ ms, \d cache hits?, 1 revalidation\n/,
    );
    expect(registry.log.slice(2).map(({ url, headers }) => [url, headers['if-none-match']])).toEqual([
      ['/left-pad', '"one"'],
    ]);
  });

  it('asks everything with --no-cache, and with a clock that is set: neither reads nor leaves anything', async () => {
    const { audit, folder, answers } = await setUp();
    for (const args of [['--no-cache'], ['--now', now], ['--offline']]) await audit(args);
    expect(existsSync(folder)).toBe(false);
    const first = await audit();
    const kept = answers().map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const args of [['--no-cache'], ['--now', now]]) {
      const run = await audit(args);
      expect([args, run.sent, run.stats.requests]).toEqual([args, first.sent, first.sent]);
    }
    expect(answers().map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(kept);
  });
});

describe('answers that somebody else may have written', () => {
  const harms: readonly ((path: string) => void)[] = [
    (path) => writeFileSync(path, `${readFileSync(path, 'utf8')} `),
    (path) => writeFileSync(path, readFileSync(path).subarray(0, 100)),
    (path) => chmodSync(path, 0o666),
    (path) => {
      renameSync(path, `${path}.real`);
      symlinkSync(`${path}.real`, path);
    },
  ];

  it('count for nothing', async () => {
    const { audit, folder, answers } = await setUp();
    const first = await audit();
    expect(answers().length).toBeGreaterThan(harms.length);
    for (const [at, name] of answers().entries()) harms[at % harms.length]?.(join(folder, name));
    const second = await audit();
    expect(second.report).toEqual(first.report);
    expect(second.sent).toBe(first.sent);
  });

  it('are not read in a folder of the repository, nor through a link', async () => {
    const { audit, head, folder, home } = await setUp();
    const first = await audit();
    const env = { XDG_CACHE_HOME: join(head, '.cache') };
    mkdirSync(join(head, '.git'));
    mkdirSync(join(head, '.cache/gazetteer'), { recursive: true, mode: 0o700 });
    renameSync(folder, join(head, '.cache/gazetteer/answers'));
    expect((await audit([head], env)).sent).toBe(first.sent);
    symlinkSync(join(head, '.cache/gazetteer/answers'), folder);
    expect((await audit()).sent).toBe(first.sent);
    rmSync(join(home, '.cache'), { recursive: true });
    writeFileSync(join(home, '.cache'), 'no folder');
    expect((await audit()).report).toEqual(first.report);
  });
});

it('bears several runs at once', async () => {
  const { audit, confirmed } = await setUp(spawnCli);
  const runs = await Promise.all([audit(), audit(), audit(), audit()]);
  for (const { report } of runs) expect(report).toEqual(runs[0]?.report);
  const before = confirmed();
  const { sent } = await audit();
  expect(sent).toBe(confirmed() - before);
});

it('shares no answer between credentials', async () => {
  const { world, audit, home, confirmed } = await setUp();
  writeFileSync(join(home, '.npmrc'), `//${new URL(world.npm.url).host}/:_authToken=\${TOKEN}\n`);
  const seen: [number, string[]][] = [];
  for (const TOKEN of ['hunter2', 'hunter3', 'hunter2', '']) {
    const before = world.npm.log.length;
    await audit([], { TOKEN });
    const asked = world.npm.log.slice(before).map(({ headers }) => headers['authorization'] ?? 'none');
    seen.push([asked.length, [...new Set(asked)]]);
  }
  const [[all]] = seen as [[number, string[]]];
  expect(seen).toEqual([
    [all, ['Bearer hunter2']],
    [all, ['Bearer hunter3']],
    [confirmed() / seen.length, ['Bearer hunter2']],
    [all, ['none']],
  ]);
  expect(all).toBeGreaterThan(3);
});

it('serves other commands too', async () => {
  const { world, home } = await setUp();
  const dir = makeFolder({
    '.github/gazetteer.yml': world.config(),
    'package.json': manifest({ 'left-pad': '1.3.0' }),
  });
  const env = { HOME: home, XDG_CACHE_HOME: '' };
  const sent = async (...args: readonly string[]) => {
    const before = world.npm.log.length;
    await runCli([...args, '--dir', dir], { env });
    return world.npm.log.length - before;
  };
  expect(await sent('which', 'left-pad')).toBe(1);
  expect(await sent('which', 'left-pad')).toBe(0);
  expect(await sent('name', 'npm:left-pad')).toBe(0);
  expect(await sent('name', 'npm:left-pad', '--no-cache')).toBe(1);
  expect(await sent('which', 'left-pad', '--no-cache')).toBe(1);
});

it('keeps answers of a workflow in a folder of that run alone', async () => {
  const temporary = makeFolder({});
  const seen: string[] = [];
  const [pkg] = npmPackages as readonly [NpmPackage, ...NpmPackage[]];
  const registry = await startServer(() => {
    seen.push(...readdirSync(temporary));
    return { json: createPackument(pkg, 'https://npm.acme.example') };
  });
  onTestFinished(() => registry.close());
  const config = `version: 1\nregistries: { npm: { url: "${registry.url}", mirrors-public: true } }\nservices: { osv: false, github-advisories: false, deps-dev: false }\n`;
  const repository = makeRepository();
  const before = { '.github/gazetteer.yml': config, 'package.json': manifest({}) };
  const event = pullRequestEvent({
    base: repository.commit(before),
    head: repository.commit({ ...before, 'package.json': manifest({ 'left-pad': '^1.0.0' }) }),
  });
  const github = await start(repository);
  const run = async (cache: Record<string, string>) => {
    const [asked, listed] = [registry.log.length, seen.length];
    await runAction({
      script: dist('action.js'),
      inputs: { 'github-token': github.token, ...cache },
      event: { name: event.name, payload: event.payload },
      env: { ...event.env, GITHUB_API_URL: github.url, RUNNER_TEMP: temporary, XDG_CACHE_HOME: temporary },
    });
    expect(readdirSync(temporary)).toEqual([]);
    return { asked: registry.log.length - asked, folders: new Set(seen.slice(listed)).size };
  };
  const first = await run({});
  expect(first.asked).toBeGreaterThan(0);
  expect(first.folders).toBe(1);
  expect(await run({ cache: 'true' })).toEqual(first);
  expect(new Set(seen).size).toBe(2);
  expect(await run({ cache: 'false' })).toEqual({ ...first, folders: 0 });
  const wrong = await runAction({
    script: dist('action.js'),
    inputs: { 'github-token': github.token, cache: 'yes' },
    event: { name: event.name, payload: event.payload },
    env: { ...event.env, GITHUB_API_URL: github.url },
  });
  expect(wrong.exitCode).toBe(2);
  expect(wrong.annotations[0]?.message).toContain('cache');
});
