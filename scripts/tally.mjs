// What came of the steps of .ci/run: which tests failed, with the beginning of what they said, and the numbers as the last line.
//   node scripts/tally.mjs <file>    a line for each step: exit status, title and report (none for a step that counts as one
//                                    test), parted by tabs
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const most = { failures: 25, lines: 6 };

/** The report of vitest, or that of scripts/check.mjs, which is given back as it is. */
function readReport(path) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  if (report.testResults === undefined) return report;
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    // A file that cannot be loaded has no tests.
    if (tests.length === 0) return status === 'failed' ? [{ title: file, message }] : [];
    return tests.map((test) => ({ title: `${file}: ${test.fullName}`, message: test.failureMessages.join('\n') }));
  });
  return { passed: report.numPassedTests, failures };
}

/** A run that left no report, or broke outside a test, counts as one failure. */
function readStep(line) {
  const [status, title, report] = line.split('\t');
  const broken = (message) => [{ title, message: `exit status ${status}${message}` }];
  if (report === '') return status === '0' ? { passed: 1, failures: [] } : { passed: 0, failures: broken('') };
  try {
    const { passed, failures } = readReport(report);
    if (failures.length === 0 && status !== '0') return { passed, failures: broken(', outside of a test') };
    return { passed, failures: failures.map((one) => ({ ...one, title: `${title}: ${one.title}` })) };
  } catch {
    return { passed: 0, failures: broken(', without a report') };
  }
}

const steps = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map(readStep);
const failures = steps.flatMap((step) => step.failures);
if (failures.length > 0) console.log('\nFailed:');
for (const { title, message } of failures.slice(0, most.failures)) {
  const said = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '');
  console.log(`- ${title}`);
  for (const line of said.slice(0, most.lines)) console.log(`    ${line.slice(0, 200)}`);
}
if (failures.length > most.failures) console.log(`- and ${failures.length - most.failures} more`);
console.log(`\n${steps.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failures.length} failed`);
if (failures.length > 0) process.exitCode = 1;
