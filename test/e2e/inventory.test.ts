import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaErrors } from '../support/sinks/schema.ts';
import { makeFolder, manifest, runCli } from './world.ts';

describe('the inventory', () => {
  const files = {
    'package.json': manifest({ 'left-pad': '1.3.0', odd: 'https://u:S3CRET@code.example/odd.tgz' }),
    'deps/requirements.in': 'six==1.16.0\nfoo bar\n--index-url https://u:S3CRET@pypi.acme.example/simple\n',
    'broken/package.json': '{',
  };

  it('says what is declared where, by the published schema and without credentials', async () => {
    const run = await runCli(['inventory', '--format', 'json', makeFolder(files)]);
    const document = JSON.parse(run.stdout);
    expect(schemaErrors('inventory', document)).toEqual([]);
    expect(document.files.map(({ path }: { path: string }) => path)).toEqual(['deps/requirements.in', 'package.json']);
    expect(run.stdout).not.toContain('S3CRET');
    expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining('not read: broken/package.json') });
  });

  it('reads one file, its path relative to the folder that holds it', async () => {
    const folder = makeFolder(files);
    const run = await runCli(['inventory', join(folder, 'package.json')]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('package.json (package-json): 2\n');
    expect(run.stdout).toContain('pkg:npm/left-pad@1.3.0 1.3.0  [runtime, direct, registry]');
  });

  it('takes from the manifest what is direct, where the lockfile does not say it', async () => {
    const entry = (name: string, more = '') => `[[package]]\nname = "${name}"\nversion = "1.0"\nfiles = []\n${more}\n`;
    const folder = makeFolder({
      'pyproject.toml': '[project]\nname = "acme"\nversion = "1"\ndependencies = ["requests==1.0"]\n',
      'poetry.lock': `${entry('requests', '[package.dependencies]\nidna = "*"\n')}${entry('idna')}[metadata]\nlock-version = "2.1"\n`,
    });
    const run = await runCli(['inventory', folder]);
    expect(run.stdout).toContain('pkg:pypi/requests@1.0  [runtime, direct, registry]');
    expect(run.stdout).toContain('pkg:pypi/idna@1.0  [runtime, transitive, registry]');
  });
});
