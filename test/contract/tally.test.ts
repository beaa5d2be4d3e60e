import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Step {
  readonly status?: number;
  readonly title: string;
  /** Left out: the step counts as one test. */
  readonly report?: unknown;
}

/** What `.ci/run` prints at its end, and whether it fails. */
function tally(steps: readonly Step[]): { readonly lines: readonly string[]; readonly status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'gazetteer-tally-'));
  try {
    const rows = steps.map(({ status = 0, title, report }, at) => {
      const path = join(folder, `${at}.json`);
      if (report !== undefined) writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report));
      return `${status}\t${title}\t${report === undefined ? '' : path}\n`;
    });
    writeFileSync(join(folder, 'steps'), rows.join(''));
    const run = spawnSync(process.execPath, ['scripts/tally.mjs', join(folder, 'steps')], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    return { lines: run.stdout.split('\n').filter((line) => line !== ''), status: run.status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const test = (fullName: string, ...failureMessages: string[]) => ({
  fullName,
  failureMessages,
  status: failureMessages.length > 0 ? 'failed' : 'passed',
});
const suite = (...files: { name: string; message?: string; status?: string; assertionResults: object[] }[]) => ({
  numPassedTests: 7,
  testResults: files.map((file) => ({ message: '', status: 'failed', ...file, name: join(root, file.name) })),
});

it('counts the tests of all steps', () => {
  const passed = suite({ name: 'src/a.test.ts', status: 'passed', assertionResults: [test('a')] });
  const steps = [
    { title: 'suite', report: passed },
    { title: 'dist' },
    { title: 'check', report: { passed: 6, failures: [] } },
  ];
  expect(tally(steps)).toEqual({ lines: ['14 passed, 0 failed'], status: 0 });
});

it('names what failed, with the beginning of its message', () => {
  const long = `\u001b[31mAssertionError\u001b[39m: no\n\n${[1, 2, 3, 4, 5, 6, 7].map((line) => `  at ${line}\n`).join('')}`;
  const failed = suite(
    { name: 'src/a.test.ts', assertionResults: [test('a'), test('b > c', long)] },
    { name: 'src/b.test.ts', message: 'no such module', assertionResults: [] },
  );
  const check = { passed: 5, failures: [{ title: 'lint', message: 'too long\n' }] };
  const { lines, status } = tally([
    { title: 'suite', status: 1, report: failed },
    { title: 'check', status: 1, report: check },
    { title: 'dist', status: 2 },
  ]);
  expect(status).toBe(1);
  expect(lines).toEqual([
    'Failed:',
    '- suite: src/a.test.ts: b > c',
    '    AssertionError: no',
    ...[1, 2, 3, 4, 5].map((line) => `      at ${line}`),
    '- suite: src/b.test.ts',
    '    no such module',
    '- check: lint',
    '    too long',
    '- dist',
    '    exit status 2',
    '12 passed, 4 failed',
  ]);
});

it('counts a run that broke outside of a test, or left no report', () => {
  const { lines, status } = tally([
    { title: 'suite', status: 1, report: suite() },
    { title: 'other suite', report: '' },
  ]);
  expect(status).toBe(1);
  expect(lines).toEqual([
    'Failed:',
    '- suite',
    '    exit status 1, outside of a test',
    '- other suite',
    '    exit status 0, without a report',
    '7 passed, 2 failed',
  ]);
});

it('is bounded', () => {
  const failures = Array.from({ length: 100 }, (_, at) => ({ title: `${at}`, message: 'x'.repeat(10_000) }));
  const { lines } = tally([{ title: 'check', status: 1, report: { passed: 0, failures } }]);
  expect(lines).toHaveLength(1 + 25 * 2 + 2);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(250);
  expect(lines.slice(-2)).toEqual(['- and 75 more', '0 passed, 100 failed']);
});
