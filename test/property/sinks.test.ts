import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { purl } from '../../src/model/purl.ts';
import type { Report } from '../../src/model/report.ts';
import { loadReporter, type ReportContext } from '../../src/model/reporter.ts';
import { printJson } from '../../src/reporters/escape-json.ts';
import { reporter as github } from '../../src/reporters/github/index.ts';
import { reporters as registered } from '../../src/reporters/index.gen.ts';
import { reporter as json } from '../../src/reporters/json/index.ts';
import { reporter as markdown } from '../../src/reporters/markdown/index.ts';
import { reporter as navigator } from '../../src/reporters/navigator/index.ts';
import { reporter as sarif } from '../../src/reporters/sarif/index.ts';
import { reporter as sigma } from '../../src/reporters/sigma/index.ts';
import { reporter as text } from '../../src/reporters/text/index.ts';
import { contextOf, readReport } from '../golden/context.ts';
import { layerErrors } from '../support/navigator/schema.ts';
import { sarifErrors } from '../support/sarif/validate.ts';
import { readRules, sigmaErrors } from '../support/sigma/schema.ts';
import { foreignMarkdown } from '../support/sinks/markdown.ts';
import { hostileReport, hostileText, reportOf } from '../support/sinks/reports.ts';
import { type RunnerCommand, readCommands } from '../support/sinks/runner.ts';
import { schemaErrors } from '../support/sinks/schema.ts';

const reporters = await Promise.all(registered.map(loadReporter));

const sgr = new RegExp(`${String.fromCharCode(27)}\\[(?:[012]|3[12346])(?:;3[12346])?m`, 'g');
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Any report, and a context in which every file's lines are hostile too. */
const cases: fc.Arbitrary<readonly [Report, ReportContext]> = fc.tuple(
  hostileReport,
  fc
    .record({
      line: fc.option(hostileText, { nil: undefined }),
      width: fc.integer({ min: 0, max: 200 }),
      verbose: fc.boolean(),
    })
    .map(({ line, width, verbose }) => contextOf('none', { line: () => line, width, verbose })),
);
const holds = (check: (report: Report, context: ReportContext) => void): void =>
  fc.assert(
    fc.property(cases, ([report, context]) => {
      check(report, context);
    }),
    { numRuns: 100 },
  );

const annotations = (commands: readonly RunnerCommand[], level: string) =>
  commands.filter(({ name }) => name === level);

function expectWithinLimits(output: string): void {
  const commands = readCommands(output);
  for (const level of ['error', 'warning', 'notice']) {
    const shown = annotations(commands, level);
    expect(shown.length).toBeLessThanOrEqual(10);
    for (const { data, properties } of shown) {
      expect(data.length).toBeLessThan(1000);
      expect(data.split('\n').length).toBeLessThanOrEqual(4);
      expect((properties.get('title') ?? '').length).toBeLessThanOrEqual(80);
      expect(
        [...properties.keys()].filter((key) => !['file', 'line', 'endLine', 'col', 'endColumn', 'title'].includes(key)),
      ).toEqual([]);
      expect([...properties.values()]).not.toContain('0');
    }
  }
}

describe('whatever stands in a report', () => {
  it('the runner sees no commands but those of the annotations', () => {
    holds((report, context) => {
      const output = github.render(report, context);
      const names = readCommands(output).map(({ name }) => name);
      expect(names.slice(0, 2)).toEqual(['group', 'endgroup']);
      expect(names.slice(2).filter((name) => !['error', 'warning', 'notice'].includes(name))).toEqual([]);
      const told = report.notifications.filter(({ level, unanswered }) => level !== 'note' || unanswered !== undefined);
      const most = report.findings.length + told.length + report.unverified.length;
      expect(names.length - 2).toBeLessThanOrEqual(most);
      expectWithinLimits(output);
    });
  });

  it.each(['html', 'json', 'markdown', 'navigator', 'sarif', 'sigma', 'text'])(
    '%s holds no command for the runner',
    (id) => {
      const reporter = reporters.find((one) => one.id === id);
      holds((report, context) => expect(readCommands(reporter?.render(report, context) ?? '::none::')).toEqual([]));
    },
  );

  it('nothing invisible is printed, and no terminal sequence but our colours', () => {
    holds((report, context) => {
      for (const reporter of reporters) {
        expect(invisible.exec(reporter.render(report, context).replaceAll('\n', ''))).toBeNull();
      }
      const coloured = text.render(report, { ...context, color: true });
      expect(coloured.replace(sgr, '')).toBe(text.render(report, context));
    });
  });

  it('the page keeps its tables and holds no markup, link or mention of others', () => {
    holds((report, context) => expect(foreignMarkdown(markdown.render(report, context))).toEqual([]));
  });

  it('JSON carries every value, and fits the schema', () => {
    holds((report, context) => {
      const output = json.render(report, context);
      expect(JSON.parse(output)).toEqual(JSON.parse(printJson(report)));
      expect(schemaErrors('report', JSON.parse(output))).toEqual([]);
    });
  });

  it('SARIF fits the official schema', () => {
    holds((report, context) => {
      const log = JSON.parse(sarif.render(report, context));
      expect(sarifErrors(log)).toEqual([]);
      expect(log.runs[0].results).toHaveLength(report.findings.length + report.suppressed.length);
      expect(log.runs[0].invocations[0].executionSuccessful).toBe(report.verdict !== 'incomplete');
    });
  });

  it('the layer is one that loads, and links nothing but pages of the web', () => {
    holds((report, context) => {
      const layer = JSON.parse(navigator.render(report, context));
      expect(layerErrors(layer)).toEqual([]);
      const told = layer.techniques.filter((one: object) => 'score' in one);
      expect(told.length > 0).toBe(
        report.findings.some(({ atlas }) =>
          atlas.techniques.some(({ id }) => context.atlas.technique(id) !== undefined),
        ),
      );
    });
  });

  it('Sigma is a stream of valid rules, the same as in parts', () => {
    holds((report, context) => {
      const output = sigma.render(report, context);
      expect(sigmaErrors(output)).toEqual([]);
      const parts = sigma.parts?.(report, context) ?? [];
      expect(parts.flatMap(({ text: part }) => readRules(part))).toEqual(readRules(output));
      expect(parts.filter(({ name }) => !/^gazetteer_[a-z0-9_]+\.yml$/.test(name))).toEqual([]);
    });
  });

  it('text keeps to the width where nothing but a path or an address is wider', () => {
    holds((report, context) => {
      const plain = { ...report, findings: [], coverage: { files: [], skipped: [] } };
      const lines = text.render(plain, { ...context, verbose: false, width: 60 }).split('\n');
      expect(lines.filter((line) => line.normalize('NFC').length > 60 && /^[\x20-\x7e]*$/.test(line))).toEqual([]);
    });
  });
});

describe('limits of GitHub', () => {
  const nasty = `${'<@a|\u202e'.repeat(60)} is not on the registry. ${'x'.repeat(2000)}`;
  const usual = 'pep440 does not exist on the npm registry (404, asked twice); a project of that name is on PyPI.';
  const reportWith = (count: number): Report => {
    const [sample] = fc.sample(
      hostileReport.filter(({ findings }) => findings.length > 0),
      { numRuns: 1, seed: 7 },
    );
    const base = (count > 1000 ? readReport('pep440') : sample)?.findings[0];
    if (base === undefined) throw new Error('no sample');
    const ruleId = 'young-package';
    const findings = Array.from({ length: count }, (_, i) => ({
      ...base,
      ruleId,
      severity: (['critical', 'high', 'medium', 'low', 'info'] as const)[i % 5] ?? 'info',
      location: {
        path: `services/s${i % 50}/package.json`,
        startLine: 1 + (i % 900),
        startColumn: 1,
        endLine: 1 + (i % 900),
        endColumn: 9,
      },
      message: `${i} ${count > 1000 ? usual : nasty}`,
    }));
    return reportOf({ verdict: count === 0 ? 'pass' : 'fail', findings });
  };

  it.each([0, 1, 10, 1000, 25_000])('hold with %i findings', (count) => {
    const report = reportWith(count);
    const context = contextOf('none', {
      line: (_path, number) => (number <= 900 ? `  "p${number}": "1",` : undefined),
    });
    const outputs = new Map(reporters.map((reporter) => [reporter.id, reporter.render(report, context)]));
    expectWithinLimits(outputs.get('github') ?? '');
    expect(new TextEncoder().encode(outputs.get('markdown')).length).toBeLessThan(1024 * 1024);
    expect(JSON.parse(outputs.get('sarif') ?? '').runs[0].results).toHaveLength(count);
    expect(gzipSync(outputs.get('sarif') ?? '').length).toBeLessThan(10_000_000);
    expect(layerErrors(JSON.parse(outputs.get('navigator') ?? ''))).toEqual([]);
    expect(JSON.parse(outputs.get('json') ?? '').findings).toHaveLength(count);
    const page = outputs.get('html') ?? '';
    const told = page.split('<article ').length - 1;
    const counted = Number((/<h3>([\d,]+) more findings?</.exec(page)?.[1] ?? '0').replace(',', ''));
    expect(told + counted).toBe(count);
    expect(page.length).toBeLessThan(6_000_000);
    const shown = (outputs.get('markdown')?.split('### Detection report')[0] ?? '')
      .split('\n')
      .filter((line) => line.includes('[young-package]') || line.includes('| young-package')).length;
    const more = /\| ([\d,]+) more rows?: see the report/.exec(outputs.get('markdown') ?? '')?.[1] ?? '0';
    expect(shown + Number(more.replace(',', ''))).toBe(count);
  });

  it.each([
    ['all packages that are not verified, of one cause', 15_000, 1],
    ['as many as there is room for, of few causes', 60_000, 3],
    ['some of every cause', 60_000, 1_500],
  ])('hold where the page names %s', (_, count, causes) => {
    const unverified = Array.from({ length: count }, (_item, at) => ({
      purl: purl('npm', `@acme/package-number-${at}`, '1.2.3'),
      ...{ question: 'existence', source: 'https://npm.acme.example/', reason: `answered 503 to ${at % causes}` },
    }));
    const page = markdown.render(reportOf({ verdict: 'incomplete', unverified }), contextOf('none'));
    const bytes = new TextEncoder().encode(page).length;
    const named = page.split('@acme/package-number-').length - 1;
    const more = [...page.matchAll(/ and ([\d,]+) more \|/g)].map(([, shown = '']) => Number(shown.replace(',', '')));
    expect(named + more.reduce((sum, one) => sum + one, 0)).toBe(count);
    expect(bytes).toBeLessThan(1_000_000);
    if (named < count) expect(bytes).toBeGreaterThan(900_000);
    expect(named).toBeGreaterThanOrEqual(15_000);
    for (let cause = 0; cause < causes; cause++) expect(page).toContain(`answered 503 to ${cause} |`);
  });

  it('keeps the gravest results where a run would hold more than 25,000, and says so', () => {
    const report = reportWith(25_001);
    const { results, invocations } = JSON.parse(sarif.render(report, contextOf('none'))).runs[0];
    expect(results).toHaveLength(25_000);
    expect(results[0].properties.severity).toBe('critical');
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe('1 result of least severity left out.');
  });
});
