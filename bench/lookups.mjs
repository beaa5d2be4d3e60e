// How many names a second `gazetteer name --offline` answers, start-up included, on one core where the system can hold it there.
//   BENCH_NODE=<another Node> node bench/run.mjs lookups
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cli, environment, median, nodes, onOneCore, root, round, withFolder, writeSection } from './measure.mjs';

const rounds = 3;
const counts = [20_000];
const goal = 20_000;

/** Names of each kind, in an order without meaning: from the bundled lists alone. */
async function makeLists(folder) {
  const outfile = join(folder, 'dist/names.mjs');
  const entryPoints = [join(root, 'src/app/names.ts')];
  const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'error' };
  await build({ ...options, entryPoints });
  spawnSync('cp', ['-r', join(root, 'dist/data'), join(folder, 'data')]);
  const { names } = await import(pathToFileURL(outfile).href);
  const npm = names.rankedNames('npm');
  const pypi = names.rankedNames('pypi');
  // A step that shares no factor with the sizes goes through all of them.
  const pick = (list, at) => list.nameAt(1 + ((at * 7_919) % list.size));
  const half = (name, from, to) => name.slice(Math.floor(name.length * from), Math.ceil(name.length * to));
  const spoil = (name, at) => `${half(name, 0, 0.5)}${'aeioustrnl'[at % 10]}${half(name, 0.5, 1)}`;
  return {
    'npm, in the list of ranks': (at) => `npm ${pick(npm, at)}`,
    'PyPI, in the list of ranks': (at) => `pypi ${pick(pypi, at)}`,
    'npm, halves of two names': (at) => `npm ${half(pick(npm, at), 0, 0.5)}-${half(pick(npm, at + 1), 0.5, 1)}`,
    'npm, a letter too many': (at) => `npm ${spoil(pick(npm, at), at)}`,
    'PyPI, a letter too many': (at) => `pypi ${spoil(pick(pypi, at), at)}`,
  };
}

function timeNames(node, file) {
  const input = openSync(file, 'r');
  const [command, ...args] = [...onOneCore, node, cli, 'name', '--offline'];
  const start = performance.now();
  const { status } = spawnSync(command, args, { stdio: [input, 'ignore', 'inherit'] });
  closeSync(input);
  if (status !== 0) throw new Error(`name ended with ${status}`);
  return performance.now() - start;
}

export async function measureLookups() {
  await withFolder(async (folder) => {
    const file = join(folder, 'names.txt');
    const rows = [];
    for (const [kind, nameAt] of Object.entries(await makeLists(folder))) {
      for (const count of counts) {
        writeFileSync(file, Array.from({ length: count }, (_, at) => `${nameAt(at)}\n`).join(''));
        const times = nodes.map(() => []);
        for (let at = 0; at < rounds; at++)
          for (const [which, { path }] of nodes.entries()) times[which].push(timeNames(path, file));
        const rates = times.map((all) => round((count / median(all)) * 1_000));
        rows.push(`| ${kind} | ${count} | ${rates.join(' | ')} |`);
      }
    }
    writeSection('lookups', [
      `Names a second, medians of ${rounds} runs${onOneCore.length > 0 ? ' on one core' : ''}, start-up included. The goal is ${goal}. ${environment()}`,
      '',
      `| names | how many | ${nodes.map(({ version }) => `Node ${version}`).join(' | ')} |`,
      `|---|---|${nodes.map(() => '---|').join('')}`,
      ...rows,
    ]);
  });
}
