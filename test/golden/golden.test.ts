import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareLocations, compareText } from '../../src/model/location.ts';
import { layerErrors } from '../support/navigator/schema.ts';
import { sarifErrors } from '../support/sarif/validate.ts';
import { sigmaErrors } from '../support/sigma/schema.ts';
import { schemaErrors } from '../support/sinks/schema.ts';
import { contextOf, folder, readReport } from './context.ts';
import { expectRenderings } from './renderings.ts';

describe.each(['clean', 'pep440', 'incomplete', 'collision', 'model-output', 'releases'])('report %s', (name) => {
  const report = readReport(name);

  it('is told as it stands here', async () => {
    const context = contextOf(name);
    await expectRenderings(folder(name), report, context, context.line);
  });

  it('fits the published schema, with sorted lists', () => {
    expect(schemaErrors('report', JSON.parse(readFileSync(join(folder(name), 'report.json'), 'utf8')))).toEqual([]);
    const { findings, changes, unverified, coverage, stats } = report;
    expect(findings.toSorted((a, b) => compareLocations(a.location, b.location))).toEqual(findings);
    expect(changes.toSorted((a, b) => compareLocations(a.location, b.location))).toEqual(changes);
    expect(unverified.toSorted((a, b) => compareText(a.path ?? '', b.path ?? ''))).toEqual(unverified);
    expect(coverage.files.toSorted((a, b) => compareText(a.path, b.path))).toEqual(coverage.files);
    expect(stats.hosts.toSorted((a, b) => compareText(a.host, b.host))).toEqual(stats.hosts);
  });

  it('is valid Sigma', () => {
    expect(sigmaErrors(readFileSync(join(folder(name), 'sigma.yml'), 'utf8'))).toEqual([]);
  });

  it('is a valid layer', () => {
    expect(layerErrors(JSON.parse(readFileSync(join(folder(name), 'navigator.json'), 'utf8')))).toEqual([]);
  });

  it('is valid SARIF', () => {
    expect(sarifErrors(JSON.parse(readFileSync(join(folder(name), 'sarif.json'), 'utf8')))).toEqual([]);
  });
});
