import type { AdvisoryFact, AdvisorySeverity, Vulnerability } from '../model/advisory.ts';
import type { Versions } from '../model/ecosystem.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import { severities } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import type { Question } from '../model/question.ts';
import type { VulnerabilitiesFact } from '../model/rule.ts';
import { type DependencySubject, replacedVersion } from '../model/subject.ts';
import { advisoriesQuestion, isMalwareId, readRecords, recordQuestions, whyNotSent } from './advisories.ts';
import { joinAliases } from './aliases.ts';
import { findFixes, lowestUnaffected } from './fixes.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { versionOf } from './release.ts';

type AdvisoriesQuestion = Extract<Question, { kind: 'advisories' }>;

/** The source of an answer that was not asked for, as no version of a registry is chosen. */
export const noVersion = 'no version';

export const isVulnerabilityId = (id: string): boolean => !isMalwareId(id);

/** Known vulnerabilities of the release that would be installed. */
export const fact: FactKind<'vulnerabilities'> = {
  name: 'vulnerabilities',
  plan(subject, context) {
    const asked = questionAbout(subject, versionOf(subject, context), context);
    if (asked === undefined) return [];
    const former = formerQuestion(subject, context);
    return [asked, ...(former === undefined ? [] : [former]), ...recordQuestions(asked, isVulnerabilityId, context)];
  },
  resolve(subject, context): Fact<VulnerabilitiesFact> {
    const kept = whyNotSent(subject, context);
    if (kept !== undefined) return kept;
    const asked = questionAbout(subject, versionOf(subject, context), context);
    if (asked?.version === undefined) return unknown('no public registry serves a version of it', noVersion);
    const records = readRecords(asked, isVulnerabilityId, context);
    if (records.state !== 'present') return records;
    const { read, unread } = records.value;
    const found = read.filter(({ isMalware }) => !isMalware);
    if (found.length === 0 && unread !== undefined) return unread;
    const { versions } = ecosystemOf(subject, context);
    const isNew = tellNew(subject, context);
    const list = joinAliases(found)
      .map((records) => describe(records, asked.version ?? '', versions, isNew))
      .sort((a, b) => rankOf(b.severity) - rankOf(a.severity) || compareText(a.id, b.id));
    const isFixed = list.every((one) => one.fixedIn !== undefined);
    const pkg = context.fact('package', subject);
    const fixedIn = isFixed ? lowestUnaffected(found, asked.version, pkg, versions) : undefined;
    return present(
      { list, ...(fixedIn === undefined ? {} : { fixedIn }), ...(unread === undefined ? {} : { unread }) },
      records.source,
    );
  },
};

/** A tag of a repository moves, and a commit has no place among versions: only a registry tells what a version is. */
function questionAbout(
  subject: DependencySubject,
  version: string | undefined,
  context: FactContext,
): AdvisoriesQuestion | undefined {
  if (version === undefined || !ecosystemOf(subject, context).hasRegistryOfRecord) return undefined;
  return advisoriesQuestion(subject, version, context);
}

/** About the version that the repository had, where that was a release of the same package. */
export function formerQuestion(subject: DependencySubject, context: FactContext): AdvisoriesQuestion | undefined {
  const { previous, dependency } = subject;
  if (previous?.source.kind !== 'registry' || previous.name !== dependency.name) return undefined;
  return questionAbout(subject, replacedVersion(subject), context);
}

/** What the repository had is compared by the names of advisories alone: what they say is read anyway. */
function tellNew(subject: DependencySubject, context: FactContext): (ids: readonly string[]) => boolean | undefined {
  if (subject.previous === undefined) return () => (subject.newToRepository ? true : undefined);
  const asked = formerQuestion(subject, context);
  const former = asked && context.answer(asked);
  return (ids) => (former?.state === 'present' ? !ids.some((id) => former.value.ids.includes(id)) : undefined);
}

const rankOf = (severity: AdvisorySeverity | undefined): number =>
  severity === undefined ? -1 : severities.indexOf(severity);

function describe(
  records: readonly AdvisoryFact[],
  version: string,
  versions: Versions,
  isNewAs: (ids: readonly string[]) => boolean | undefined,
): Vulnerability {
  const ordered = [...records].sort((a, b) => Number(b.isReviewed) - Number(a.isReviewed) || compareText(a.id, b.id));
  const id = ordered[0]?.id ?? '';
  const names = new Set(ordered.flatMap((one) => [one.id, ...one.aliases]));
  names.delete(id);
  const isCve = (name: string) => Number(name.startsWith('CVE-'));
  const summary = ordered.find((one) => one.summary !== undefined)?.summary;
  const severity = [...ordered].sort((a, b) => rankOf(b.severity) - rankOf(a.severity))[0]?.severity;
  const fixedIn = findFixes(records, version, versions)[0];
  const isNew = isNewAs(records.map((one) => one.id));
  return {
    id,
    aliases: [...names].sort((a, b) => isCve(b) - isCve(a) || compareText(a, b)),
    ...(summary === undefined ? {} : { summary }),
    ...(severity === undefined ? {} : { severity }),
    ...(fixedIn === undefined ? {} : { fixedIn }),
    ...(isNew === undefined ? {} : { isNew }),
  };
}
