import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findByHash, type Indexes } from './indexes.ts';
import type { ClientName, Situation, Winner } from './situation.ts';

/** Where a real client is, and its version. */
export interface RealClient {
  readonly command: readonly string[];
  readonly version: string;
}

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a client is made to choose without installing, and where it writes what it chose. */
interface Method {
  /** Files that the client needs besides those of the situation. */
  readonly files?: (situation: Situation) => Readonly<Record<string, string>>;
  readonly args: (situation: Situation) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A file of the project, or what is printed. */
  readonly result: string | 'stdout';
}

const noNetworkNoise = { CI: '1', NO_COLOR: '1', LANG: 'C.UTF-8' };

/** It works in the environment that it is installed in, which nothing is installed into. */
const pipenv = {
  PIPENV_VERBOSITY: '-1',
  PIPENV_NOSPIN: '1',
  PIP_RETRIES: '0',
  PIPENV_MAX_RETRIES: '0',
  PIP_NO_CACHE_DIR: '1',
};

const methods: Readonly<Record<ClientName, Method>> = {
  pip: {
    args: ({ args = [] }) => [
      ...['install', '--dry-run', '--ignore-installed', '--no-deps', '--quiet', '--no-cache-dir', '--retries=0'],
      ...['--disable-pip-version-check', '--no-input', '--report', 'report.json', ...args],
    ],
    env: { PIP_CONFIG_FILE: '/dev/null' },
    result: 'report.json',
  },
  uv: {
    args: ({ args = [] }) => ['lock', '--no-cache', '--no-progress', '--no-python-downloads', ...args],
    env: { UV_HTTP_RETRIES: '0' },
    result: 'uv.lock',
  },
  'uv-pip': {
    args: ({ args = [] }) => [
      ...['pip', 'compile', '--no-cache', '--no-progress', '--no-deps', '--generate-hashes', '--quiet'],
      ...['--no-python-downloads', '-o', 'result.txt', ...args],
    ],
    env: { UV_HTTP_RETRIES: '0' },
    result: 'result.txt',
  },
  'uv-install': {
    args: ({ args = [] }) => [
      ...['pip', 'install', '--no-cache', '--no-progress', '--no-deps', '--target', 'out'],
      ...['--no-python-downloads', ...args],
    ],
    env: { UV_HTTP_RETRIES: '0' },
    result: 'stdout',
  },
  pipenv: { args: ({ args = [] }) => ['lock', ...args], env: pipenv, result: 'Pipfile.lock' },
  'pipenv-install': {
    args: ({ args = [] }) => ['install', '--skip-lock', '--extra-pip-args=--target out --ignore-installed', ...args],
    env: pipenv,
    result: 'stdout',
  },
  poetry: {
    args: ({ args = [] }) => ['lock', '--no-interaction', '--no-cache', ...args],
    env: { POETRY_VIRTUALENVS_CREATE: 'false', POETRY_REQUESTS_MAX_RETRIES: '0' },
    result: 'poetry.lock',
  },
  pdm: {
    args: ({ args = [] }) => ['lock', '--strategy', 'static_urls,no_cross_platform', ...args],
    env: { PDM_CHECK_UPDATE: 'false', PDM_IGNORE_SAVED_PYTHON: '1', PDM_USE_VENV: 'false' },
    result: 'pdm.lock',
  },
  npm: {
    args: ({ args = [] }) => [
      ...['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0'],
      ...['--cache', '.cache', '--userconfig', '/nonexistent/user', '--globalconfig', '/nonexistent/global', ...args],
    ],
    result: 'package-lock.json',
  },
  pnpm: {
    args: ({ args = [] }) => [
      ...['install', '--lockfile-only', '--ignore-scripts', '--fetch-retries=0', '--store-dir', '.store', ...args],
    ],
    env: { NPM_CONFIG_USERCONFIG: '/dev/null', XDG_CACHE_HOME: '/nonexistent' },
    result: 'pnpm-lock.yaml',
  },
  'yarn-classic': {
    args: ({ args = [] }) => [
      ...['install', '--ignore-scripts', '--non-interactive', '--no-progress', '--cache-folder', '.cache', ...args],
    ],
    result: 'yarn.lock',
  },
  'yarn-berry': {
    args: ({ args = [] }) => ['install', '--mode=skip-build', ...args],
    env: { YARN_ENABLE_GLOBAL_CACHE: 'false', YARN_ENABLE_TELEMETRY: '0', YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    result: 'yarn.lock',
  },
  bun: { args: ({ args = [] }) => ['install', '--lockfile-only', '--ignore-scripts', ...args], result: 'bun.lock' },
};

/** They say nothing of where an archive comes from: the one that they read is the chosen one. */
const installs: ReadonlySet<ClientName> = new Set<ClientName>(['uv-install', 'pipenv-install']);

/** Which index the real client takes the package from. */
export async function choose(situation: Situation, client: RealClient, indexes: Indexes): Promise<Winner> {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  const method = methods[situation.client];
  try {
    for (const [path, text] of Object.entries({ ...method.files?.(situation), ...situation.files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), indexes.fill(text, situation));
    }
    const seen = indexes.log.length;
    const args = method.args(situation).map((word) => indexes.fill(word, situation));
    const own = Object.entries(situation.env ?? {}).map(([name, value]) => [name, indexes.fill(value, situation)]);
    const venv = dirname(dirname(client.command[0] ?? ''));
    const env = {
      ...noNetworkNoise,
      ...(situation.client.startsWith('pipenv') ? { VIRTUAL_ENV: venv } : {}),
      ...method.env,
      ...Object.fromEntries(own),
    };
    const home = join(folder, situation.folder ?? '');
    const run = await runIn(home, [...client.command, ...args], { HOME: folder, ...env });
    const file = [home, folder].map((one) => join(one, method.result)).find(existsSync) ?? '';
    const result = file === '' ? '' : readFileSync(file, 'utf8');
    const asked = indexes.log.slice(seen).map(({ url }) => url);
    return readWinner(situation, result, asked, run);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readWinner(situation: Situation, result: string, asked: readonly string[], run: Run): Winner {
  if (process.env['GAZETTEER_SHOW'] !== undefined) console.log(situation.id, run, result, asked);
  const fetched = findFetched(situation, asked);
  if (situation.client === 'yarn-berry')
    return fetched !== null && result.includes(`@npm:${fetched.version}`) ? fetched : null;
  // The lockfile lists the archives of all indexes that have the version: the one that PDM read is the chosen one.
  if (situation.client === 'pdm') return result.includes(`as index ${fetched?.index} has it`) ? fetched : null;
  if (installs.has(situation.client)) return run.status === 0 ? fetched : null;
  const byHash = findByHash(situation, result) ?? null;
  if (byHash === null) return null;
  return byHash;
}

/** The archive that was asked for last: by Yarn 2 and later, which record a hash of their own archive, and by PDM. */
function findFetched({ client }: Situation, asked: readonly string[]): Winner {
  const path = asked.findLast((url) => url.endsWith(client === 'pdm' || installs.has(client) ? '.whl' : '.tgz'));
  const [, , index = '', ...rest] = (path ?? '').split('/').map(decodeURIComponent);
  const version = /-(\d[^-]*?(?:-rc[^-]*)?)(?:-py3-none-any\.whl|\.tgz)$/.exec(rest.at(-1) ?? '')?.[1];
  return version === undefined ? null : { index, version };
}

export function runIn(
  folder: string,
  [program = '', ...args]: readonly string[],
  env: Record<string, string>,
): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', TMPDIR: tmpdir(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 150_000,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', fail).on('close', (status) => done({ status, stdout, stderr }));
  });
}
