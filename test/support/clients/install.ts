import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Indexes } from './indexes.ts';
import { type RealClient, runIn } from './run.ts';
import type { Situation } from './situation.ts';

/** A way to install for real that leaves a log. */
export interface Recording {
  readonly id: string;
  /** Key of `clients.json`. */
  readonly client: Situation['client'];
  /** Id of the format that reads the log. */
  readonly format: string;
  readonly args: readonly string[];
  /** A file, or a folder that holds one; left out: what is printed. */
  readonly log?: string;
  /** The log names the archive. */
  readonly tells: 'address' | 'name';
}

const npmrc = 'registry={{a}}\n@acme:registry={{b}}\n';
const manifest = (name: string): string =>
  JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { [name]: '*' } });
const pip = [
  'install',
  '--target',
  'out',
  '--no-cache-dir',
  '--retries=0',
  '--disable-pip-version-check',
  '--no-input',
  '--no-deps',
];
const both = ['acme-tools', '--index-url', '{{a}}', '--extra-index-url', '{{b}}'];
const uv = [
  'pip',
  'install',
  '--target',
  'out',
  '--no-cache',
  '--no-config',
  '--no-deps',
  '--index-strategy',
  'unsafe-best-match',
];
const node = ['install', '--ignore-scripts'];

export const recordings: readonly Recording[] = [
  {
    id: 'report',
    client: 'pip',
    format: 'pip-report',
    args: [...pip, '--report', 'report.json', ...both],
    log: 'report.json',
    tells: 'address',
  },
  {
    id: 'log',
    client: 'pip',
    format: 'pip-log',
    args: [...pip, '--log', 'pip.log', ...both],
    log: 'pip.log',
    tells: 'address',
  },
  { id: 'verbose', client: 'pip', format: 'pip-log', args: [...pip, '-vvv', ...both], tells: 'address' },
  { id: 'usual', client: 'pip', format: 'pip-log', args: [...pip, ...both], tells: 'name' },
  { id: 'verbose', client: 'uv', format: 'uv-log', args: [...uv, '-v', ...both], tells: 'address' },
  { id: 'usual', client: 'uv', format: 'uv-log', args: [...uv, ...both], tells: 'name' },
  {
    id: 'http',
    client: 'npm',
    format: 'npm-log',
    args: [...node, '--loglevel', 'http', '--cache', '.cache'],
    tells: 'address',
  },
  {
    id: 'debug',
    client: 'npm',
    format: 'npm-log',
    args: [...node, '--cache', '.cache'],
    log: '.cache/_logs',
    tells: 'address',
  },
  {
    id: 'ndjson',
    client: 'pnpm',
    format: 'pnpm-log',
    args: [...node, '--reporter=ndjson', '--store-dir', '.store'],
    tells: 'name',
  },
  {
    id: 'verbose',
    client: 'yarn-classic',
    format: 'yarn-classic-log',
    args: [...node, '--verbose', '--cache-folder', '.cache'],
    tells: 'address',
  },
  {
    id: 'json',
    client: 'yarn-classic',
    format: 'yarn-classic-log',
    args: [...node, '--verbose', '--json', '--cache-folder', '.cache'],
    tells: 'address',
  },
  { id: 'usual', client: 'yarn-berry', format: 'yarn-berry-log', args: ['install'], tells: 'name' },
  { id: 'json', client: 'yarn-berry', format: 'yarn-berry-log', args: ['install', '--json'], tells: 'name' },
];

/** The same name on two indexes: which of them serves it depends on the client, and its index tells. */
export const situationOf = ({ id, client }: Recording, letter: 'a' | 'b'): Situation => {
  const isPython = client === 'pip' || client === 'uv';
  const name = isPython ? 'acme-tools' : letter === 'a' ? 'acme-tools' : '@acme/tools';
  const offer = (version: string) => ({ releases: [{ version }] });
  const [a, b] = letter === 'a' ? ['2.0.0', '1.0.0'] : ['1.0.0', '2.0.0'];
  const yarnrc = `npmRegistryServer: {{a}}\nunsafeHttpWhitelist: ['127.0.0.1']\nnpmScopes:\n  acme:\n    npmRegistryServer: {{b}}\n`;
  return {
    id: `${client}-${id}-${letter}`,
    client,
    name,
    requirement: '',
    told: { indexes: [] },
    files: isPython ? {} : { 'package.json': manifest(name), '.npmrc': npmrc, '.yarnrc.yml': yarnrc },
    indexes: { a: offer(a), b: offer(b) },
  };
};

/** What the client wrote, and the path of the archive that it really fetched, as the server saw it. */
export async function installFor(recording: Recording, situation: Situation, client: RealClient, indexes: Indexes) {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  try {
    for (const [path, text] of Object.entries(situation.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), indexes.fill(text, situation));
    }
    const seen = indexes.log.length;
    const args = recording.args.map((word) => indexes.fill(word, situation));
    const env = {
      CI: '1',
      PIP_CONFIG_FILE: '/dev/null',
      YARN_ENABLE_GLOBAL_CACHE: 'false',
      YARN_ENABLE_MIRROR: 'false',
      YARN_ENABLE_TELEMETRY: '0',
    };
    const settings = { YARN_ENABLE_IMMUTABLE_INSTALLS: 'false', UV_PYTHON_DOWNLOADS: 'never', XDG_CACHE_HOME: folder };
    const run = await runIn(folder, [...client.command, ...args], { ...env, ...settings });
    const asked = indexes.log.slice(seen).map(({ url }) => decodeURIComponent(url));
    const fetched = asked.findLast((url) => /\.(?:whl|tgz)$/.test(url));
    const { path, text } = readLog(folder, recording.log) ?? { path: 'output.txt', text: run.stdout + run.stderr };
    return { path, text, fetched };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readLog(folder: string, log: string | undefined) {
  if (log === undefined || !existsSync(join(folder, log))) return undefined;
  const path = log.includes('.') && !log.endsWith('_logs') ? log : join(log, readdirSync(join(folder, log))[0] ?? '');
  return { path, text: readFileSync(join(folder, path), 'utf8') };
}
