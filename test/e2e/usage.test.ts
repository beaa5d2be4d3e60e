import { describe, expect, it } from 'vitest';
import { startProxy } from '../support/registries/proxy.ts';
import { makeFolder, manifest, now, runCli } from './world.ts';

describe('usage', () => {
  it.each<[string[], number, RegExp]>([
    [['--version'], 0, /^gazetteer \d+\.\d+\.\d+\n$/],
    [['--help'], 0, /Usage: gazetteer audit/],
    [['wich'], 2, /there is no command wich/],
    [['inventory', './nowhere'], 2, /is no file and no folder/],
    [['inventory', '--format', 'xml'], 2, /--format xml/],
    [['audit', '--format', 'html'], 2, /--format html: give one of/],
    [['audit', '--fail-on', 'severe'], 2, /--fail-on severe/],
    [['audit', '--colour'], 2, /colour/],
    [['audit', './nowhere'], 2, /is no folder/],
    [['audit', '--base', '', '--head', ''], 2, /--base is empty/],
    [['audit', '--now', '2026-02-31T00:00:00Z'], 2, /--now 2026-02-31/],
    [['audit', '--now', 'yesterday'], 2, /--now yesterday/],
  ])('%j ends with status %i', async (args, status, said) => {
    const run = await runCli(args);
    expect(run.status).toBe(status);
    expect(run.stdout + run.stderr).toMatch(said);
  });

  it('names the line and the remedy of a wrong configuration', async () => {
    const base = makeFolder({ '.github/gazetteer.yml': 'version: 1\nfail-onn: high\n', 'package.json': '{}' });
    const run = await runCli(['audit', '--base', base, '--head', makeFolder({ 'package.json': '{ }' }), '--offline']);
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
  const run = await runCli(['audit', '--base', base, '--head', head, '--now', now], { env: proxy.env });
  proxy.close();
  expect(run.stdout + run.stderr).not.toContain('hunter2');
  expect(proxy.asked).toContain('npm.acme.example:443');
  expect(run.status, run.stdout + run.stderr).toBe(3);
});
