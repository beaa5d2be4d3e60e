// Looks for files that readers break on, or take too long for. Two workers or more, each with a share of the formats; findings
// are printed as JSON, and how much was looked at is told on the error output.
//   node scripts/fuzz.mjs [seconds]                      texts that are nearly files, guided by the blocks that they reach
//   node scripts/fuzz.mjs [seconds] --growth counted     ten times the text: blocks that run, characters gone through
//   node scripts/fuzz.mjs [seconds] --growth timed       ten times the text: time, for what regular expressions do inside
//   node scripts/fuzz.mjs [seconds] --growth quick       a share of `counted` that the suite takes, until it is done
//   ... --seed <number> --format <id>                    another order of chance, some formats alone
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { instrument } from './fuzz/instrument.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    growth: { type: 'string', default: '' },
    format: { type: 'string', multiple: true, default: [] },
  },
});
const seconds = Number(positionals[0] ?? 60);
const seed = Number(values.seed);

const root = fileURLToPath(new URL('..', import.meta.url));

/** Node 20 does not read TypeScript: the sources are bundled as they are for dist/. */
async function bundle(entry, outfile) {
  const js = 'import{createRequire as __fuzzRequire}from"node:module";const require=__fuzzRequire(import.meta.url);';
  const entryPoints = [join(root, entry)];
  const options = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  };
  await build({ ...options, entryPoints, outfile, banner: { js } });
  return outfile;
}

function run(worker, task) {
  const memory = ['--expose-gc', '--max-old-space-size=512'];
  const child = spawn(process.execPath, [...memory, worker, JSON.stringify(task)], { stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', (code) => resolve(code === 0)));
}

const folder = mkdtempSync(join(tmpdir(), 'gazetteer-fuzz-'));
try {
  const [worker, plain] = await Promise.all([
    bundle('scripts/fuzz-worker.ts', join(folder, 'worker.mjs')),
    bundle('src/app/formats.ts', join(folder, 'formats.mjs')),
  ]);
  const counted = join(folder, 'counted.mjs');
  writeFileSync(counted, instrument(readFileSync(plain, 'utf8')));
  const workers = availableParallelism();
  const tasks = Array.from({ length: workers }, (_, part) => ({
    root,
    plain,
    counted,
    part,
    workers,
    seconds,
    seed,
    growth: values.growth,
    only: values.format,
  }));
  const good = await Promise.all(tasks.map((task) => run(worker, task)));
  if (good.includes(false)) process.exitCode = 1;
} finally {
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
  else console.log(folder);
}
