import { isAboutAi } from '../knowledge/ai-packages.ts';
import { atlas } from '../knowledge/atlas/index.ts';
import type { Dependency } from '../model/dependency.ts';
import { type Finding, type Severity, severities } from '../model/finding.ts';
import { type Location, locate } from '../model/location.ts';
import type { Policy, RuleSetting } from '../model/policy.ts';
import { purl } from '../model/purl.ts';
import type { Notification } from '../model/report.ts';
import type { AnyRule, Cause, Draft, Facts, Naming, RuleMeta, Signal } from '../model/rule.ts';
import type { DependencySubject, Subject, ToolSettingSubject } from '../model/subject.ts';
import { maskCredentials, maskSentence } from '../text/mask.ts';
import { mapGraded, recheckOf } from './course.ts';
import { fingerprint } from './fingerprint.ts';
import { describeHistory } from './history.ts';

/** A finding, and what tells whether others have the same cause. */
export interface JudgedFinding extends Finding {
  readonly basis: Pick<Draft, 'cause' | 'indexes' | 'toldBy' | 'signal' | 'course'> &
    Pick<RuleMeta, 'signWeight'> &
    Pick<DependencySubject, 'lockedOnly'>;
}

export interface Evaluation {
  readonly findings: readonly JudgedFinding[];
  readonly notifications: readonly Notification[];
}

/** Rules that the configuration leaves on. */
export const enabledRules = (rules: readonly AnyRule[], policy: Policy): readonly AnyRule[] =>
  rules.filter(({ meta }) => policy.rules[meta.id]?.severity !== 'off');

/** A rule with the options that the configuration gives it. */
export interface ReadyRule {
  readonly rule: AnyRule;
  readonly options: unknown;
}

/** Reads the options of rules, once for all subjects. */
export const readyRules = (
  rules: readonly AnyRule[],
  policy: Policy,
  ecosystems: readonly Naming[],
): readonly ReadyRule[] =>
  rules.map((rule) => ({ rule, options: rule.options(policy.rules[rule.meta.id]?.options ?? {}, ecosystems) }));

/** What judging takes besides the subjects. */
export interface Judge {
  readonly rules: readonly ReadyRule[];
  readonly facts: Facts;
  readonly policy: Policy;
  helpUri(ruleId: string): string;
}

/** Every rule over every subject of its kind. One rule that fails costs its own verdict, not the audit's. */
export function evaluate(subjects: readonly Subject[], judge: Judge): Evaluation {
  const findings: JudgedFinding[] = [];
  const notifications: Notification[] = [];
  for (const { rule, options } of judge.rules) {
    for (const subject of subjects) {
      if (!rule.subjects.includes(subject.kind)) continue;
      try {
        const drafts = rule.check(subject, judge.facts, options);
        findings.push(...drafts.map((draft) => complete(draft, rule.meta, subject, judge)));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        notifications.push({
          level: 'error',
          message: `rule ${rule.meta.id} failed: ${message}`,
          path: subject.at.path,
        });
      }
    }
  }
  return { findings, notifications };
}

function complete(draft: Draft, meta: RuleMeta, subject: Subject, { policy, helpUri, facts }: Judge): JudgedFinding {
  const setting = policy.rules[meta.id];
  const found = describePackage(subject, draft);
  const location = draft.at ?? subject.at;
  const citation = draft.atlas ?? meta.atlas;
  const attack = draft.attack ?? meta.attack;
  const aboutAi = draft.aboutAi ?? (meta.aboutAi || (found !== null && isAboutAi(found.ecosystem, found.name)));
  const technique = citation.techniques[0]?.id;
  const regrade = (severity: Severity) => gradeOf(severity, setting, subject);
  const graded = mapGraded({ severity: draft.severity ?? meta.severity, course: draft.course ?? [] }, regrade);
  return {
    ruleId: meta.id,
    severity: graded.severity,
    confidence: draft.confidence ?? meta.confidence,
    package: found,
    location,
    relatedLocations: [...maskSteps(draft.related ?? []), ...entryLocation(subject)],
    ...(draft.steps === undefined ? {} : { steps: maskSteps(draft.steps) }),
    message: maskSentence(draft.message),
    evidence: draft.evidence.map((one) => ({
      ...one,
      source: maskCredentials(one.source),
      value: maskCredentials(one.value),
    })),
    remediation: maskSentence(draft.remediation),
    ...(draft.suggestion === undefined ? {} : { suggestion: placeSuggestion(draft.suggestion, subject) }),
    ...(subject.kind !== 'dependency' || subject.introducedBy === undefined
      ? {}
      : { introducedBy: subject.introducedBy }),
    ...(subject.kind === 'dependency' ? describeHistory(subject, facts) : {}),
    ...recheckOf(graded),
    atlas: atlas.describe(citation),
    cwe: draft.cwe ?? meta.cwe,
    attack,
    leadingReference: (aboutAi ? technique : attack[0]) ?? attack[0] ?? technique ?? '',
    ...(setting?.mode === 'observe' ? { observed: true as const } : {}),
    helpUri: helpUri(meta.id),
    fingerprint: fingerprint(meta.id, found?.purl ?? subjectKey(subject), location.path),
    basis: { ...basisOf(draft, subject, meta, regrade), course: graded.course },
  };
}

/** They quote what is written on the way. */
const maskSteps = (steps: NonNullable<Draft['steps']>): NonNullable<Finding['steps']> =>
  steps.map((step) => ({ ...step, message: maskCredentials(step.message) }));

const maskCause = ({ many, ...cause }: Cause): Cause => ({
  ...cause,
  name: maskCredentials(cause.name),
  ...(many === undefined
    ? {}
    : {
        many: {
          ...many,
          message: maskSentence(many.message),
          remediation: maskSentence(many.remediation),
        },
      }),
});

const completeSignal = (signal: Signal, regrade: (severity: Severity) => Severity): Signal => ({
  ...signal,
  words: maskCredentials(signal.words),
  ...(signal.undiscounted && { undiscounted: mapGraded(signal.undiscounted, regrade) }),
});

/** What installs nothing by itself is no sign: several together would be as grave as of what is installed. */
const basisOf = (
  { cause, indexes, toldBy, signal }: Draft,
  subject: Subject,
  { signWeight }: RuleMeta,
  regrade: (severity: Severity) => Severity,
): JudgedFinding['basis'] => ({
  ...(cause === undefined ? {} : { cause: maskCause(cause) }),
  ...(indexes === undefined ? {} : { indexes }),
  ...(subject.kind !== 'dependency' || subject.lockedOnly === undefined ? {} : { lockedOnly: subject.lockedOnly }),
  ...(toldBy === undefined ? {} : { toldBy }),
  ...(signal === undefined || isProse(subject) ? {} : { signal: completeSignal(signal, regrade) }),
  ...(signWeight === undefined || isProse(subject) ? {} : { signWeight }),
});

/** Text for people and agents installs nothing by itself. */
const proseGrades = 2;

const isProse = (subject: Subject): boolean => 'fileRole' in subject && subject.fileRole === 'prose';

/** What the configuration sets, else what the rule says; in text two grades lower. */
function gradeOf(graded: Severity, setting: RuleSetting | undefined, subject: Subject): Severity {
  const severity = setting?.severity === undefined || setting.severity === 'off' ? graded : setting.severity;
  if (!isProse(subject)) return severity;
  return severities[Math.max(0, severities.indexOf(severity) - proseGrades)] ?? severity;
}

/** What tells subjects of one file apart that speak of no package; it stays when lines move. */
function subjectKey(subject: Subject): string | undefined {
  switch (subject.kind) {
    case 'registry':
      return JSON.stringify([subject.use.ecosystem, subject.use.url, subject.use.names]);
    case 'mixture':
      return JSON.stringify([subject.client, subject.indexes]);
    case 'migration':
      return JSON.stringify([subject.ecosystem, subject.from, subject.to]);
    case 'safeguard':
      return (subject.after ?? subject.before)?.setting;
    case 'tool-setting':
      return toolKey(subject);
    case 'ambiguity':
      return subject.ambiguity.reason;
    case 'gap':
      return subject.text ?? subject.reason;
    case 'contradiction':
      return subject.contradiction.key;
    case 'model-load':
      return JSON.stringify([subject.name, subject.why]);
    case 'entry-use':
      return subject.entry;
    case 'execution':
      return JSON.stringify([subject.name, subject.client, subject.steps.map(({ message }) => message)]);
    case 'instruction':
      return JSON.stringify(subject.instruction);
    default:
      return undefined;
  }
}

/** Never the address or the value: both may hold secrets. */
function toolKey({ setting }: ToolSettingSubject): string {
  const { kind, tool } = setting;
  if (kind === 'secret') return JSON.stringify([kind, tool, setting.holder]);
  return JSON.stringify(kind === 'approval' ? [kind, tool, setting.setting] : [kind, tool]);
}

/** The package that a subject speaks of. */
function packageIn(subject: Subject): Pick<Dependency, 'ecosystem' | 'name' | 'version'> | undefined {
  if (subject.kind === 'installation') return subject.installed;
  if (subject.kind === 'import') return subject.wanted.dependency;
  return subject.kind === 'dependency' ? subject.dependency : undefined;
}

function describePackage(subject: Subject, draft: Draft): Finding['package'] {
  const named = packageIn(subject);
  if (named === undefined) return null;
  const { ecosystem, name } = named;
  const version = draft.version ?? named.version;
  return { purl: purl(ecosystem, name, version), ecosystem, name, ...(version === undefined ? {} : { version }) };
}

function entryLocation(subject: Subject): readonly (Location & { readonly message: string })[] {
  if (subject.kind !== 'dependency') return [];
  const { entry, introducedAt } = subject;
  return [
    ...(entry === undefined ? [] : [{ ...entry, message: 'the dependency itself' }]),
    ...(introducedAt === undefined ? [] : [{ ...introducedAt, message: 'what brings it in' }]),
  ];
}

/** A replacement goes exactly where the name is written, or the requirement. */
function placeSuggestion(
  { of, ...suggestion }: NonNullable<Draft['suggestion']>,
  subject: Subject,
): NonNullable<Finding['suggestion']> {
  if (subject.kind !== 'dependency') return suggestion;
  const { location, nameRegion, requirementRegion } = subject.dependency;
  const region = of === 'requirement' ? requirementRegion : nameRegion;
  return region === undefined ? suggestion : { ...suggestion, region: locate(location.path, region) };
}
