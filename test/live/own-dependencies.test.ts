import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'gazetteer-live-'));

/** The test cases of this repository are full of names that do not exist: what is audited is what it depends on. */
beforeAll(async () => {
  for (const name of ['package.json', 'package-lock.json']) await copyFile(join(root, name), join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function auditSelf(): Promise<{ readonly status: number; readonly report: Report }> {
  const args = [
    'dist/cli.js',
    'audit',
    '--base',
    'none',
    '--head',
    folder,
    '--format',
    'json',
    '--no-progress',
    '--no-cache',
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code);
      if (![0, 1, 3].includes(status)) reject(new Error(`status ${status}: ${stderr}`));
      else resolve({ status, report: JSON.parse(stdout) });
    });
  });
}

interface Report {
  readonly verdict: string;
  readonly coverage: { readonly files: readonly { readonly path: string; readonly dependencies: number }[] };
  readonly findings: readonly { readonly ruleId: string; readonly package: { readonly name: string } | null }[];
  readonly unverified: readonly { readonly question: string; readonly purl?: string; readonly reason: string }[];
  readonly stats: { readonly hosts: readonly { readonly host: string; readonly requests: number }[] };
}

describe('the audit of this project against the real registries', () => {
  it('finds every dependency where it says it is', { timeout: 300_000 }, async () => {
    const { status, report } = await auditSelf();
    const lock = report.coverage.files.find(({ path }) => path === 'package-lock.json');
    expect(lock?.dependencies).toBeGreaterThan(100);
    const { host } = new URL(endpoints.npm);
    expect(report.stats.hosts.find((one) => one.host === host)?.requests).toBeGreaterThan(50);
    const absent = report.findings.filter(({ ruleId }) => /^(nonexistent|removed)-/.test(ruleId));
    expect(absent).toEqual([]);
    expect(report.unverified.filter(({ question }) => question === 'existence')).toEqual([]);
    expect({ pass: 0, fail: 1, incomplete: 3 }[report.verdict]).toBe(status);
  });
});
