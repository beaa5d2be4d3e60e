// Runs every check, the later ones too when an earlier one fails, and counts them.
// With GAZETTEER_CHECK_REPORT=<file> the count and what failed are also written there as JSON.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const steps = ['types', 'lint', 'layers', 'dead', 'generate:check', 'build:check'];

/** What a failed check said; undefined for one that passed. */
function run(step) {
  console.log(`\n> ${step}`);
  const said = spawnSync('npm', ['run', '--silent', step], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.stdout.write(said.stdout);
  process.stderr.write(said.stderr);
  return said.status === 0 ? undefined : { title: step, message: said.stdout + said.stderr };
}

const failures = steps.flatMap((step) => run(step) ?? []);
const passed = steps.length - failures.length;
const names = failures.length > 0 ? `: ${failures.map(({ title }) => title).join(', ')}` : '';
console.log(`\nchecks: ${passed} passed, ${failures.length} failed${names}`);
const report = process.env['GAZETTEER_CHECK_REPORT'];
if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failures }));
if (failures.length > 0) process.exitCode = 1;
