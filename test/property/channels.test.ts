import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { purl } from '../../src/model/purl.ts';
import type { Report } from '../../src/model/report.ts';
import { renderCheckRun } from '../../src/reporters/github/check-run.ts';
import { commentMarker, renderComment, renderPage } from '../../src/reporters/markdown/comment.ts';
import { suggestFixes } from '../../src/reporters/markdown/suggestions.ts';
import { contextOf, readReport } from '../golden/context.ts';
import { foreignMarkdown } from '../support/sinks/markdown.ts';
import { hostileReport, hostileText, reportOf } from '../support/sinks/reports.ts';

const context = contextOf('none');
/** docs.github.com/rest/issues/comments and /checks/runs */
const limits = { comment: 65_536, summary: 65_535, title: 255, details: 64 * 1024 } as const;
const bytes = (text: string): number => Buffer.byteLength(text);

function expectFits(report: Report): void {
  const comment = renderComment(report, context, { run: 'https://github.acme.example/acme/shop/actions/runs/1' });
  expect(comment.startsWith(`${commentMarker}\n`)).toBe(true);
  expect(foreignMarkdown(comment.slice(commentMarker.length + 1))).toEqual([]);
  expect(bytes(comment)).toBeLessThanOrEqual(limits.comment);
  const check = renderCheckRun(report, context, renderPage(report, context, undefined));
  expect(foreignMarkdown(check.summary)).toEqual([]);
  expect(bytes(check.summary)).toBeLessThanOrEqual(limits.summary);
  expect(check.title.length).toBeLessThanOrEqual(limits.title);
  expect(check.annotations).toHaveLength(Math.min(500, report.findings.length));
  for (const one of check.annotations) {
    for (const text of [one.message, one.raw_details ?? '']) expect(bytes(text)).toBeLessThan(limits.details);
    expect([one.path, one.title, one.message].filter((text) => !text.isWellFormed())).toEqual([]);
    expect(one.start_column === undefined || one.start_line === one.end_line).toBe(true);
  }
}

describe('what is written on a pull request', () => {
  it('holds no markup of others, and keeps to the limits, whatever stands in a report', () => {
    fc.assert(fc.property(hostileReport, expectFits), { numRuns: 100 });
  });

  it.each([0, 1, 10, 1000, 25_000])('keeps to the limits with %i findings, and counts what it leaves out', (count) => {
    const { findings } = readReport('pep440');
    const message = `${'<@a|'.repeat(60)} is not on the registry. ${'x'.repeat(2000)}`;
    const many = Array.from({ length: count }, (_, at): Finding[] =>
      findings.slice(0, 1).map((one) => ({ ...one, message, fingerprint: at.toString(16) })),
    ).flat();
    const unverified = Array.from({ length: count }, (_, at) => ({
      purl: purl('npm', `p${at}`),
      ...{ question: 'existence', source: 'https://npm.acme.example/', reason: `answered 503 to ${at % 70}` },
    }));
    const report = reportOf({ verdict: 'fail', findings: many, unverified });
    expectFits(report);
    const comment = renderComment(report, context, { run: undefined });
    const shown = comment.split('\n').filter((line) => line.includes('**critical**')).length;
    const table = comment.slice(comment.indexOf('### Findings')).split('### Could not')[0] ?? '';
    const more = /\| ([\d,]+) more rows?: see the report/.exec(table)?.[1] ?? '0';
    expect(shown + Number(more.replaceAll(',', ''))).toBe(count);
  });

  it('offers a line as it is but for the name, and lets no text of others out of its place', () => {
    const cases = fc.record({ report: hostileReport, before: hostileText, after: hostileText });
    let offered = 0;
    fc.assert(
      fc.property(cases, ({ report, before, after }) => {
        const line = `${before}cv2${after}`;
        const [start, end] = [before.length + 1, before.length + 4];
        const region = { path: 'r.txt', startLine: 1, startColumn: start, endLine: 1, endColumn: end };
        const suggestion = { purl: purl('pypi', 'opencv-python'), replacement: 'opencv-python', region };
        const findings = report.findings.slice(0, 3).map((one) => ({ ...one, suggestion }));
        const at = () => line;
        for (const { body } of suggestFixes({ ...report, findings }, { line: at }, at, []).comments) {
          offered += 1;
          expect(body.split('\n').at(-2)).toBe(`${before}opencv-python${after}`);
          const fence = body.split('\n').at(-1) ?? '';
          expect(line).not.toContain(fence);
          const words = body.slice(body.indexOf('\n') + 1, body.indexOf(`\n${fence}suggestion\n`));
          expect(foreignMarkdown(words)).toEqual([]);
          expect(bytes(body)).toBeLessThanOrEqual(limits.comment);
        }
      }),
      { numRuns: 300 },
    );
    expect(offered).toBeGreaterThan(0);
  });
});
