import type { FactContext } from '../facts/kind.ts';
import { lackedTime } from '../facts/small.ts';
import type { Notification } from '../model/report.ts';
import type { DependencySubject } from '../model/subject.ts';

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
    message: `times of publication were taken from whole documents for ${size} ${size === 1 ? 'package' : 'packages'}: ${reason}`,
  }));
}
