import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { makeRepository, start } from '../support/github/harness.ts';
import { createRepository } from '../support/github/repository.ts';
import { makeFolder, manifest, runCli } from './world.ts';

const workflowPath = '.github/workflows/gazetteer.yml';
const configPath = '.github/gazetteer.yml';
const commit = '0123456789abcdef0123456789abcdef01234567';
const example = readFileSync(join(import.meta.dirname, '../../examples/workflow.yml'), 'utf8');

const read = (dir: string, path: string): string => readFileSync(join(dir, path), 'utf8');

describe('gazetteer init', () => {
  it('writes a workflow and a configuration, and says what to do next', async () => {
    const dir = makeFolder({ '.git/HEAD': 'ref: refs/heads/main\n' });
    const run = await runCli(['init', dir]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain(`wrote ${join(dir, workflowPath)}\nwrote ${join(dir, configPath)}\n`);
    expect(run.stdout).toContain('in the place of OWNER');
    expect(read(dir, workflowPath)).toContain(parse(example).jobs.gazetteer.steps[0].uses);
    expect(parse(read(dir, configPath))).toEqual({ version: 1 });
  });

  it('takes the folder one stands in, and says where that is no root of a repository', async () => {
    const dir = makeFolder({});
    const run = await runCli(['init', '--action', `acme/gazetteer@${commit}`], { cwd: dir });
    expect(run.status).toBe(0);
    expect(run.stderr).toMatch(/is not the root of a repository/);
    expect(run.stdout).not.toContain('OWNER');
    expect(
      read(dir, workflowPath).match(/uses: acme\/gazetteer@0123456789abcdef0123456789abcdef01234567$/gm),
    ).toHaveLength(2);
  });

  it.each([
    ['workflow', workflowPath, configPath],
    ['config', configPath, workflowPath],
  ])('writes one of the two with --only %s, also beside the other', async (only, wanted, other) => {
    const dir = makeFolder({ [other]: 'mine\n' });
    const run = await runCli(['init', dir, '--only', only]);
    expect(run.status).toBe(0);
    expect(existsSync(join(dir, wanted))).toBe(true);
    expect(read(dir, other)).toBe('mine\n');
  });

  it.each([workflowPath, configPath])('replaces nothing, and writes nothing beside %s', async (path) => {
    const dir = makeFolder({ [path]: 'mine\n' });
    const run = await runCli(['init', dir]);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(`already there: ${path}; nothing was written`);
    expect(run.stderr).toContain('--only');
    expect(read(dir, path)).toBe('mine\n');
    expect(existsSync(join(dir, path === configPath ? workflowPath : configPath))).toBe(false);
  });

  it.each(['.github', '.github/workflows', workflowPath, configPath])('follows no link at %s', async (path) => {
    const outside = makeFolder({ 'workflows/x': '' });
    const dir = makeFolder({});
    mkdirSync(join(dir, path, '..'), { recursive: true });
    symlinkSync(path.endsWith('.yml') ? join(outside, 'gone.yml') : outside, join(dir, path));
    const run = await runCli(['init', dir]);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(path);
    expect(run.stderr).toContain('nothing was written');
    expect(readdirSync(outside, { recursive: true }).sort()).toEqual(['workflows', 'workflows/x']);
    expect(readdirSync(dir, { recursive: true }).filter((name) => String(name).endsWith('.yml'))).toEqual(
      path.endsWith('.yml') ? [path] : [],
    );
  });

  it('writes nothing where a file stands in the way, or nobody may write', async () => {
    const file = makeFolder({ '.github': 'a file\n' });
    expect((await runCli(['init', file])).stderr).toMatch(/\.github is no folder: nothing was written/);
    expect(read(file, '.github')).toBe('a file\n');
    const closed = makeFolder({});
    chmodSync(closed, 0o555);
    // Root may write to any folder but those that no disk holds.
    const run = await runCli(['init', process.getuid?.() === 0 ? '/proc' : closed]);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/nothing was written: .*\.github/);
  });

  it('takes a link to a folder for the folder', async () => {
    const dir = makeFolder({});
    const link = join(makeFolder({}), 'link');
    symlinkSync(dir, link);
    expect((await runCli(['init', link])).status).toBe(0);
    expect(existsSync(join(dir, configPath))).toBe(true);
  });

  it.each<[string[], RegExp]>([
    [['./nowhere'], /nowhere is no folder/],
    [[import.meta.filename], /is no folder/],
    [['a', 'b'], /one folder is enough/],
    [['--only', 'both'], /--only both: give workflow or config or companion/],
    [['--only', 'workflow', '--companion'], /give --only companion for it alone/],
    [['--force'], /force/],
    [['--action', 'gazetteer'], /--action gazetteer/],
    [['--action', 'acme/gazetteer@v1\n      - run: id'], /--action/],
    [['--action', 'acme/gazetteer@v1 # x'], /--action/],
    [['--only', 'config', '--action', 'acme/gazetteer@v1'], /--action is for the workflows/],
  ])('%j is wrong usage', async (args, said) => {
    const cwd = makeFolder({});
    const run = await runCli(['init', ...args], { cwd });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(said);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('is found by --help', async () => {
    const run = await runCli(['init', '--help']);
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/gazetteer init \[dir\] \[--companion\] \[--only workflow\|config\|companion\]/);
  });
});

describe('the workflow that is written', () => {
  async function write(): Promise<string> {
    const dir = makeFolder({});
    await runCli(['init', dir, '--action', `acme/gazetteer@${commit}`]);
    return read(dir, workflowPath);
  }

  it('audits as the example does, and needs no more', async () => {
    const [written, shown] = [parse(await write()), parse(example)];
    const { schedule, ...events } = written.on;
    expect(events).toEqual(shown.on);
    expect(schedule).toEqual([{ cron: expect.stringMatching(/^[1-9]\d? \*\/\d+ \* \* \*$/) }]);
    expect(written.permissions).toEqual(shown.permissions);
    const { if: condition, ...job } = written.jobs.gazetteer;
    expect(condition).toBe("github.event_name != 'schedule'");
    expect(job).toEqual({
      ...shown.jobs.gazetteer,
      steps: [{ uses: `acme/gazetteer@${commit}` }],
    });
  });

  it('lets the scheduled job alone start runs, and runs no command in either', async () => {
    const text = await write();
    const { jobs } = parse(text);
    expect(jobs.recheck).toEqual({
      if: "github.event_name == 'schedule'",
      'runs-on': 'ubuntu-latest',
      permissions: { actions: 'write', checks: 'read', 'pull-requests': 'read' },
      steps: [{ uses: `acme/gazetteer@${commit}`, with: { recheck: true } }],
    });
    expect(text.match(/write$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/\$\{\{|pull_request_target|\brun:|secrets/);
  });

  it('uses inputs that the action has', async () => {
    const { inputs } = parse(read(join(import.meta.dirname, '../..'), 'action.yml'));
    const used = Object.keys(parse(await write()).jobs.recheck.steps[0].with);
    expect(used.filter((name) => inputs[name] === undefined)).toEqual([]);
    expect(used).toHaveLength(1);
  });
});

describe('the companion that is written', () => {
  const companionPath = '.github/workflows/gazetteer-comments.yml';
  const fork = readFileSync(join(import.meta.dirname, '../../examples/fork-comments.yml'), 'utf8');

  it('is the example, and follows the workflow that is written with it', async () => {
    const dir = makeFolder({});
    const run = await runCli(['init', dir, '--companion', '--action', `acme/gazetteer@${commit}`]);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain(`wrote ${join(dir, companionPath)}\n`);
    expect(run.stdout).toContain('in the default branch');
    const text = read(dir, companionPath);
    expect(text).toBe(fork.replace('OWNER/gazetteer@v0', `acme/gazetteer@${commit}`));
    expect(parse(text).on.workflow_run.workflows).toEqual([parse(read(dir, workflowPath)).name]);
    expect(existsSync(join(dir, configPath))).toBe(true);
  });

  it('is written alone beside the others, and replaces nothing', async () => {
    const dir = makeFolder({ [workflowPath]: 'mine\n' });
    expect((await runCli(['init', dir, '--companion'])).status).toBe(2);
    expect(existsSync(join(dir, companionPath))).toBe(false);
    expect((await runCli(['init', dir, '--only', 'companion'])).status).toBe(0);
    const again = await runCli(['init', dir, '--only', 'companion']);
    expect(again).toMatchObject({ status: 2, stdout: '' });
    expect(again.stderr).toContain(`already there: ${companionPath}; nothing was written`);
    expect(read(dir, workflowPath)).toBe('mine\n');
    expect(existsSync(join(dir, configPath))).toBe(false);
  });
});

describe('an audit of what is written', () => {
  it('finds nothing, with the action looked up, under the configuration that is written', async () => {
    const action = makeRepository();
    const head = action.commit({ 'action.yml': 'name: Gazetteer\n' });
    const github = await start(action, { isPublic: true, owner: 'acme', repo: 'gazetteer' });
    const dir = makeFolder({});
    await runCli(['init', dir, '--companion', '--action', `acme/gazetteer@${head}`]);
    const config = join(makeFolder({}), 'gazetteer.yml');
    const registries = `registries: { githubactions: { url: "${github.url}", mirrors-public: true } }\n`;
    writeFileSync(config, `${read(dir, configPath)}\n${registries}`);
    const run = await runCli(['audit', dir, '--base', 'none', '--config', config, '--format', 'json']);
    expect(run.status, run.stderr).toBe(0);
    const { findings, unverified, changes } = JSON.parse(run.stdout);
    expect({ findings, unverified }).toEqual({ findings: [], unverified: [] });
    expect(changes.map(({ purl }: { purl: string }) => purl)).toEqual(
      Array(3).fill(`pkg:githubactions/acme/gazetteer@${head}`),
    );
  });

  it('passes in the very change that brings it in, and tells those who look after the gate', async () => {
    const repository = createRepository();
    onTestFinished(() => repository.dispose());
    repository.commit({ 'package.json': manifest({}) });
    repository.git('switch', '--quiet', '--create', 'topic');
    expect((await runCli(['init', repository.dir, '--action', `acme/gazetteer@${commit}`])).status).toBe(0);
    repository.commit({});
    const audit = async () => {
      const run = await runCli(['audit', repository.dir, '--base', 'main', '--offline', '--format', 'json']);
      const { findings } = JSON.parse(run.stdout);
      const told = findings.map(
        ({ ruleId, severity, location }: Record<string, string> & { location: { path: string } }) =>
          `${severity} ${ruleId} ${location.path}`,
      );
      return { status: run.status, told: told.sort() };
    };
    expect(await audit()).toEqual({
      status: 0,
      told: [`low gate-changed ${configPath}`, `low gate-changed ${workflowPath}`],
    });
    // YAML ends a line, and so a comment, at a lone carriage return too.
    for (const text of [`${read(repository.dir, configPath)}fail-on: never\n`, '# nothing\rfail-on: never\n']) {
      repository.commit({ [configPath]: text });
      expect(await audit()).toEqual({
        status: 1,
        told: [`high gate-changed ${configPath}`, `low gate-changed ${workflowPath}`],
      });
    }
  });
});
