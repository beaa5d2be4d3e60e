import { summary, warning } from '@actions/core';
import { context } from '@actions/github';
import { readKnown } from '../app/baseline.ts';
import { openReporter } from '../app/open-reporter.ts';
import { readRulePage } from '../app/rule-pages.ts';
import { runAudit, statusOf } from '../app/run.ts';
import { tightenPolicy } from '../config/override.ts';
import type { AuditOutcome } from '../engine/audit.ts';
import { type GitHubOptions, openGitHub } from '../hosts/github/open-github.ts';
import { type AuditedEvent, companionEvent, readEvent } from '../hosts/github/read-event.ts';
import { atlasLibrary } from '../knowledge/atlas/library.ts';
import { caseLibrary } from '../knowledge/case-studies/index.ts';
import type { Policy } from '../model/policy.ts';
import type { Log } from '../model/ports.ts';
import type { Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';
import { temporaryPlace } from '../ports/http/cache/place.ts';
import { proxyFetch } from '../ports/http/proxy.ts';
import { rules } from '../rules/index.gen.ts';
import { saveFile } from './files.ts';
import { type Inputs, readInputs, speaks } from './inputs.ts';
import { readInstallLogs } from './install-logs.ts';
import { setOutputs } from './outputs.ts';
import { readPolicyInForce } from './policy.ts';
import { runRecheck } from './recheck.ts';
import { tell } from './tell.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The action: reads the event, audits, and hands the report to everything a runner shows. Returns the exit status. */
export async function runAction(env: Env, version: string): Promise<number> {
  const inputs = readInputs();
  if (inputs.recheck) return runRecheck(inputs.token, env);
  const access = { apiUrl: context.apiUrl, token: inputs.token, fetch: await proxyFetch() };
  const event = await findEvent(access, env);
  if (event === undefined) {
    setOutputs({ verdict: 'pass', findings: 0, critical: 0, high: 0, medium: 0, low: 0, unverified: 0 });
    return 0;
  }
  const source = await openGitHub({ ...access, event: inputs.scope === 'all' ? { ...event, mode: 'all' } : event });
  const { configPath, ...stated } = await readPolicyInForce(source, inputs);
  const { policy, baseline } = await readKnown(source, tightenPolicy(stated.policy, inputs));
  const helpUri = documentation(env);
  const workspace = env['GITHUB_WORKSPACE'] || '.';
  const installations = await readInstallLogs(inputs.installLogs, workspace, { source, policy, environment: [] });
  // The environment of a runner belongs to the workflow, which the change may have edited: it names no registry here.
  const outcome = await runAudit({
    source,
    policy,
    configPath,
    environment: [],
    keyring: { env },
    cache: inputs.cache ? temporaryPlace(env) : undefined,
    offline: false,
    installations,
    baseline,
    platform: context.apiUrl,
    // The token belongs to the platform's own host and to no other.
    credentials: ({ origin }) =>
      origin === new URL(context.apiUrl).origin && inputs.token !== '' ? `Bearer ${inputs.token}` : undefined,
    log: quietLog,
    version,
    helpUri,
  });
  const { report } = outcome;
  const printing = printingContext(outcome, policy, helpUri);
  const saved = await publish(report, inputs, printing);
  if (speaks(inputs)) {
    const { speak } = await import('./channels.ts');
    await speak({ client: access, event, report, context: printing, run: runAddress(env), ref: context.ref }, inputs);
  }
  return statusOf(report.verdict) || (saved ? 0 : 2);
}

type Access = Pick<GitHubOptions, 'apiUrl' | 'token' | 'fetch'>;

/** What there is to audit; undefined, and said, where there is nothing. */
async function findEvent(access: Access, env: Env): Promise<AuditedEvent | undefined> {
  const { eventName, payload } = context;
  if (eventName !== companionEvent) {
    const event = readEvent(eventName, payload, env);
    if (event === undefined) process.stdout.write('A branch was deleted: there is nothing to audit.\n');
    return event;
  }
  const { findTriggeringPull } = await import('../hosts/github/triggering-pull.ts');
  const found = await findTriggeringPull(access, payload, env);
  if ('reason' in found) {
    process.stdout.write(`${found.reason}: there is nothing to audit.\n`);
    return undefined;
  }
  const others = found.others.map((number) => `, and not #${number}, which is at the same commit`).join('');
  process.stdout.write(`Audited again for #${found.event.pull?.number}${others}.\n`);
  return found.event;
}

/** The page of this run, for people who read elsewhere. */
function runAddress(env: Env): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/** Pages of the rules as they stand in the very version that runs; the runner says where it comes from, unless it lies in the workspace. */
function documentation(env: Env): (ruleId: string) => string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  if (!server || !repository || !ref) return () => '';
  return (ruleId) => `${server}/${repository}/blob/${ref}/src/rules/${ruleId}/README.md`;
}

const quietLog: Log = { progress: () => {}, debug: () => {} };

const printingContext = ({ line }: AuditOutcome, policy: Policy, helpUri: (id: string) => string): ReportContext => ({
  rules: rules.map(({ meta }) => meta),
  atlas: atlasLibrary,
  cases: caseLibrary,
  line,
  color: false,
  width: 120,
  verbose: false,
  quiet: false,
  policy,
  helpUri,
  page: readRulePage,
});

/**
 * Hands the report to every sink. One that fails is said and costs the others nothing; the outputs, by which later steps
 * decide, are set first.
 * @returns whether the files that were asked for were written
 */
async function publish(report: Report, inputs: Inputs, printing: ReportContext): Promise<boolean> {
  const print = async (id: string): Promise<string> => (await openReporter(id)).render(report, printing);
  const count = (severity: string) => report.findings.filter((finding) => finding.severity === severity).length;
  setOutputs({
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
  });
  process.stdout.write(await print('github'));
  if (process.env['GITHUB_STEP_SUMMARY']) await summarise(await print('markdown'));
  const files = [
    [inputs.reportFile, 'json'],
    [inputs.sarifFile, 'sarif'],
    [inputs.htmlFile, 'html'],
  ] as const;
  let saved = true;
  for (const [file, format] of files) {
    if (file === undefined) continue;
    try {
      await saveFile(file, await print(format));
    } catch (error) {
      saved = false;
      tell(error);
    }
  }
  return saved;
}

async function summarise(text: string): Promise<void> {
  try {
    await summary.addRaw(text).write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warning(`The job summary cannot be written: ${reason}`, { title: 'gazetteer' });
  }
}
