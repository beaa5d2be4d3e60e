import { onTestFinished } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { CliRun } from '../support/command/shared.ts';
import { makeFolder, runCli } from './world.ts';

interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** Indexes on loopback, closed after the test. */
export interface Indexes {
  /** Those that stand for the public ones. */
  readonly pypi?: Server & { readonly index: string };
  readonly npm?: Server;
  /** Private ones that the configuration trusts. */
  readonly own: readonly Server[];
}

type Files = Readonly<Record<string, string>>;

/** Audits a change of files under a configuration that knows these indexes and nothing else. @param extra lines of the configuration */
export async function auditBetween(
  { pypi, npm, own }: Indexes,
  [before, after]: readonly [Files, Files],
  { extra = '', args = [] }: { readonly extra?: string; readonly args?: readonly string[] } = {},
): Promise<CliRun & { readonly report: Report }> {
  for (const server of [pypi, npm, ...own]) onTestFinished(() => server?.close());
  const config = `version: 1
registries:
${pypi === undefined ? '' : `  pypi: { url: "${pypi.index}", mirrors-public: true }\n`}${
  npm === undefined ? '' : `  npm: { url: "${npm.url}", mirrors-public: true }\n`
}trusted-registries: ${JSON.stringify(own.map(({ url }) => url))}
services: { osv: false, github-advisories: false, deps-dev: false }
${extra}`;
  const [base, head] = [before, after].map((files) => makeFolder({ '.github/gazetteer.yml': config, ...files }));
  const run = await runCli(['audit', '--base', `${base}`, '--head', `${head}`, ...args, '--format', 'json']);
  if (run.stdout === '') throw new Error(`no report (status ${run.status}): ${run.stderr}`);
  return { ...run, report: JSON.parse(run.stdout) };
}
