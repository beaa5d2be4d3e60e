import type { BaselineEntry } from '../config/baseline.ts';
import { isAcceptedInside } from '../config/rules.ts';
import { compareSeverity } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Notification } from '../model/report.ts';
import { sayList } from '../text/say-list.ts';
import type { JudgedFinding } from './evaluate.ts';

export interface Baseline {
  /** Of the audited repository. */
  readonly path: string;
  readonly entries: readonly BaselineEntry[];
}

/** Entries of a note. */
const mostTold = 5;

/**
 * What is known takes as many findings as it counts, of the same identity and no graver than it was. Nothing of it counts for a
 * rule whose findings only an exception may accept.
 */
export function openBaseline({ entries, path }: Baseline, { locked }: Policy) {
  const left = new Map<string, { readonly entry: BaselineEntry; rest: number }>();
  for (const entry of entries) left.set(entry.fingerprint, { entry, rest: entry.count ?? 1 });
  const used = new Set<string>();
  return {
    isKnown({ ruleId, fingerprint, severity }: JudgedFinding): boolean {
      const known = left.get(fingerprint);
      if (known === undefined || known.entry.rule !== ruleId || !isAcceptedInside(ruleId, locked)) return false;
      if (known.rest === 0 || compareSeverity(severity, known.entry.severity) > 0) return false;
      known.rest -= 1;
      used.add(fingerprint);
      return true;
    },
    /** What the entries themselves give rise to: those that are done with. */
    notes(): readonly Notification[] {
      const unused = [...left.values()].filter(({ entry }) => !used.has(entry.fingerprint));
      if (unused.length === 0) return [];
      const told = unused.map(({ entry }) => `${entry.rule} of ${entry.package ?? entry.path}`);
      const message = `${unused.length} ${unused.length === 1 ? 'entry' : 'entries'} of the baseline matched nothing: ${sayList(told, mostTold)}; write it anew`;
      return [{ level: 'note', message, path }];
    },
  };
}

/** A baseline of these findings: those of a rule that it may not accept are left out. */
export function listKnown(findings: readonly JudgedFinding[], { locked }: Policy): readonly BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const { ruleId, fingerprint, severity, location, package: found } of findings) {
    if (!isAcceptedInside(ruleId, locked)) continue;
    const before = entries.get(fingerprint);
    const gravest = before !== undefined && compareSeverity(before.severity, severity) > 0 ? before.severity : severity;
    entries.set(fingerprint, {
      fingerprint,
      rule: ruleId,
      severity: gravest,
      path: location.path,
      ...(found === null ? {} : { package: found.purl }),
      ...(before === undefined ? {} : { count: (before.count ?? 1) + 1 }),
    });
  }
  return [...entries.values()].sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.rule, b.rule) || compareText(a.fingerprint, b.fingerprint),
  );
}
