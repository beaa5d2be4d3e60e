import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import { makeFolder, manifest, runCli, spawnCli } from './world.ts';

const example = resolve(import.meta.dirname, '../../examples/pytorch-nightly');
const verify = (...args: readonly string[]) => runCli(['verify-log', ...args]);
const states = (stdout: string): readonly string[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ purl, state }) => `${state} ${purl.replace(/@.*$/, '')}`);

describe('verify-log, over the log of December 2022', () => {
  const log = join(example, 'install.log');
  const after = ['--dir', join(example, 'after')];

  it('finds the private name that came from the public index', async () => {
    const run = await verify(log, ...after, '--config', join(example, 'gazetteer.yml'), '--format', 'json');
    expect(run.status, run.stderr).toBe(1);
    expect(states(run.stdout)).toEqual([
      'open pkg:pypi/numpy',
      'open pkg:pypi/torch',
      'open pkg:pypi/torchvision',
      'differs pkg:pypi/torchtriton',
    ]);
    const [, , , torchtriton] = run.stdout.split('\n').map((line) => (line === '' ? {} : JSON.parse(line)));
    expect(torchtriton).toMatchObject({
      line: 9,
      from: 'registry',
      at: '2022-12-27T09:14:21.153Z',
      promised: ['https://download.pytorch.example/whl/nightly/cpu'],
      reason: expect.stringContaining('it came from the public index'),
    });
  });

  it('says without a configuration that both indexes were asked', async () => {
    const run = await verify(log, ...after);
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^open +pkg:pypi\/torchtriton@3\.0\.0 .* and the client also asks https:\/\/download/m);
    expect(run.stdout).toContain('4 installed: 0 as promised, 0 differ, 4 open');
  });

  it('reads the corrected form, in which one index serves each name', async () => {
    const run = await verify(
      log,
      '--dir',
      join(example, 'corrected'),
      '--config',
      join(example, 'gazetteer.yml'),
      '--format',
      'json',
    );
    expect(states(run.stdout)).toEqual([
      'as promised pkg:pypi/numpy',
      'as promised pkg:pypi/torch',
      'as promised pkg:pypi/torchvision',
      'differs pkg:pypi/torchtriton',
    ]);
  });

  it('shows on its page what it prints', async () => {
    const run = await spawnCli(['verify-log', 'install.log', '--dir', 'after', '--config', 'gazetteer.yml'], {
      cwd: example,
    });
    for (const line of run.stdout.trim().split('\n'))
      expect(readFileSync(join(example, 'README.md'), 'utf8')).toContain(line.trimEnd());
  });

  it('leaves out what was installed at another time', async () => {
    const run = await verify(
      log,
      ...after,
      '--since',
      '2022-12-27T09:14:06Z',
      '--until',
      '2022-12-27',
      '--format',
      'json',
    );
    expect(states(run.stdout)).toHaveLength(3);
    expect(run.stderr).toContain('outside of the period: 1');
  });
});

describe('verify-log', () => {
  const npm = (name: string, host: string) =>
    `npm http fetch GET 200 https://${host}/${name} 5ms (cache miss)\nnpm http fetch GET 200 https://${host}/${name}/-/core-1.0.0.tgz 5ms (cache miss)\n`;

  it('knows where the index of PyTorch keeps its archives', async () => {
    const index = `${endpoints.pytorch}cpu`;
    const archive = 'torch-2.5.1%2Bcpu-cp312-cp312-linux_x86_64.whl';
    const folder = makeFolder({
      'requirements.txt': `--index-url ${index}\ntorch\n`,
      'install.log': `Looking in indexes: ${index}\nCollecting torch\n  Downloading ${endpoints.pytorchFiles}/whl/cpu/${archive} (780.4 MB)\nSuccessfully installed torch-2.5.1+cpu\n`,
    });
    const run = await verify(join(folder, 'install.log'), '--dir', folder, '--format', 'json');
    expect(states(run.stdout)).toEqual(['as promised pkg:pypi/torch']);
  });

  it('holds npm to the registry of a scope, in a log with the output of several clients', async () => {
    const folder = makeFolder({
      'package.json': manifest({ '@acme/core': '^1.0.0' }),
      '.npmrc': '@acme:registry=https://u:hunter2@npm.acme.example/\n',
      'ci.log': `${npm('@acme%2fcore', 'npm.acme.example')}${npm('@acme/core', 'npm.evil.example')} + six==1.16.0\nInstalled 1 package in 1ms\n`,
    });
    const run = await verify(join(folder, 'ci.log'), '--dir', folder, '--format', 'json');
    expect(run.status).toBe(1);
    expect(states(run.stdout)).toEqual(
      ['as promised pkg:npm/%40acme/core', 'differs pkg:npm/%40acme/core', 'open pkg:pypi/six'].map((line) =>
        line.replace(/@.*$/, ''),
      ),
    );
    expect(run.stdout + run.stderr).not.toContain('hunter2');
  });

  it('takes the host of an archive at its word, where npm ci asks for nothing else', async () => {
    const fetched = (url: string) => `npm http fetch GET 200 ${url} 5ms (cache miss)\n`;
    const folder = makeFolder({
      'package.json': manifest({ '@acme/core': '^1.0.0', six: '1' }),
      '.npmrc': '@acme:registry=https://npm.acme.example/\n',
      'ci.log': `${fetched(`${endpoints.npm}/@acme/core/-/core-99.0.0.tgz`)}${fetched(`${endpoints.npm}/six/-/six-1.0.0.tgz`)}`,
    });
    const run = await verify(join(folder, 'ci.log'), '--dir', folder);
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^differs +pkg:npm\/%40acme\/core@99\.0\.0 .* the public index/m);
    expect(run.stdout).toMatch(/^as promised +pkg:npm\/six@1\.0\.0 /m);
  });

  it('tells indexes of one host apart by their folders', async () => {
    const art = 'https://art.example/api/pypi';
    const entry = (repository: string) => ({
      metadata: { name: 'acme-lib', version: '1.0' },
      download_info: { url: `${art}/${repository}/packages/acme_lib-1.0-py3-none-any.whl` },
    });
    const install = ['pypi-remote', 'acme-local', 'other'].map(entry);
    const folder = makeFolder({
      'requirements.txt': `--index-url ${art}/pypi-remote/simple\n--extra-index-url ${art}/acme-local/simple\nacme-lib\n`,
      'gazetteer.yml': `registries:\n  pypi: { url: ${art}/pypi-remote/simple, mirrors-public: true }\ntrusted-registries: ['https://art.example/']\nprivate: {pypi: [acme-lib]}\n`,
      'report.json': JSON.stringify({ version: '1', pip_version: '26.0', install }, undefined, 1),
    });
    const where = ['--dir', folder, '--config', join(folder, 'gazetteer.yml')];
    const run = await verify(join(folder, 'report.json'), ...where, '--format', 'json');
    expect(run.stdout.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line).state))).toEqual([
      'differs',
      'as promised',
      'open',
    ]);
    expect(run.stdout).toContain(`the public index (${art}/pypi-remote/simple), not from ${art}/acme-local/simple`);
  });

  it('takes what a manifest names by its address for promised', async () => {
    const folder = makeFolder({
      'requirements.txt': 'proj @ git+https://git.acme.example/proj.git@v1\n',
      'freeze.txt': 'proj @ git+https://git.acme.example/proj@d7ff60dcf5d93baf5eac62a315b4cf59c35f3cc5\n',
    });
    const run = await verify(join(folder, 'freeze.txt'), '--dir', folder);
    expect(run).toMatchObject({ status: 0, stdout: expect.stringMatching(/^as promised/) });
  });

  it('reads what PowerShell wrote, as UTF-16', async () => {
    const text = '\ufeffCollecting six\r\n  Downloading six-1.16.0-py2.py3-none-any.whl (11 kB)\r\n';
    const folder = makeFolder({ 'pip.log': Buffer.from(text, 'utf16le') });
    const run = await verify(join(folder, 'pip.log'), '--dir', folder);
    expect(run.stdout).toContain('pkg:pypi/six@1.16.0');
  });

  it.each<[string, string, RegExp]>([
    ['a file that is no log', '# Title\n', /not read: .*notes\.txt: it is no install log/],
    ['a log that names no packages', 'added 3 packages in 1s\n', /not understood: .*notes\.txt:1: .*--loglevel http/],
    ['a report that is cut', '{"pip_version": "26.3", "install": [', /not understood: .*notes\.txt:1: /],
  ])('says that it does not understand %s', async (_, text, said) => {
    const folder = makeFolder({ 'notes.txt': text });
    expect(await verify(join(folder, 'notes.txt'), '--dir', folder)).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(said),
    });
  });

  it('says what to do about a log that is not there', async () => {
    const folder = makeFolder({});
    expect(await verify(join(folder, 'pip.log'), '--dir', folder)).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/not read: .*pip\.log: it is not there: give the path of a log/),
    });
  });

  it.each<[readonly string[], RegExp]>([
    [[], /give the logs to read/],
    [['x.log', '--since', 'yesterday'], /--since yesterday: give a day/],
    [['x.log', '--until', '2022-02-31'], /--until 2022-02-31/],
    [
      ['x.log', '--since', '2022-12-28', '--until', '2022-12-27'],
      /--since 2022-12-28 is later than --until 2022-12-27/,
    ],
    [['x.log', '--format', 'xml'], /--format xml/],
    [['x.log', '--config', 'nowhere.yml'], /nowhere\.yml is no file/],
    [['x.log', '--dir', './nowhere'], /nowhere/],
  ])('refuses %j', async (args, said) => {
    expect(await verify(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(said) });
  });
});
