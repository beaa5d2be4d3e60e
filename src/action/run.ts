import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setOutput, summary } from '@actions/core';
import { context } from '@actions/github';
import { readBasePolicy } from '../app/policy.ts';
import { runAudit, statusOf } from '../app/run.ts';
import { tightenPolicy } from '../config/override.ts';
import type { AuditOutcome } from '../engine/audit.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { openGitHub } from '../hosts/github/open-github.ts';
import { readEvent } from '../hosts/github/read-event.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { AuditError } from '../model/error.ts';
import type { Severity } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Log } from '../model/ports.ts';
import { proxyFetch } from '../ports/http/proxy.ts';
import { reporters } from '../reporters/index.gen.ts';
import { rules } from '../rules/index.gen.ts';
import { type Inputs, readInputs } from './inputs.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The action: reads the event, audits, and hands the report to everything a runner shows. Returns the exit status. */
export async function runAction(env: Env, version: string): Promise<number> {
  const inputs = readInputs();
  const event = readEvent(context.eventName, context.payload, env);
  const source = await openGitHub({
    event: inputs.scope === 'all' ? { ...event, mode: 'all' } : event,
    apiUrl: context.apiUrl,
    token: inputs.token,
    fetch: await proxyFetch(),
  });
  const configPath = inputs.configFile ?? defaultConfigPath;
  const policy = tightenPolicy(await readBasePolicy(source, configPath, inputs.configFile !== undefined), inputs);
  const helpUri = documentation(env);
  // The environment of a runner belongs to the workflow, which the change may have edited: it names no registry here.
  const outcome = await runAudit({
    source,
    policy,
    configPath,
    environment: [],
    offline: false,
    log: quietLog,
    version,
    helpUri,
  });
  await publish(outcome, inputs, policy, helpUri);
  return statusOf(outcome.report.verdict);
}

/** Pages of the rules as they stand in the very version that runs; the runner says where it comes from. */
function documentation(env: Env): (ruleId: string) => string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  if (!server || !repository || !ref) return (ruleId) => `${endpoints.documentation}/${ruleId}`;
  return (ruleId) => `${server}/${repository}/blob/${ref}/src/rules/${ruleId}/README.md`;
}

const quietLog: Log = { progress: () => {}, debug: () => {} };

async function publish(
  outcome: AuditOutcome,
  inputs: Inputs,
  policy: Policy,
  helpUri: (id: string) => string,
): Promise<void> {
  const { report, line } = outcome;
  const print = (id: string): string => {
    const reporter = reporters.find((one) => one.id === id);
    if (reporter === undefined) throw new Error(`no reporter ${id}`);
    const metas = rules.map(({ meta }) => meta);
    return reporter.render(report, {
      rules: metas,
      line,
      color: false,
      width: 120,
      verbose: false,
      quiet: false,
      policy,
      helpUri,
    });
  };
  process.stdout.write(print('github'));
  if (process.env['GITHUB_STEP_SUMMARY']) await summary.addRaw(print('markdown')).write();
  if (inputs.reportFile !== undefined) await save(inputs.reportFile, print('json'));
  if (inputs.sarifFile !== undefined) await save(inputs.sarifFile, print('sarif'));
  const count = (severity: Severity) => report.findings.filter((finding) => finding.severity === severity).length;
  const outputs: Record<string, string | number> = {
    verdict: report.verdict,
    findings: report.findings.length,
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    unverified: report.unverified.length,
    'recheck-at': report.recheckAt ?? '',
    'report-file': inputs.reportFile ?? '',
    'sarif-file': inputs.sarifFile ?? '',
  };
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

async function save(file: string, text: string): Promise<void> {
  const path = resolve(process.env['GITHUB_WORKSPACE'] ?? '.', file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AuditError('usage', `${file} cannot be written: ${reason}`, 'give a path in the workspace');
  }
}
