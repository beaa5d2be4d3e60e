import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atlasLibrary } from '../../src/knowledge/atlas/library.ts';
import { caseLibrary } from '../../src/knowledge/case-studies/index.ts';
import type { Report } from '../../src/model/report.ts';
import type { ReportContext } from '../../src/model/reporter.ts';
import type { RuleMeta } from '../../src/model/rule.ts';

const rule = (id: string, title: string, summary: string, patch: Partial<RuleMeta>): RuleMeta => ({
  id,
  title,
  summary,
  group: 'Is it real?',
  severity: 'high',
  confidence: 'high',
  needs: ['package'],
  atlas: { techniques: [], caseStudies: [], mitigations: [] },
  cwe: ['CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
  ...patch,
});

const asserted = (id: string) => ({ id, basis: 'asserted', stance: 'enables' }) as const;

/** The rules that the reports here speak of, as they were when the reports were written. */
export const rules: readonly RuleMeta[] = [
  rule('deprecated-package', 'Deprecated package', 'The registry says that the package is no longer maintained.', {
    severity: 'low',
    cwe: ['CWE-1104'],
    attack: [],
  }),
  rule('nonexistent-package', 'Nonexistent package', 'No registry that may serve the name knows the package.', {
    severity: 'critical',
    atlas: { techniques: [asserted('AML.T0060'), asserted('AML.T0062')], caseStudies: ['AML.CS0022'], mitigations: [] },
    aboutAi: true,
  }),
  rule('recent-release', 'Recent release', 'The release is so young that nobody can have looked at it yet.', {
    severity: 'medium',
    atlas: { techniques: [asserted('AML.T0010.001')], caseStudies: [], mitigations: [] },
    attack: ['T1195.002'],
  }),
  rule('young-package', 'Young package', 'The name is new to the repository and was registered a short while ago.', {
    atlas: { techniques: [asserted('AML.T0010.001')], caseStudies: [], mitigations: [] },
  }),
];

export const folder = (name: string): string => join(import.meta.dirname, name);

export function readReport(name: string): Report {
  const report: Report = JSON.parse(readFileSync(join(folder(name), 'report.json'), 'utf8'));
  return report;
}

/** How a run without options prints, with the files of the case at hand. */
export function contextOf(name: string, patch: Partial<ReportContext> = {}): ReportContext {
  const files = new Map<string, readonly string[]>();
  const linesOf = (path: string): readonly string[] => {
    try {
      return readFileSync(join(folder(name), 'head', path), 'utf8').split(/\r?\n/);
    } catch {
      return [];
    }
  };
  return {
    rules,
    atlas: atlasLibrary,
    cases: caseLibrary,
    line(path, number) {
      const lines = files.get(path) ?? linesOf(path);
      files.set(path, lines);
      return lines[number - 1];
    },
    color: false,
    width: 80,
    verbose: false,
    quiet: false,
    policy: { failOn: 'high', failOnConfidence: 'medium', onUnverified: 'fail' },
    page: () => undefined,
    helpUri: (ruleId) => `https://gazetteer.example/rules/${ruleId}`,
    ...patch,
  };
}

/** Style and script are generated, and looked at in their own files: what is printed here is what changes from report to report. */
export const withoutAssets = (page: string | undefined): string | undefined =>
  page
    ?.replace(/(<(?:style|script)>)[^<]*/g, '$1')
    .replace(/'sha256-[^']*'/g, "'sha256'");
