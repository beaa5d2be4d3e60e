import type { AtlasLibrary } from './atlas.ts';
import type { CaseLibrary } from './case-study.ts';
import type { Report } from './report.ts';
import type { RuleMeta } from './rule.ts';

/** What a reporter may look at besides the report. Printing decides nothing. */
export interface ReportContext {
  /** All rules, whether they fired or not. */
  readonly rules: readonly RuleMeta[];
  /** The techniques that findings cite. */
  readonly atlas: AtlasLibrary;
  /** What is known of the case studies that findings cite. */
  readonly cases: CaseLibrary;
  /** Lines of files named in the report, 1-based, for excerpts; undefined where the line is not at hand. */
  line(path: string, number: number): string | undefined;
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** Each host is listed with what was asked of it, also where the report is not verbose. */
  readonly explainRequests?: boolean;
  readonly policy: { readonly failOn: string; readonly failOnConfidence: string; readonly onUnverified: string };
  /** Address of the page of a rule; empty where nobody knows one, as the program does not know where it was taken from. */
  helpUri(ruleId: string): string;
  /** The page itself, in Markdown; undefined where it is not at hand. */
  page(ruleId: string): string | undefined;
}

export interface Reporter {
  /** Value of `--format`. */
  readonly id: string;
  readonly title: string;
  render(report: Report, context: ReportContext): string;
  /** The same in parts, where it is written to a folder; left out: it is one whole. */
  parts?(report: Report, context: ReportContext): readonly ReportPart[];
}

/** A reporter whose code is loaded only when its format is asked for: pages for people are large. */
export interface LateReporter extends Pick<Reporter, 'id' | 'title'> {
  load(): Promise<Reporter>;
}

export type AnyReporter = Reporter | LateReporter;

export const loadReporter = async (reporter: AnyReporter): Promise<Reporter> =>
  'load' in reporter ? reporter.load() : reporter;

export interface ReportPart {
  /** Name of a file. */
  readonly name: string;
  readonly text: string;
}
