// What the benchmarks share: running a command, medians, and their sections of docs/performance.md.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const cli = join(root, 'dist/cli.js');

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Whom a benchmark is run with: this Node, and the one that `BENCH_NODE` names. */
export const nodes = [process.execPath, ...(process.env.BENCH_NODE === undefined ? [] : [process.env.BENCH_NODE])].map(
  (path) => ({ path, version: spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1) }),
);

/** Milliseconds of one run of a command that must end with status 0. */
export function timeCommand(args, node = process.execPath) {
  const start = performance.now();
  const { status, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return elapsed;
}

/** Medians of commands that take turns, so that a busy moment of the machine hits all of them. */
export function interleave(commands, rounds) {
  const times = commands.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    commands.forEach((args, index) => {
      const elapsed = timeCommand(args);
      // The first round warms the file cache.
      if (round > 0) times[index].push(elapsed);
    });
  }
  return times.map(median);
}

// The child says its own peak when it ends: Node does not tell a parent.
const preload = `data:text/javascript,${encodeURIComponent(
  'import{writeFileSync}from"node:fs";' +
    'process.on("exit",()=>writeFileSync(process.env.BENCH_USAGE,String(process.resourceUsage().maxRSS*1024)))',
)}`;

/** What holds a command on one core; empty where the system cannot. */
export const onOneCore = spawnSync('taskset', ['-c', '0', 'true']).status === 0 ? ['taskset', '-c', '0'] : [];

/** Runs node without blocking this process. Gives status, outputs and milliseconds. */
export async function runTimed(args, { env = {}, node = process.execPath, pin = [] } = {}) {
  const [command, ...rest] = [...pin, node];
  const start = performance.now();
  const child = spawn(command, [...rest, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      output[name] += text;
    });
  }
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, ...output, ms: performance.now() - start };
}

/** The same with the peak of resident bytes, which whoever counts them makes the start a little longer. */
export async function runMeasured(args, { env = {}, ...how } = {}) {
  return withFolder(async (folder) => {
    const usage = join(folder, 'usage');
    const result = await runTimed(['--import', preload, ...args], { ...how, env: { ...env, BENCH_USAGE: usage } });
    return { ...result, peakBytes: Number(readFileSync(usage, 'utf8')) };
  });
}

/** Runs the one test that writes a page of docs/, as the variables tell it to. */
export function writeByTest(path, name, variables) {
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [program, 'run', path, '-t', name], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`the test that writes ${name} ended with ${status}`);
}

/** A folder for the time of the callback. */
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'gazetteer-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const round = (value, digits = 0) => value.toFixed(digits);
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

export const environment = () =>
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} processors.`;

/** Replaces a section of docs/performance.md. */
export function writeSection(name, lines) {
  const path = join(root, 'docs/performance.md');
  const text = readFileSync(path, 'utf8');
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no section ${name}`);
  writeFileSync(path, `${text.slice(0, from + start.length)}\n${lines.join('\n')}\n${text.slice(to)}`);
  console.log(`\n${name}\n${lines.join('\n')}`);
}
