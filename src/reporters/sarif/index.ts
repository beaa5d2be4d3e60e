import { rankFindings } from '../../model/finding.ts';
import type { Location } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import type { ReportContext, Reporter } from '../../model/reporter.ts';
import { printJson } from '../escape-json.ts';
import { driverOf } from './driver.ts';
import { hashLines } from './hash.ts';
import { invocationOf } from './invocation.ts';
import { type ResultContext, resultOf } from './result.ts';
import { taxonomyOf } from './taxonomy.ts';

/** GitHub refuses a run with more results. */
const maxResults = 25_000;
/** Names the format to its readers; nothing is loaded from there. */
const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0, as GitHub code scanning reads it. */
export const reporter: Reporter = {
  id: 'sarif',
  title: 'SARIF 2.1.0',
  render: (report, context) => printJson({ $schema: schema, version: '2.1.0', runs: [runOf(report, context)] }),
};

function runOf(report: Report, context: ReportContext): object {
  const findings = rankFindings(report.findings).slice(0, maxResults);
  const suppressed = rankFindings(report.suppressed).slice(0, maxResults - findings.length);
  const shown = [...findings, ...suppressed];
  const taxonomy = taxonomyOf(context.rules, shown, context.atlas);
  const at: ResultContext = {
    ...indexRules(context),
    taxa: (finding) => taxonomy.referTo(finding.atlas.techniques),
    lineHash: hashLocations(
      shown.map((f) => f.location),
      context,
    ),
  };
  const dropped = report.findings.length + report.suppressed.length - shown.length;
  return {
    tool: { driver: driverOf(report, context, taxonomy) },
    taxonomies: [taxonomy.component],
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: 'gazetteer/' },
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    invocations: [invocationOf(report, dropped)],
    results: [
      ...findings.map((finding) => resultOf(finding, undefined, at)),
      ...suppressed.map((finding) => resultOf(finding, finding.exception, at)),
    ],
  };
}

function indexRules(context: ReportContext): Pick<ResultContext, 'ruleIndex'> {
  const indices = new Map(context.rules.map((rule, i) => [rule.id, i] as const));
  return { ruleIndex: (ruleId) => indices.get(ruleId) };
}

/** Reads each file once, up to the last line that is asked for. */
function hashLocations(locations: readonly Location[], context: ReportContext): ResultContext['lineHash'] {
  const wanted = new Map<string, Set<number>>();
  for (const { path, startLine } of locations) {
    const lines = wanted.get(path);
    if (lines === undefined) wanted.set(path, new Set([startLine]));
    else lines.add(startLine);
  }
  const hashes = new Map<string, ReadonlyMap<number, string>>();
  for (const [path, lines] of wanted) {
    if (context.line(path, 1) !== undefined)
      hashes.set(
        path,
        hashLines((n) => context.line(path, n), lines),
      );
  }
  return ({ path, startLine }) => hashes.get(path)?.get(startLine);
}
