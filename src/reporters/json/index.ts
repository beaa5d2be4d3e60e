import type { Reporter } from '../../model/reporter.ts';
import { printJson } from '../escape-json.ts';
import { reportShape } from './shape.ts';

/** The report itself, as `docs/report.schema.json` describes it. */
export const reporter: Reporter = {
  id: 'json',
  title: 'JSON report',
  render: (report) => printJson(reportShape(report)),
};
