import { describe, expect, it, vi } from 'vitest';
import type { NpmPackage } from '../support/registries/npm-documents.ts';
import { auditFiles, daysAgo, manifest, signalsOf, startWorld, summarise } from './world.ts';

vi.setConfig({ testTimeout: 30_000 });

const one = (days: number) => [{ version: '1.0.0', publishedAt: daysAgo(days) }];
const old = (name: string, more: Partial<NpmPackage> = {}): NpmPackage => ({ name, versions: one(3000), ...more });

/** A change that adds names, in a world that has these packages, too. */
async function auditNames(
  added: { npm?: readonly string[]; pypi?: readonly string[] },
  packages: readonly NpmPackage[],
  { args = [], extra = '' }: { args?: readonly string[]; extra?: string } = {},
) {
  const world = await startWorld();
  for (const pkg of packages) world.npm.put(pkg);
  for (const [name, days] of [
    ['requests', 3000],
    ['reqeusts', 2],
    ['opencv-python', 2000],
  ] as const)
    world.pypi.put({
      name,
      releases: [{ version: '1.0', uploadedAt: daysAgo(days) }],
      publishers: [`owner of ${name}`],
    });
  const run = await auditFiles(
    world,
    { 'package.json': manifest({}), 'requirements.txt': '' },
    {
      'package.json': manifest(Object.fromEntries((added.npm ?? []).map((name) => [name, '1.0.0']))),
      'requirements.txt': (added.pypi ?? []).map((name) => `${name}==1.0\n`).join(''),
    },
    args,
    extra,
  );
  const asked = [...world.npm.log, ...world.pypi.log].map(({ url }) => url);
  return { ...run, asked, said: summarise(run.report) };
}

describe('a lookalike', () => {
  it('of two days fails the run, and exactly its name is to be replaced', async () => {
    const { report, said, status } = await auditNames({ pypi: ['reqeusts'] }, []);
    expect([status, said]).toEqual([1, ['high lookalike-name reqeusts requirements.txt:1']]);
    expect(signalsOf(report.findings[0])).toEqual([
      'high lookalike-name',
      'high young-package',
      'medium recent-release',
    ]);
    expect(report.findings[0]).toMatchObject({
      confidence: 'high',
      message: expect.stringContaining('two letters are swapped'),
      suggestion: {
        purl: 'pkg:pypi/requests',
        replacement: 'requests',
        region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 },
      },
    });
  });

  it('of an owner who may publish the other one too is told as that, and passes', async () => {
    const { report, said, status } = await auditNames({ npm: ['lodahs'] }, [
      old('lodahs', { maintainers: ['acme', 'shop'] }),
      old('lodash', { maintainers: ['acme'] }),
    ]);
    expect([status, said]).toEqual([0, ['info lookalike-name lodahs package.json:5']]);
    expect(report.findings[0]?.message).toContain('acme may publish both');
  });

  it('that is old and of another owner is told with little confidence, which fails nothing', async () => {
    const packages = [old('expreess', { maintainers: ['mallory'], repository: false }), old('express')];
    const { report, said, status } = await auditNames({ npm: ['expreess'] }, packages);
    expect([status, said]).toEqual([
      0,
      ['medium unadopted-package expreess package.json:5', 'low lookalike-name expreess package.json:5'],
    ]);
    expect(report.findings[1]).toMatchObject({ confidence: 'low', suggestion: { replacement: 'express' } });
  });

  it('in which two letters of a name that everybody uses are swapped fails, however old it is', async () => {
    const packages = [old('lodahs', { maintainers: ['mallory'], repository: false }), old('lodash')];
    const { report, said, status } = await auditNames({ npm: ['lodahs'] }, packages);
    expect([status, said]).toEqual([1, ['high lookalike-name lodahs package.json:5']]);
    expect(signalsOf(report.findings[0])).toEqual(['high lookalike-name', 'medium unadopted-package']);
    expect(report.findings[0]).toMatchObject({ confidence: 'medium', suggestion: { replacement: 'lodash' } });
  });
});

describe('an invented name', () => {
  const invented: NpmPackage = {
    name: 'react-codeshift',
    versions: one(9),
    maintainers: ['mallory'],
    repository: false,
  };

  it('that somebody registered days ago fails the run, although it is no typing error', async () => {
    const { report, said, status } = await auditNames({ npm: ['react-codeshift'] }, [invented, old('jscodeshift')]);
    expect([status, said]).toEqual([1, ['high hallucinated-name react-codeshift package.json:5']]);
    expect(signalsOf(report.findings[0])).toEqual(['high hallucinated-name', 'high young-package']);
    expect(report.findings[0]).toMatchObject({
      confidence: 'high',
      leadingReference: 'AML.T0060',
      suggestion: { replacement: 'jscodeshift' },
      atlas: { caseStudies: [{ id: 'AML.CS0022' }] },
    });
  });

  it('is no finding of its own once it is old, but where the configuration knows it', async () => {
    const packages = [{ ...invented, versions: one(400), repository: 'https://code.acme.example/acme/codeshift' }];
    expect((await auditNames({ npm: ['react-codeshift'] }, packages)).said).toEqual([]);
    const extra = 'rules: { hallucinated-name: { known-invented: ["pkg:npm/react-codeshift"] } }\n';
    expect((await auditNames({ npm: ['react-codeshift'] }, packages, { extra })).said).toEqual([
      'medium hallucinated-name react-codeshift package.json:5',
    ]);
  });

  it('that does not exist is one finding: why it looks so, and what was meant', async () => {
    const { report, said, status } = await auditNames({ pypi: ['cv2'] }, []);
    expect([status, said]).toEqual([1, ['critical nonexistent-package cv2 requirements.txt:1']]);
    expect(report.findings[0]).toMatchObject({
      message: expect.stringContaining('the name by which code knows opencv-python'),
      suggestion: { replacement: 'opencv-python', region: { startColumn: 1, endColumn: 4 } },
    });
  });

  it('is offered nothing that its registry does not have', async () => {
    const { report } = await auditNames({ npm: ['unused-imports'] }, []);
    expect(report.findings[0]?.message).toContain('eslint-plugin-unused-imports');
    expect(report.findings[0]).not.toHaveProperty('suggestion');
  });

  it('that holds a place is named as such', async () => {
    const guard = old('acme-guarded-sdk', { description: 'Reserved to prevent dependency confusion attacks.' });
    expect((await auditNames({ npm: ['acme-guarded-sdk'] }, [guard])).said).toEqual([
      'medium hallucinated-name acme-guarded-sdk package.json:5',
    ]);
  });
});

describe('a name that was there before', () => {
  it('is told by what the registry remembers', async () => {
    const { report, said, status } = await auditNames({ npm: ['acme-lost-tool'] }, [
      { name: 'acme-lost-tool', versions: one(40), createdAt: daysAgo(2000) },
    ]);
    expect([status, said]).toEqual([1, ['high resurrected-name acme-lost-tool package.json:5']]);
    expect(signalsOf(report.findings[0])).toEqual(['high resurrected-name', 'medium young-package']);
  });

  it('is told by the bundled lists', async () => {
    const versions = [{ version: '1.0.0', publishedAt: '2027-01-02T00:00:00.000Z' }];
    const { report, said, status } = await auditNames({ npm: ['left-pad'] }, [{ name: 'left-pad', versions }], {
      args: ['--now', '2027-03-01T00:00:00Z'],
    });
    expect(said).toContain('high resurrected-name left-pad package.json:5');
    expect(report.findings.find(({ ruleId }) => ruleId === 'resurrected-name')?.confidence).toBe('high');
    expect(status).toBe(1);
  });
});

describe('what the base says of a name', () => {
  const reqeusts = {
    name: 'reqeusts',
    releases: ['1.0', '1.1'].map((version) => ({ version, uploadedAt: daysAgo(3) })),
    publishers: ['mallory'],
  };

  it.each<[string, Record<string, string>]>([
    ['a text', { 'README.md': '```sh\npip install reqeusts\n```\n' }],
    ['a fixture', { 'tests/fixtures/bad/requirements.txt': 'reqeusts\n' }],
  ])('in %s clears nothing', async (_, more) => {
    const world = await startWorld();
    world.pypi.put(reqeusts);
    const before = { ...more, 'requirements.txt': '' };
    // What did not change itself is read only where it is of use to what did.
    const touched = Object.fromEntries(Object.entries(more).map(([path, text]) => [path, `${text}\n`]));
    const { status, report } = await auditFiles(world, before, { ...touched, 'requirements.txt': 'reqeusts==1.0\n' });
    expect([status, summarise(report)]).toEqual([
      1,
      expect.arrayContaining(['high lookalike-name reqeusts requirements.txt:1']),
    ]);
    expect(signalsOf(report.findings[0])).toContain('high young-package');
  });

  it('is told once, whatever versions the change asks for', async () => {
    const world = await startWorld();
    world.pypi.put(reqeusts);
    const { report } = await auditFiles(
      world,
      { 'requirements.txt': '' },
      {
        'requirements.txt': 'reqeusts\n',
        'b/requirements.txt': 'reqeusts==1.0\n',
        'c/requirements.txt': 'reqeusts==1.1\n',
      },
    );
    const [one, ...more] = report.findings.filter(({ ruleId }) => ruleId === 'lookalike-name');
    expect(more).toEqual([]);
    expect(new Set([one?.location, ...(one?.relatedLocations ?? [])].map((at) => at?.path)).size).toBe(3);
    expect(signalsOf(one)).toContain('high young-package');
    expect(summarise(report).filter((told) => told.includes('young-package'))).toEqual([]);
  });
});

describe('a replacement', () => {
  it('is offered no second time in one file', async () => {
    const { report } = await auditNames({ npm: ['lodahs', 'lodash'] }, [
      old('lodahs', { maintainers: ['mallory'], repository: false }),
      old('lodash'),
    ]);
    const found = report.findings.find(({ ruleId }) => ruleId === 'lookalike-name');
    expect(found?.signals?.[0]?.remediation).toBe('Remove the entry: the file asks for lodash already.');
    expect(found).not.toHaveProperty('suggestion');
  });

  it('is asked of the registry that serves the name, and of no other', async () => {
    const world = await startWorld();
    world.npm.put(old('lodahs', { maintainers: ['acme'] }));
    world.npm.put(old('lodash', { maintainers: ['acme'] }));
    const config = `version: 1\nregistries: { npm: "${world.npm.url}" }\nservices: { osv: false }\n`;
    const plain = { ...world, config: () => config };
    const { report } = await auditFiles(
      plain,
      { 'package.json': manifest({}) },
      { 'package.json': manifest({ lodahs: '1.0.0' }) },
    );
    expect(summarise(report)).toEqual(['info lookalike-name lodahs package.json:5']);
    expect(world.npm.log.map(({ url }) => url)).toContain('/lodash');
    expect(report.stats.hosts.map(({ host }) => host)).toEqual([new URL(world.npm.url).host]);
  });
});

it('asks for nothing more where a name is used and old', async () => {
  const { asked, said } = await auditNames({ npm: ['left-pad'], pypi: ['requests'] }, []);
  expect(said).toEqual([]);
  expect(asked.filter((url) => url.startsWith('/pypi/'))).toEqual([]);
  expect(new Set(asked.map((url) => url.split('/')[1]))).toEqual(new Set(['left-pad', 'simple']));
});
