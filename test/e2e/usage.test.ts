import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startProxy } from '../support/registries/proxy.ts';
import { dist, makeFolder, manifest, now, spawnCli, startWorld } from './world.ts';

describe('usage', () => {
  it.each<[string[], number, RegExp]>([
    [['--version'], 0, /^gazetteer \d+\.\d+\.\d+\n$/],
    [['--help'], 0, /Usage: gazetteer audit/],
    [['-h'], 0, /Usage: gazetteer audit/],
    [['help'], 0, /Usage: gazetteer audit/],
    [['explain', '-h'], 0, /Usage: gazetteer audit/],
    [['audit', '--version'], 0, /^gazetteer \d+\.\d+\.\d+\n$/],
    [['explain', '--', '--help'], 2, /there is no rule --help/],
    [['wich'], 2, /there is no command wich\n {2}did you mean which\?/],
    [['audit', '--fail-onn', 'high'], 2, /^gazetteer: there is no option --fail-onn here: did you mean --fail-on\?\n/],
    [['audit', '-x'], 2, /^gazetteer: there is no option -x here\n {2}gazetteer --help/],
    [['explain', 'nonexistant-package'], 2, /\n {2}did you mean nonexistent-package\? gazetteer explain lists them\n$/],
    [['which', '--dir', './nowhere'], 2, /\n {2}Give a folder that is there/],
    [['inventory', './nowhere'], 2, /is no file and no folder\n {2}give/],
    [['inventory', '--format', 'xml'], 2, /--format xml/],
    [['audit', '--format', 'pdf'], 2, /--format pdf: give one of/],
    [['audit', '--fail-on', 'severe'], 2, /--fail-on severe/],
    [['audit', '--colour'], 2, /colour/],
    [['audit', './nowhere'], 2, /is no folder/],
    [['audit', '--base', '', '--head', ''], 2, /--base is empty/],
    [['audit', '--base', './src', '--head', './test', './docs'], 2, /\.\/docs is a third folder/],
    [['audit', '--now', '2026-02-31T00:00:00Z'], 2, /--now 2026-02-31/],
    [['audit', '--now', 'yesterday'], 2, /--now yesterday/],
  ])('%j ends with status %i', async (args, status, said) => {
    const run = await spawnCli(args);
    expect(run.status).toBe(status);
    expect(run.stdout + run.stderr).toMatch(said);
  });

  it('names the line and the remedy of a wrong configuration', async () => {
    const base = makeFolder({ '.github/gazetteer.yml': 'version: 1\nfail-onn: high\n', 'package.json': '{}' });
    const run = await spawnCli(['audit', '--base', base, '--head', makeFolder({ 'package.json': '{ }' }), '--offline']);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/gazetteer\.yml:2.*fail-onn/);
    expect(run.stderr).toMatch(/fail-on\b/);
  });
});

it('asks through the proxy of the environment, and shows nothing of its credentials', async () => {
  const proxy = await startProxy();
  const config = { '.github/gazetteer.yml': 'version: 1\nregistries: { npm: { url: "https://npm.acme.example" } }\n' };
  const base = makeFolder({ ...config, 'package.json': manifest({}) });
  const head = makeFolder({ ...config, 'package.json': manifest({ 'left-pad': '1.3.0' }) });
  const run = await spawnCli(['audit', '--base', base, '--head', head, '--now', now], { env: proxy.env });
  proxy.close();
  expect(run.stdout + run.stderr).not.toContain('hunter2');
  expect(proxy.asked).toContain('npm.acme.example:443');
  expect(run.status, run.stdout + run.stderr).toBe(3);
});

it('finds its own files wherever it lies, also through a link, and takes a missing one for no finding', async () => {
  const world = await startWorld();
  const base = makeFolder({ 'package.json': manifest({}), '.github/gazetteer.yml': world.config() });
  const head = makeFolder({ 'package.json': manifest({ pep440: '1.0.0' }), '.github/gazetteer.yml': world.config() });
  const folder = makeFolder({ 'elsewhere/README.md': '' });
  const copy = join(folder, 'a b%20c#d?');
  cpSync(dist('.'), copy, { recursive: true });
  const args = ['audit', '--base', base, '--head', head, '--now', now, '--format', 'github'];
  const cwd = join(folder, 'elsewhere');
  const linked = { file: join(folder, 'gazetteer'), folder: join(folder, 'linked') };
  symlinkSync(join(copy, 'cli.js'), linked.file);
  symlinkSync(copy, linked.folder);
  for (const program of [join(copy, 'cli.js'), linked.file, join(linked.folder, 'cli.js')]) {
    const run = await spawnCli(args, { program, cwd });
    expect(run.stdout).toContain('title=nonexistent-package%3A pep440');
    expect(run.status).toBe(1);
  }
  rmSync(join(copy, 'data/llhttp.wasm'));
  const run = await spawnCli(args, { program: linked.file, cwd });
  expect(run.stderr).toContain('llhttp.wasm');
  expect(run.status).toBe(70);
});
