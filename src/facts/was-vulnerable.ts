import { type Fact, present, unknown } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import type { FormerVulnerabilitiesFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { readRecords, recordQuestions } from './advisories.ts';
import type { FactContext, FactKind } from './kind.ts';
import { formerQuestion, isVulnerabilityId } from './vulnerabilities.ts';

/** Vulnerabilities of the version that the release replaces: a young release may be there to close them. */
export const fact: FactKind<'was-vulnerable'> = {
  name: 'was-vulnerable',
  plan(subject, context) {
    const asked = formerQuestion(subject, context);
    if (asked === undefined) return [];
    return isYoung(subject, context) ? [asked, ...recordQuestions(asked, isVulnerabilityId, context)] : [asked];
  },
  resolve(subject, context): Fact<FormerVulnerabilitiesFact> {
    const asked = formerQuestion(subject, context);
    if (asked?.version === undefined) return unknown('no release of the registry is replaced', 'advisories');
    if (!isYoung(subject, context)) return unknown('the release is not a young one', 'advisories');
    const records = readRecords(asked, isVulnerabilityId, context);
    if (records.state !== 'present') return records;
    const { read, unread } = records.value;
    const list = read
      .filter(({ isMalware }) => !isMalware)
      .map(({ id, isReviewed, ranges }) => ({
        id,
        fixed: ranges.flat().flatMap(({ kind, version }) => (kind === 'fixed' ? [version] : [])),
        reviewed: isReviewed,
      }));
    if (list.length === 0 && unread !== undefined) return unread;
    return present({ version: asked.version, list }, records.source);
  },
};

function isYoung(subject: DependencySubject, context: FactContext): boolean {
  const release = context.fact('release', subject);
  return release.state === 'present' && context.now.getTime() - Date.parse(release.value.publishedAt ?? '') < young;
}
