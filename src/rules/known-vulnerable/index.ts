import type { AdvisorySeverity, Vulnerability } from '../../model/advisory.ts';
import { noCitation } from '../../model/atlas.ts';
import type { Severity } from '../../model/finding.ts';
import type { Draft, Rule, RuleMeta, Teller } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName, sayPart, sayRelease, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'known-vulnerable',
  title: 'Known vulnerability',
  summary: 'Advisories say that the release that would be installed has vulnerabilities.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'high',
  needs: ['vulnerabilities', 'release'],
  atlas: noCitation,
  cwe: ['CWE-1395'],
  attack: [],
  aboutAi: false,
};

/** A flaw that somebody may use is less than code that does: nothing here fails a run by default. */
const grades: Readonly<Record<AdvisorySeverity, Severity>> = {
  critical: 'medium',
  high: 'medium',
  medium: 'low',
  low: 'info',
};

/** What a package does with what a model writes says why its flaws matter. */
const toldBy: readonly Teller[] = [{ rule: 'executes-model-output', ofRelease: true }];

/** Ids in the message; more stand in the evidence. */
const mostIds = 3;

/** `GHSA-35jh-r3h4-6jhm (CVE-2021-23337, high)` */
function sayVulnerability({ id, aliases, severity }: Vulnerability): string {
  const cve = aliases.find((alias) => alias.startsWith('CVE-'));
  const more = [cve === undefined ? '' : clip(cve, 20), severity ?? 'no severity'].filter((part) => part !== '');
  return `${clip(id, 40)} (${more.join(', ')})`;
}

function sayList(list: readonly Vulnerability[]): string {
  const shown = list.slice(0, mostIds).map(sayVulnerability).join(', ');
  return list.length > mostIds ? `${shown} and ${list.length - mostIds} more` : shown;
}

/** Whether the change brings them in; nothing where that is not known of all. */
function sayOrigin(list: readonly Vulnerability[]): string {
  if (list.some(({ isNew }) => isNew === undefined)) return '';
  const fresh = list.filter(({ isNew }) => isNew === true).length;
  if (fresh === 0) return '; the version before had the same';
  if (fresh === list.length) return `; the change brings ${fresh === 1 ? 'it' : 'them'} in`;
  return `; the change brings in ${fresh} of them`;
}

const quote = (one: Vulnerability): string =>
  [
    sayVulnerability(one),
    ...(one.fixedIn === undefined ? [] : [`fixed in ${sayVersion(one.fixedIn)}`]),
    ...(one.summary === undefined ? [] : [sayPart(one.summary, 80)]),
  ].join(': ');

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.registries.length === 0) return [];
    const found = facts.get('vulnerabilities', subject);
    if (found.state !== 'present') return [];
    const { list, fixedIn } = found.value;
    const [gravest] = list;
    if (gravest === undefined) return [];
    const release = facts.get('release', subject);
    const version = release.state === 'present' ? release.value.version : subject.dependency.version;
    const what = version === undefined ? sayName(subject) : sayRelease(subject, version);
    const amount = list.length === 1 ? 'a known vulnerability' : `${list.length} known vulnerabilities`;
    return [
      {
        severity: gravest.severity === undefined ? 'info' : grades[gravest.severity],
        message: `${what} has ${amount}: ${sayList(list)}${sayOrigin(list)}.`,
        evidence: [testify('vulnerabilities', found, () => list.map(quote).join('; '))],
        remediation:
          fixedIn === undefined
            ? 'No later version is known to fix all of it: see whether the project uses what is concerned, or look for another package.'
            : `Take ${sayVersion(fixedIn)} or later: it is the lowest version that fixes ${list.length === 1 ? 'it' : 'all of them'}.`,
        ...(version === undefined ? {} : { version }),
        toldBy,
      },
    ];
  },
};
