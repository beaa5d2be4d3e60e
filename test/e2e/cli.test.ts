import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditFiles, makeFolder, manifest, now, spawnCli, startWorld, summarise } from './world.ts';

describe('findings of the command line', () => {
  it.each<[string, Record<string, string>, Record<string, string>, string[], number]>([
    [
      'a name of the other ecosystem',
      { 'package.json': manifest({ 'left-pad': '^1.0.0' }) },
      { 'package.json': manifest({ 'left-pad': '^1.0.0', pep440: '^0.1.0' }) },
      ['critical nonexistent-package pep440 package.json:6'],
      1,
    ],
    [
      'a version that is not there',
      { 'requirements.txt': 'six==1.16.0\n' },
      { 'requirements.txt': 'six==1.99.0\n' },
      ['high nonexistent-version six requirements.txt:1'],
      1,
    ],
    [
      'a package of three days and a release of half a day',
      { 'package.json': manifest({ 'fresh-release': '2.0.0' }) },
      { 'package.json': manifest({ 'fresh-release': '2.0.1', newborn: '0.1.0' }) },
      ['high recent-release fresh-release package.json:5', 'high young-package newborn package.json:6'],
      1,
    ],
    [
      'known malware that is young too',
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ 'evil-twin': '1.0.0' }) },
      ['critical known-malicious evil-twin package.json:5', 'high young-package evil-twin package.json:5'],
      1,
    ],
    [
      'deprecated and yanked releases, which alone fail nothing',
      { 'package.json': manifest({}), 'requirements.txt': '' },
      { 'package.json': manifest({ quillvane: '1.0.0' }), 'requirements.txt': 'yanked-one==1.0\n' },
      [
        'medium yanked-version yanked-one requirements.txt:1',
        'medium unadopted-package yanked-one requirements.txt:1',
        'low deprecated-package quillvane package.json:5',
      ],
      0,
    ],
    [
      'an ordinary bump',
      { 'package.json': manifest({ 'left-pad': '1.0.0' }), 'requirements.txt': 'six==1.16.0\n' },
      { 'package.json': manifest({ 'left-pad': '1.3.0' }), 'requirements.txt': 'six==1.17.0\n' },
      [],
      0,
    ],
    ['no dependency at all', { 'README.md': 'a' }, { 'README.md': 'b' }, [], 0],
    [
      'a workspace member that is not published',
      { 'package.json': manifest({}, { workspaces: ['packages/*'] }) },
      {
        'package.json': manifest({ '@acme/own': '1.0.0' }, { workspaces: ['packages/*'] }),
        'packages/own/package.json': manifest({}, { name: '@acme/own' }),
      },
      [],
      0,
    ],
  ])('%s', async (_, before, after, findings, status) => {
    const run = await auditFiles(await startWorld(), before, after);
    expect(summarise(run.report)).toEqual(findings);
    expect(run.report.unverified).toEqual([]);
    expect(run.status).toBe(status);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'a name that the change declares its own in a corner',
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ pep440: '1.0.0' }), 'docs/package.json': manifest({}, { name: 'pep440' }) },
    ],
    [
      'a constraint that becomes a requirement',
      { 'requirements.txt': '-c constraints.txt\n', 'constraints.txt': 'left-pad==1.0\n' },
      { 'requirements.txt': 'left-pad==1.0\n-c constraints.txt\n', 'constraints.txt': '' },
    ],
    [
      'constraints that become requirements',
      { 'requirements.txt': '-c constraints.txt\n', 'constraints.txt': 'left-pad==1.0\n' },
      { 'requirements.txt': '-r constraints.txt\n', 'constraints.txt': 'left-pad==1.0\n' },
    ],
    [
      'an override that becomes a dependency',
      { 'package.json': manifest({}, { overrides: { pep440: '1.0.0' } }) },
      { 'package.json': manifest({ pep440: '1.0.0' }) },
    ],
    [
      'an optional peer that becomes a dependency',
      {
        'package.json': manifest(
          {},
          { peerDependencies: { pep440: '*' }, peerDependenciesMeta: { pep440: { optional: true } } },
        ),
      },
      { 'package.json': manifest({ pep440: '*' }) },
    ],
    [
      'a marker that falls away',
      { 'requirements.txt': 'left-pad==1.0 ; python_version < "2.6"\n' },
      { 'requirements.txt': 'left-pad==1.0\n' },
    ],
    [
      'a line beside one that is no requirement, in a file told by its content',
      { 'deps/dev.in': 'six==1.16.0\n' },
      { 'deps/dev.in': 'six==1.16.0\nleft-pad==1.0\n--some-new-option v\n' },
    ],
    [
      'what an old folder depends on that the change takes in by its path',
      { 'package.json': manifest({}), 'tools/x/package.json': manifest({ pep440: '1.0.0' }, { name: 'x' }) },
      {
        'package.json': manifest({ x: 'file:./tools/x' }),
        'tools/x/package.json': manifest({ pep440: '1.0.0' }, { name: 'x' }),
      },
    ],
    [
      'a file that an unchanged one includes, whose own content tells nothing',
      { 'requirements.txt': '-r dev.txt\n', 'dev.txt': 'six\n' },
      { 'requirements.txt': '-r dev.txt\n', 'dev.txt': 'six\nleft-pad\n' },
    ],
    [
      'a file of any name that an unchanged one includes',
      { 'requirements.txt': '-r deps/list\n', 'deps/list': 'six\n' },
      { 'requirements.txt': '-r deps/list\n', 'deps/list': 'left-pad\n' },
    ],
    [
      'a file that an unchanged project takes its dependencies from',
      {
        'pyproject.toml':
          '[project]\nname = "x"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["deps.list"] }\n',
        'deps.list': 'six\n',
      },
      {
        'pyproject.toml':
          '[project]\nname = "x"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["deps.list"] }\n',
        'deps.list': 'six\nleft-pad\n',
      },
    ],
    [
      'a name that a workspace in a corner declares',
      { 'package.json': manifest({}) },
      {
        'package.json': manifest({ pep440: '1.0.0' }),
        'junk/package.json': manifest({}, { workspaces: ['m'] }),
        'junk/m/package.json': manifest({}, { name: 'pep440' }),
      },
    ],
    [
      'what moves out of a file that was never audited',
      { 'docs/notes.txt': 'left-pad\n' },
      { 'requirements.txt': 'left-pad\n' },
    ],
    [
      'what a file holds that was prose before',
      { 'deps.txt': 'This is prose and more.\nleft-pad==1.0\n' },
      { 'deps.txt': 'left-pad==1.0\n' },
    ],
    [
      'a lockfile entry that only claims to be bundled',
      { 'package-lock.json': '{"lockfileVersion":3,"packages":{"":{}}}' },
      {
        'package-lock.json':
          '{"lockfileVersion":3,"packages":{"":{},"node_modules/pep440":{"version":"1.0.0","inBundle":true}}}',
      },
    ],
  ])('%s is looked up', async (_, before, after) => {
    const run = await auditFiles(await startWorld(), before, after);
    expect(run.report.findings.map(({ ruleId }) => ruleId)).toContain('nonexistent-package');
    expect(run.status).toBe(1);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'an old file with lines that are not understood',
      { 'lib/old.list': 'foo bar baz\n', 'requirements.txt': '' },
      { 'requirements.txt': '-r lib/old.list\n' },
    ],
    [
      'an old manifest that is broken',
      { 'b/package.json': '{', 'package.json': manifest({}) },
      { 'package.json': manifest({}, { workspaces: ['b'] }) },
    ],
    ['an editable folder that is not there', {}, { 'requirements.txt': '-e ./nowhere\n' }],
    [
      'an old manifest that is broken, in an ignored path,',
      { 'vendor/package.json': '{', 'package.json': manifest({}) },
      { 'package.json': manifest({}, { workspaces: ['vendor'] }) },
    ],
    [
      'a line that differs only in what reports mask',
      { 'requirements.txt': 'x @ https://u:one@files.example/a b\n' },
      { 'requirements.txt': 'x @ https://u:two@files.example/a b\n' },
    ],
  ])('%s, newly brought in, makes the run incomplete', async (_, before, after) => {
    const extra = 'ignore-paths: ["vendor/**"]\n';
    const run = await auditFiles(await startWorld(), before, { ...before, ...after }, [], extra);
    expect(run.status).toBe(3);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'npm',
      { 'libs/a/package.json': manifest({}, { name: 'acme-a' }), 'apps/b/package.json': manifest({}) },
      { 'apps/b/package.json': manifest({ 'acme-a': '1.0.0' }) },
    ],
    [
      'Python',
      { 'libs/core/pyproject.toml': '[project]\nname = "acme-core"\n', 'app/requirements.txt': '' },
      { 'app/requirements.txt': 'acme-core==1.0\n' },
    ],
  ])('knows the project’s own packages of %s wherever the base declares them', async (_, before, after) => {
    const run = await auditFiles(await startWorld(), before, { ...before, ...after });
    expect(run.report.findings).toEqual([]);
    expect(run.status).toBe(0);
  });

  it('prints no credentials that a file holds', async () => {
    const run = await auditFiles(
      await startWorld(),
      { 'README.md': '' },
      {
        'requirements.txt': '-r https://u:S3CRET@lists.example/r.txt\n',
        'package.json': manifest({
          a: 'git+https://u:S3CRET@code.example/a.git',
          b: 'https://u:S3CRET@code.example/b.tgz',
        }),
      },
    );
    expect(run.stdout + run.stderr).not.toContain('S3CRET');
    expect(run.stdout).toContain('lists.example');
  });

  it.each(['fail', 'warn'])(
    'is incomplete where the requests ran out before malware was asked for (%s)',
    async (mode) => {
      const extra = `on-unverified: ${mode}\nrules: { young-package: off }\nbudget: { requests: 2 }\n`;
      const after = { 'package.json': manifest({ 'evil-twin': '1.0.0' }) };
      const run = await auditFiles(await startWorld(), { 'package.json': manifest({}) }, after, [], extra);
      expect(run.status).toBe(3);
    },
  );

  it('refuses a configuration that is there and cannot be read', async () => {
    const base = makeFolder({
      'package.json': manifest({}),
      '.github/gazetteer.yml': `version: 1\n${'#'.repeat(2 ** 20)}\n`,
    });
    const run = await spawnCli(['audit', '--offline', '--base', base, '--head', makeFolder({ 'package.json': '{}' })]);
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('cannot be read') });
  });

  it('says what it could not verify, and that this is not clean', async () => {
    const world = await startWorld();
    world.npm.fail('*', { status: 503, retryAfter: '3600' });
    const run = await auditFiles(
      world,
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ 'left-pad': '1.3.0' }) },
    );
    expect(run.report.verdict).toBe('incomplete');
    expect(run.report.findings).toEqual([]);
    expect(run.report.unverified).toMatchObject([{ purl: 'pkg:npm/left-pad@1.3.0', question: 'existence' }]);
    expect(run.status).toBe(3);
  });

  it('passes on what is unverified only where the base side says so', async () => {
    const world = await startWorld();
    world.npm.fail('*', { status: 401 });
    const after = { 'package.json': manifest({ 'left-pad': '1.3.0' }) };
    const run = await auditFiles(world, { 'package.json': manifest({}) }, after, [], 'on-unverified: warn\n');
    expect(run.status).toBe(0);
    expect(run.report.unverified).toHaveLength(1);
  });

  it('never contacts a registry that the change alone names', async () => {
    const world = await startWorld();
    const stranger = (await startWorld()).npm;
    const run = await auditFiles(
      world,
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ 'left-pad': '1.3.0' }), '.npmrc': `registry=${stranger.url}\n` },
    );
    // The configuration of the base names the registry that counts; without one the stranger's silence stays open.
    expect(stranger.log).toEqual([]);
    expect(summarise(run.report)).toEqual(['high registry-changed  .npmrc:1']);
    expect(run.report.unverified).toEqual([]);
    const bare = makeFolder({ 'package.json': manifest({}) });
    const head = makeFolder({
      'package.json': manifest({ 'left-pad': '1.3.0' }),
      '.npmrc': `registry=${stranger.url}\n`,
    });
    const alone = await spawnCli(['audit', '--base', bare, '--head', head, '--now', now, '--format', 'json']);
    expect(stranger.log).toEqual([]);
    expect(alone.status).toBe(1);
    expect(JSON.parse(alone.stdout).unverified[0].reason).toContain('does not trust');
  });

  it('audits under the configuration of the base, whatever the head says', async () => {
    const world = await startWorld();
    const after = {
      'package.json': manifest({ pep440: '1.0.0' }),
      '.github/gazetteer.yml': 'version: 1\nfail-on: never\n',
    };
    const run = await auditFiles(world, { 'package.json': manifest({}) }, after);
    expect(summarise(run.report)).toEqual([
      'critical nonexistent-package pep440 package.json:5',
      'high gate-changed  .github/gazetteer.yml:2',
    ]);
    expect(run.status).toBe(1);
  });

  it('keeps what an exception accepts in the report, with its reason', async () => {
    const extra = `exceptions:
  - { rule: nonexistent-package, package: "pkg:npm/pep440", reason: "published tomorrow", expires: 2026-12-31 }
  - { rule: young-package, reason: "long over", expires: 2026-01-01 }
`;
    const after = { 'package.json': manifest({ pep440: '1.0.0' }) };
    const run = await auditFiles(await startWorld(), { 'package.json': manifest({}) }, after, [], extra);
    expect(summarise(run.report)).toEqual(['medium expired-exception  .github/gazetteer.yml:8']);
    expect(run.report.suppressed).toMatchObject([
      { ruleId: 'nonexistent-package', exception: { reason: 'published tomorrow' } },
    ]);
    expect(run.status).toBe(0);
  });

  it('tells a private name that is taken in public from one that anybody may take', async () => {
    const extra = 'private: { npm: ["acme-*"] }\n';
    const after = { 'package.json': manifest({ 'acme-internal': '1.0.0', 'acme-free': '1.0.0' }) };
    const run = await auditFiles(await startWorld(), { 'package.json': manifest({}) }, after, [], extra);
    expect(summarise(run.report).map((line) => line.replace(/^\w+ /, ''))).toEqual([
      'index-collision acme-internal package.json:5',
      'unclaimed-name acme-free package.json:6',
    ]);
  });

  it('gives the same bytes for the same answers', async () => {
    const world = await startWorld();
    const after = { 'package.json': manifest({ pep440: '1.0.0', newborn: '*' }) };
    const runs = [
      await auditFiles(world, { 'package.json': manifest({}) }, after),
      await auditFiles(world, { 'package.json': manifest({}) }, after),
    ].map(({ report }) => JSON.stringify({ ...report, stats: 0, scope: 0 }));
    expect(runs[0]).toBe(runs[1]);
  });
});

describe('files that cannot be read', () => {
  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    ['a manifest that is no JSON', { 'package.json': '{ "dependencies": ' }, /cannot be parsed/],
    [
      'a pointer to large file storage',
      { 'package-lock.json': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n' },
      /LFS/,
    ],
    [
      'an origin that is not understood',
      { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\npackages:\n  x@1.0.0:\n    resolution: {type: custom}\n" },
      /not understood/,
    ],
    ['invalid UTF-8', { 'requirements.txt': new Uint8Array([0x73, 0x69, 0x78, 0xff]) }, /UTF-8/],
    ['an include out of the tree', { 'requirements.txt': '-r ../secret.txt\n' }, /outside/],
    ['an include of an address', { 'requirements.txt': '-r https://lists.example/r.txt\n' }, /outside/],
  ])('%s makes the run incomplete', async (_, after, reason) => {
    const run = await auditFiles(await startWorld(), { 'README.md': '' }, after);
    expect(run.report.unverified.map(({ reason: said }) => said).join('\n')).toMatch(reason);
    expect(run.status).toBe(3);
  });
});

describe('a git repository', () => {
  it('is audited from its merge base to its working tree, and writes the formats that were asked for', async () => {
    const world = await startWorld();
    const folder = makeFolder({ 'package.json': manifest({}), '.github/gazetteer.yml': world.config() });
    const git = (...args: string[]) =>
      execFileSync(
        'git',
        ['-c', 'user.name=t', '-c', 'user.email=t@t.example', '-c', 'init.defaultBranch=main', ...args],
        { cwd: folder },
      );
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'one');
    writeFileSync(join(folder, 'package.json'), manifest({ pep440: '1.0.0' }));
    const formats = ['sarif=out.sarif', 'html=out.html', 'github'].flatMap((one) => ['--format', one]);
    const run = await spawnCli(['audit', '--now', now, ...formats], { cwd: folder });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('::error file=package.json,line=5');
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
    expect(readFileSync(join(folder, 'out.html'), 'utf8').split('<article ')).toHaveLength(2);
  });
});
