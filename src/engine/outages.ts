import { advisoryFacts, notSent } from '../facts/advisories.ts';
import type { FactContext } from '../facts/kind.ts';
import { findMalwareGaps, type MalwareGap } from '../facts/malware.ts';
import { lackedTime } from '../facts/small.ts';
import { noVersion } from '../facts/vulnerabilities.ts';
import type { Notification } from '../model/report.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';

/** What advisories leave open of a package. */
interface Gap extends Omit<MalwareGap, 'what'> {
  readonly what: MalwareGap['what'] | 'vulnerability';
}

/** The service that tells of vulnerabilities is the first one that tells of malware: its silence is told once. */
export function openAdvisories(
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Gap[] {
  const malware = needed.has('malware') ? findMalwareGaps(subject, context) : [];
  if (!needed.has('vulnerabilities') || malware.some(({ what }) => what === 'malware')) return malware;
  const found = context.fact('vulnerabilities', subject);
  const why = found.state === 'present' ? found.value.unread : found;
  if (why?.state !== 'unknown' || why.source === noVersion) return malware;
  return [...malware, { what: 'vulnerability', why, isExpected: why.source === notSent }];
}

/** An advisory service's outage is a warning: it adds knowledge, and its silence claims nothing. */
export function noteAdvisoryOutage(
  subjects: readonly DependencySubject[],
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Notification[] {
  if (!advisoryFacts.some((name) => needed.has(name))) return [];
  const notes = new Map<
    string,
    { readonly level: Notification['level']; readonly said: string; readonly reason: string; count: number }
  >();
  for (const subject of subjects) {
    if (context.fact('package', subject).state !== 'present' || subject.privateBy !== undefined) continue;
    if (!subject.registries.some((candidate) => candidate.public)) continue;
    for (const { what, why, isExpected } of openAdvisories(subject, context, needed)) {
      if (why.overBudget === true) continue;
      const said = `${what} advisories were not ${what === 'vulnerability' ? 'all read' : 'consulted'}`;
      const key = JSON.stringify([said, why.reason]);
      const note = notes.get(key) ?? { level: isExpected ? 'note' : 'warning', said, reason: why.reason, count: 0 };
      note.count++;
      notes.set(key, note);
    }
  }
  return [...notes.values()].map(({ level, said, reason, count }) => ({
    level,
    message: `${said} for ${sayPackages(count)}: ${reason}`,
  }));
}

/**
 * The service that tells times is out. Nothing is lost by that, as the registry's whole documents tell them too; but they are
 * larger, and a budget may end with them.
 */
export function noteLackedTimes(subjects: readonly DependencySubject[], context: FactContext): readonly Notification[] {
  const releases = new Map<string, Set<string>>();
  for (const subject of subjects) {
    const why = lackedTime(subject, context);
    if (why === undefined || why.overBudget === true) continue;
    releases.set(why.reason, (releases.get(why.reason) ?? new Set()).add(subject.dependency.purl));
  }
  return [...releases].map(([reason, { size }]) => ({
    level: 'warning',
    message: `times of publication were taken from whole documents for ${sayPackages(size)}: ${reason}`,
  }));
}

const sayPackages = (count: number): string => `${count} ${count === 1 ? 'package' : 'packages'}`;
