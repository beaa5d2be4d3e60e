// Installs the package managers that the resolver of indexes is compared with, each in a folder of its own.
//   node scripts/install-clients.mjs <folder>   writes <folder>/clients.json: by name, the command and its version
// One that cannot be installed is left out, and told.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** PDM does not bound the newest releases of what it needs, and fails with them. */
const python = {
  pip: ['pip==26.3'],
  uv: ['uv==0.13.8'],
  poetry: ['poetry==2.5.1'],
  pdm: ['pdm==2.24.2', 'hishel<1', 'unearth<0.18'],
};

const folder = resolve(process.argv[2] ?? 'clients');
const output = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
const run = (program, ...args) => execFileSync(program, args, output);
const clients = {};

for (const [name, packages] of Object.entries(python)) {
  try {
    const home = join(folder, name);
    mkdirSync(folder, { recursive: true });
    run('python3', '-m', 'venv', home);
    run(join(home, 'bin', 'pip'), 'install', '--quiet', '--upgrade', ...packages);
    const command = [join(home, 'bin', name)];
    const version = /\d+(?:\.\d+)+/.exec(run(...command, '--version'))?.[0];
    clients[name] = { command, version };
  } catch (error) {
    console.error(
      `not installed: ${name}: ${String(error.stderr ?? error.message)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
  }
}
if (clients.uv !== undefined) clients['uv-pip'] = clients.uv;
writeFileSync(join(folder, 'clients.json'), `${JSON.stringify(clients, null, 2)}\n`);
for (const [name, { version }] of Object.entries(clients)) console.log(`${name} ${version}`);
