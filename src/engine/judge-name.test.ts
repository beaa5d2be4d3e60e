import { describe, expect, it } from 'vitest';
import { names } from '../app/names.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { absent, present, unknown } from '../model/fact.ts';
import { type Finding, severities } from '../model/finding.ts';
import { startOf } from '../model/location.ts';
import type { PackageFact } from '../model/registry.ts';
import { assessName } from './assess-name.ts';
import { judgeName } from './judge-name.ts';
import type { LookedUp } from './look-up-names.ts';

const url = 'https://npm.acme.example';
const context = {
  ecosystems,
  now: new Date('2027-03-01T00:00:00Z'),
  ignoresAdoption: false,
  sayPlaceholder: () => 'x',
};
const pkg: PackageFact = { name: 'x', status: 'active', versions: [], removedVersions: [] };
const open = unknown('nobody answers', url);
const known: LookedUp = {
  package: present(pkg, url),
  malware: open,
  about: open,
  elsewhere: open,
  findings: [],
  faults: [],
  unfit: undefined,
  isVouchedFor: false,
  isDeclared: false,
  indexes: [],
};

const finding = (severity: Finding['severity'], more: Partial<Finding> = {}): Finding => ({
  ruleId: 'young-package',
  severity,
  confidence: 'low',
  package: null,
  location: startOf('.'),
  relatedLocations: [],
  message: `it is ${severity}`,
  evidence: [],
  remediation: '',
  atlas: { tactics: [], techniques: [], caseStudies: [], mitigations: [] },
  cwe: [],
  attack: [],
  leadingReference: '',
  helpUri: '',
  fingerprint: '',
  ...more,
});

const judge = (name: string, looked: Partial<LookedUp>) =>
  judgeName(assessName({ ecosystem: 'npm', name }, names, context), { ...known, ...looked });

describe('what rules say decides of a name that exists', () => {
  it.each(severities.map((severity) => [severity, ['medium', 'high', 'critical'].includes(severity)] as const))(
    'a finding that is %s speaks against it: %s',
    (severity, counts) => {
      const { verdict, reasons } = judge('xqvzk', { findings: [finding(severity)] });
      expect([verdict, reasons]).toEqual(counts ? ['suspicious', [`it is ${severity}`]] : ['unremarkable', []]);
    },
  );

  it('what is merely observed does not', () => {
    expect(judge('xqvzk', { findings: [finding('critical', { observed: true })] }).verdict).toBe('unremarkable');
  });

  it('a shape that no rule minds does not, and is told nevertheless', () => {
    const answer = judge('raect', {});
    expect(answer).toMatchObject({ verdict: 'unremarkable', reasons: [], lookalike: { target: 'pkg:npm/react' } });
    expect(judge('raect', { findings: [finding('high')] }).suggestions[0]?.purl).toBe('pkg:npm/react');
  });

  it('a rule that failed leaves it open, unless another one speaks', () => {
    expect(judge('xqvzk', { faults: ['rule x failed'] })).toMatchObject({
      verdict: 'unknown',
      reasons: ['rule x failed'],
    });
    expect(judge('xqvzk', { faults: ['rule x failed'], findings: [finding('high')] })).toMatchObject({
      verdict: 'suspicious',
      reasons: ['rule x failed', 'it is high'],
    });
  });
});

describe('a name that does not exist, or perhaps not', () => {
  it('is absent by what rules say, else by the proof', () => {
    const gone = absent('it answered 404', url);
    expect(judge('xqvzk', { package: gone })).toMatchObject({ verdict: 'absent', reasons: ['it answered 404'] });
    const told = judge('xqvzk', { package: gone, findings: [finding('critical')] });
    expect(told).toMatchObject({ known: false, verdict: 'absent', reasons: ['it is critical'] });
    const withdrawn = present({ ...pkg, status: 'unpublished' as const }, url);
    expect(judge('xqvzk', { package: withdrawn })).toMatchObject({ known: false, verdict: 'absent' });
  });

  it('is nothing remarkable where the folder itself declares it, but for what rules say', () => {
    for (const found of [absent('it answered 404', url), open])
      expect(judge('raect', { package: found, isDeclared: true })).toMatchObject({
        verdict: 'unremarkable',
        reasons: [],
      });
    expect(judge('raect', { isDeclared: true, findings: [finding('high')] }).verdict).toBe('suspicious');
  });

  it('is judged by its shape where nobody answers, and not where it is the own', () => {
    expect(judge('raect', { package: open })).toMatchObject({
      verdict: 'suspicious',
      reasons: ['nobody answers', 'it resembles react: two letters are swapped'],
    });
    expect(judge('raect', { package: open, isVouchedFor: true })).toMatchObject({
      verdict: 'unknown',
      reasons: ['nobody answers'],
    });
  });
});

function suggested(ecosystem: string, name: string) {
  const { verdict, known, suggestions } = judgeName(assessName({ ecosystem, name }, names, context), undefined);
  return { verdict, known, suggested: suggestions.map(({ purl }) => purl) };
}

describe('what is suggested', () => {
  it.each([
    ['odf', 'unremarkable', 'pkg:pypi/odfpy'],
    ['weaviate', 'suspicious', 'pkg:pypi/weaviate-client'],
    ['sklearn', 'unremarkable', 'pkg:pypi/scikit-learn'],
    ['bs4', 'unremarkable', 'pkg:pypi/beautifulsoup4'],
    ['tdqm', 'suspicious', 'pkg:pypi/tqdm'],
    ['sklear', 'suspicious', 'pkg:pypi/scikit-learn'],
  ])('for %s, which is %s: %s', (name, verdict, first) => {
    const found = suggested('pypi', name);
    expect(found).toMatchObject({ verdict });
    expect(found.suggested[0]).toBe(first);
    expect(found.suggested).not.toContain('pkg:pypi/sklearn');
  });

  it.each([
    ['pypi', 'requests'],
    ['pypi', 'scikit-learn'],
    ['npm', 'react'],
    ['npm', 'preact'],
    ['npm', 'request'],
  ])('is nothing for a name that is in use: %s %s', (ecosystem, name) => {
    expect(suggested(ecosystem, name)).toEqual({ verdict: 'unremarkable', known: true, suggested: [] });
  });

  it('is first the package of the other ecosystem that has the very name, but for a grave slip', () => {
    expect(suggested('npm', 'uvicorn').suggested[0]).toBe('pkg:pypi/uvicorn');
    expect(suggested('pypi', 'express').suggested[0]).toBe('pkg:npm/express');
  });

  it('is nothing that its registry denies, or has for too short a time', () => {
    const names = (unfit?: LookedUp['unfit']) =>
      judge('lodahs', { package: absent('404', url), unfit }).suggestions.map(({ purl }) => purl);
    expect(names()).toContain('pkg:npm/lodash');
    expect(names({ name: 'lodash', objection: 'its registry has no package of that name' })).not.toContain(
      'pkg:npm/lodash',
    );
  });

  it('is nothing for a registered name whose meaning is not evident', () => {
    const found = suggested('pypi', 'easy-ansi');
    expect(found).toEqual({ verdict: 'unremarkable', known: true, suggested: [] });
  });

  it('is a real scope for one with a slip', () => {
    expect(suggested('npm', '@typs/node').suggested[0]).toBe('pkg:npm/%40types/node');
  });
});
