// Installs the package managers that the resolver of indexes is compared with, each in a folder of its own.
//   node scripts/install-clients.mjs <folder> [name...]   writes <folder>/clients.json: by name, the command and its version
// One that cannot be installed is left out, and told.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installFromNpm, run, tellMissing } from './installing.mjs';

/** PDM does not bound the newest releases of what it needs, and fails with them. */
const python = {
  pip: ['pip==26.3'],
  uv: ['uv==0.13.8'],
  poetry: ['poetry==2.5.1'],
  pdm: ['pdm==2.24.2', 'hishel<1', 'unearth<0.18'],
  pipenv: ['pipenv==2026.10.3'],
};

/** The package, and the program in it. */
const node = {
  npm: ['npm@11.19.1', 'npm/bin/npm-cli.js'],
  pnpm: ['pnpm@10.34.9', 'pnpm/bin/pnpm.cjs'],
  'yarn-classic': ['yarn@1.22.22', 'yarn/bin/yarn.js'],
  'yarn-berry': ['@yarnpkg/cli-dist@4.18.1', '@yarnpkg/cli-dist/bin/yarn.js'],
  bun: ['bun@1.4.5', 'bun/bin/bun.exe'],
};

const folder = resolve(process.argv[2] ?? 'clients');
const wanted = process.argv.slice(3);
const clients = {};

function installPython(name, home) {
  run('python3', '-m', 'venv', home);
  run(join(home, 'bin', 'pip'), 'install', '--quiet', '--upgrade', ...python[name]);
  return [join(home, 'bin', name)];
}

function installNode(name, home) {
  const [specifier, program] = node[name];
  installFromNpm(home, {}, '--foreground-scripts', specifier);
  const path = join(home, 'node_modules', program);
  return program.endsWith('.exe') ? [path] : [process.execPath, path];
}

for (const name of [...Object.keys(python), ...Object.keys(node)]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    const home = join(folder, name);
    mkdirSync(folder, { recursive: true });
    const command = name in python ? installPython(name, home) : installNode(name, home);
    const version = /\d+(?:\.\d+)+/.exec(run(...command, '--version'))?.[0];
    clients[name] = { command, version };
  } catch (error) {
    tellMissing(name, error);
  }
}
// Clients that are tried in several ways.
if (clients.uv !== undefined) clients['uv-pip'] = clients['uv-install'] = clients.uv;
if (clients.pipenv !== undefined) clients['pipenv-install'] = clients.pipenv;
writeFileSync(join(folder, 'clients.json'), `${JSON.stringify(clients, null, 2)}\n`);
for (const [name, { version }] of Object.entries(clients)) console.log(`${name} ${version}`);
