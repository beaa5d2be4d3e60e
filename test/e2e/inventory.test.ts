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
});
