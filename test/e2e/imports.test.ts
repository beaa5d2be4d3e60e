import { describe, expect, it, vi } from 'vitest';
import { auditFiles, daysAgo, manifest, startWorld, summarise } from './world.ts';

vi.setConfig({ testTimeout: 30_000 });

type Files = Readonly<Record<string, string>>;

/** A change in a world where some packages exist, most of them long and one for three days. */
async function auditImports(before: Files, after: Files, { args = [] as readonly string[], extra = '' } = {}) {
  const world = await startWorld();
  for (const [name, days] of [
    ['requests', 3000],
    ['opencv-python', 3000],
    ['quick-json-helper', 3],
  ] as const)
    world.pypi.put({ name, releases: [{ version: '1.0', uploadedAt: daysAgo(days) }] });
  for (const name of ['express', 'chalk', 'jscodeshift'])
    world.npm.put({ name, versions: [{ version: '1.0.0', publishedAt: daysAgo(3000) }] });
  const run = await auditFiles(world, before, after, args, extra);
  const asked = [...world.npm.log, ...world.pypi.log].map(({ url }) => url);
  return { ...run, asked, said: summarise(run.report) };
}

const requirements = { 'requirements.txt': 'requests==1.0\n' };

describe('an import of Python', () => {
  it('that no index has fails the run, on its line', async () => {
    const before = { ...requirements, 'app.py': 'import os\n' };
    const after = { ...requirements, 'app.py': 'import os\nimport requests\nimport quantum_json_flux as q\n' };
    const { said, status, report } = await auditImports(before, after);
    expect([status, said]).toEqual([1, ['high undeclared-import quantum-json-flux app.py:3']]);
    expect(report.findings[0]).toMatchObject({
      confidence: 'medium',
      location: { startColumn: 8, endColumn: 25 },
      message: expect.stringContaining(
        '"quantum_json_flux" is imported, and nothing here declares it; PyPI has no package quantum-json-flux (asked twice)',
      ),
      leadingReference: 'AML.T0060',
      atlas: { caseStudies: [{ id: 'AML.CS0022' }] },
    });
  });

  it('that is young and unknown, or merely undeclared, is told and passes', async () => {
    const after = { ...requirements, 'app.py': 'import quick_json_helper\nimport cv2\n' };
    const { said, status, report } = await auditImports(requirements, after);
    expect([status, said]).toEqual([
      0,
      ['medium undeclared-import quick-json-helper app.py:1', 'low undeclared-import opencv-python app.py:2'],
    ]);
    expect(report.findings[0]?.message).toContain('first published 3 days ago');
    expect(report.findings[1]?.message).toBe(
      '"cv2" is imported, and nothing here declares opencv-python, which would bring it.',
    );
  });

  it('is one finding in however many files, and asked for once', async () => {
    const code = 'import quantum_json_flux\n';
    const { report, asked } = await auditImports(requirements, {
      ...requirements,
      'a.py': code,
      'lib/b.py': `\n${code}`,
    });
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.relatedLocations).toMatchObject([{ path: 'lib/b.py', startLine: 2 }]);
    // Absence is asked for twice.
    expect(
      asked.filter((url) => url.includes('quantum-json-flux') && url.includes('simple')).length,
    ).toBeLessThanOrEqual(2);
  });

  it('that is declared, local, standard or in a text is not even asked for', async () => {
    const after = {
      ...requirements,
      'shop/util.py': '',
      'app.py': '"""\nimport nowhere\n"""\nimport requests, json\nfrom shop import util\nx = "import nowhere"\n',
    };
    const { said, status, asked } = await auditImports(requirements, after);
    expect([status, said, asked]).toEqual([0, [], []]);
  });
});

describe('an import of JavaScript', () => {
  const app = { 'package.json': manifest({ express: '1.0.0' }) };

  it('that the registry lacks fails the run, with what was meant', async () => {
    const after = { ...app, 'src/a.ts': "import express from 'express'\nimport { x } from 'react-codeshift/x'\n" };
    const { said, status, report } = await auditImports(app, after);
    expect([status, said]).toEqual([1, ['high undeclared-import react-codeshift src/a.ts:2']]);
    expect(report.findings[0]).toMatchObject({
      confidence: 'high',
      message: expect.stringContaining('jscodeshift'),
      remediation: expect.stringMatching(/^Import and declare jscodeshift if that is the package that was meant/),
    });
    expect(report.findings[0]).not.toHaveProperty('suggestion');
  });

  it('that a runtime fetches by itself counts only where it is missing', async () => {
    const after = { ...app, 'a.ts': "import a from 'npm:chalk@5'\nimport b from 'npm:nowhere-at-all@1'\n" };
    const { said, status } = await auditImports(app, after);
    expect([status, said]).toEqual([1, ['high undeclared-import nowhere-at-all a.ts:2']]);
  });

  it('of a hidden namespace is told, and nothing waits for it', async () => {
    const after = { ...app, 'a.ts': "import a from '@acme-hidden/ui'\n" };
    const { said, status, report } = await auditImports(app, after);
    expect([status, said, report.unverified]).toEqual([0, ['low undeclared-import @acme-hidden/ui a.ts:1'], []]);
  });
});

describe('an import whose registry is not to be asked', () => {
  it('leaves the run incomplete where it does not answer, and is told', async () => {
    const after = { ...requirements, 'app.py': 'import quantum_json_flux\n' };
    const { said, status, report } = await auditImports(requirements, after, { args: ['--offline'] });
    expect([status, said]).toEqual([3, ['low undeclared-import quantum-json-flux app.py:1']]);
    expect(report.unverified).toMatchObject([
      { purl: 'pkg:pypi/quantum-json-flux', question: 'existence', location: { path: 'app.py', startLine: 1 } },
    ]);
  });

  it('is asked of nobody public where its name is private', async () => {
    const after = { ...requirements, 'app.py': 'import acme_secret_part\n' };
    const { said, status, asked } = await auditImports(requirements, after, {
      extra: 'private: { pypi: ["acme-*"] }\n',
    });
    expect([status, said]).toEqual([3, ['low undeclared-import acme-secret-part app.py:1']]);
    expect(asked).toEqual([]);
  });

  it('is not looked for where the rule is off', async () => {
    const after = { ...requirements, 'app.py': 'import quantum_json_flux\n' };
    const { said, status, asked } = await auditImports(requirements, after, {
      extra: 'rules: { undeclared-import: off }\n',
    });
    expect([status, said, asked]).toEqual([0, [], []]);
  });
});
