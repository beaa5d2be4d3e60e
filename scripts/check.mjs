// Runs every check, the later ones too when an earlier one fails, and counts them.
// With GAZETTEER_CHECK_REPORT=<file> the counts are also written there as JSON.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const steps = ['types', 'lint', 'layers', 'dead', 'generate:check', 'build:check'];

const failed = steps.filter((step) => {
  console.log(`\n> ${step}`);
  return (
    spawnSync('npm', ['run', '--silent', step], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0
  );
});
const counts = { passed: steps.length - failed.length, failed: failed.length };
console.log(
  `\nchecks: ${counts.passed} passed, ${counts.failed} failed${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`,
);
const report = process.env['GAZETTEER_CHECK_REPORT'];
if (report !== undefined) writeFileSync(report, JSON.stringify(counts));
if (failed.length > 0) process.exitCode = 1;
