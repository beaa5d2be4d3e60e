// What the scripts share that install programs of others, each in a folder of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a program prints. */
export const run = (program, ...args) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Installs what a manifest asks for. */
export function installFromNpm(home, manifest, ...options) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  run('npm', 'install', '--prefix', home, '--loglevel=error', '--no-audit', '--no-fund', ...options);
}

/** That something is missing, with one line of why: npm says it in the first one, others in the last. */
export function tellMissing(name, error) {
  const lines = String(error.stderr || error.message)
    .trim()
    .split('\n');
  console.error(`not installed: ${name}: ${lines.find((line) => line.startsWith('npm error')) ?? lines.at(-1)}`);
}
