import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { sarifErrors } from '../../../test/support/sarif/validate.ts';
import { readRulePage } from '../../app/rule-pages.ts';
import { purl } from '../../model/purl.ts';
import type { Notification } from '../../model/report.ts';
import type { RuleMeta } from '../../model/rule.ts';
import { rules } from '../../rules/index.gen.ts';
import { reporter } from './index.ts';

const context = contextOf('pep440');
const report = readReport('pep440');
const print = (patch = {}, given = report) => JSON.parse(reporter.render(given, { ...context, ...patch })).runs[0];

describe('SARIF', () => {
  it('lists every rule, whether it fired or not, and points at it', () => {
    const run = print();
    expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(context.rules.map(({ id }) => id));
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  it('calls nothing an error that a rule only observes', () => {
    const levels = (observed?: true) =>
      print({}, { ...report, findings: report.findings.map((one) => ({ ...one, ...(observed && { observed }) })) })
        .results.slice(0, report.findings.length)
        .map(({ level }: { level: string }) => level);
    expect(levels()).toEqual(['error', 'error', 'note']);
    expect(levels(true)).toEqual(['warning', 'warning', 'note']);
  });

  it('tags rules in lower case, at most ten times', () => {
    const [rule] = context.rules;
    const citation = (id: string) => ({ id, basis: 'asserted', stance: 'enables' }) as const;
    const crowded: RuleMeta = {
      ...(rule ?? context.rules[0]),
      id: 'crowded',
      title: 'x'.repeat(3000),
      summary: 'y'.repeat(3000),
      group: 'Is it real?',
      severity: 'info',
      confidence: 'low',
      needs: [],
      aboutAi: false,
      cwe: ['CWE-1', 'CWE-2', 'CWE-3'],
      attack: ['T1195', 'T1195.001', 'T1195.002'],
      atlas: {
        techniques: ['AML.T0010', 'AML.T0060', 'AML.T0062', 'AML.T0074'].map(citation),
        caseStudies: [],
        mitigations: [],
      },
    };
    const log = JSON.parse(reporter.render(report, { ...context, rules: [crowded] }));
    const [printed] = log.runs[0].tool.driver.rules;
    expect(sarifErrors(log)).toEqual([]);
    expect(printed.properties.tags).toHaveLength(10);
    expect(printed.properties.tags).toContain('external/mitre-atlas/aml.t0060');
    expect(printed.properties).not.toHaveProperty('security-severity');
    expect(printed.shortDescription.text).toHaveLength(1024);
    expect(printed.fullDescription.text).toHaveLength(1024);
  });

  it('names the packages of its notifications, 10,000 in all', () => {
    const noted = (name: string, many: number): Notification => ({
      level: 'warning',
      message: `${name} were not answered`,
      packages: Array.from({ length: many }, (_, at) => purl('npm', `${name}-${at}`)),
      unanswered: 'advisories',
    });
    const notifications = [noted('a', 9_998), noted('b', 12), noted('c', 1)];
    const printed = print({}, { ...report, notifications, unverified: [] }).invocations[0].toolExecutionNotifications;
    expect(printed.map(({ properties }: { properties: object }) => properties)).toMatchObject([
      { packages: notifications[0]?.packages, unanswered: 'advisories' },
      { packages: ['pkg:npm/b-0', 'pkg:npm/b-1'], packagesLeftOut: 10 },
      { packages: [], packagesLeftOut: 1 },
    ]);
    expect(printed[0].properties).not.toHaveProperty('packagesLeftOut');
    expect(printed[1].message.text).toContain('b were not answered: b-0, b-1, ');
    expect(printed[1].message.text).toContain(' and 2 more');
  });

  it('has the techniques of ATLAS as a taxonomy to which rules and results point', () => {
    const run = print();
    const [atlas] = run.taxonomies;
    const ids: string[] = atlas.taxa.map(({ id }: { id: string }) => id);
    expect(run.taxonomies).toHaveLength(1);
    const reference = { name: 'MITRE ATLAS', index: 0, guid: atlas.guid };
    expect(atlas.guid).toMatch(/^[0-9a-f-]{36}$/);
    expect(run.tool.driver.supportedTaxonomies).toEqual([reference]);
    expect(atlas).toMatchObject({ name: 'MITRE ATLAS', version: '2026.09', isComprehensive: false });
    expect(ids).toEqual(['AML.T0010', 'AML.T0010.001', 'AML.T0060', 'AML.T0062']);
    expect(atlas.taxa[1]).toMatchObject({
      guid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      shortDescription: { text: 'AI Supply Chain Compromise: AI Software' },
      relationships: [{ target: { id: 'AML.T0010', index: 0, toolComponent: reference }, kinds: ['superset'] }],
      properties: { tactics: ['AML.TA0004'] },
    });
    for (const [at, rule] of context.rules.entries()) {
      const { relationships = [] } = run.tool.driver.rules[at];
      const targets: { id: string; index: number; toolComponent: object }[] = relationships.map(
        (one: { target: object }) => one.target,
      );
      for (const { toolComponent } of targets) expect(toolComponent).toEqual(reference);
      expect(targets.map(({ id }) => id)).toEqual(rule.atlas.techniques.map(({ id }) => id));
      for (const { id, index } of targets) expect(ids[index]).toBe(id);
      for (const { kinds } of relationships) expect(kinds).toEqual(['relevant']);
    }
    for (const { taxa = [], properties } of run.results) {
      expect(taxa.map(({ id }: { id: string }) => id)).toEqual(properties.atlas);
      for (const { id, index } of taxa) expect(ids[index]).toBe(id);
    }
    const pointing = run.results.flatMap(({ taxa = [] }: { taxa?: object[] }) => taxa);
    expect(pointing).toContainEqual(
      expect.objectContaining({ id: 'AML.T0060', properties: { basis: 'case-study', stance: 'enables' } }),
    );
  });

  it('points once at the successor of a retired technique, and not at one that nobody knows', () => {
    const [first] = report.findings;
    if (first === undefined) throw new Error('the golden report has findings');
    const cite = (id: string) => ({ id, name: id, basis: 'asserted', stance: 'enables' }) as const;
    const techniques = ['AML.T0058', 'AML.T0115.001', 'AML.T9999', 'constructor'].map(cite);
    const finding = { ...first, atlas: { ...first.atlas, techniques } };
    const run = print({ rules: [] }, { ...report, findings: [finding], suppressed: [] });
    expect(run.taxonomies[0].taxa.map(({ id }: { id: string }) => id)).toEqual(['AML.T0115', 'AML.T0115.001']);
    expect(run.results[0].taxa).toEqual([
      {
        id: 'AML.T0115.001',
        index: 1,
        toolComponent: { name: 'MITRE ATLAS', index: 0, guid: run.taxonomies[0].guid },
        properties: { basis: 'asserted', stance: 'enables' },
      },
    ]);
  });

  it('helps with what the page of the rule says, without its examples and without links that lead nowhere', () => {
    const helps = print({ rules: rules.map(({ meta }) => meta), page: readRulePage }).tool.driver.rules.map(
      ({ help }: { help: { markdown: string } }) => help.markdown,
    );
    expect(helps).toHaveLength(rules.length);
    for (const markdown of helps) {
      expect(markdown.match(/^## .+$/gm)).toEqual(['## Why', '## What to do', '## When to except', '## Limits']);
      expect(markdown).not.toContain('```');
      expect(markdown).not.toMatch(/\]\((?!https:)/);
      expect(markdown.length).toBeLessThan(8_000);
    }
  });

  it('hashes the line where its file is at hand, else the finding', () => {
    const hash = (result: { partialFingerprints: Record<string, string> }) =>
      result.partialFingerprints['primaryLocationLineHash'];
    expect(print().results.map(hash)).toEqual(expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{1,16}:1$/)]));
    expect(
      print({ line: () => undefined })
        .results.map(hash)
        .toSorted(),
    ).toEqual([...report.findings, ...report.suppressed].map(({ fingerprint }) => `${fingerprint}:1`).toSorted());
  });

  it('lists each rule that speaks of the same release', () => {
    const [first] = report.findings;
    if (first === undefined) throw new Error('the golden report has findings');
    const told = ['lookalike-name', 'recent-release'].map((ruleId) => ({ ...first, ruleId, message: `By ${ruleId}.` }));
    const [result] = print({}, { ...report, findings: [{ ...first, signals: told }], suppressed: [] }).results;
    expect(result.properties.signals).toEqual(
      told.map(({ ruleId, severity, confidence, message }) => ({ ruleId, severity, confidence, message })),
    );
  });

  it('says what is suppressed, why and until when', () => {
    const suppressed = print().results.filter((result: object) => 'suppressions' in result);
    expect(suppressed).toHaveLength(1);
    expect(suppressed[0].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'fixes the rendering fault of our checkout (until 2026-03-31)',
      },
    ]);
  });

  it('says of what a comment accepts that the file itself does', () => {
    const [first] = report.findings;
    if (first === undefined) throw new Error('the report has no findings');
    const suppressed = [{ ...first, exception: { by: 'comment' as const, reason: 'known' } }];
    const [result] = print({}, { ...report, findings: [], suppressed }).results;
    expect(result.suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'known (by comment)' },
    ]);
  });

  it('tells what could not be done as notifications of an unsuccessful run', () => {
    const [invocation] = print(contextOf('incomplete'), readReport('incomplete')).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications.map(({ level }: { level: string }) => level)).toEqual([
      'warning',
      'error',
      'error',
      'error',
      'error',
    ]);
  });

  it('names all that was not verified, though there is no room for a notification of each', () => {
    const whole = readReport('incomplete');
    const purls = Array.from({ length: 1_500 }, (_, at) => purl('npm', `acme-part-${at}`, '1.0.0'));
    const unverified = purls.map((one) => ({ purl: one, question: 'existence', source: 'npm', reason: 'no answer' }));
    const [invocation] = print(contextOf('incomplete'), { ...whole, unverified }).invocations;
    const told: readonly { readonly properties?: { readonly purl?: string; readonly notVerified?: string[] } }[] =
      invocation.toolExecutionNotifications;
    const named = told.flatMap(({ properties }) => properties?.purl ?? properties?.notVerified ?? []);
    expect(told).toHaveLength(1_001);
    expect(named.toSorted()).toEqual(purls.toSorted());
  });
});
