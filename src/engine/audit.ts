import type { BaselineEntry } from '../config/baseline.ts';
import { advisoryFacts } from '../facts/advisories.ts';
import type { BundledNames, FactKind } from '../facts/kind.ts';
import type { Names } from '../knowledge/names/index.ts';
import type { Ecosystem, Format } from '../model/ecosystem.ts';
import type { Inspection } from '../model/inspection.ts';
import type { Policy } from '../model/policy.ts';
import type { ChangeSource, Clock, Http, Log, Meter } from '../model/ports.ts';
import type { Notification, Report } from '../model/report.ts';
import type { AnyRule, FactName } from '../model/rule.ts';
import type { AnyService } from '../model/service.ts';
import { matchesGlob } from '../text/glob.ts';
import type { Baseline } from './baseline.ts';
import { findClaims } from './claims.ts';
import { openCollector } from './collect.ts';
import { decide, recheckTime } from './decide.ts';
import { diffDependencies } from './diff.ts';
import { type Discovery, discoverChanges } from './discover.ts';
import { enabledRules, evaluate, type JudgedFinding, readyRules } from './evaluate.ts';
import { acceptFindings } from './exceptions.ts';
import { answerRules } from './facts.ts';
import { describeFiles } from './file-subjects.ts';
import { foldFindings, joinFindings } from './fold.ts';
import { foldNotifications } from './fold-notifications.ts';
import { findGateChanges } from './gate.ts';
import { ignorePaths } from './ignore.ts';
import { judgePackages } from './judge-packages.ts';
import { findLetIn } from './let-in.ts';
import { readLines } from './lines.ts';
import { checkLockfiles } from './lock-checks.ts';
import { findMigrations } from './migrations.ts';
import { describeMixtures } from './mixtures.ts';
import { createClaimer } from './own.ts';
import { askedOf } from './portions.ts';
import { withoutInstalled } from './programs.ts';
import { createReader } from './read.ts';
import { createRegistryBook, type EnvironmentRegistry } from './registries.ts';
import { tellRemarks } from './remarks.ts';
import { assembleReport } from './report.ts';
import { describeSubjects } from './subjects.ts';
import { listUnread } from './unread.ts';
import { noteUnset } from './unset.ts';
import { noteUntrusted, type OpenQuestion } from './unverified.ts';
import type { Installations } from './verify-logs.ts';

/** Everything an audit is made of that can be exchanged: the parts it knows and the world it looks at. */
export interface AuditInput {
  readonly source: ChangeSource;
  readonly policy: Policy;
  /** Where the configuration stands in the repository; undefined where it comes from elsewhere. */
  readonly configPath: string | undefined;
  readonly environment: readonly EnvironmentRegistry[];
  /** Address of the platform's interface, which may be asked about repositories of its own host. */
  readonly platform?: string;
  /** Whether a registry is asked with credentials: then it may show what others do not see. */
  authenticates?(registry: string): boolean;
  readonly ecosystems: readonly Ecosystem[];
  /** Of the ecosystems, and of the surfaces that name packages of several. */
  readonly formats: readonly Format[];
  readonly rules: readonly AnyRule[];
  readonly facts: readonly FactKind[];
  readonly services: readonly AnyService[];
  readonly inspections: readonly Inspection[];
  readonly names: BundledNames & Pick<Names, 'isWellKnown' | 'publishesPublicly'>;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly tool: Report['tool'];
  /** What install logs say; left out: none were given. */
  readonly installations?: Installations | undefined;
  /** What is known of the repository, as the base side lists it; left out: nothing is. */
  readonly baseline?: Baseline | undefined;
  /** What is to be told of how the policy came about. */
  readonly policyNotes?: readonly Notification[] | undefined;
  /** Address of a rule's page. */
  helpUri(ruleId: string): string;
}

export interface AuditOutcome {
  readonly report: Report;
  /** What a baseline of everything that was found would list. */
  readonly known: readonly BaselineEntry[];
  /** A line of a file that was read, 1-based, for excerpts. */
  line(path: string, number: number): string | undefined;
}

/** The whole audit. Only discovering and collecting touch the world; everything else is a function of their answers. */
export async function audit(input: AuditInput): Promise<AuditOutcome> {
  const { source, policy, ecosystems, formats, names, helpUri } = input;
  const { publishesPublicly } = names;
  const now = input.clock.now();
  const rules = enabledRules(input.rules, policy);
  const needed = neededFacts(rules, policy);

  const reader = createReader(formats, source.owner);
  const isIgnored = (path: string) => policy.ignorePaths.some((pattern) => matchesGlob(pattern, path));
  const discovery = ignorePaths(await discoverChanges(source, reader, formats, isIgnored), policy);
  const gates = await findGateChanges(source, input.configPath, policy.baseline);
  const changes = withoutInstalled(
    diffDependencies(discovery, ecosystems),
    discovery.head,
    source.hasBase ? discovery.base : discovery.head,
  );
  const registries = createRegistryBook(policy, input.environment);
  const claiming = { ...input, reader, publishesPublicly };
  const { claims, notifications: unread } = await findClaims(changes, discovery, claiming);
  const context = { discovery, registries, ecosystems, policy, owner: source.owner, claims, publishesPublicly };
  const { subjects: described, migrations } = findMigrations(describeSubjects(changes, context), ecosystems);

  const neededBy = (some: readonly AnyRule[]) => neededFacts(some, policy);
  const letIn = await findLetIn({ ...input, rules, reader, registries, isIgnored, neededBy });
  const asking = [...described, ...letIn.asking];

  const kinds = input.facts.filter(({ name }) => needed.has(name));
  const asked = asking.map(askedOf);
  const collector = openCollector({ ...input, ...letIn, kinds, now, bundled: names, ...names }, asked);
  const claimer = createClaimer({ source, reader, formats, ecosystems });
  const judge = { rules: readyRules(rules, policy, ecosystems), policy, helpUri };
  const release = () => input.meter.release();
  const packages = await judgePackages(asking, { ...letIn, collector, claimer, judge, needed, now, release });

  const mixtures = describeMixtures(discovery, { ecosystems, registries });
  const files = describeFiles(discovery, { isTrusted: (use) => registries.trusts(use, ecosystems), ecosystems });
  const named = files.filter((one) => one.kind === 'registry');
  const contradictions = await checkLockfiles(discovery, reader, ecosystems);
  const changed = [...files, ...mixtures, ...migrations, ...contradictions, ...gates, ...letIn.subjects];
  // Of no package anything is known here: what is judged now is the change itself.
  const others = { ...judge, facts: answerRules(await collector.collect([]), now) };
  const first = evaluate([...changed, ...(input.installations?.subjects ?? [])], others);
  const isLockfile = isLockfileIn(discovery);
  const found = [...packages.findings, ...first.findings];
  const accepting = { ...input, discovery: { ...discovery, texts: letIn.texts }, now, mode: source.mode, isLockfile };
  const { suppressed, known, ...exceptions } = acceptFindings(found, accepting);
  const second = evaluate(exceptions.subjects, others);
  const kept = [...exceptions.kept, ...second.findings];
  const open = [...listUnread(discovery), ...packages.open, ...letIn.open];
  const faults = [...packages.notifications, ...first.notifications, ...second.notifications];
  const told = conclude(kept, open, { policy, isLockfile, isBroken: faults.length > 0 });

  const notifications = foldNotifications([
    ...discovery.notifications,
    ...(input.policyNotes ?? []),
    ...exceptions.notifications,
    ...(input.installations?.notifications ?? []),
    ...faults,
    ...unread,
    ...claimer.notes(),
    ...letIn.notifications,
    ...noteUntrusted(asked, named),
    ...noteUnset(discovery),
    ...tellRemarks(packages.remarks),
  ]);
  const parts = { ...input, ...told, now, discovery, changes, open, notifications, usage: input.meter.usage() };
  return { report: assembleReport({ ...parts, suppressed }), known, line: readLines(discovery, letIn.texts) };
}

interface Bench {
  readonly policy: Policy;
  isLockfile(path: string): boolean;
  /** A rule failed. */
  readonly isBroken: boolean;
}

/** What fails alone fails in company, too; when nothing is held any more is told by each finding, and not by a list of them. */
function conclude(kept: readonly JudgedFinding[], open: readonly OpenQuestion[], bench: Bench) {
  const { policy, isLockfile, isBroken } = bench;
  const joined = joinFindings(kept, isLockfile, policy);
  return {
    findings: foldFindings(joined, isLockfile),
    verdict: decide([...kept, ...joined], open, policy, isBroken),
    recheckAt: recheckTime(joined, policy),
  };
}

/** The facts that some enabled rule asks for; the package itself always is. */
export function neededFacts(rules: readonly AnyRule[], { services }: Policy): ReadonlySet<FactName> {
  const names = new Set<FactName>(['package', ...rules.flatMap(({ meta }) => meta.needs)]);
  const isListed = (name: FactName) => name === 'malware' && services['github-advisories'] !== false;
  if (services.osv === false) for (const name of advisoryFacts) if (!isListed(name)) names.delete(name);
  return names;
}

const isLockfileIn =
  ({ head }: Discovery) =>
  (path: string): boolean =>
    head.files.get(path)?.parsed.role === 'lockfile';
