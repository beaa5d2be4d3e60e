import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { statusOf } from '../../src/app/run.ts';
import { atlasLibrary } from '../../src/knowledge/atlas/library.ts';
import { caseLibrary } from '../../src/knowledge/case-studies/index.ts';
import type { Report } from '../../src/model/report.ts';
import { loadReporter } from '../../src/model/reporter.ts';
import { reporters } from '../../src/reporters/index.gen.ts';
import { rules } from '../../src/rules/index.gen.ts';
import { auditChange } from '../support/faults/cell.ts';
import { type ServiceFault, serviceFaults } from '../support/faults/faults.ts';
import { missing } from '../support/faults/services.ts';
import { type NpmRegistry, startNpmRegistry } from '../support/registries/npm.ts';
import { type Osv, startOsv } from '../support/registries/osv.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import { runCli } from './world.ts';

const old = (name: string) => ({ name, versions: [{ version: '4.1.0', publishedAt: '2020-01-01T00:00:00.000Z' }] });
/** As long as each other, so that lines break at the same places. */
const [fine, silent] = ['express', 'webpack'];
const many = Array.from({ length: 40 }, (_, at) => `silent-part-${at}`);

const servicesAt = (osv: string) => ({ osv, 'github-advisories': false, 'deps-dev': false });

async function startBoth(): Promise<{ readonly npm: NpmRegistry; readonly osv: Osv; readonly configuration: string }> {
  const [npm, osv] = await Promise.all([startNpmRegistry([fine, silent, ...many].map(old)), startOsv([])]);
  for (const server of [npm, osv]) onTestFinished(() => server.close());
  const registries = { npm: { url: npm.url, 'mirrors-public': true } };
  return { npm, osv, configuration: JSON.stringify({ version: 1, registries, services: servicesAt(osv.url) }) };
}

function auditNames(configuration: string, names: readonly string[]) {
  const dependencies = Object.fromEntries(names.map((name) => [name, '^4.0.0']));
  return auditChange(
    { 'package.json': '{}' },
    { 'package.json': JSON.stringify({ dependencies }, null, 2) },
    configuration,
  );
}

/** What is printed: for people as lines; a document as its values, each with the keys that lead to it. */
function statementsOf(text: string): readonly string[] {
  const flatten = (value: unknown, path: string): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [`${path}: ${String(value)}`];
    return Object.entries(value).flatMap(([key, one]) =>
      flatten(one, Array.isArray(value) ? `${path}[]` : `${path}.${key}`),
    );
  };
  return text.startsWith('{') ? flatten(JSON.parse(text), '') : text.split('\n');
}

/** What is said of the silent package and not of the fine one. */
function tellApart(text: string): readonly string[] {
  const [known, open] = [fine, silent].map((name) => new Set(about(text, name)));
  const only = [...(open ?? [])].filter((statement) => known?.has(statement) === false);
  expect(only).not.toEqual([]);
  expect([...(known ?? [])].filter((statement) => open?.has(statement) === false)).toEqual([]);
  return only;
}

const about = (text: string, name: string): readonly string[] =>
  statementsOf(text).flatMap((line) => (line.includes(name) ? [line.replaceAll(name, 'NAME')] : []));

const loaded = await Promise.all(reporters.map(loadReporter));

describe.each(loaded)('the output as $id', ({ render }) => {
  const print = ({ report, line }: Awaited<ReturnType<typeof auditNames>>, quiet = false): string =>
    render(report, {
      rules: rules.map(({ meta }) => meta),
      atlas: atlasLibrary,
      cases: caseLibrary,
      line,
      color: false,
      width: 80,
      verbose: false,
      quiet,
      policy: { failOn: 'high', failOnConfidence: 'medium', onUnverified: 'fail' },
      helpUri: (id) => id,
      page: () => undefined,
    });

  it('tells a package that is fine from one whose answer never came', async () => {
    const { npm, configuration } = await startBoth();
    npm.fail(`/${silent}`, { status: 403 });
    const outcome = await auditNames(configuration, [fine, silent]);
    expect(statusOf(outcome.report.verdict)).toBe(3);
    const both = [false, true].map((quiet) => tellApart(print(outcome, quiet)));
    npm.heal();
    const sound = await auditNames(configuration, [fine, silent]);
    for (const [at, only] of both.entries()) {
      const now = new Set(about(print(sound, at === 1), silent));
      expect(only.filter((statement) => now.has(statement))).toEqual([]);
    }
  });

  it('names each of many packages whose answer never came', async () => {
    const { npm, configuration } = await startBoth();
    for (const name of many) npm.fail(`/${name}`, { status: 403 });
    const text = print(await auditNames(configuration, [fine, ...many]));
    expect(many.filter((name) => !new RegExp(`${name}(?!\\d)`).test(text))).toEqual([]);
  });

  it.each([false, true])('names packages of which advisories said nothing, quiet or not: %s', async (quiet) => {
    const { osv, configuration } = await startBoth();
    const names = [fine, ...many];
    const sound = print(await auditNames(configuration, names), quiet);
    osv.fail('*', { status: 403 });
    const outcome = await auditNames(configuration, names);
    expect(statusOf(outcome.report.verdict)).toBe(0);
    const text = print(outcome, quiet);
    const said = text.replace(/\s+/g, ' ');
    expect(said).toContain('malware advisories were not consulted for 41 packages: ');
    expect(sound).not.toContain('not consulted');
    const isData = text.startsWith('{');
    expect(isData || said.includes('Passed: nothing found, but advisories of 41 packages were not answered.')).toBe(
      true,
    );
    expect(sound).not.toContain('not answered');
    // Documents and logs name all, pages for people those at most risk.
    const unnamed = names.filter((name) => text.split(name).length <= sound.split(name).length);
    const isWhole = isData || text.startsWith('::group::');
    expect(isWhole ? unnamed : text.match(/and 31 more/g)).toEqual(isWhole ? [] : ['and 31 more']);
  });

  it.each([false, true])('names packages whose age nobody tells, quiet or not: %s', async (quiet) => {
    const release = { version: '2.0', uploadedAt: '2020-01-01T00:00:00.000Z' };
    const pypi = await startPyPi([{ name: 'requests', releases: [release] }], { html: true, api: false });
    onTestFinished(() => pypi.close());
    const registries = { pypi: { url: pypi.index, 'mirrors-public': true } };
    const services = { osv: false, 'github-advisories': false, 'deps-dev': false };
    const configuration = JSON.stringify({ version: 1, registries, services });
    const change = [{ 'requirements.txt': '' }, { 'requirements.txt': 'requests==2.0\n' }] as const;
    expectOpen(print(await auditChange(...change, configuration), quiet), 'tells no times of publication', 'requests');
  });

  it.each([false, true])('names what only text names and nobody answered, quiet or not: %s', async (quiet) => {
    const { npm, configuration } = await startBoth();
    npm.fail(`/${silent}`, { status: 403 });
    const text = `\`\`\`sh\nnpm install ${fine}\nnpm install ${silent}\n\`\`\`\n`;
    const outcome = await auditChange({ 'README.md': '' }, { 'README.md': text }, configuration);
    expect(statusOf(outcome.report.verdict)).toBe(0);
    expectOpen(print(outcome, quiet), 'names in text not looked up', silent);
  });
});

/** It passed, and says of which package not all is known. */
function expectOpen(text: string, words: string, name: string): void {
  const said = text.replace(/\s+/g, ' ');
  expect(said).toContain(words);
  expect(said).toContain(name);
  const isDocument = text.startsWith('{');
  expect(isDocument || said.includes('Passed: nothing found, but details of 1 package are not known.')).toBe(true);
}

describe('a registry that denies everything', () => {
  const accusations = ({ findings }: Report) =>
    findings.map(({ ruleId, package: found }) => `${ruleId} ${found?.name}`).sort();
  const denied = async (...names: readonly string[]) => {
    const { npm, configuration } = await startBoth();
    npm.fail('*', { status: 404 });
    const { report } = await auditNames(configuration, names);
    return { found: accusations(report), open: report.unverified.map(({ reason }) => reason) };
  };

  it('proves nothing where two that many people use are among it', async () => {
    const { found, open } = await denied('express', 'lodash', missing.npm);
    expect(found).toEqual([]);
    expect(open).toHaveLength(3);
    for (const reason of open)
      expect(reason).toContain('has nothing that it was asked for, not even express and lodash');
  });

  it.each([[[missing.npm, 'xqvzkw-other']], [['express', missing.npm]]])('is believed of %j', async (names) => {
    const { found, open } = await denied(...names);
    expect(found.filter((one) => one.startsWith('nonexistent-package'))).toHaveLength(2);
    expect(open).toEqual([]);
  });

  it('is believed where it has one thing', async () => {
    const { npm, configuration } = await startBoth();
    for (const name of ['lodash', 'chalk']) npm.fail(`/${name}`, { status: 404 });
    const { report } = await auditNames(configuration, ['lodash', 'chalk', fine]);
    expect(accusations(report)).toEqual(['nonexistent-package chalk', 'nonexistent-package lodash']);
  });
});

describe('gazetteer name', () => {
  const faultOf = (title: string): ServiceFault => {
    const found = serviceFaults.find((one) => one.title === title);
    if (found === undefined) throw new Error(`no fault ${title}`);
    return found;
  };

  const ask = async (title: string, ...names: readonly string[]) => {
    const [npm, osv] = await Promise.all([startNpmRegistry(['express', 'lodash'].map(old)), startOsv([])]);
    const front = await faultOf(title).open(npm.url);
    for (const server of [npm, osv, front]) onTestFinished(() => server.close());
    const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const config = join(folder, 'gazetteer.yml');
    const registries = { npm: { url: front.url, 'mirrors-public': true } };
    // Short where nothing but its end ends the wait.
    const budget = { seconds: faultOf(title).isEndless ? 4 : 60 };
    writeFileSync(config, JSON.stringify({ version: 1, registries, services: servicesAt(osv.url), budget }));
    const args = ['name', '--format', 'json', '--dir', folder, '--config', config];
    const { status, stdout, stderr } = await runCli([...args, ...names.map((name) => `pkg:npm/${name}`)]);
    const lines = stdout.split('\n').filter(Boolean);
    const answers = lines.map((line): { verdict: string; known: boolean } => JSON.parse(line));
    return {
      status,
      verdicts: answers.map(({ verdict }) => verdict),
      known: answers.map(({ known }) => known),
      stderr,
    };
  };

  it.each([
    'connection refused',
    '404 for everything',
    'a web page with 200',
    'one byte a second',
    'redirect to a private address',
  ])('cannot tell while the registry fails: %s', async (title) => {
    expect(await ask(title, 'express', 'lodash', missing.npm)).toEqual({
      status: 3,
      verdicts: ['unknown', 'unknown', 'unknown'],
      known: [false, false, false],
      stderr: '',
    });
  });

  it('believes no more of a registry in later lines than in those before them', async () => {
    const npm = await startNpmRegistry([]);
    onTestFinished(() => npm.close());
    const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const config = join(folder, 'gazetteer.yml');
    const registries = { npm: { url: npm.url, 'mirrors-public': true } };
    const services = { osv: false, 'github-advisories': false, 'deps-dev': false };
    writeFileSync(config, JSON.stringify({ version: 1, registries, services }));
    const names = ['express', 'lodash', ...Array.from({ length: 260 }, (_, at) => `xqvzkw-${at}`)];
    const input = names.map((name) => `npm ${name}\n`).join('');
    const { stdout } = await runCli(['name', '--dir', folder, '--config', config], { input });
    const verdicts = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).verdict]));
    expect(verdicts).toHaveLength(names.length);
    expect(verdicts).not.toContain('absent');
  });

  it.each(['500, then fine', 'gzip that no header tells of', 'clock a day ahead'])(
    'can tell in the end: %s',
    async (title) => {
      expect(await ask(title, 'express', 'lodash', missing.npm)).toEqual({
        status: 1,
        verdicts: ['unremarkable', 'unremarkable', 'absent'],
        known: [true, true, false],
        stderr: '',
      });
    },
  );

  it.each(['json', 'text'])('tells a name that is fine from one whose advisories never came, as %s', async (format) => {
    const { npm, osv, configuration } = await startBoth();
    const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'gazetteer.yml'), configuration);
    const options = ['--dir', folder, '--config', join(folder, 'gazetteer.yml'), '--format', format];
    const run = () => runCli(['name', ...options, `pkg:npm/${fine}`]);
    const sound = await run();
    osv.fail('*', { status: 403 });
    const silenced = await run();
    expect([sound.status, silenced.status]).toEqual([0, 0]);
    expect(sound.stdout).not.toMatch(/answered/);
    const words = { json: '"unanswered":"advisories: ', text: 'nothing remarkable, but advisories were not answered' };
    expect(silenced.stdout).toContain(words[format as keyof typeof words]);
    expect(npm.log.length).toBeGreaterThan(0);
  });
});
