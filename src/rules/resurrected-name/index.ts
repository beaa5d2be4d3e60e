import type { Fact } from '../../model/fact.ts';
import type { Confidence, Severity } from '../../model/finding.ts';
import { isSteady, young } from '../../model/newness.ts';
import { heldSince, type PackageFact } from '../../model/registry.ts';
import type { AdoptionFact, Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { readMoment, sayAgo, sayMoment, strangersLook } from '../ages.ts';
import { day } from '../durations.ts';
import { testify } from '../evidence.ts';
import { isServed, ofName } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayName } from '../wording.ts';

const meta: RuleMeta = {
  id: 'resurrected-name',
  title: 'Resurrected name',
  summary:
    'The name was registered before the oldest upload that its registry still has: the package that many knew is gone, and somebody, perhaps another, holds its name now.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'medium',
  needs: ['package', 'adoption'],
  atlas: softwareFromElsewhere('indicates'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
  signWeight: 93,
};

/** A new holder has been found out by then. */
const longAgo = 365 * day;
/** Whoever withdraws his first attempts takes no longer for the next. */
const shortGap = 90 * day;

interface Former {
  readonly because: string;
  readonly confidence: Confidence;
  /** All of it was gone. */
  readonly isGone?: true;
  readonly isListed?: true;
}

/** What the registry's document says. */
function fromDocument(pkg: PackageFact, since: number, age: number): Former | undefined {
  const withdrawn = readMoment(pkg.unpublishedAt);
  if (withdrawn !== undefined && withdrawn <= since)
    return { because: `all of it was withdrawn on ${sayMoment(withdrawn)}`, confidence: 'high', isGone: true };
  const first = Math.min(...[pkg.createdAt, pkg.firstPublishedAt].map((text) => readMoment(text) ?? since));
  if (since - first < shortGap || isSteady(pkg, age)) return undefined;
  return { because: `the registry has had the name since ${sayMoment(first)}`, confidence: 'medium' };
}

/** What the bundled lists say: sketches of names err. */
function fromLists(adoption: Fact<AdoptionFact>): Former | undefined {
  if (adoption.state !== 'present' || adoption.value.isOfFormer !== true) return undefined;
  const { knownBefore, errorRate } = adoption.value;
  const before = readMoment(knownBefore);
  if (before === undefined) return undefined;
  const confidence = errorRate === 0 ? 'high' : errorRate <= 0.001 ? 'medium' : 'low';
  return { because: `it was registered before ${sayMoment(before)}`, confidence, isListed: true };
}

/**
 * What has been there for months is mostly of the same people, who removed first attempts or old releases. So is what is in
 * use where only lists say that it was another.
 */
function gradeSeverity({ isListed, isGone }: Former, age: number, isNew: boolean): Severity {
  if (isListed && !isNew) return 'info';
  return age < young || isGone ? meta.severity : 'low';
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || subject.privateBy !== undefined || !strangersLook(subject)) return [];
    const pkg = facts.get('package', subject);
    if (pkg.state !== 'present' || !isServed(pkg.value)) return [];
    const since = readMoment(heldSince(pkg.value));
    if (since === undefined) return [];
    const age = Date.parse(facts.now) - since;
    if (age >= longAgo) return [];
    const adoption = facts.get('adoption', subject);
    const former = fromDocument(pkg.value, since, age) ?? fromLists(adoption);
    if (former === undefined) return [];
    const evidence = testify('package', pkg, () => `oldest version of today: ${sayMoment(since)}`);
    const known = testify('adoption', adoption, () => former.because);
    const severity = gradeSeverity(former, age, subject.newToRepository);
    return [
      {
        ...ofName(subject),
        severity,
        confidence: former.confidence,
        message: `${sayName(subject)} is not what it was: ${former.because}, but the oldest version that is left was uploaded ${sayAgo(since, facts.now)}. Another may hold the name now.`,
        evidence: former.isListed ? [evidence, known] : [evidence],
        remediation: 'Find out who publishes it now, and pin a version that somebody has looked at, or replace it.',
        ...(severity === meta.severity
          ? { signal: { words: `another may hold its name now: ${former.because}`, countsAs: 'nothing' } }
          : {}),
      },
    ];
  },
};
