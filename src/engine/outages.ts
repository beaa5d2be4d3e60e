import { notSent } from '../facts/advisories.ts';
import type { FactContext } from '../facts/kind.ts';
import { findMalwareGaps, type MalwareGap } from '../facts/malware.ts';
import { lackedTime } from '../facts/small.ts';
import { noVersion } from '../facts/vulnerabilities.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { type Remark, remarkOn } from './remarks.ts';

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
export function remarkOutages(
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Remark[] {
  if (context.fact('package', subject).state !== 'present' || subject.privateBy !== undefined) return [];
  if (!subject.registries.some((candidate) => candidate.public)) return [];
  return openAdvisories(subject, context, needed).flatMap(({ what, why, isExpected }) => {
    if (why.overBudget === true) return [];
    const said = `${what} advisories were not ${what === 'vulnerability' ? 'all read' : 'consulted'}`;
    return {
      ...remarkOn(subject, context),
      level: isExpected ? 'note' : 'warning',
      topic: JSON.stringify([said, why.reason]),
      before: `${said} for `,
      counts: 'packages',
      unit: 'package',
      after: `: ${why.reason}`,
      unanswered: 'advisories',
    };
  });
}

/**
 * The service that tells times is out. Nothing is lost by that, as the registry's whole documents tell them too; but they are
 * larger, and a budget may end with them.
 */
export function remarkLackedTime(subject: DependencySubject, context: FactContext): readonly Remark[] {
  const why = lackedTime(subject, context);
  if (why === undefined || why.overBudget === true) return [];
  const said = 'times of publication were taken from whole documents';
  return [
    {
      ...remarkOn(subject, context),
      level: 'warning',
      topic: JSON.stringify([said, why.reason]),
      before: `${said} for `,
      counts: 'packages',
      unit: 'package',
      after: `: ${why.reason}`,
    },
  ];
}
