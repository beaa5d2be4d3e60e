import type { Report } from '../../model/report.ts';
import type { ReportContext, Reporter, ReportPart } from '../../model/reporter.ts';
import { findTouchedCases } from '../touched-cases.ts';
import { comment, describeCase, describeRun } from './comments.ts';
import { rulesOf } from './rules.ts';
import { printMapping } from './yaml.ts';

interface CaseRules {
  readonly id: string;
  /** Comments. */
  readonly heading: readonly string[];
  readonly rules: readonly string[];
}

/** Sigma rules for every case study that the change touches: one stream, or in a folder one file for each case. */
export const reporter: Reporter = {
  id: 'sigma',
  title: 'Sigma rules',
  render(report, context) {
    const cases = readCases(report, context);
    const none = comment('The change touches no case study of ATLAS.');
    const headings = cases.length === 0 ? [none] : cases.flatMap(({ heading }) => heading);
    return printStream(
      [...describeRun(report, context), ...headings],
      cases.flatMap(({ rules }) => rules),
    );
  },
  parts: (report, context) =>
    readCases(report, context).flatMap(({ id, heading, rules }): readonly ReportPart[] => {
      const text = printStream([...describeRun(report, context), ...heading], rules);
      return rules.length === 0 ? [] : [{ name: fileName(id), text }];
    }),
};

/** Lower case, no dots and at least 10 characters, as Sigma asks for. */
const fileName = (id: string): string => `gazetteer_${id.toLowerCase().replace('.', '_')}.yml`;

const readCases = (report: Report, context: ReportContext): readonly CaseRules[] =>
  findTouchedCases(report, context.cases).map((touched) => {
    const rules = rulesOf(touched, report).map((rule) => `${printMapping(rule).join('\n')}\n`);
    return { id: touched.study.id, heading: describeCase(touched, rules.length), rules };
  });

/** A document of comments alone would be one that holds nothing: they stand before the first rule. */
const printStream = (comments: readonly string[], rules: readonly string[]): string =>
  `${comments.join('\n')}\n${rules.join('---\n')}`;
