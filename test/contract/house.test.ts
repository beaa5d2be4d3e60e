import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { endpoints } from '../../src/knowledge/endpoints.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Paths of the repository's own files below a folder, sorted. */
function walk(folder: string): readonly string[] {
  const apart = new Set(['node_modules', '.git', 'dist', 'cases', 'coverage']);
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !apart.has(name))
    .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

const files = walk('.');
const sources = files.filter((path) => /^(src|test|scripts|bench)\/.*\.(ts|mjs)$/.test(path));
const pages = files.filter((path) => path.endsWith('.md') && !/^(examples|test\/(golden|fixtures))\//.test(path));

/** The first cells of a Markdown table's rows, from the header on. */
function firstCells(text: string, header: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.split('|')[1]?.trim() === header);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  const rows = lines.slice(start + 2, end);
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
}

describe('paths that a page names', () => {
  it('finds the pages', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']));
  });

  it.each(pages)('exist: %s', (page) => {
    const text = read(page);
    const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
      .map(([, target]) => target ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => join(dirname(page), target));
    const named = [
      ...text.matchAll(/(?<![\w/.@-])(?:src|test|docs|scripts|bench|examples|data|dist|\.ci)\/[\w./<>*{}-]*/g),
    ]
      .map(([path]) => path.replace(/[./]+$/, ''))
      .filter((path) => !/[<>*{}]/.test(path) && !page.startsWith('src/'));
    const missing = [...links, ...named].filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });
});

describe('the action', () => {
  const action: {
    description: string;
    inputs: Record<string, { description?: string; default?: string }>;
    outputs: Record<string, unknown>;
    runs: unknown;
  } = parse(read('action.yml'));

  it('declares the inputs that the source reads and the README explains', () => {
    // Every call in inputs.ts whose first argument is a literal reads the input of that name.
    const calls = read('src/action/inputs.ts').matchAll(/(?<!new )\b\w+\('([a-z-]+)'[,)]/g);
    const declared = Object.keys(action.inputs).sort();
    expect([...new Set([...calls].map(([, name]) => name))].sort()).toEqual(declared);
    expect([...firstCells(read('README.md'), 'input')].sort()).toEqual(declared);
  });

  it('declares the outputs that the source sets and the README explains', () => {
    const literal = /const names = \[([^\]]*)\]/.exec(read('src/action/outputs.ts'))?.[1] ?? '';
    const set = [...literal.matchAll(/'([a-z-]+)'/g)].map(([, name]) => name).sort();
    const declared = Object.keys(action.outputs).sort();
    expect(set).toEqual(declared);
    expect([...firstCells(read('README.md'), 'output')].sort()).toEqual(declared);
  });

  it('has no default but the token, so that the configuration speaks', () => {
    const defaults = Object.entries(action.inputs).filter(([, input]) => input.default !== undefined);
    expect(defaults.map(([name]) => name)).toEqual(['github-token']);
  });

  it('runs the bundle on node24, and its description fits the marketplace', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
    expect(action.description.length).toBeLessThan(125);
  });

  it('needs nothing but to read in the example workflow, and the README shows the same in five lines', () => {
    const text = read('examples/workflow.yml');
    const workflow = parse(text);
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'read' });
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'merge_group']);
    expect(workflow.on.pull_request.types).toContain('edited');
    const [, shown = ''] = /```yaml\n([^`]*)```/.exec(read('README.md')) ?? [];
    const short = parse(shown);
    expect(shown.trimEnd().split('\n')).toHaveLength(5);
    expect(Object.keys(short.on)).toEqual(Object.keys(workflow.on));
    expect({ ...short, on: short.on.pull_request }).toEqual({ ...workflow, on: workflow.on.pull_request });
  });

  it.each(['reusable', 'required'])('is given inputs that it has in the %s workflow, which only reads', (kind) => {
    const workflow = parse(read(`examples/${kind}-workflow.yml`));
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'read' });
    const [step] = workflow.jobs.gazetteer.steps;
    const given = Object.keys(step.with);
    expect(given).toContain('config-file');
    expect(given.filter((name) => action.inputs[name] === undefined)).toEqual([]);
    expect(JSON.stringify(workflow)).not.toContain('"run"');
  });
});

describe('the companion for forks', () => {
  const workflow = parse(read('examples/fork-comments.yml'));

  it('follows the example workflow, and may write comments and nothing else', () => {
    expect(workflow.on).toEqual({
      workflow_run: { workflows: [parse(read('examples/workflow.yml')).name], types: ['completed'] },
    });
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });

  it('takes nothing of the run that ended: its only step is the action, with inputs of it', () => {
    const steps: { uses?: string; run?: string; with?: object }[] = workflow.jobs.comment.steps;
    expect(Object.keys(workflow.jobs)).toEqual(['comment']);
    expect(steps.map(({ uses, run }) => [uses, run])).toEqual([['OWNER/gazetteer@v0', undefined]]);
    const inputs = Object.keys(parse(read('action.yml')).inputs);
    expect(inputs).toEqual(expect.arrayContaining(Object.keys(steps[0]?.with ?? {})));
    expect(read('examples/fork-comments.yml')).not.toContain('${{');
  });
});

describe('the package', () => {
  it('has a lockfile without addresses of a registry', () => {
    const lock = JSON.parse(read('package-lock.json'));
    const resolved = Object.entries<{ resolved?: string }>(lock.packages).filter(
      ([, one]) => one.resolved !== undefined,
    );
    expect(resolved).toEqual([]);
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it("has a lockfile that is whole on every platform: `npm ci` refuses one that leaves out other systems' packages", () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const wanted = Object.values<{ optionalDependencies?: object }>(packages).flatMap((one) =>
      Object.keys(one.optionalDependencies ?? {}),
    );
    const held = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
    expect(wanted.filter((name) => !held.has(name))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(20);
  });

  it('pins every dependency to one version', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const ranges = Object.entries<string>({ ...dependencies, ...devDependencies });
    expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(ranges.length).toBeGreaterThan(10);
  });

  it('runs the commands of the README in CI', () => {
    const commands = [...read('README.md').matchAll(/```sh\n([^`]*)```/g)].flatMap(([, block]) =>
      (block ?? '').trim().split('\n'),
    );
    expect(commands).toHaveLength(2);
    for (const command of commands) expect(read('.ci/run')).toContain(command);
    expect(statSync(join(root, '.ci/run')).mode & 0o111).not.toBe(0);
  });

  it('gives every folder of src a row in the architecture', () => {
    const rows = firstCells(read('docs/architecture.md'), 'folder').filter((name) => /^src\/[a-z]+$/.test(name));
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...rows].sort()).toEqual(folders.map(({ name }) => `src/${name}`).sort());
  });
});

describe('the sources', () => {
  const hosts = [...new Set(Object.values(endpoints).map((address) => new URL(address).host))];

  it.each(hosts)('name the address of %s in endpoints.ts only', (host) => {
    const others = sources.filter(
      (path) => path.startsWith('src/') && !/\.(?:test|gen)\.ts$/.test(path) && path !== 'src/knowledge/endpoints.ts',
    );
    // A comment may cite a page of the host, and so may bundled data; code may not call it.
    const code = (path: string) => read(path).replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    expect(others.filter((path) => code(path).includes(`://${host}`))).toEqual([]);
  });

  // Written in two parts, so that this list does not find itself.
  const banned = [
    ['@ts-', 'ignore'],
    ['@ts-', 'expect-error'],
    ['@ts-', 'nocheck'],
    ['biome-', 'ignore'],
    ['toMatch', 'Snapshot'],
    ['toMatchInline', 'Snapshot'],
    ['it.', 'only'],
    ['describe.', 'only'],
    ['it.', 'todo'],
    ['TO', 'DO'],
    ['FIX', 'ME'],
  ].map((parts) => parts.join(''));

  it.each(banned)('do without %s', (word) => {
    const pattern = new RegExp(`(?<!\\w)${word.replace('.', '\\.')}(?!\\w)`);
    expect(sources.filter((path) => pattern.test(read(path)))).toEqual([]);
  });
});

describe('the history', () => {
  it('speaks in conventional commits since the root', async (context) => {
    const log = await promisify(execFile)('git', ['log', '--no-merges', '--format=%s'], { cwd: root }).catch(
      () => undefined,
    );
    const inside = existsSync(join(root, '.git'));
    if (log === undefined || !inside) {
      console.warn(`${relative(process.cwd(), root) || '.'} is no git checkout: commit messages are not examined`);
      return context.skip();
    }
    const subjects = log.stdout.trim().split('\n');
    const form = /^(feat|fix|refactor|test|docs|build|ci|perf|chore|style|revert)(\([a-z0-9-]+\))?!?: \S/;
    expect(subjects.filter((subject) => !form.test(subject) || subject.length > 120)).toEqual([]);
  });
});
