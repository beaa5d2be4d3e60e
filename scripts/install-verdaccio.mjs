// Installs the registry server that some replays are served by, in a folder of its own.
//   node scripts/install-verdaccio.mjs <folder>   writes <folder>/verdaccio.json: the command and its version
// It will run under the Node that installs it: Verdaccio wants 22 or newer. One that is out of reach is left out, and told; one
// that is not what was asked for is an error.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installFromNpm, run, tellMissing } from './installing.mjs';

const version = '6.10.4';
const integrity = 'sha512-2XjsxiH/ZYWjefbVLY854mo+lz1M14mdhx/tI1278aVXN/D9dTflpw0T6w1oi6WChMLhRogTnz8blL36Ys/dhQ==';
/** Nothing that it needs is younger: each run installs the same. */
const before = '2026-11-01';
/** `verdaccio-audit` asks for it by a tag, which not every registry has. */
const overrides = { 'node-fetch': '2.7.0' };

const install = (home) =>
  installFromNpm(home, { dependencies: { verdaccio: version }, overrides }, '--ignore-scripts', `--before=${before}`);

/** The command, where it is what was asked for. */
function check(home) {
  const { packages } = JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8'));
  const got = packages['node_modules/verdaccio'].integrity;
  if (got !== integrity) throw new Error(`verdaccio ${version} has another hash: ${got}`);
  const command = [process.execPath, join(home, 'node_modules', 'verdaccio', 'bin', 'verdaccio')];
  const said = run(...command, '--version').trim();
  if (said !== `v${version}`) throw new Error(`verdaccio ${version} says that it is ${said}`);
  return command;
}

function isInstalled(home) {
  try {
    install(home);
    return true;
  } catch (error) {
    tellMissing('verdaccio', error);
    return false;
  }
}

if (Number.parseInt(process.versions.node, 10) < 22) throw new Error('Verdaccio wants Node 22 or newer');
const folder = resolve(process.argv[2] ?? 'verdaccio');
const home = join(folder, 'home');
if (isInstalled(home)) {
  const installed = { command: check(home), version };
  writeFileSync(join(folder, 'verdaccio.json'), `${JSON.stringify(installed, null, 2)}\n`);
  console.log(`verdaccio ${version} under Node ${process.version}`);
}
