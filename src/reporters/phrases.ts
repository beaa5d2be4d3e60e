import type { Stance } from '../model/atlas.ts';
import { type Finding, type Severity, severities } from '../model/finding.ts';
import type { Acceptance, Report } from '../model/report.ts';
import type { ReportContext } from '../model/reporter.ts';

/** `1,000`: thousands of a whole number apart, the same on every machine. `Intl` takes 20 milliseconds to load. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 file`, `2 files` */
export const count = (n: number, noun: string, plural = `${noun}s`): string =>
  `${grouped(n)} ${n === 1 ? noun : plural}`;

/** `850 B`, `34 kB`, `1.2 MB` */
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  return n < 999_500 ? `${Math.round(n / 1000)} kB` : `${(n / 1e6).toFixed(1)} MB`;
}

/** `85 ms`, `1.2 s` */
export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** `2026-04-05 08:30 UTC` of an RFC 3339 time in UTC; any other text as it is. */
export const moment = (time: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(time)
    ? `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
    : time;

/** `1 critical, 2 low`; empty where there is none. */
export function bySeverity(findings: readonly Finding[]): string {
  const counts = new Map<Severity, number>();
  for (const finding of findings) counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
  return severities
    .toReversed()
    .flatMap((severity) => {
      const n = counts.get(severity);
      return n === undefined ? [] : [`${grouped(n)} ${severity}`];
    })
    .join(', ');
}

/** `new-publisher (medium), recent-release (high)`: of a long message the end is cut, and no sign may go with it. Empty where one rule tells all. */
export const tellersPhrase = ({ signals = [] }: Pick<Finding, 'signals'>): string =>
  signals.map(({ ruleId, severity }) => `${ruleId} (${severity})`).join(', ');

/** What a finding shows of a technique. */
export const stanceWords: Readonly<Record<Stance, string>> = {
  observed: 'seen',
  indicates: 'signs',
  enables: 'made possible',
};

/** What accepts a finding, and how long: `until 2026-03-31`, `by comment, until 2026-03-31`, `by baseline`. */
export function acceptancePhrase({ by, expires }: Acceptance): string {
  const until = expires === undefined ? [] : [`until ${expires}`];
  return [...(by === undefined ? [] : [`by ${by}`]), ...until].join(', ');
}

/** Where the page of a rule is: its address, else the command that prints it. */
export const pageOf = ({ ruleId, helpUri }: Pick<Finding, 'ruleId' | 'helpUri'>): string =>
  helpUri === '' ? `gazetteer explain ${ruleId}` : helpUri;

/** The verdict in words, without what was found. */
export const verdictWord = (report: Report): string =>
  ({ pass: 'Passed', fail: 'Failed', incomplete: 'Incomplete' })[report.verdict];

/** The verdict and what it rests on, in one or two sentences. Holds no untrusted text. */
export function verdictSentence(report: Report, policy: ReportContext['policy']): string {
  const n = report.findings.length;
  const found = n === 0 ? 'nothing found' : `${count(n, 'finding')} (${bySeverity(report.findings)})`;
  const unverified = unverifiedPhrase(report);
  const missing = unansweredPhrase(report);
  const also = missing === '' ? '' : `, and ${missing}`;
  if (report.verdict === 'fail') {
    const threshold = `This run fails at ${policy.failOn} with at least ${policy.failOnConfidence} confidence.`;
    return `Failed: ${found}${unverified === '' ? '' : `, ${unverified}`}${also}. ${threshold}`;
  }
  if (report.verdict === 'incomplete') {
    return `Incomplete: ${unverified === '' ? 'not everything could be checked' : unverified}, ${found}${also}.`;
  }
  const harmless = n === 0 ? found : `${found}, ${n === 1 ? 'which does' : 'which do'} not fail this run`;
  return `Passed: ${harmless}${unverified === '' ? '' : `; ${unverified}`}${missing === '' ? '' : `, but ${missing}`}.`;
}

const endings = { advisories: 'were not answered', details: 'are not known' } as const;

/** `advisories of 12 packages were not answered`: nothing waits for them, and nobody must take them for answered. */
function unansweredPhrase({ notifications }: Report): string {
  const parts = Object.entries(endings).flatMap(([what, ending]) => {
    const about = notifications.filter(({ unanswered }) => unanswered === what);
    const packages = new Set(about.flatMap((one) => one.packages ?? []));
    return packages.size === 0 ? [] : [`${what} of ${count(packages.size, 'package')} ${ending}`];
  });
  return parts.join(' and ');
}

function unverifiedPhrase(report: Report): string {
  const packages = new Set(report.unverified.flatMap((item) => item.purl ?? []));
  const paths = new Set(report.unverified.flatMap((item) => (item.purl === undefined ? (item.path ?? []) : [])));
  const parts = [
    ...(packages.size > 0 ? [count(packages.size, 'package')] : []),
    ...(paths.size > 0 ? [count(paths.size, 'file')] : []),
  ];
  if (parts.length > 0) return `${parts.join(' and ')} not verified`;
  return report.unverified.length > 0 ? `${count(report.unverified.length, 'question')} not answered` : '';
}

/** How much was looked at, and what was not. Holds no untrusted text. */
export function coverageSentence(report: Report): string {
  const changed = report.changes.filter((change) => change.kind !== 'removed');
  const asked = changed.length;
  const transitive = changed.filter((change) => !change.direct).length;
  const files = report.coverage.files.length;
  const unparsed = report.coverage.files.reduce((sum, file) => sum + file.unparsed, 0);
  const skipped = report.coverage.skipped.length;
  const checked =
    files === 0
      ? 'No dependency file changed.'
      : asked === 0
        ? `${count(files, 'dependency file')} read, no dependency added or changed.`
        : `${count(asked, 'added or changed package')}${transitive > 0 ? ` (${grouped(transitive)} transitive)` : ''} in ${count(files, 'file')} audited.`;
  const gaps = [
    ...(unparsed > 0 ? [`${count(unparsed, 'entry', 'entries')} not understood`] : []),
    ...(skipped > 0 ? [`${count(skipped, 'file')} skipped`] : []),
  ];
  return gaps.length === 0 ? checked : `${checked} ${gaps.join(', ')}.`;
}

/** Files that were not read and that no open question names already. */
export function skippedBesides(report: Report): Report['coverage']['skipped'] {
  const named = new Set(report.unverified.flatMap((item) => (item.purl === undefined ? (item.path ?? []) : [])));
  return report.coverage.skipped.filter((file) => !named.has(file.path));
}

/** `3 added, 1 changed, 1 removed (4 direct)` */
export function changesPhrase(report: Report): string {
  const kinds = { added: 0, changed: 0, removed: 0 };
  let direct = 0;
  for (const change of report.changes) {
    kinds[change.kind]++;
    if (change.direct) direct++;
  }
  if (report.changes.length === 0) return 'none';
  const parts = Object.entries(kinds).flatMap(([kind, n]) => (n > 0 ? [`${grouped(n)} ${kind}`] : []));
  return `${parts.join(', ')} (${grouped(direct)} direct)`;
}

/** `12 requests, 34 kB received, 1.2 s` */
export function effortPhrase(report: Report): string {
  const { requests, bytesReceived, durationMs } = report.stats;
  return `${count(requests, 'request')}, ${bytes(bytesReceived)} received, ${duration(durationMs)}`;
}
