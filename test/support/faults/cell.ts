import { readPolicy } from '../../../src/app/policy.ts';
import { runAudit, statusOf } from '../../../src/app/run.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Report } from '../../../src/model/report.ts';
import { type Files, memorySource } from '../memory-source.ts';
import type { ServiceFault } from './faults.ts';
import type { Cell, Fill } from './matrix.ts';
import { type AskedService, askedServices, type Healthy, now } from './services.ts';

/** What a run takes besides its budget, which limits the network alone; on a busy machine. */
const slackMs = 5000;

export type Services = ReadonlyMap<AskedService, Healthy>;

export async function startServices(): Promise<Services> {
  return new Map(await Promise.all(askedServices.map(async (one) => [one, await one.start()] as const)));
}

/** What a run said, and how long it took. */
export interface Ran {
  readonly report: Report;
  readonly status: number;
  readonly ms: number;
}

/** The same change, with or without what services speak against. */
export interface Runs {
  readonly fine: Ran;
  readonly all: Ran;
}

/** What stands in the place of a service. */
interface Stand {
  readonly service: AskedService;
  /** Left out: the service itself. */
  readonly url?: string;
}

export function configurationOf(services: Services, seconds: number, stand?: Stand): string {
  const addressOf = (one: AskedService, url: string) => (one === stand?.service ? (stand.url ?? url) : url);
  const settings = [...services].map(([one, { url }]) => one.settings(addressOf(one, url)));
  const join = (key: 'registries' | 'services') => Object.assign({}, ...settings.map((one) => one[key]));
  return JSON.stringify({
    version: 1,
    registries: join('registries'),
    services: join('services'),
    budget: { seconds },
  });
}

/** Audits a change from one set of files to another in this process. */
export const auditChange = async (before: Files, after: Files, configuration: string) =>
  runAudit({
    source: memorySource(before, after),
    policy: await readPolicy(configuration, 'gazetteer.yml'),
    configPath: undefined,
    environment: [],
    keyring: { env: {} },
    offline: false,
    now,
    log: { progress: () => {}, debug: () => {} },
    version: '0.0.0',
    helpUri: (id) => id,
  });

async function runOnce(files: Files, configuration: string): Promise<Ran> {
  const started = performance.now();
  const { report } = await auditChange({}, files, configuration);
  return { report, status: statusOf(report.verdict), ms: performance.now() - started };
}

/** The change as the service is asked about it. @param seconds that a run may take */
async function runBoth(services: Services, stand: Stand, seconds: number): Promise<Runs> {
  const parts = [...services].flatMap(([one, healthy]) =>
    one === stand.service || one.role === 'record' ? [healthy] : [],
  );
  const fine: Files = Object.assign({}, ...parts.map((one) => one.fine));
  const all: Files = Object.assign({}, fine, ...parts.map(({ bad }) => bad));
  const configuration = configurationOf(services, seconds, stand);
  return { fine: await runOnce(fine, configuration), all: await runOnce(all, configuration) };
}

/** Fills the cells of a service, held against what is said where nothing has a fault. */
export async function createFill(service: AskedService, services: Services): Promise<Fill> {
  const sound = await runBoth(services, { service }, 60);
  const { fine, all } = sound;
  const told = all.report.findings.filter((one) => service.role === 'convenience' || service.tells(one));
  const { host } = new URL(services.get(service)?.url ?? '');
  const isAsked = fine.report.stats.hosts.some((one) => one.host === host && one.requests > 0 && one.failures === 0);
  if (fine.status !== 0 || all.status !== 1 || told.length === 0 || !isAsked)
    throw new Error(`${service.title} has a fault itself`);
  return (fault, seconds) => runCell(service, fault, services, sound, seconds);
}

/** Audits while one service has the fault. */
async function runCell(
  service: AskedService,
  fault: ServiceFault,
  services: Services,
  sound: Runs,
  seconds: number,
): Promise<Cell> {
  const front = await fault.open(services.get(service)?.url ?? '');
  try {
    const runs = await runBoth(services, { service, url: front.url }, seconds);
    const wrong = fault.isHarmless ? compareSame(runs, sound) : compareSilent(service, fault, runs, sound);
    const late = [runs.fine, runs.all].filter(({ ms }) => ms > seconds * 1000 + slackMs);
    return {
      outcome: describeOutcome(service, runs.fine, sound.fine),
      wrong: [...wrong, ...late.map(({ ms }) => `took ${Math.round(ms)} ms`), ...front.strayed],
    };
  } catch (error) {
    return { outcome: 'crash', wrong: [`crashed: ${error instanceof Error ? error.stack : String(error)}`] };
  } finally {
    await front.close();
  }
}

const say = ({ ruleId, severity, package: found }: Finding): string => `${severity} ${ruleId} ${found?.purl ?? ''}`;
const sayOpen = ({ unverified }: Report): readonly string[] =>
  unverified.flatMap(({ purl = '', question, reason }) =>
    // What one service made of the run's bytes is lacking for what is asked of others after existence, and is said.
    question !== 'existence' && reason.includes('bytes of this run are used up') ? [] : [`${question} of ${purl}`],
  );

function differ(what: string, found: readonly string[], expected: readonly string[]): readonly string[] {
  const [one, other] = [[...found].sort().join('\n'), [...expected].sort().join('\n')];
  return one === other ? [] : [`${what}: ${one || 'none'}; expected: ${other || 'none'}`];
}

/** Nothing must come of it but some time. */
function compareSame(runs: Runs, sound: Runs): readonly string[] {
  return (['fine', 'all'] as const).flatMap((which) => [
    ...differ('findings', runs[which].report.findings.map(say), sound[which].report.findings.map(say)),
    ...differ('unverified', sayOpen(runs[which].report), sayOpen(sound[which].report)),
    ...differ('warnings', warningsOf(runs[which].report), warningsOf(sound[which].report)),
    ...differ('status', [String(runs[which].status)], [String(sound[which].status)]),
  ]);
}

const warningsOf = ({ notifications }: Report): readonly string[] =>
  notifications.filter(({ level }) => level !== 'note').map(({ message }) => message);

/** What the service would have told is open; what others tell stands; nobody is accused. */
function compareSilent(service: AskedService, fault: ServiceFault, runs: Runs, sound: Runs): readonly string[] {
  return (['fine', 'all'] as const).flatMap((which) => {
    const { report, status } = runs[which];
    const before = sound[which].report.findings;
    const kept = before.filter((one) => !service.tells(one));
    const accused = report.findings.filter((one) => service.tells(one) && !before.map(say).includes(say(one)));
    const denied = report.findings.filter((one) => service.tells(one) && /does not exist|no such/.test(one.message));
    const worst = which === 'all' ? 1 : service.role === 'record' ? 3 : 0;
    return [
      ...differ('findings of others', report.findings.filter((one) => !service.tells(one)).map(say), kept.map(say)),
      ...differ('accused', accused.map(say), []),
      ...differ('denied', denied.map(say), []),
      ...differ('unverified', sayOpen(report), expectedOpen(service, report)),
      ...differ('status', [String(status)], [String(worst)]),
      ...(service.believes === fault.title ? [] : missingWords(service, report)),
    ];
  });
}

/** Every package of a registry of record that does not answer. */
const expectedOpen = ({ role, packages }: AskedService, { changes }: Report): readonly string[] =>
  role === 'record'
    ? changes.filter(({ purl }) => purl.startsWith(packages)).map(({ purl }) => `existence of ${purl}`)
    : [];

const silences = {
  record: /$^/,
  advisory: /^(?:warning|note) .* not consulted for \d+ packages?: ./,
  convenience: /^warning .* taken from whole documents for \d+ packages?: ./,
  courtesy: /^note .* not looked up: \d/,
} as const;

function missingWords({ role }: AskedService, { notifications }: Report): readonly string[] {
  if (role === 'record') return [];
  const said = notifications.map(({ level, message }) => `${level} ${message}`);
  return said.some((one) => silences[role].test(one)) ? [] : [`nobody is told of it: ${said.join('; ')}`];
}

/** The exit status of a change that is fine, and what stands in its report because of the service. */
function describeOutcome(service: AskedService, { status, report }: Ran, sound: Ran): string {
  const open = report.unverified.filter(({ purl }) => purl?.startsWith(service.packages)).length;
  if (open > 0) return `${status}, ${open === expectedOpen(service, report).length ? 'all' : open} unverified`;
  const usual = notesOf(sound.report);
  const added = notesOf(report).filter((one) => !usual.includes(one));
  if (added.length === 0) return `${status}, as usual`;
  return `${status}, ${added.some((one) => one.startsWith('warning')) ? 'a warning' : 'a note'}`;
}

/** Notes without the addresses in them. */
const notesOf = ({ notifications }: Report): readonly string[] =>
  notifications.map(({ level, message }) => `${level} ${message.replace(/\(.*\)$/, '')}`);
