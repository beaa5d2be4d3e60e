import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { type CliRun, runShared } from '../support/command/shared.ts';
import { loopbackOnly } from '../support/loopback-only.ts';
import { type NpmRegistry, startNpmRegistry } from '../support/registries/npm.ts';
import type { NpmPackage } from '../support/registries/npm-documents.ts';
import { type Osv, startOsv } from '../support/registries/osv.ts';
import { type PyPi, startPyPi } from '../support/registries/pypi.ts';
import type { PyPiProject } from '../support/registries/pypi-documents.ts';

/** The moment at which every test audits. */
export const now = '2026-06-15T12:00:00Z';
const day = 86_400_000;
/** A time so many days before that moment. */
export const daysAgo = (days: number): string => new Date(Date.parse(now) - days * day).toISOString();

export const dist = (name: string): string => resolve(import.meta.dirname, '../../dist', name);

/** Packages that exist: old and well, young, freshly released, deprecated, unpublished, replaced by a placeholder. */
export const npmPackages: readonly NpmPackage[] = [
  {
    name: 'left-pad',
    versions: [
      { version: '1.0.0', publishedAt: daysAgo(2000) },
      { version: '1.3.0', publishedAt: daysAgo(900) },
    ],
  },
  { name: 'newborn', versions: [{ version: '0.1.0', publishedAt: daysAgo(3) }] },
  {
    name: 'fresh-release',
    versions: [
      { version: '2.0.0', publishedAt: daysAgo(700) },
      { version: '2.0.1', publishedAt: daysAgo(0.5) },
    ],
  },
  {
    name: 'quillvane',
    versions: [{ version: '1.0.0', publishedAt: daysAgo(3000), deprecated: 'use left-pad instead' }],
  },
  { name: '@types/left-pad', versions: [{ version: '1.0.0', publishedAt: daysAgo(800) }] },
  { name: 'acme-internal', versions: [{ version: '9.9.9', publishedAt: daysAgo(400) }] },
  { name: 'evil-twin', versions: [{ version: '1.0.0', publishedAt: daysAgo(10) }] },
];

export const pypiProjects: readonly PyPiProject[] = [
  {
    name: 'six',
    releases: [
      { version: '1.16.0', uploadedAt: daysAgo(1500) },
      { version: '1.17.0', uploadedAt: daysAgo(500) },
    ],
  },
  { name: 'pep440', releases: [{ version: '0.1.2', uploadedAt: daysAgo(1000) }] },
  { name: 'yanked-one', releases: [{ version: '1.0', uploadedAt: daysAgo(900), yanked: 'broken wheel' }] },
];

export interface World {
  readonly npm: NpmRegistry;
  readonly pypi: PyPi;
  readonly osv: Osv;
  /** The configuration that points to the loopback servers; `extra` is appended. */
  config(extra?: string): string;
}

export async function startWorld(): Promise<World> {
  const [npm, pypi, osv] = await Promise.all([
    startNpmRegistry(npmPackages),
    startPyPi(pypiProjects),
    startOsv([{ id: 'MAL-2026-1', ecosystem: 'npm', name: 'evil-twin', versions: ['1.0.0'] }]),
  ]);
  for (const server of [npm, pypi, osv]) onTestFinished(() => server.close());
  return {
    npm,
    pypi,
    osv,
    config: (extra = '') => `version: 1
registries:
  npm: { url: "${npm.url}", mirrors-public: true }
  pypi: { url: "${pypi.index}", mirrors-public: true }
services: { osv: "${osv.url}", github-advisories: false, deps-dev: false }
${extra}`,
  };
}

/** A folder with these files, gone after the test. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
}

// A port may serve another test a moment later: no answers are kept unless a test gives them a folder.
const variablesOf = ({ env }: CliOptions) => ({
  PATH: process.env['PATH'] ?? '',
  HOME: tmpdir(),
  XDG_CACHE_HOME: '/dev/null',
  ...loopbackOnly,
  ...env,
});

/** Runs the built command line, in a process that is there for many runs. */
export const runCli = (args: readonly string[], options: CliOptions = {}): Promise<CliRun> =>
  runShared({
    args,
    cwd: options.cwd,
    env: variablesOf(options),
    input: Buffer.from(options.input ?? ''),
  });

/** Runs the built command line as a process of its own: for what the process itself is part of. */
export function spawnCli(
  args: readonly string[],
  options: CliOptions & { readonly program?: string } = {},
): Promise<CliRun> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [options.program ?? dist('cli.js'), ...args], {
      cwd: options.cwd,
      env: variablesOf(options),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Who reads no input may be gone before it is written.
    child.stdin.on('error', () => {}).end(options.input ?? '');
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', fail).on('close', (status) => done({ status, stdout, stderr }));
  });
}

/** Audits two sets of files and reads the JSON report. */
export async function auditFiles(
  world: World,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[] = [],
  extra = '',
): Promise<CliRun & { readonly report: Report }> {
  const base = makeFolder({ ...before, '.github/gazetteer.yml': world.config(extra) });
  const head = makeFolder({ '.github/gazetteer.yml': world.config(extra), ...after });
  const run = await runCli(['audit', '--base', base, '--head', head, '--now', now, '--format', 'json', ...args]);
  if (run.stdout === '') throw new Error(`no report (status ${run.status}): ${run.stderr}`);
  return { ...run, report: JSON.parse(run.stdout) as Report };
}

export const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
  `${JSON.stringify({ name: 'shop', version: '1.0.0', ...more, dependencies }, null, 2)}\n`;

/** Rule, severity and place of each finding: what a reader sees first. */
/** What each rule says, where several are told as one finding. */
export const signalsOf = (finding: Finding | undefined): readonly string[] =>
  (finding?.signals ?? []).map(({ ruleId, severity }) => `${severity} ${ruleId}`);

export const summarise = ({ findings }: Report): readonly string[] =>
  findings.map(
    ({ ruleId, severity, location, package: found }) =>
      `${severity} ${ruleId} ${found?.name ?? ''} ${location.path}:${location.startLine}`,
  );
