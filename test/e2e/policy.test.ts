import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { createRepository } from '../support/github/repository.ts';
import { auditFiles, makeFolder, manifest, now, runCli, startWorld, summarise } from './world.ts';

const suppressedBy = ({ suppressed }: Report): readonly string[] =>
  suppressed.map(({ ruleId, package: found, exception: { by = 'exception' } }) => `${by} ${ruleId} ${found?.name}`);
const said = ({ notifications }: Report): string => notifications.map(({ message }) => message).join('\n');

describe('approved packages', () => {
  it('answer what is asked of a name, for findings that are still listed, and nothing else', async () => {
    const world = await startWorld();
    const after = { 'package.json': manifest({ newborn: '0.1.0', 'evil-twin': '1.0.0', pep440: '1.0.0' }) };
    const bare = await auditFiles(world, {}, after);
    expect(summarise(bare.report).join()).toMatch(/young-package newborn|unadopted-package newborn/);
    const extra = 'approved: [pkg:npm/newborn, pkg:npm/evil-twin, pkg:npm/pep440]';
    const { report, status } = await auditFiles(world, {}, after, [], extra);
    expect(summarise(report).filter((one) => /young-package|unadopted-package|lookalike-name/.test(one))).toEqual([]);
    expect(suppressedBy(report)).toContain('approval young-package newborn');
    const left = summarise(report).join('\n');
    expect(left).toContain('nonexistent-package pep440');
    expect(left).toMatch(/known-malicious evil-twin/);
    expect(status).toBe(1);
  });

  it('answer whether a release is too recent only with its version', async () => {
    const world = await startWorld();
    const after = { 'package.json': manifest({ 'fresh-release': '2.0.1' }) };
    const audit = (entry: string) => auditFiles(world, {}, after, [], `approved: ["${entry}"]`);
    const name = await audit('pkg:npm/fresh-release');
    expect(summarise(name.report).join()).toContain('recent-release fresh-release');
    const version = await audit('pkg:npm/fresh-release@2.0.1');
    expect([version.status, suppressedBy(version.report)[0]]).toEqual([0, 'approval recent-release fresh-release']);
    const other = await audit('pkg:npm/fresh-release@2.0.0');
    expect(summarise(other.report).join()).toContain('recent-release fresh-release');
  });

  it('count as the base side has them', async () => {
    const world = await startWorld();
    const base = makeFolder({ '.github/gazetteer.yml': world.config() });
    const head = makeFolder({
      '.github/gazetteer.yml': world.config('approved: [pkg:npm/newborn]\n'),
      'package.json': manifest({ newborn: '0.1.0' }),
    });
    const run = await runCli(['audit', '--base', base, '--head', head, '--now', now, '--format', 'json']);
    const report = JSON.parse(run.stdout);
    expect(suppressedBy(report)).toEqual([]);
    expect(summarise(report).join('\n')).toMatch(/gate-changed/);
  });
});

describe('denied packages', () => {
  it('are told on their lines, by name and by the version that would be installed, also where they are approved', async () => {
    const world = await startWorld();
    const extra = [
      'approved: ["pkg:npm/left-pad@1.3.0"]',
      'denied: [{ package: "pkg:npm/left-*@1.3.0", reason: ours is better }, pkg:pypi/six]',
    ].join('\n');
    const after = { 'package.json': manifest({ 'left-pad': '^1.0.0' }), 'requirements.txt': 'six==1.17.0\n' };
    const { report, status } = await auditFiles(world, {}, after, [], extra);
    const denied = report.findings.filter(({ ruleId }) => ruleId === 'denied-package');
    expect(denied.map(({ severity, message, location }) => `${severity} ${location.path} ${message}`)).toEqual([
      'critical package.json left-pad 1.3.0 is denied by the configuration: "ours is better".',
      'critical requirements.txt six is denied by the configuration.',
    ]);
    expect(status).toBe(1);
  });
});

describe('a rule that only observes', () => {
  it('is reported as such by every reporter, and fails nothing whatever the caller asks', async () => {
    const world = await startWorld();
    const config = world.config('rules: { denied-package: { mode: observe } }\ndenied: [pkg:npm/left-pad]\n');
    const base = makeFolder({ '.github/gazetteer.yml': config });
    const head = makeFolder({ '.github/gazetteer.yml': config, 'package.json': manifest({ 'left-pad': '1.3.0' }) });
    const files = ['text', 'markdown', 'github', 'sarif', 'json'].map(
      (format) => [format, join(head, format)] as const,
    );
    const formats = files.flatMap(([format, file]) => ['--format', `${format}=${file}`]);
    const run = await runCli(['audit', '--base', base, '--head', head, '--now', now, '--fail-on', 'info', ...formats]);
    expect(run.status).toBe(0);
    const [text = '', markdown = '', github = '', sarif = '', json = ''] = files.map(([, file]) =>
      readFileSync(file, 'utf8'),
    );
    expect(text).toContain('observed only');
    expect(markdown).toContain('observed only');
    expect(github).toContain('::warning file=package.json');
    expect(JSON.parse(sarif).runs[0].results[0].properties.observed).toBe(true);
    expect(JSON.parse(json)).toMatchObject({
      verdict: 'pass',
      findings: [{ ruleId: 'denied-package', observed: true }],
    });
  });
});

describe('comments that ask to ignore findings', () => {
  const lines = [
    'six  # gazetteer-ignore: floating-requirement -- the image pins it',
    '# gazetteer-ignore: yanked-version until 2026-12-31 -- no other wheel works',
    'yanked-one==1.0',
  ];

  it('do not count unless the base side allows them by rule, which is said', async () => {
    const world = await startWorld();
    const { report } = await auditFiles(world, {}, { 'requirements.txt': `${lines.join('\n')}\n` });
    expect(suppressedBy(report)).toEqual([]);
    expect(said(report)).toContain('requirements.txt:1 (floating-requirement), requirements.txt:2 (yanked-version)');
  });

  it('accept findings of their line and the next, of the rules that are allowed', async () => {
    const world = await startWorld();
    const text = `${lines.join('\n')}\n`;
    const allowed = await auditFiles(
      world,
      {},
      { 'requirements.txt': text },
      [],
      'inline-exceptions: [yanked-version]',
    );
    expect(suppressedBy(allowed.report)).toEqual(['comment yanked-version yanked-one']);
    expect(allowed.report.suppressed[0]?.exception).toEqual({
      by: 'comment',
      reason: 'no other wheel works',
      expires: '2026-12-31',
    });
    expect(said(allowed.report)).toContain('do not count here: requirements.txt:1 (floating-requirement).');
    const locked = 'inline-exceptions: [yanked-version]\nlocked: [exceptions]';
    expect((await auditFiles(world, {}, { 'requirements.txt': text }, [], locked)).report.suppressed).toEqual([]);
    const over = text.replace('2026-12-31', '2026-06-14');
    const past = await auditFiles(world, {}, { 'requirements.txt': over }, [], 'inline-exceptions: [yanked-version]');
    expect(past.report.suppressed).toEqual([]);
  });

  it('count in code as they do in dependency files', async () => {
    const world = await startWorld();
    const code = 'import quillvane_core  # gazetteer-ignore: undeclared-import -- the image brings it\n';
    const bare = await auditFiles(world, {}, { 'app.py': code });
    expect(said(bare.report)).toContain('do not count here: app.py:1 (undeclared-import)');
    expect(summarise(bare.report).join()).toContain('undeclared-import');
    const allowed = await auditFiles(world, {}, { 'app.py': code }, [], 'inline-exceptions: [undeclared-import]');
    expect(suppressedBy(allowed.report)).toEqual([expect.stringContaining('comment undeclared-import')]);
    expect(said(allowed.report)).not.toContain('do not count');
  });

  it('count neither without a reason nor where registries have their say', async () => {
    const world = await startWorld();
    const mark = 'gazetteer-ignore: deprecated-package';
    const extra = 'inline-exceptions: [deprecated-package, yanked-version]';
    const text = manifest({ quillvane: '1.0.0' }, { description: `# ${mark} -- as its registry says` });
    const flat = text.replaceAll('\n', ' ');
    const files = { 'package.json': flat, 'requirements.txt': 'yanked-one==1.0 # gazetteer-ignore: yanked-version\n' };
    const { report } = await auditFiles(world, {}, files, [], extra);
    expect(report.suppressed).toEqual([]);
    expect(summarise(report).join('\n')).toContain('deprecated-package quillvane');
    expect(said(report)).toContain('do not count here: requirements.txt:1.');
  });
});

describe('a baseline', () => {
  const path = '.github/gazetteer-baseline.json';
  const known = { pep440: '1.0.0', quillvane: '1.0.0' };

  /** A repository with a configuration on its default branch, and how everything in it is audited. */
  const setUp = async () => {
    const world = await startWorld();
    const repository = createRepository();
    onTestFinished(() => repository.dispose());
    const config = { '.github/gazetteer.yml': world.config(`baseline: ${path}\n`) };
    repository.commit({ ...config, 'package.json': manifest({ ...known, 'evil-twin': '1.0.0' }) });
    const audit = async (args: readonly string[] = []) => {
      const options = ['--base', 'none', '--now', now, '--format', 'json', ...args];
      const run = await runCli(['audit', repository.dir, ...options]);
      return { ...run, report: JSON.parse(run.stdout) as Report };
    };
    return { repository, config, audit, file: join(makeFolder({}), 'known.json') };
  };

  it('takes what is known, and nothing that is new, graver or only for an exception to accept', async () => {
    const { repository, config, audit, file } = await setUp();
    const first = await audit(['--write-baseline', file]);
    expect([first.status, first.report.suppressed]).toEqual([1, []]);
    expect(said(first.report)).toMatch(/the baseline is not in \w+: nothing counts as known/);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('"package":"pkg:npm/pep440@1.0.0"');
    expect(text).not.toContain('known-malicious');

    const files = { ...config, [path]: text, 'package.json': manifest(known) };
    repository.commit(files);
    const second = await audit(['--write-baseline', `${file}.again`]);
    expect([second.status, second.report.findings]).toEqual([0, []]);
    expect(suppressedBy(second.report)).toContain('baseline nonexistent-package pep440');
    const without = text.split('\n').filter((line) => !line.includes('evil-twin'));
    expect(readFileSync(`${file}.again`, 'utf8').split('\n').length).toBe(without.length);

    repository.commit({ ...files, 'package.json': manifest({ ...known, 'evil-twin': '1.0.0', nobodys: '1.0.0' }) });
    const third = await audit();
    expect(third.status).toBe(1);
    const found = third.report.findings.map(({ ruleId, package: one }) => `${ruleId} ${one?.name}`);
    expect(found).toEqual(expect.arrayContaining(['known-malicious evil-twin', 'nonexistent-package nobodys']));
    expect(found.join()).not.toContain('pep440');

    const milder = text.replace(/"critical"(.*pep440)/, '"high"$1');
    expect(milder).not.toBe(text);
    repository.commit({ ...config, [path]: milder, 'package.json': manifest({ pep440: '1.0.0' }) });
    const fourth = await audit();
    expect(fourth.report.findings.map(({ ruleId }) => ruleId)).toEqual(['nonexistent-package']);
    expect(said(fourth.report)).toMatch(/entries of the baseline matched nothing: .*quillvane@1\.0\.0/);
  });

  it('stops the run where it is broken', async () => {
    const { repository, config } = await setUp();
    repository.commit({ ...config, [path]: '{}' });
    const run = await runCli(['audit', repository.dir, '--base', 'none', '--now', now]);
    expect([run.status, run.stderr]).toEqual([
      2,
      expect.stringMatching(/baseline\.json of \w+: is no baseline.*\n.*--write/),
    ]);
  });

  it('is written for an audit of everything alone', async () => {
    const [base, head] = [makeFolder({}), makeFolder({})];
    const run = await runCli(['audit', '--base', base, '--head', head, '--write-baseline', join(head, 'x.json')]);
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('--base none')]);
  });
});
