import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { readRegistryVariables, wantsColor } from '../app/environment.ts';
import { runAudit, statusOf } from '../app/run.ts';
import { overridePolicy } from '../config/override.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { AuditOutcome } from '../engine/audit.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { AuditError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import type { Reporter } from '../model/reporter.ts';
import { createLog } from '../ports/progress.ts';
import { reporters } from '../reporters/index.gen.ts';
import { rules } from '../rules/index.gen.ts';
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
  const policy = overridePolicy(await choosePolicy(options.config, source), options);
  const { quiet, verbose, progress } = options;
  const log = createLog({ stream: stderr, now: () => performance.now(), quiet, verbose, progress });
  const outcome = await runAudit({
    source,
    policy,
    configPath: options.config === undefined ? defaultConfigPath : undefined,
    environment,
    keyring: { env, home: homedir(), ...(options.config === undefined ? {} : { config: resolve(options.config) }) },
    offline: options.offline,
    cache: options.cache ? userCache(options.dir) : undefined,
    ...(options.now === undefined ? {} : { now: options.now }),
    log,
    version,
    helpUri,
  }).finally(() => log.stop());
  await writeOutputs(outcome, options, policy, stdout.columns ?? 80);
  return statusOf(outcome.report.verdict);
}

const helpUri = (ruleId: string): string => `${endpoints.documentation}/${ruleId}`;

async function writeOutputs(
  outcome: AuditOutcome,
  options: AuditOptions,
  policy: Policy,
  columns: number,
): Promise<void> {
  for (const { format, file } of options.outputs) {
    const reporter = reporters.find(({ id }) => id === format);
    if (reporter === undefined) continue;
    const text = render(reporter, outcome, options, policy, file === undefined ? columns : 80, file === undefined);
    if (file === undefined) process.stdout.write(text);
    else
      await writeFile(file, text).catch((error: Error) => {
        throw new AuditError(
          'usage',
          `${file} cannot be written: ${error.message}`,
          'give a path in an existing folder',
        );
      });
  }
}

function render(
  reporter: Reporter,
  { report, line }: AuditOutcome,
  { color, verbose, quiet, explainRequests }: AuditOptions,
  policy: Policy,
  width: number,
  printed: boolean,
): string {
  return reporter.render(report, {
    rules: rules.map(({ meta }) => meta),
    line,
    color: color && printed,
    width,
    verbose,
    quiet,
    explainRequests,
    policy,
    helpUri,
  });
}
