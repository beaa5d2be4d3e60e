import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `verdaccio.json` of scripts/install-verdaccio.mjs. */
export interface Installed {
  readonly command: readonly string[];
  readonly version: string;
}

/** A Verdaccio of its own, on loopback and without another registry behind it unless one is given. */
export interface Verdaccio {
  readonly url: string;
  /** Its folder of packages: in each folder a `package.json` with all that it knows of one. */
  readonly storage: string;
  /** Of an account that may publish. */
  readonly token: string;
  /** Forgets all packages. */
  clear(): void;
  close(): Promise<void>;
}

/** Undefined, and told, where none is at hand. */
export function findVerdaccio(): Installed | undefined {
  const path = process.env['GAZETTEER_VERDACCIO'];
  if (path !== undefined && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  console.info('skipped: no Verdaccio (GAZETTEER_VERDACCIO names no verdaccio.json of scripts/install-verdaccio.mjs)');
  return undefined;
}

const host = '127.0.0.1';
const mostOutput = 20_000;

const configure = (uplink: string | undefined): string => `storage: ./storage
web: { enable: false }
security: { api: { jwt: { sign: { expiresIn: 1d } } } }
auth: { htpasswd: { file: ./htpasswd } }
uplinks: ${uplink === undefined ? '{}' : `{ public: { url: '${uplink}', maxage: 0s } }`}
packages: { '**': { access: $all, publish: $authenticated${uplink === undefined ? '' : ', proxy: public'} } }
log: { type: stdout, format: json, level: warn }
`;

/** @param uplink the registry that it asks for what it has not */
export async function startVerdaccio({ command }: Installed, uplink?: string): Promise<Verdaccio> {
  const folder = mkdtempSync(join(tmpdir(), 'verdaccio-'));
  const storage = join(folder, 'storage');
  writeFileSync(join(folder, 'config.yaml'), configure(uplink));
  const address = `${host}:${await findPort()}`;
  const [program = '', ...words] = command;
  const child = spawn(program, [...words, '--config', 'config.yaml', '--listen', address], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const close = async (): Promise<void> => {
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await hearStart(child);
    const url = `http://${address}`;
    const clear = () => rmSync(storage, { recursive: true, force: true });
    return { url, storage, token: await createAccount(url), clear, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Verdaccio does not tell which port it got, so that one is chosen for it. */
function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** It tells the process that started it once it listens. */
function hearStart(child: ChildProcess): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-mostOutput);
    });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`Verdaccio ended with ${status}: ${output}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}

async function createAccount(url: string): Promise<string> {
  const name = 'publisher';
  const { token } = await put(`${url}/-/user/org.couchdb.user:${name}`, { name, password: 'of-this-test-alone' });
  if (typeof token !== 'string') throw new Error('Verdaccio gave no token');
  return token;
}

/** What it says of what it is given. */
export async function put(url: string, document: unknown, token?: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(document),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}
