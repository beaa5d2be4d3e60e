import { mkdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { readKnown } from '../app/baseline.ts';
import { readRegistryVariables, wantsColor } from '../app/environment.ts';
import { openReporter } from '../app/open-reporter.ts';
import { readRulePage } from '../app/rule-pages.ts';
import { runAudit, statusOf } from '../app/run.ts';
import { renderBaseline } from '../config/baseline.ts';
import { overridePolicy } from '../config/override.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { AuditOutcome } from '../engine/audit.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { atlasLibrary } from '../knowledge/atlas/library.ts';
import { caseLibrary } from '../knowledge/case-studies/index.ts';
import { AuditError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { ReportContext, Reporter } from '../model/reporter.ts';
import { createLog } from '../ports/progress.ts';
import { reporters } from '../reporters/index.gen.ts';
import { rules } from '../rules/index.gen.ts';
import { usage } from './arguments.ts';
import { userCache } from './cache.ts';
import { type AuditOptions, readOptions } from './options.ts';
import { choosePolicy } from './policy.ts';
import { openSource } from './source.ts';

/** `gazetteer audit`: the exit status. */
export async function runCommand(args: readonly string[], version: string): Promise<number> {
  const { env, stdout, stderr } = process;
  const ids = reporters.map(({ id }) => id);
  const options = readOptions(args, ids, {
    color: wantsColor(env, stdout.isTTY),
    interactive: stderr.isTTY && !env['CI'],
  });
  const environment = readRegistryVariables(env, ecosystems);
  const source = await openSource(options);
  if (options.writeBaseline !== undefined && source.mode !== 'all')
    throw usage('--write-baseline lists everything that is known: give --base none as well');
  const chosen = overridePolicy(await choosePolicy(options.config, source, options.offline), options);
  const { policy, baseline } = await readKnown(source, chosen);
  const { quiet, verbose, progress } = options;
  const log = createLog({ stream: stderr, now: () => performance.now(), quiet, verbose, progress });
  const outcome = await runAudit({
    source,
    policy,
    configPath: options.config === undefined ? defaultConfigPath : undefined,
    environment,
    baseline,
    keyring: { env, home: homedir(), ...(options.config === undefined ? {} : { config: resolve(options.config) }) },
    offline: options.offline,
    cache: options.cache ? userCache(options.dir) : undefined,
    ...(options.now === undefined ? {} : { now: options.now }),
    log,
    version,
    helpUri,
  }).finally(() => log.stop());
  if (options.writeBaseline !== undefined) await write(options.writeBaseline, renderBaseline(outcome.known));
  await writeOutputs(outcome, options, policy, stdout.columns || 80);
  return statusOf(outcome.report.verdict);
}

/** A clone does not know under which address it is published: `gazetteer explain` prints the pages. */
const helpUri = (): string => '';

async function writeOutputs(
  outcome: AuditOutcome,
  options: AuditOptions,
  policy: Policy,
  columns: number,
): Promise<void> {
  for (const { format, file } of options.outputs) {
    const reporter = await openReporter(format);
    const context = contextOf(outcome, options, policy, file === undefined ? columns : 80, file === undefined);
    if (file === undefined) process.stdout.write(reporter.render(outcome.report, context));
    else await save(file, reporter, outcome.report, context);
  }
}

/** Where the format has parts and the target is a folder, or names no file (`rules`, `rules/`), each is a file in the folder. */
async function save(target: string, reporter: Reporter, report: Report, context: ReportContext): Promise<void> {
  const isThere = (await stat(target).catch(() => undefined))?.isDirectory();
  const isFolder = isThere ?? (/[/\\]$/.test(target) || extname(target) === '');
  const parts = isFolder ? reporter.parts?.(report, context) : undefined;
  const files = parts?.map(({ name, text }) => ({ path: join(target, name), text }));
  if (files !== undefined && isThere === undefined) await mkdir(target).catch(failToWrite(target));
  for (const { path, text } of files ?? [{ path: target, text: reporter.render(report, context) }])
    await write(path, text);
}

const write = (path: string, text: string): Promise<void> => writeFile(path, text).catch(failToWrite(path));

const remedies: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'make the folder above it first, or give a path in an existing folder'],
  ['EISDIR', 'it is a folder: give the path of a file'],
  ['ENOTDIR', 'a part of the path is a file: give a path in an existing folder'],
]);

const failToWrite = (path: string) => (error: NodeJS.ErrnoException) => {
  const remedy = remedies.get(error.code) ?? 'give a path in an existing folder that can be written to';
  throw new AuditError('usage', `${path} cannot be written: ${error.message}`, remedy);
};

function contextOf(
  { line }: AuditOutcome,
  { color, verbose, quiet, explainRequests }: AuditOptions,
  policy: Policy,
  width: number,
  printed: boolean,
): ReportContext {
  return {
    rules: rules.map(({ meta }) => meta),
    atlas: atlasLibrary,
    cases: caseLibrary,
    line,
    color: color && printed,
    width,
    verbose,
    quiet,
    explainRequests,
    policy,
    helpUri,
    page: readRulePage,
  };
}
