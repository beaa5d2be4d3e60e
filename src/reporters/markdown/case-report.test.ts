import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { reportOf } from '../../../test/support/sinks/reports.ts';
import type { Finding } from '../../model/finding.ts';
import { findTouchedCases } from '../touched-cases.ts';
import { caseReports } from './case-report.ts';
import { utf8Length } from './table.ts';

const report = readReport('model-output');
const pageOf = (findings: readonly Finding[], room = 100_000): readonly string[] =>
  caseReports(findTouchedCases(reportOf({ findings }), contextOf('none').cases), room);
const stepsOf = (findings: readonly Finding[]) =>
  pageOf(findings)
    .filter((line) => /^\| \d \|/.test(line))
    .map((line) => line.split(' | '));

describe('the report of a case', () => {
  it('tells the nine steps of MathGPT apart: in the change, in logs, or not at all', () => {
    const steps = stepsOf(report.findings);
    expect(steps.map(([, , , , observable]) => observable)).toEqual([
      ...['no', 'no', 'in logs', 'in logs', 'in the change, in logs', 'in the change, in logs'],
      ...['in the change, in logs', 'in logs', 'in the change, in logs'],
    ]);
    expect(steps.map((cells) => cells.at(-1))).toEqual([
      ...['cannot be seen |', 'cannot be seen |', 'made possible: `model-output-execution` |', 'ask the logs |'],
      ...['made possible: `model-output-execution` |', 'made possible: `model-output-execution` |'],
      ...['made possible: `exposed-credential` |', 'ask the logs |', 'no finding |'],
    ]);
  });

  it('shows the way from source to sink, in its order', () => {
    expect(
      pageOf(report.findings).filter((line) => line.includes('`app.py:11` a model answers, `app.py:15`')),
    ).toHaveLength(2);
  });

  it('says signs before what was only made possible', () => {
    const [first] = report.findings;
    const [technique] = first?.atlas.techniques ?? [];
    if (first === undefined || technique === undefined) throw new Error('the report holds no finding');
    const seen = (stance: 'enables' | 'indicates' | 'observed', ruleId: string): Finding => ({
      ...first,
      ruleId,
      atlas: { ...first.atlas, techniques: [{ ...technique, stance }] },
    });
    const [step] = stepsOf([
      seen('enables', 'c'),
      seen('observed', 'b'),
      seen('indicates', 'a'),
      seen('enables', 'd'),
    ]).filter((cells) => cells[2]?.includes(technique.id));
    expect(step?.at(-1)).toBe('seen: `b`; signs: `a`; made possible: `c`, `d` |');
  });

  it('has room or is named', () => {
    const whole = pageOf(report.findings);
    const half = utf8Length(whole.join('\n')) - 200;
    expect(pageOf(report.findings, half).at(-1)).toBe(
      '- AML.CS0052 LLMSmith: RCE Vulnerabilities in LLM-Integrated Applications: no room for its detection report',
    );
    expect(pageOf(report.findings, 0)).toHaveLength(2);
  });

  it('of many findings shows some and says how many more there are', () => {
    const [first] = readReport('pep440').findings;
    if (first === undefined) throw new Error('the report holds no finding');
    const findings = Array.from({ length: 500 }, (_, at) => ({
      ...first,
      location: { ...first.location, startLine: at + 1 },
    }));
    const lines = pageOf(findings);
    expect(lines).toContain('#### Evidence of this change: 500 findings');
    const shown = lines.filter((line) => line.startsWith('| [nonexistent-package]')).length;
    expect(shown).toBeGreaterThan(10);
    expect(lines).toContain(`| ${500 - shown} more rows: see the findings |  |  |  |  |`);
  });
});
