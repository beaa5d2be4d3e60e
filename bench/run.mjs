// Runs the benchmarks and writes docs/performance.md, docs/quality.md where labelled names are at hand, docs/model-output.md and docs/replays.md. `npm run bench -- startup` runs one of them.
import { existsSync } from 'node:fs';
import { measureCode } from './code.mjs';
import { measureFormats } from './formats.mjs';
import { measureLookups } from './lookups.mjs';
import { cli } from './measure.mjs';
import { measureModelOutput } from './model-output.mjs';
import { measureNames } from './names/quality.mjs';
import { measureProject } from './project.mjs';
import { measureReplays } from './replays.mjs';
import { measureReports } from './reports.mjs';
import { measureRequests } from './requests.mjs';
import { measureSize } from './size.mjs';
import { measureStartup } from './startup.mjs';

const all = {
  size: measureSize,
  startup: measureStartup,
  requests: measureRequests,
  project: measureProject,
  formats: measureFormats,
  lookups: measureLookups,
  code: measureCode,
  reports: measureReports,
  names: () => measureNames(),
  'model-output': measureModelOutput,
  replays: measureReplays,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(all, name));
if (unknown.length > 0) throw new Error(`no benchmark ${unknown.join(', ')}: give ${Object.keys(all).join(', ')}`);
if (!existsSync(cli)) throw new Error('dist/ is missing: npm run build');
for (const [name, measure] of Object.entries(all)) if (wanted.length === 0 || wanted.includes(name)) await measure();
